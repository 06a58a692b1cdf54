"""Question 4: Who should treat me? The same words and facts for pages, programs and the command line."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from deqi.directory import DirectoryTables, Place, Point, Standing, facts_for, shelf_for
from deqi.vocabulary import Fact, InputError

ZIP = re.compile(r"\d{5}(-?\d{4})?", re.ASCII)


@dataclass(frozen=True)
class Whereabouts:
    """A place to search round. ``precision`` is ``zip``, ``region`` or ``address`` (given as degrees)."""

    point: Point
    precision: str
    name: str


@dataclass(frozen=True)
class Practitioner:
    """What may be said about one practitioner: facts apart, and whether they add up to "checked" today.

    ``checked_until`` is the last day of that, ``None`` when it is not so. ``why_hidden`` is empty for
    somebody whom a search may show.
    """

    facts: tuple[Fact, ...]
    is_checked: bool
    checked_until: date | None
    is_shown: bool
    why_hidden: str


def answer(*, standing: Standing, today: date, tables: DirectoryTables) -> Practitioner:
    """The facts about one practitioner as they stand today."""
    shelf = shelf_for(standing, tables)
    shown = shelf.shown_until is not None and shelf.shown_until >= today
    checked = shelf.checked_until is not None and shelf.checked_until >= today
    hidden = shelf.why_hidden or ("" if shown else "the licence or certificate that was seen is too old")
    return Practitioner(
        facts_for(standing, tables, today), shown and checked, shelf.checked_until, shown, hidden
    )


def place_from(text: str, tables: DirectoryTables) -> Whereabouts:
    """A place from a ZIP, or from ``lat,lon`` in degrees. Raises ``InputError``."""
    name = text.strip()
    if point := _degrees(name):
        return Whereabouts(point, "address", name)
    found: Place | None = tables.places.find(name) if ZIP.fullmatch(name) else None
    if found is None:
        raise InputError(
            where="near",
            what=f"{name[:40]!r} is no place that we know.",
            rule="A place is a ZIP of five digits, or degrees north and east such as 40.75,-73.99.",
            next_step="Give the ZIP where you live or work. Outside the United States give degrees.",
        )
    return Whereabouts(found.point, found.precision, name[:5])


def _degrees(text: str) -> Point | None:
    north, comma, east = text.partition(",")
    try:
        lat, lon = float(north), float(east)
    except ValueError:
        return None
    return Point(lat, lon) if comma and abs(lat) <= 90 and abs(lon) <= 180 else None


def order_text(*, checked: bool, by_outcomes: bool, radius_miles: float) -> str:
    """How the order of a list came about, for people."""
    who = (
        "people whose licence or registration was looked up and is in force, "
        "and who are not on the exclusion list"
        if checked
        else "people listed in a register; whether their licence was looked up stands beside each"
    )
    order = (
        "Those with enough tracked patients come first, by how their patients did; "
        "the others follow by distance."
        if by_outcomes
        else "The nearest comes first."
    )
    return (
        f"This list holds {who}, within {radius_miles:g} miles. {order} Nobody can pay for a place. "
        "The order says nothing about who is better. "
        "Distances are from the middle of a ZIP area, so they are rough."
    )


def fact_document(fact: Fact) -> dict[str, Any]:
    """A fact as JSON: dates as ISO text, ``None`` for unknown."""
    return {
        "kind": fact.kind.value,
        "state": fact.state.value,
        "text": fact.text,
        "status": fact.status or None,
        "authority": fact.authority or None,
        "reference": fact.reference or None,
        "checked_on": _iso(fact.checked_on),
        "expires_on": _iso(fact.expires_on),
        "fresh_until": _iso(fact.fresh_until),
        "where": fact.where or None,
        "sources": list(fact.sources),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None or day == date.max else day.isoformat()
