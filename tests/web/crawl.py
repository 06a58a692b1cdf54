"""Everything that Deqi says to people, collected for the tests that hold it against the rules."""

import io
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pypdf
from click.testing import CliRunner
from django.template.loader import render_to_string
from django.test import Client
from django.urls import URLResolver, get_resolver

from deqi.answers import default_tables, would_it_help
from deqi.cli import main
from deqi.cli.telling import lines
from deqi.datafiles import DATA_ROOT
from deqi.language import Page, plain_page, read_page
from deqi.vocabulary import Person, Reply, Sex

PEOPLE: Mapping[str, Mapping[str, str]] = {
    "emergency": {"findings.F01": "yes"},
    "same day": {"findings.F04": "yes"},
    "two weeks": {"age": "58", "findings.F14": "yes"},
    "a note": {"findings.F18": "yes"},
    "not sure": {"findings.F01": "unknown"},
    "chronic": {"age": "46", "sex": "female", "pain_weeks": "104", "pain_now": "6"},
    "chronic, one caution": {"age": "40", "pain_weeks": "104", "pain_now": "5", "cautions.K08": "yes"},
    "chronic, 65 and over": {"age": "71", "sex": "male", "pain_weeks": "104", "pain_now": "5"},
    "acute": {"age": "33", "pain_weeks": "1", "pain_now": "7"},
    "sciatica": {"age": "38", "pain_weeks": "26", "pain_now": "7", "leg_pain": "yes"},
    "acute sciatica": {"age": "38", "pain_weeks": "4", "pain_now": "7", "leg_pain": "yes"},
    "pregnant": {"age": "29", "sex": "female", "pain_weeks": "9", "pain_now": "5", "pregnant": "yes"},
    "all skipped": {"age": "", "sex": "", "pain_weeks": "", "pain_now": ""},
    "a child": {"age": "15", "pain_weeks": "26"},
    "every caution": {"age": "50", "pain_weeks": "104", "pain_now": "4"},
}
"""Who takes the check: each tier, each group of people that trials studied, and silence."""
CALM = {"age": "46", "sex": "female", "pain_weeks": "104", "pain_now": "6"}
SKIP = re.compile(r"^/(static|api)/|^https?:|^mailto:|^tel:")
POINT = re.compile(r"^/points/([A-Z]+-?[A-Z]*)(\d+)/$")
"""The page of a point: they are 365 of a kind, so every tenth is looked at, and all of the proposed set."""
NOT_PUBLIC = ("/api/v1/", "/curation/", "/practice/")
"""Answers for programs, and pages for people with a link of their own."""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
BAD_DOCUMENTS = (
    b"",
    b"{",
    b"[]",
    b'{"age": 300}',
    b'{"name": "x"}',
    b'{"findings": {"X": "yes"}}',
    b'{"age": "old"}',
)


@dataclass(frozen=True)
class Rendered:
    """One response: its name for a report, its address, and its HTML."""

    name: str
    html: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def links(html: str, page: str) -> list[str]:
    """Addresses on the site that ``page`` leads to, without fragments."""
    reader = _Links()
    reader.feed(html)
    there = (urljoin(page, address).split("#")[0] for address in reader.found)
    return [address for address in dict.fromkeys(there) if not SKIP.search(address)]


def doors(patterns: Iterable[Any] | None = None, before: str = "/") -> Iterator[str]:
    """Every public address that needs no argument, whether a link leads to it or not."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if address not in NOT_PUBLIC:
                yield from doors(pattern.url_patterns, address)
        elif "<" not in address and not (address.startswith("/diary/") and address != "/diary/"):
            yield address


def reachable(client: Client, limit: int = 900) -> Iterator[Rendered]:
    """Every HTML page behind a door or a link; of addresses with a query a few of each path."""
    start = list(doors())
    waiting, seen, by_path = [*start], set(start), dict[str, int]()
    while waiting:
        address = waiting.pop(0)
        response = client.get(address, follow=True)
        if response.status_code == 405 and address in start:
            continue  # a form is sent there, nothing is shown
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        html = response.content.decode()
        yield Rendered(address, html)
        for link in links(html, address):
            path = link.split("?")[0]
            by_path[path] = by_path.get(path, 0) + (link not in seen)
            if link not in seen and by_path[path] <= 4 and "/kept/" not in link and not _of_a_kind(link):
                seen.add(link)
                waiting.append(link)
        assert len(seen) < limit, "the crawl does not end"


def _of_a_kind(link: str) -> bool:
    point = POINT.match(link)
    if point is None:
        return False
    proposed = {code for group in default_tables().care.groups for code in group.codes}
    return "".join(point.groups()) not in proposed and not point[2].endswith("1")


def journeys() -> Iterator[Rendered]:
    """The answer to each of the ``PEOPLE``, with the screens on their way and what can be done with it."""
    for who, replies in PEOPLE.items():
        client = Client()
        for rendered in take_check(client, {**CALM, **replies}, everything=who == "every caution"):
            yield Rendered(f"{who}: {rendered.name}", rendered.html)
        for address in ("/", "/answer/keep/"):
            yield Rendered(f"{who}: {address}", client.get(address).content.decode())
        kept = client.post("/answer/keep/", follow=True).content.decode()
        yield Rendered(f"{who}: kept link", kept)
        link = re.search(r'href="https?://[^/"]+(/kept/[^"]+)"', kept)
        assert link
        yield Rendered(f"{who}: kept answer", client.get(link.group(1)).content.decode())
        erased = client.post(f"{link.group(1)}erase/", follow=True)
        yield Rendered(f"{who}: erased", erased.content.decode())


def take_check(client: Client, told: Mapping[str, str], *, everything: bool = False) -> Iterator[Rendered]:
    """Walk the check as a browser without JavaScript does; ``everything`` says yes to each caution."""
    response = client.get("/check/", follow=True)
    for _screen in range(60):
        address, html = response.request["PATH_INFO"], response.content.decode()
        yield Rendered(address, html)
        if address == "/answer/":
            return
        names = set(re.findall(r'<input[^>]* name="([^"]+)"', html)) - {"csrfmiddlewaretoken"}
        sent = {
            name: told.get(name, "yes" if everything and name.startswith("cautions.") else "no")
            for name in names
        }
        # a browser sends nothing for a choice that nobody made
        sent = {name: value for name, value in sent.items() if value}
        response = client.post(address, sent, follow=True)
        assert response.status_code == 200, f"{address} refuses {sent}"
    raise AssertionError("the check did not end after 60 screens")


PAINS = ((7, 6, 5, 4, 4, 3), (5, 5, 6, 5, 6, 5), (4, 5, 7, 8, 8, 9), (6,), ())
"""Courses that end differently: better, the same, worse, only begun, and empty."""


def diaries() -> Iterator[Rendered]:
    """The pages of diaries with different courses, as their owners see them, and what else can happen."""
    for number, pains in enumerate(PAINS):
        # each from an address of its own, as limits are counted by address
        client, who = Client(REMOTE_ADDR=f"192.0.2.{number}"), f"diary {number}"
        link = re.search(r"/diary/open/[^/]+/", client.post("/diary/begin/", follow=True).content.decode())
        assert link
        yield Rendered(f"{who}: open", Client().get(link.group()).content.decode())
        _fill_diary(client, pains)
        for name in ("course", "week", "visit", "plan", "everything", "sharing", "erase", "link"):
            yield Rendered(f"{who}: {name}", client.get(f"/diary/{name}/").content.decode())
        wrong = client.post(
            "/diary/week/", {"week": "0", "pain": "11", "note": "x" * 3000, "findings": "F08"}
        )
        yield Rendered(f"{who}: wrong week", wrong.content.decode())
        wrong = client.post("/diary/visit/", {"day": "2999-01-01", "needles": "many", "minutes": "0"})
        yield Rendered(f"{who}: wrong visit", wrong.content.decode())
        clash = client.post("/diary/week/", {"week": "0", "pain": "2", "after": "0"})
        if pains:
            yield Rendered(f"{who}: clash", clash.content.decode())
        yield Rendered(f"{who}: added", client.post("/diary/sharing/add/", follow=True).content.decode())
        effect = {"day": date.today().isoformat(), "event_faint": "moderate", "event_bruise": "mild"}  # noqa: DTZ011
        yield Rendered(f"{who}: effects", client.post("/diary/visit/", effect, follow=True).content.decode())
        newest = len(pains) - 1 if pains else 0
        sign = {"week": str(newest), "pain": "8", "findings": "F01", "after": "1"}
        told = client.post("/diary/week/", sign, follow=True)
        yield Rendered(f"{who}: sign", told.content.decode())
        yield Rendered(f"{who}: course with a sign", client.get("/diary/course/").content.decode())
        yield Rendered(f"{who}: left", client.post("/diary/leave/", follow=True).content.decode())
        yield Rendered(f"{who}: closed", client.post("/diary/week/", {"note": "x"}).content.decode())
        client.post(link.group())
        yield Rendered(f"{who}: erased", client.post("/diary/erase/", follow=True).content.decode())
        yield Rendered(f"{who}: opens nothing", client.get(link.group()).content.decode())
    yield Rendered("diary: later", render_to_string("diary/later.html"))


def diary_papers() -> Iterator[Page]:
    """The words on the report for the doctor and in the letters to payers."""
    for payer in ("medicare", "g-ba"):
        client = Client(REMOTE_ADDR=f"192.0.2.{100 + len(payer)}")
        client.post("/diary/begin/")
        _fill_diary(client, PAINS[0], payer=payer)
        for name in ("report", "letter"):
            reader = pypdf.PdfReader(io.BytesIO(client.get(f"/diary/{name}.pdf").content))
            text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
            yield plain_page(text, f"PDF {name} {payer}", graded=False)


def _fill_diary(client: Client, pains: Iterable[int], payer: str = "medicare") -> None:
    """Weeks that end today and a visit in each, written down as if in their time."""
    from deqi.web.diary.models import Diary  # noqa: PLC0415 - needs Django to be set up

    told = list(pains)
    diary = Diary.objects.latest("pk")
    began = diary.created_at - timedelta(weeks=max(len(told) - 1, 0))
    Diary.objects.filter(pk=diary.pk).update(created_at=began)
    plan = {
        "activity_1": "tying shoes",
        "price": "70",
        "currency": "EUR",
        "payer": payer,
        "pain_weeks": "100",
    }
    client.post("/diary/plan/", plan)
    for week, pain in enumerate(told):
        scores = {"pain": pain, "sleep": 5, "stress": 4, "interference": pain, "activity_1": pain}
        assert client.post("/diary/week/", {"week": week, **scores}).status_code == 302
        if week:
            day = began.date() + timedelta(days=7 * week - 4)
            assert client.post("/diary/visit/", {"day": day.isoformat(), "minutes": "25"}).status_code == 302


def error_pages(client: Client) -> Iterator[Rendered]:
    """What a reader meets when something goes wrong."""
    yield Rendered("404", client.get("/nowhere/").content.decode())
    bad = client.post("/check/01-you/", {"age": "abc", "sex": "both", "pain_weeks": "-1"})
    yield Rendered("wrong input", bad.content.decode())
    strict = Client(enforce_csrf_checks=True)
    yield Rendered("403", strict.post("/forget/").content.decode())
    yield Rendered("413", client.post("/forget/", {"x": "y" * 300_000}).content.decode())
    yield Rendered("no kept link", client.get("/answer/kept/", follow=True).content.decode())


def templates_of_errors() -> Iterator[Rendered]:
    """The pages that only a fault brings up."""
    for code in (400, 500):
        yield Rendered(str(code), render_to_string(f"errors/{code}.html"))


def pdfs() -> Iterator[Page]:
    """The words on the paper twin of some answers. Their lines break anywhere, so they get no grade."""
    for who in ("chronic", "emergency", "pregnant"):
        client = Client()
        list(take_check(client, {**CALM, **PEOPLE[who]}))
        reader = pypdf.PdfReader(io.BytesIO(client.get("/answer.pdf").content))
        for number, page in enumerate(reader.pages, start=1):
            yield plain_page(" ".join(page.extract_text().split()), f"PDF {who}, page {number}", graded=False)


def command_line() -> Iterator[Page]:
    """What ``deqi ask`` tells in a terminal, and how the commands explain themselves."""
    tables = default_tables()
    for who, replies in PEOPLE.items():
        result = would_it_help.answer(person=person(replies), today=date(2030, 1, 2), tables=tables)
        # The list of sources repeats titles of papers, which are not our words.
        told = "\n".join(lines(result)).split("\nSources:")[0]
        yield plain_page(told, f"deqi ask: {who}")
    for command in ([], ["ask"], ["evidence"], ["data"], ["safety"], ["serve"]):
        text = CliRunner().invoke(main, [*command, "--help"]).output
        yield plain_page(text, f"deqi {' '.join(command)} --help")


def person(replies: Mapping[str, str]) -> Person:
    """The person whom these replies describe; warning signs that are not named are answered "no"."""
    numbers = {n: float(replies[n]) for n in ("age", "pain_weeks", "pain_now") if replies.get(n)}
    words = {name: Reply(replies[name]) for name in ("leg_pain", "pregnant") if replies.get(name)}
    told = [[*name.split("."), value] for name, value in replies.items() if "." in name]
    calm = {} if replies.get("age") == "" else dict.fromkeys(default_tables().safety.findings, Reply.NO)
    findings = calm | {id_: Reply(value) for group, id_, value in told if group == "findings"}
    cautions = {id_: Reply(value) for group, id_, value in told if group == "cautions"}
    sex = {"sex": Sex(replies["sex"])} if replies.get("sex") else {}
    return Person(**numbers, **words, **sex, findings=findings, cautions=cautions)


def api_messages(client: Client) -> Iterator[Page]:
    """What the HTTP API says about input that it cannot use."""
    for body in BAD_DOCUMENTS:
        reply = client.post("/api/v1/ask", body, content_type="application/json")
        yield plain_page("\n\n".join(_strings(json.loads(reply.content))), f"API error for {body.decode()!r}")


FOR_CURATORS = frozenset(
    (
        *(
            "id",
            "sources",
            "source",
            "source_location",
            "where",
            "review",
            "review_note",
            "reviewed_on",
            "doi",
        ),
        *(
            "judgement",
            "when",
            "name",
            "suspected",
            "claim",
            "topic",
            "measure",
            "population",
            "certainty_from",
        ),
    )
)
"""Keys of data files that no page prints as text of ours."""


def data_texts() -> Iterator[Page]:
    """Every text of the safety files and of the claims, one page a file: a review is one small diff."""
    for folder in ("safety", "claims"):
        for path in sorted((DATA_ROOT / folder).rglob("*.toml")):
            told = _told(tomllib.loads(path.read_text(encoding="utf-8")))
            yield plain_page("\n\n".join(told), str(path.relative_to(DATA_ROOT)))


def _told(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in FOR_CURATORS:
                yield from _told(part)
    elif isinstance(value, list):
        for part in value:
            yield from _told(part)
    elif isinstance(value, str):
        yield " ".join(value.split())


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, str) and value:
        yield value


def html_pages(client: Client) -> Iterator[Rendered]:
    """Every public page; a screen that looks the same to several people comes once."""
    seen = set()
    for found in (reachable(client), journeys(), diaries(), error_pages(client), templates_of_errors()):
        for rendered in found:
            shown = TOKEN.sub("", rendered.html)
            if shown not in seen:
                seen.add(shown)
                yield rendered


def as_page(rendered: Rendered) -> Page:
    """A response, taken apart."""
    return read_page(rendered.html, rendered.name)
