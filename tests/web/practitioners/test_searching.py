"""Searches in the database: as brute force finds them, in pages, with every filter."""

import math
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from deqi.answers import directory_tables
from deqi.directory import Point, band
from deqi.vocabulary import InputError
from deqi.web.practitioners.models import Listing, PracticePlace, Practitioner
from deqi.web.practitioners.searching import Asked, Filters, search

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 31)
DAY = TODAY.toordinal()
HERE = Point(40.75, -74.0)
Add = Callable[..., Practitioner]


@pytest.fixture
def add() -> Add:
    """Somebody at a place, checked unless told otherwise."""

    def put(lat: float, lon: float, person: Practitioner | None = None, **more: Any) -> Practitioner:
        count = Practitioner.objects.count()
        found = person or Practitioner.objects.create(
            register="us-npi", number=str(count), last_name=f"P{count}"
        )
        place = PracticePlace.objects.create(practitioner=found, lat_deg=lat, lon_deg=lon)
        told = {"shown_until": DAY + 9, "checked_until": DAY, "profession": "acupuncturist"} | more
        Listing.objects.create(
            practitioner=found, place_key=place.pk, band=band(lat), lat_deg=lat, lon_deg=lon, **told
        )
        return found

    return put


def names(asked: Asked, cursor: str = "") -> list[str]:
    return [
        hit.practitioner.last_name
        for hit in search(asked, tables=directory_tables(), today=TODAY, cursor=cursor).hits
    ]


def chord_miles(lat: float, lon: float) -> float:
    def vector(north: float, east: float) -> tuple[float, float, float]:
        north, east = math.radians(north), math.radians(east)
        return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)

    return 2 * 6371.0088 / 1.609344 * math.asin(math.dist(vector(lat, lon), vector(40.75, -74.0)) / 2)


def test_pages_are_the_list_that_brute_force_gives(add: Add) -> None:
    spread = [((n * 37 % 101) / 101 - 0.5, (n * 53 % 97) / 97 - 0.5) for n in range(120)]
    people = {add(40.75 + a, -74 + b).last_name: chord_miles(40.75 + a, -74 + b) for a, b in spread}
    expected = [name for name, miles in sorted(people.items(), key=lambda one: one[1]) if miles <= 25]
    assert 20 < len(expected) < 120
    found, cursor, tables = [], "", directory_tables()
    while True:
        page = search(Asked(HERE, 25, 7), tables=tables, today=TODAY, cursor=cursor)
        found += [hit.practitioner.last_name for hit in page.hits]
        cursor = page.cursor
        if not cursor:
            break
    assert found == expected


def test_somebody_with_two_places_stands_once_at_the_nearer(add: Add) -> None:
    person = add(40.80, -74.0)
    add(40.76, -74.0, person)
    page = search(Asked(HERE), tables=directory_tables(), today=TODAY)
    assert [(hit.practitioner.pk, hit.place.lat_deg) for hit in page.hits] == [(person.pk, 40.76)]


def test_checked_ends_by_itself_and_hidden_stays_hidden(add: Add) -> None:
    add(40.75, -74.0)
    add(40.76, -74.0, checked_until=DAY - 1)
    add(40.77, -74.0, shown_until=DAY - 1)
    assert names(Asked(HERE)) == ["P0"]
    assert names(Asked(HERE, filters=Filters(checked=False))) == ["P0", "P1"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(language="zh"), ["P1"]),
        (Filters(language="z"), []),
        (Filters(price_at_most=80), ["P1"]),
        (Filters(certified=True), ["P2"]),
        (Filters(profession="physician"), ["P2"]),
    ],
)
def test_filters(add: Add, filters: Filters, expected: list[str]) -> None:
    add(40.75, -74.0)
    add(40.76, -74.0, languages=" en zh ", price=80)
    add(40.77, -74.0, certified_until=DAY, profession="physician", price=81)
    assert names(Asked(HERE, filters=filters)) == expected


def test_outcomes_come_first_only_when_they_are_reliable(add: Add) -> None:
    add(40.75, -74.0)
    add(40.76, -74.0, outcome_score=0.9, outcome_reliability=0.49)
    add(40.77, -74.0, outcome_score=0.1, outcome_reliability=0.5)
    add(40.78, -74.0, outcome_score=0.2, outcome_reliability=0.8)
    add(40.79, -74.0, outcome_score=-0.2, outcome_reliability=0.8)
    asked = Asked(HERE, limit=2, by_outcomes=True)
    assert names(Asked(HERE, by_outcomes=True)) == ["P3", "P2", "P4", "P0", "P1"]
    first = search(asked, tables=directory_tables(), today=TODAY)
    assert names(asked, first.cursor) == ["P4", "P0"]
    assert names(Asked(HERE)) == ["P0", "P1", "P2", "P3", "P4"]


def test_a_search_across_the_180th_meridian(add: Add) -> None:
    add(52.0, 179.95)
    add(52.0, -179.95)
    assert sorted(names(Asked(Point(52.0, 180.0)))) == ["P0", "P1"]


@pytest.mark.parametrize(
    "asked",
    [Asked(HERE, 0), Asked(HERE, 101), Asked(HERE, math.nan), Asked(HERE, 25, 0), Asked(HERE, 25, 51)],
)
def test_a_search_that_reaches_too_far_is_refused(asked: Asked) -> None:
    with pytest.raises(InputError):
        names(asked)


def test_a_cursor_of_another_search_is_refused(add: Add) -> None:
    for n in range(3):
        add(40.75 + n / 100, -74.0)
    cursor = search(Asked(HERE, limit=1), tables=directory_tables(), today=TODAY).cursor
    assert names(Asked(HERE, limit=2), cursor) == ["P1", "P2"]
    with pytest.raises(InputError, match="cursor"):
        names(Asked(HERE, 24, limit=1), cursor)


def test_public_names_cannot_be_counted_through(add: Add) -> None:
    ids = [add(40.75, -74.0).public_id for _ in range(50)]
    assert len(set(ids)) == 50
    assert {len(one) for one in ids} == {22}
    assert not any(str(number) == one for number, one in enumerate(ids))
