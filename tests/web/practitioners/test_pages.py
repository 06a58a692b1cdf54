"""The directory as pages and as JSON: what was checked, how the order came about, no counting through."""

import io
import json
import re
from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from deqi.answers import directory_tables, who_should_treat
from deqi.directory import Point
from deqi.web.practitioners.models import Listing, PracticePlace, Practitioner
from deqi.web.practitioners.searching import Asked, search
from deqi.web.reviews.collecting import Followed, work_out
from deqi.web.reviews.models import Review, TrackedOutcome, VisitCode

pytestmark = pytest.mark.django_db
API = "/api/v1/practitioners"


@pytest.fixture
def demo() -> None:
    call_command("directory_demo", verbosity=0, stdout=io.StringIO())


def test_an_empty_directory_says_so_without_a_trick(client: Client) -> None:
    page = client.get("/practitioners/?near=10001").content.decode()
    assert "Nobody was found" in page
    assert "There may be people whose licence nobody has looked up yet" in page
    wide = client.get("/practitioners/?near=10001&everybody=on&radius=100").content.decode()
    assert "it holds only whom the operator of this site has loaded" in wide


@pytest.mark.parametrize(
    "asked", ["near=xx", "near=", "near=10001&radius=7", "near=10001&price=-1", "near=10001&cursor=zz"]
)
def test_what_cannot_be_searched_is_said_with_what_to_do(client: Client, asked: str) -> None:
    response = client.get(f"/practitioners/?near={asked}")
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


@pytest.mark.usefixtures("demo")
def test_the_list_says_how_it_came_about_and_ranks_nobody(client: Client) -> None:
    page = client.get("/practitioners/?near=10001").content.decode()
    assert "The nearest comes first." in page
    assert "Nobody can pay for a place." in page
    assert page.count("fictitious") > 10
    people = page[page.index('class="people-list"') : page.index('rel="next"')]
    assert not re.search(r"#\s?\d|\bNo\. ?\d|★|stars", people)


@pytest.mark.usefixtures("demo")
def test_pages_follow_each_other_without_a_gap(client: Client) -> None:
    address, seen = "/practitioners/?near=10001&radius=25", []
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r'<h3><span class="mark-letter">.</span> <a href="/practitioners/([^/]+)/"', page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = found[1].replace("&amp;", "&") if found else ""
    expected, cursor = [], ""
    while cursor or not expected:
        page = search(
            Asked(who_should_treat.place_from("10001", directory_tables()).point, 25, 50),
            tables=directory_tables(),
            today=timezone.localdate(),
            cursor=cursor,
        )
        expected += [hit.practitioner.public_id for hit in page.hits]
        cursor = page.cursor
    assert seen == expected
    assert len(seen) > 20


@pytest.mark.usefixtures("demo")
def test_facts_stand_apart_with_source_age_and_what_they_do_not_mean(client: Client) -> None:
    person = Practitioner.objects.filter(proofs__kind="licence", proofs__status="Active").first()
    page = client.get(f"/practitioners/{person.public_id}/").content.decode()
    cards = re.findall(r'<li class="fact-card.*?</li>', page, re.DOTALL)
    assert len(cards) >= 5
    assert "It is not a licence" in cards[0]
    assert "Looked up" in cards[1]
    assert "Counts until" in cards[1]


@pytest.mark.usefixtures("demo")
def test_nobody_can_be_found_by_counting(client: Client) -> None:
    person = Practitioner.objects.first()
    for guess in (person.pk, person.number, 1, "a" * 22, "%00"):
        assert client.get(f"/practitioners/{guess}/").status_code == 404
        assert client.get(f"{API}/{guess}").status_code == 404
    assert f'"{person.pk}"' not in client.get(f"/practitioners/{person.public_id}/").content.decode()


@pytest.mark.usefixtures("demo")
def test_what_no_database_keeps_is_not_asked_of_one(client: Client) -> None:
    person = Practitioner.objects.first()
    assert client.get(f"/practitioners/{person.public_id}/?after=%00").status_code == 200
    stamp = sha256(Asked(Point(0.0, 0.0)).text.encode()).hexdigest()[:12]
    cursor = urlsafe_b64encode(json.dumps(["0x0p+0", "\0", stamp]).encode()).decode().rstrip("=")
    assert client.get(f"{API}?near=0,0&cursor={cursor}").status_code == 422
    assert client.get(f"/practitioners/{person.public_id}%00/").status_code == 404


@pytest.mark.usefixtures("demo")
def test_forty_reviews_move_nobody_in_either_order(client: Client) -> None:
    centre = who_should_treat.place_from("10001", directory_tables()).point
    today = timezone.localdate()

    def places(*, by_outcomes: bool) -> list[int]:
        asked = Asked(centre, 100, 50, by_outcomes=by_outcomes)
        page = search(asked, tables=directory_tables(), today=today)
        return [hit.practitioner.pk for hit in page.hits]

    before = places(by_outcomes=False), places(by_outcomes=True)
    assert before[0] != before[1]
    buyer = Practitioner.objects.get(pk=before[0][-1])
    for _ in range(40):
        code = VisitCode.objects.issue(buyer, visit_day=today, today=today, days=9)
        assert Review.objects.write(buyer, code, stars=5, text="", tie="none", today=today)
    assert (places(by_outcomes=False), places(by_outcomes=True)) == before


def _followed(person: Practitioner, count: int, final: float, told: int | None = None) -> list[Followed]:
    today, known = timezone.localdate(), count if told is None else told
    ends = [final + n % 3 if n < known else None for n in range(count)]
    return [Followed(person.pk, today, 6.0, end, None, harmed=False) for end in ends]


def test_thirty_two_are_too_few_and_their_number_stays_untold(client: Client) -> None:
    few, many = (
        Practitioner.objects.create(register="us-npi", number=str(n), last_name=f"P{n}") for n in range(2)
    )
    work_out([*_followed(few, 32, 1.0), *_followed(many, 90, 4.0)], timezone.localdate())
    page = client.get(f"/practitioners/{few.public_id}/").content.decode()
    assert "Too few to say." in page
    assert "32" not in page[page.index('id="outcomes"') : page.index('id="reviews"')]
    assert client.get(f"{API}/{few.public_id}").json()["outcome"] == {
        "enough": False,
        "needed": 33,
        "note": "Too few to say.",
    }
    told = client.get(f"/practitioners/{many.public_id}/").content.decode()
    assert "90 of 90 people told" in told
    assert "has not been shown to give better results" in told


def test_only_reliable_outcomes_may_order(client: Client) -> None:
    people = [
        Practitioner.objects.create(register="us-npi", number=str(n), last_name=f"P{n}") for n in range(3)
    ]
    for person in people:
        Listing.objects.create(
            practitioner=person, place_key=1, band=1, lat_deg=1, lon_deg=1, shown_until=9**7
        )
    lost = _followed(people[1], 90, 1.0, told=50)
    work_out([*_followed(people[0], 90, 1.0), *lost, *_followed(people[2], 90, 6.0)], timezone.localdate())
    scores = {row.practitioner_id: row.outcome_score for row in Listing.objects.all()}
    assert scores[people[0].pk] > 0 > scores[people[2].pk]
    assert scores[people[1].pk] is None, "too many were lost to follow-up"
    assert TrackedOutcome.objects.get(practitioner=people[1]).may_order is False
    work_out([], timezone.localdate())
    assert not Listing.objects.exclude(outcome_score=None).exists()


@pytest.mark.usefixtures("demo")
def test_the_api_gives_the_same_people_and_can_be_cached(client: Client) -> None:
    first = client.get(f"{API}?near=10001&limit=5")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    document = first.json()
    again = client.get(f"{API}?near=10001&limit=5", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    more = client.get(f"{API}?near=10001&limit=5&cursor={document['cursor']}").json()
    ids = [one["id"] for one in document["practitioners"] + more["practitioners"]]
    assert len(set(ids)) == 10
    page = client.get("/practitioners/?near=10001").content.decode()
    assert re.findall(r'/practitioners/([^/"]{22})/"', page)[:5] == ids[:5]
    assert all("number" not in one for one in document["practitioners"])


@pytest.mark.parametrize(
    "asked",
    [
        *("", "near=x", "near=10001&radius=nan", "near=10001&limit=0"),
        *("near=10001&checked=maybe", "near=10001&near=10001"),
        *("near=10001&colour=red", "near=10001&cursor=%F0", "near=10001&price_at_most=1e9", "near=%00"),
    ],
)
def test_a_question_that_cannot_be_is_a_declared_problem(client: Client, asked: str) -> None:
    response = client.get(f"{API}?{asked}")
    assert response.status_code == 422
    assert set(response.json()) == {"where", "what", "rule", "next_step"}


def test_how_to_choose_names_the_marks_of_a_scam_and_prints(client: Client) -> None:
    page = client.get("/practitioners/how-to-choose/").content.decode()
    marks = ("a word such as <q data-claim>miracle</q>", "A secret", "paid before you know")
    for mark in (*marks, "No licence", "stop a medicine"):
        assert mark in page
    card = client.get("/practitioners/how-to-choose/card.pdf")
    assert card.content.startswith(b"%PDF")
    assert "max-age=3600" in card.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("read", "shown"),
    [("112011544", "11201-1544"), ("11201", "11201"), ("SW1A 1AA", "SW1A 1AA"), ("", "")],
)
def test_a_zip_of_nine_digits_is_shown_with_its_hyphen(read: str, shown: str) -> None:
    assert PracticePlace(postal_code=read).postal_code_shown == shown


@pytest.mark.parametrize(
    ("read", "shown"), [("2025550144", "202 555 0144"), ("+44 20 7946 0000", "+44 20 7946 0000"), ("", "")]
)
def test_ten_digits_of_a_telephone_are_grouped(read: str, shown: str) -> None:
    assert PracticePlace(phone=read).phone_shown == shown
