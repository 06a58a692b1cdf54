"""The answer as it stands on the page and on paper."""

import io
import re
import subprocess
from datetime import timedelta
from shutil import which

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from deqi.vocabulary import Answer, Refusal
from deqi.web.ask.models import Example, KeptAnswer, hash_token
from deqi.web.ask.pdf import pdf_bytes
from deqi.web.ask.presenters.page import answer_page


def rendered(result: Answer | Refusal) -> str:
    context = {"page": answer_page(result), "engine_version": "0.0.0"}
    return render_to_string("ask/answer.html", context)


def test_safety_comes_before_the_ledger(client: Client, walk) -> None:
    page = walk().content.decode()
    assert page.index('id="safety"') < page.index('id="help"') < page.index('id="harms"')


def test_every_part_of_a_full_answer_is_on_the_page(made_up_answer: Answer) -> None:
    page = rendered(made_up_answer)
    for text in (
        "A note about how often this happens.",
        "No electric current.",
        "you get a fever",
        "You were not sure.",
        "At 8 to 12 weeks",
        "12 made-up trials with 3,000 people.",
        "Such as a lung that is hit.",
        "fewer than 1 of 100",
        "No number was seen.",
        "Guideline of Example Land, 2020",
        "acupuncture with sham",
        "Two small made-up trials measured it.",
        "A large trial against sham that lasts a year.",
        "You did not tell your sex.",
        "A made-up trial of needles. Journal of Examples, 2001.",
        "Second hand",
        "a" * 64,
        "2030-01-02",
    ):
        assert text in page, text


def test_certainty_stands_beside_every_number(made_up_answer: Answer) -> None:
    page = rendered(made_up_answer)
    shown = len(re.findall(r'class="certainty"', page))
    ledger = made_up_answer.ledger
    parts = (ledger.horizons, ledger.harms, ledger.options, ledger.known, ledger.not_forecast)
    assert shown == sum(len(part) for part in parts)


def test_the_notice_that_nobody_signed_is_on_the_answer_and_at_home(client: Client, walk) -> None:
    assert "No clinician has signed" in walk().content.decode()
    assert "No clinician has signed" in client.get("/").content.decode()


@pytest.mark.django_db
def test_home_leads_to_the_answer_of_each_of_the_five_questions(client: Client) -> None:
    page = client.get("/").content.decode()
    promises = page[page.index('class="promises"') :].split("</ul>")[0]
    addresses = re.findall(r'href="([^"]+)"', promises)
    assert len(addresses) == 5
    assert {"/points/", "/practitioners/", "/diary/"} < set(addresses)
    assert all(client.get(address, follow=True).status_code == 200 for address in addresses)


@pytest.mark.parametrize("flag", ["findings__F01", "findings__F08"])
def test_an_urgent_answer_says_what_to_do_first(walk, flag: str) -> None:
    page = walk(**{flag: "yes"}).content.decode()
    heading = page[page.index("<h1") : page.index("</section>")]
    assert re.search("Emergency: get help now|See a doctor today", heading)
    assert "Do not book acupuncture" in heading


@pytest.mark.django_db
def test_a_kept_answer_is_shown_as_it_was_given(client: Client, walk) -> None:
    own = walk().content.decode()
    assert KeptAnswer.objects.count() == 0
    assert client.get("/answer/keep/").status_code == 200
    assert KeptAnswer.objects.count() == 0
    page = client.post("/answer/keep/", follow=True).content.decode()
    (link,) = re.findall(r'href="http://testserver(/kept/[^"]+/)"', page)
    assert "shown only once" in client.get("/answer/kept/").content.decode()
    kept = Client().get(link).content.decode()
    assert "is shown as it was given then" in kept
    section = slice(own.index('class="ledger"'), own.index('class="tools"'))
    assert own[section] in kept
    assert Client().get(f"{link}answer.pdf").content[:5] == b"%PDF-"


@pytest.mark.django_db
def test_the_token_is_not_in_the_database(client: Client, walk) -> None:
    walk()
    page = client.post("/answer/keep/", follow=True).content.decode()
    (token,) = re.findall(r'href="http://testserver/kept/([^"]+)/"', page)
    stored = KeptAnswer.objects.get()
    assert len(token) >= 43
    assert stored.token_hash == hash_token(token) != token
    assert token not in str(stored.document)


@pytest.mark.django_db
def test_erasing_is_for_good_and_needs_the_button(client: Client, walk) -> None:
    walk()
    page = client.post("/answer/keep/", follow=True).content.decode()
    (link,) = re.findall(r'href="http://testserver(/kept/[^"]+/)"', page)
    assert client.get(f"{link}erase/").status_code == 405
    assert client.post(f"{link}erase/", follow=True).status_code == 200
    assert KeptAnswer.objects.count() == 0
    assert client.get(link).status_code == 404


@pytest.mark.django_db
def test_a_kept_answer_ends_by_itself(client: Client, made_up_answer: Answer) -> None:
    past = timezone.now() - timedelta(days=91)
    token = KeptAnswer.objects.keep({"kind": "answer"}, now=past)
    assert client.get(f"/kept/{token}/").status_code == 404
    assert KeptAnswer.objects.count() == 0


@pytest.mark.django_db
def test_guessing_a_token_finds_nothing(client: Client) -> None:
    assert client.get("/kept/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


@pytest.mark.django_db
def test_examples_are_marked_fictitious_wherever_they_show(client: Client) -> None:
    call_command("seed_demo", verbosity=0)
    call_command("seed_demo", verbosity=0)
    examples = list(Example.objects.all())
    assert 3 <= len(examples) <= 4
    assert client.get("/examples/").content.decode().count(">Fictitious<") == len(examples)
    for example in examples:
        page = client.get(f"/examples/{example.slug}/").content.decode()
        assert "<title>Fictitious:" in page
        assert 'class="fictitious"' in page
        paper = client.get(f"/examples/{example.slug}/answer.pdf").content
        texts = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages]
        assert all("Fictitious" in text for text in texts)


@pytest.mark.django_db
def test_no_examples_says_how_to_make_them(client: Client) -> None:
    assert "seed_demo" in client.get("/examples/").content.decode()


def test_the_pdf_is_tagged_titled_and_holds_the_numbers(made_up_answer: Answer) -> None:
    reader = PdfReader(io.BytesIO(pdf_bytes(answer_page(made_up_answer))))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Acupuncture for my back: what trials found"
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in reader.pages)
    assert (
        "about 45 of 100 people like this are clearly better with acupuncture (90% range: 36 to 55)" in text
    )
    assert "No clinician" in text or "A note about" in text
    assert "A made-up overview" in text


def test_the_pdf_of_a_whole_answer_is_short(client: Client, walk) -> None:
    walk()
    sheets = PdfReader(io.BytesIO(client.get("/answer.pdf").content)).pages
    assert 2 <= len(sheets) <= 4


def test_the_pdf_of_a_refusal_has_no_ledger(made_up_refusal: Refusal) -> None:
    reader = PdfReader(io.BytesIO(pdf_bytes(answer_page(made_up_refusal))))
    text = " ".join(sheet.extract_text() for sheet in reader.pages)
    assert "Call the emergency number now" in text
    assert "of 100" not in text


def test_the_same_answer_makes_the_same_pdf(made_up_answer: Answer) -> None:
    page = answer_page(made_up_answer)
    assert pdf_bytes(page) == pdf_bytes(page)


@pytest.mark.skipif(which("pdftoppm") is None, reason="pdftoppm is not installed")
def test_the_pdf_draws_the_hundred_people(made_up_answer: Answer, tmp_path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(answer_page(made_up_answer)))
    command = ["pdftoppm", "-r", "20", str(tmp_path / "a.pdf"), str(tmp_path / "a")]
    subprocess.run(command, check=True)
    inks = {"anyway": (47, 111, 99), "place": (179, 52, 31)}
    pixels = b"".join(path.read_bytes() for path in tmp_path.glob("*.ppm"))
    assert all(bytes(ink) in pixels for ink in inks.values())


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "answer.pdf"])
def test_an_answer_that_another_version_kept_is_shown_as_stored(client: Client, walk, address: str) -> None:
    walk()
    page = client.post("/answer/keep/", follow=True).content.decode()
    (link,) = re.findall(r'href="http://testserver(/kept/[^"]+/)"', page)
    stored = KeptAnswer.objects.get()
    stored.document = {"kind": "answer", "safety": {"urgency": "FROM THE PAST <b>"}}
    stored.save()
    shown = Client().get(f"{link}{address}")
    assert shown.status_code == 200
    assert "FROM THE PAST &lt;b&gt;" in shown.content.decode()
