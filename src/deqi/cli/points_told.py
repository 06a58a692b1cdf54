"""Points as plain text for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from deqi.answers import PlacedBook, Tables
from deqi.atlas import PointBook
from deqi.vocabulary import Handling, PointFacts, PointSearch, ReviewState

WIDTH = 96
HANDLING = {
    Handling.PRESS: "A thumb can press it at home, if nothing speaks against it.",
    Handling.NEEDLE: "Needled only.",
    Handling.LEAVE: "Neither pressed nor needled here; it serves to find other points.",
}
REVIEW = {
    ReviewState.SEEN: "read at the source",
    ReviewState.SECONDARY: "read in another text than the source",
    ReviewState.UNCHECKED: "not checked",
}


def place_lines(placed: PlacedBook, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A table of places, with what they are and are not."""
    yield f"Known: {placed.body.tier.value}. {placed.body.frame}"
    yield "Each place is where to start feeling, not a needle target."
    yield "Two of three places lie within the radius."
    yield ""
    yield f"{'code':<12}{'side':<9}{'x':>8}{'y':>8}{'z':>8}  {'radius mm':>9}  {'group':<11}level"
    for row in rows:
        name = f"{row['code']} {row['part']}".strip()
        rough = " (coarse)" if row["coarse"] else ""
        yield (
            f"{name:<12}{row['side']:<9}{row['x']:>8.3f}{row['y']:>8.3f}{row['z']:>8.3f}"
            f"  {row['radius_mm']:>9.0f}  {row['group'] or '-':<11}{row['level']}{rough}"
        )


def search_lines(search: PointSearch, book: PointBook) -> Iterator[str]:
    """Every candidate with why, or near spellings."""
    for match in search.matches:
        point = book.points[match.code]
        names = f"{point.pinyin} {point.characters_simplified}"
        yield from _wrapped(f"{match.code}  {names}: {match.why}")
    if search.note:
        yield search.note
    if search.near:
        yield f"Near spellings: {', '.join(search.near)}"


def facts_lines(point: PointFacts, tables: Tables) -> Iterator[str]:
    """What is said of one point: hard warnings first."""
    characters = dict.fromkeys((point.characters_traditional, point.characters_simplified))
    yield f"{point.code}  {point.pinyin}  {' / '.join(characters)}"
    for risk in sorted(point.risks, key=lambda risk: not risk.hard):
        yield from _wrapped(f"{'WARNING' if risk.hard else 'Note'}: {risk.warning}")
    if point.depth:
        depth = point.depth
        yield from _wrapped(
            f"Smallest published figure: {depth.mm:g} mm "
            f"({depth.measure}; {depth.population}; {depth.method}). "
            f"Source: {tables.sources[depth.source].citation} It warns; it is not a depth to aim for."
        )
    yield from _wrapped(f"Where: {point.find}")
    if point.variant:
        yield from _wrapped(point.variant)
    yield HANDLING[point.handling]
    reasoned = tables.care.points.get(point.code)
    if reasoned:
        yield from _wrapped(f"Why people use it: {reasoned.why} {reasoned.tradition}")
    for use in tables.care.uses.get(point.code, ()):
        rank = "" if use.rank is None else f", place {use.rank} of {use.of}"
        yield from _wrapped(f"  In: {use.label}{rank}")
    source = tables.sources[point.source]
    yield from _wrapped(f"Place {REVIEW[point.review]}: {source.citation} ({point.source_location})")
    yield ""


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent="    ")
