"""Ask the search table: people near a point, nearest first, in pages that continue by a cursor."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from deqi.directory import (
    Box,
    DirectoryTables,
    Near,
    Nearby,
    Point,
    Spot,
    everybody,
    nearest,
    read_cursor,
    write_cursor,
)
from deqi.vocabulary import InputError
from deqi.web.practitioners.models import Listing, PracticePlace, Practitioner

NO_SCORE = -1e9
"""Stands for an outcome that is not known well enough: behind all that are."""


@dataclass(frozen=True)
class Filters:
    """What people must fulfil. ``checked``: licence or registration seen and fresh, and not excluded."""

    checked: bool = True
    certified: bool = False
    language: str = ""
    price_at_most: int | None = None
    profession: str = ""


@dataclass(frozen=True)
class Asked:
    """One search. ``by_outcomes`` puts people with enough tracked patients first, then goes by distance."""

    centre: Point
    radius_miles: float = 25.0
    limit: int = 20
    filters: Filters = field(default_factory=Filters)
    by_outcomes: bool = False

    @property
    def text(self) -> str:
        """The same for the same search, whatever page of it."""
        return repr((self.centre, self.radius_miles, self.filters, self.by_outcomes))


@dataclass(frozen=True)
class Hit:
    """A person found, the nearest of their places, and how far that is."""

    practitioner: Practitioner
    place: PracticePlace
    miles: float


@dataclass(frozen=True)
class Page:
    """People in order. ``cursor`` continues behind the last; empty at the end."""

    hits: tuple[Hit, ...]
    cursor: str


def search(asked: Asked, *, tables: DirectoryTables, today: date, cursor: str = "") -> Page:
    """Run one search. Raises ``InputError`` for a radius, a page size or a cursor that cannot be."""
    limits = tables.limits
    _within("radius", asked.radius_miles, 0.1, limits.largest_radius_miles)
    _within("limit", asked.limit, 1, limits.largest_page)
    fetch = _fetch(asked.filters, today)
    if asked.by_outcomes:
        found = _by_outcomes(asked, fetch, limits.least_reliability, cursor)
    else:
        after = _after(cursor, asked) if cursor else None
        found = nearest(asked.centre, asked.radius_miles, asked.limit, fetch, after)
    hits = _hits(found.people)
    last = hits[-1] if hits and found.more else None
    return Page(hits, write_cursor(last.miles, last.practitioner.public_id, asked.text) if last else "")


def _within(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise InputError(
            where=name,
            what=f"{value:g} is out of range.",
            rule=f"It lies between {least:g} and {most:g}.",
            next_step="Choose a value within the range.",
        )


def listed(filters: Filters, today: date) -> QuerySet[Listing]:
    """The rows that may be shown today and fulfil the filters."""
    day = today.toordinal()
    rows = Listing.objects.filter(shown_until__gte=day)
    if filters.checked:
        rows = rows.filter(checked_until__gte=day)
    if filters.certified:
        rows = rows.filter(certified_until__gte=day)
    if filters.language:
        rows = rows.filter(languages__contains=f" {filters.language} ")
    if filters.price_at_most is not None:
        rows = rows.filter(price__lte=filters.price_at_most)
    if filters.profession:
        rows = rows.filter(profession=filters.profession)
    return rows


def _fetch(filters: Filters, today: date) -> Callable[[Box], Iterable[Spot]]:
    rows = listed(filters, today).values_list("practitioner_id", "place_key", "lat_deg", "lon_deg")

    def fetch(box: Box) -> Iterable[Spot]:
        spans = Q()
        for west, east in box.spans:
            spans |= Q(lon_deg__gte=west, lon_deg__lte=east)
        # a list of bands, not a range: the index is then searched band by band, each by longitude
        return rows.filter(
            spans, band__in=list(box.bands), lat_deg__gte=box.south, lat_deg__lte=box.north
        ).iterator(chunk_size=2000)

    return fetch


def _after(cursor: str, asked: Asked) -> tuple[float, int]:
    miles, public_id = read_cursor(cursor, asked.text)
    key = Practitioner.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
    # somebody who left the directory between two pages: go on behind their distance
    return miles, key or 0


def _by_outcomes(asked: Asked, fetch: Callable[[Box], Iterable[Spot]], least: float, cursor: str) -> Nearby:
    people = everybody(asked.centre, asked.radius_miles, fetch)
    scores: dict[int, float | None] = dict(
        Listing.objects.filter(
            practitioner__in=[near.key for near in people], outcome_reliability__gte=least
        ).values_list("practitioner_id", "outcome_score")
    )

    def known(key: int) -> float:
        score = scores.get(key)
        return NO_SCORE if score is None else score

    ordered = sorted(people, key=lambda near: (-known(near.key), near.miles, near.key))
    start = 0
    if cursor:
        _, public_id = read_cursor(cursor, asked.text)
        key = Practitioner.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
        start = next((place + 1 for place, near in enumerate(ordered) if near.key == key), 0)
    page = ordered[start : start + asked.limit]
    return Nearby(tuple(page), start + asked.limit < len(ordered))


def _hits(people: tuple[Near, ...]) -> tuple[Hit, ...]:
    found = Practitioner.objects.prefetch_related("proofs").in_bulk([near.key for near in people])
    places = PracticePlace.objects.in_bulk([near.place for near in people])
    return tuple(
        Hit(found[near.key], places[near.place], near.miles)
        for near in people
        if near.key in found and near.place in places
    )
