"""Find people near a point, nearest first, without looking at more of them than needed.

A circle is widened step by step until it holds enough people. Within a circle nothing nearer can be missing,
so the order is exact. Only the box round it is asked of the store; who lies in the circle is worked out here.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from deqi.directory.places import Box, Point, box_around, miles_between
from deqi.vocabulary import InputError

FIRST_CIRCLE_MILES = 1.5
WIDEN = 2.6
ENOUGH = 1.5
"""A circle that holds this many times the people wanted is asked for, so that one widening mostly does."""

Spot = tuple[int, int, float, float]
"""Key of the person, key of the place, degrees north, degrees east."""
Fetch = Callable[[Box], Iterable[Spot]]


@dataclass(frozen=True)
class Near:
    """A person found: keys as the store gave them, and the distance to the nearest of their places."""

    key: int
    place: int
    miles: float


@dataclass(frozen=True)
class Nearby:
    """People in order of distance; ``more`` when others lie within the radius behind the last."""

    people: tuple[Near, ...]
    more: bool


def nearest(
    centre: Point, radius_miles: float, limit: int, fetch: Fetch, after: tuple[float, int] | None = None
) -> Nearby:
    """The ``limit`` nearest people within ``radius_miles``, behind ``after`` (miles and key) when given.

    People who practise at several places count once, at the nearest. Equal distances are ordered by key.
    """
    circle = min(radius_miles, max(FIRST_CIRCLE_MILES, after[0] * ENOUGH if after else 0.0))
    while True:
        found = _within(centre, circle, fetch)
        if after:
            found = [near for near in found if (near.miles, near.key) > after]
        if len(found) > limit or circle >= radius_miles:
            people = sorted(found, key=lambda near: (near.miles, near.key))
            return Nearby(tuple(people[:limit]), len(people) > limit)
        circle = min(radius_miles, circle * WIDEN)


def everybody(centre: Point, radius_miles: float, fetch: Fetch) -> tuple[Near, ...]:
    """All people within the radius, nearest first."""
    return tuple(sorted(_within(centre, radius_miles, fetch), key=lambda near: (near.miles, near.key)))


def _within(centre: Point, miles: float, fetch: Fetch) -> list[Near]:
    best: dict[int, Near] = {}
    for key, place, lat, lon in fetch(box_around(centre, miles)):
        distance = miles_between(centre, Point(lat, lon))
        if distance <= miles and (key not in best or (distance, place) < (best[key].miles, best[key].place)):
            best[key] = Near(key, place, distance)
    return list(best.values())


def write_cursor(miles: float, public_id: str, query: str) -> str:
    """Where a page of results ended, as a text without meaning. ``query`` ties it to its search."""
    content = json.dumps([miles.hex(), public_id, _stamp(query)], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def read_cursor(cursor: str, query: str) -> tuple[float, str]:
    """Miles and public id of the last person of the page before. Raises ``InputError``."""
    try:
        content = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        miles, public_id, stamp = json.loads(content)
        found = float.fromhex(miles), str(public_id)
    except (binascii.Error, ValueError, TypeError, UnicodeError, RecursionError, OverflowError):
        raise _bad_cursor() from None
    if stamp != _stamp(query) or not 0 <= found[0] <= 20_000 or "\0" in found[1]:
        raise _bad_cursor()
    return found


def _stamp(query: str) -> str:
    return sha256(query.encode()).hexdigest()[:12]


def _bad_cursor() -> InputError:
    return InputError(
        where="cursor",
        what="This cursor does not belong to this search.",
        rule="A cursor continues the search that gave it.",
        next_step="Begin the search again without a cursor.",
    )
