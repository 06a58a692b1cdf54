"""What holds on every reading page: figures lead to sources, links lead somewhere, nothing is stored."""

import itertools
import re
from dataclasses import replace
from types import MappingProxyType

import pytest

from deqi.answers import default_tables
from deqi.vocabulary import ReviewState
from deqi.web.pages.citations import Citations

DIGIT = re.compile(r"\d")
FREE = ("data-date", "data-fact", "data-refs", "data-claim", "data-review")
"""Digits that are no findings: a date, a rule of this site, a source number, a quoted advert, the list."""
SCALE = re.compile(
    r"\b(?:of 100|100 people|0 is no pain, and 100|12 weeks or more|IPDAS)\b|\b100 (?:people|points)\b"
)
"""The denominator and the ends of the scale."""


def is_free(node) -> bool:
    return any(name in up.attrs for up in node.up() for name in FREE) or any(
        up.tag == "code" or up.attrs.get("class") == "tick" for up in node.up()
    )


def main(page):
    return next(node for node in page.walk() if node.tag == "main")


def homeless_numbers(page) -> list[str]:
    """Texts with a number that does not lead to a line of the page's own list of sources."""
    return [
        text
        for node, text in main(page).texts()
        if DIGIT.search(SCALE.sub("", text)) and not is_free(node) and not lines_of(node, page)
    ]


def lines_of(node, page) -> list:
    """The checked lines that the figure around this text names; none when one of them is missing."""
    figure = next((up for up in node.up() if "data-figure" in up.attrs), None)
    names = [] if figure is None else figure.attrs["data-source"].split()
    lines = [page.by_id(f"source-{name}") for name in names]
    checked = all(line is not None and line.attrs["data-review"] in {"seen", "secondary"} for line in lines)
    return lines if checked else []


def test_every_number_leads_to_a_source_and_its_review_state(look, address: str) -> None:
    assert homeless_numbers(look(address)) == []


def test_a_number_without_a_source_is_seen(look) -> None:
    page = look("/claims/")
    section = next(node for node in main(page).walk() if node.tag == "section")
    section.inside.append("About 37 of 100 were better.")
    assert homeless_numbers(page) == ["About 37 of 100 were better."]


@pytest.mark.django_db
def test_every_link_leads_somewhere(look, visit, address: str) -> None:
    page = look(address)
    dead = []
    for link in page.all("a"):
        target, _, anchor = link.attrs["href"].partition("#")
        assert not target.startswith("http"), "a reading page sends nobody away"
        status, html = visit(target or address)
        if status not in {200, 302} or (anchor and status == 200 and f'id="{anchor}"' not in html):
            dead.append(link.attrs["href"])
    assert dead == []


def test_ids_stand_once_and_headings_do_not_jump(look, address: str) -> None:
    page = look(address)
    ids = [node.attrs["id"] for node in page.walk() if "id" in node.attrs]
    assert len(ids) == len(set(ids))
    levels = [int(node.tag[1]) for node in page.walk() if re.fullmatch(r"h[1-6]", node.tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_titles_are_unique(look) -> None:
    from_claims = [f"/claims/{claim.id}/" for claim in default_tables().content.claims]
    titles = [look(address).all("title")[0].text() for address in from_claims]
    assert len(titles) == len(set(titles))


def test_reading_stores_nothing_and_needs_no_script(client, address: str) -> None:
    response = client.get(address)
    assert not response.cookies
    html = response.content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=", html)


def test_every_table_and_picture_has_a_name(look, address: str) -> None:
    page = look(address)
    for picture in page.all("svg"):
        named = "aria-hidden" in picture.attrs or picture.attrs.get("role") == "img"
        assert named, picture.attrs
        for id_ in picture.attrs.get("aria-labelledby", "").split():
            assert page.by_id(id_) is not None


def test_no_unchecked_source_can_be_cited() -> None:
    sources = dict(default_tables().sources)
    sources["haake-2007"] = replace(sources["haake-2007"], review=ReviewState.UNCHECKED)
    citations = Citations(MappingProxyType(sources))
    with pytest.raises(LookupError, match="haake-2007"):
        citations.cite("haake-2007")
    with pytest.raises(LookupError):
        citations.cite("nobody-1900")
    assert citations.cite("mu-2020").number == 1
    assert [line.source.id for line in citations] == ["mu-2020"]
