"""Every number on a public page leads to a source that exists and that somebody has seen.

A number is any digit in ``<main>``. It must stand inside an element with ``data-source``, whose ids are in
the tables. Some numbers report nothing that a source could say: ``NOT_A_FIGURE`` and ``OURS`` name them all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest

from deqi.answers import default_tables
from deqi.language.page import INLINE, VOID
from deqi.vocabulary import ReviewState, Source

pytestmark = pytest.mark.django_db

OURS = frozenset(("form", "nav", "code", "kbd", "cite", "time", "script", "style", "template"))
"""What people fill in, where they go, what programs read, and what others wrote: no figures of ours."""
OUR_CLASSES = frozenset(
    # the list of sources itself and links into it; version, date and hashes; what a made-up person told;
    # what a person wrote down in a diary; where the reader stands; a private link; what was typed wrong; axes
    (
        "sources",
        "refs",
        "provenance",
        "fictitious",
        "kept",
        "own",
        "examples",
        "progress",
        "link",
        "errors",
        "tick",
    )
)
COUNTED = "deqi-tables"
"""The source of a number that the program counted in its own tables, as how many trials they hold."""
MADE_UP = "/style/"
"""The page of components: it says that its figures are made up."""
NOT_A_FIGURE = re.compile(
    r"\b(?:19|20)\d\d(?:-\d\d-\d\d)?\b"  # a year or a date
    r"|\b\d+(?:\.\d+){2,}\S*|\bDeqi 0\+source\b"  # a version
    r"|\b(?:112|911|999|000)\b"  # emergency numbers
    r"|\b13 to 15 short screens\b"  # how long the check is
    r"|(?:\b\d+ to |\bover )?\b\d+(?:\.\d+)? (?:or more )?(?:minute|hour|day|week|month|year)s?\b"  # a time
    r"|\bweeks? \d+(?: to \d+)?\b"
    r"|\b\d+ (?:sources?(?: \(\d+ of them)?|questions?|trials? (?:found|shown|listed))\b"  # a count
    r"|(?:\bof |\b)100\b(?: people| points)?(?! of)"  # the denominator alone
    r"|\b0 (?:to|and) 100?\b|\b0 is no pain\b|\bBelow 0\b|\bweek 0\b"  # the ends of a scale, a start
    r"|\bSHA-256\b|\bCC BY 4\.0\b|\bLicense 2\.0\b|\bAttribution 4\.0\b|\b2nd\b"  # names with a digit
    r"|\b\d+% (?:range|interval)\b"  # the name of a range
    r"|\b(?:aged?|under|over) \d+\b|\b\d+ (?:and|or) (?:over|older)\b",  # an age
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Open:
    tag: str
    source: str | None
    figure: bool
    exempt: bool
    main: bool


class Numbers(HTMLParser):
    """Collects faults: numbers without a source, and sources that do not hold."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        super().__init__(convert_charrefs=True)
        self.sources = sources
        self.faults: list[str] = []
        self.followed = 0
        self._open = [Open("", None, figure=False, exempt=False, main=False)]
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.end_of_block()
        given = {name: value or "" for name, value in attrs}
        outer = self._open[-1]
        classes = set(given.get("class", "").split())
        source = given.get("data-source", outer.source)
        if "data-figure" in given:
            self._follow(source, given)
        if tag in VOID:
            return
        if tag not in INLINE or tag in OURS or classes & OUR_CLASSES or source != outer.source:
            self.end_of_block()
        self._open.append(
            Open(
                tag,
                source,
                figure="data-figure" in given,
                exempt=outer.exempt or tag in OURS or bool(classes & OUR_CLASSES),
                main=outer.main or tag == "main",
            )
        )

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, element in enumerate(self._open) if element.tag == tag]
        if not places:
            return
        closing = self._open[places[-1]]
        outer = self._open[places[-1] - 1]
        if tag not in INLINE or closing.exempt != outer.exempt or closing.source != outer.source:
            self.end_of_block()
        del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self._text += f" {data}"

    def end_of_block(self) -> None:
        text, self._text = " ".join(self._text.split()), ""
        inside = self._open[-1]
        if not inside.main or inside.exempt or inside.source:
            return
        left = NOT_A_FIGURE.sub(" ", text)
        if re.search(r"\d", left):
            self.faults.append(f"no source for {text!r}")

    def _follow(self, names: str | None, given: Mapping[str, str]) -> None:
        self.followed += 1
        what = f"<… data-figure class={given.get('class', '')!r}>"
        if not (names or "").split():
            self.faults.append(f"{what} names no source")
        for name in (names or "").split():
            if name == COUNTED:
                continue
            source = self.sources.get(name)
            if source is None:
                self.faults.append(f"{what} names {name!r}, which no table knows")
            elif source.review is ReviewState.UNCHECKED:
                self.faults.append(f"{what} rests on {name!r}, which nobody has seen")
        if given.get("data-review") == ReviewState.UNCHECKED.value:
            self.faults.append(f"{what} is marked as unchecked")


def read(html: str) -> Numbers:
    reader = Numbers(default_tables().sources)
    reader.feed(html)
    reader.close()
    reader.end_of_block()
    return reader


def test_every_number_leads_to_a_source_that_somebody_has_seen(every_page: list[Any]) -> None:
    faults: dict[str, str] = {}
    followed = 0
    for page in every_page:
        if page.name == MADE_UP:
            assert re.search(r"made[- ]up", page.html, re.IGNORECASE)
            continue
        reader = read(page.html)
        followed += reader.followed
        for fault in reader.faults:
            faults.setdefault(fault, page.name)
    assert not faults, "\n".join(f"{name}: {fault}" for fault, name in faults.items())
    assert followed > 500


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<main><p>About 7 of 100.</p></main>", "no source for 'About 7 of 100.'"),
        ('<main><p data-figure data-source="nobody-1999">7</p></main>', "no table knows"),
        ("<main><p data-figure>7</p></main>", "names no source"),
        ('<main><p data-figure data-source="haake-2007" data-review="unchecked">7</p></main>', "unchecked"),
        ('<main><p data-source="haake-2007">7</p><p>8 more</p></main>', "no source for '8 more'"),
    ],
)
def test_a_planted_number_is_found(html: str, fault: str) -> None:
    assert fault in read(html).faults[0]


def test_an_unchecked_source_is_found() -> None:
    unchecked = Source("made-up", "Nobody has seen this.", review=ReviewState.UNCHECKED)
    reader = Numbers({"made-up": unchecked})
    reader.feed('<main><p data-figure data-source="made-up">7</p></main>')
    assert reader.faults == ["<… data-figure class=''> rests on 'made-up', which nobody has seen"]


@pytest.mark.parametrize(
    "html",
    [
        '<main><p data-figure data-source="haake-2007">7 of 100</p></main>',
        '<main><section data-source="haake-2007"><p>7 <strong>of 100</strong></p></section></main>',
        "<main><p>In 2007, at 8 to 12 weeks, of 100 people like you.</p></main>",
        "<main><p>Call 112.</p><form><label>0 1 2</label></form></main>",
        "<footer><p>Version 1.2.3 with 5 more.</p></footer>",
    ],
)
def test_what_is_no_figure_needs_no_source(html: str) -> None:
    assert read(html).faults == []
