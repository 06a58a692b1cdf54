"""Directions and distances round a place, as a picture and as words. No map, no tiles from elsewhere."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.directory import Point

SIZE, MIDDLE, REACH = 320, 160, 128


@dataclass(frozen=True)
class Dot:
    """Where somebody practises, in drawing units; ``label`` names everybody at that spot."""

    x: float
    y: float
    label: str
    text_x: float
    anchor: str


@dataclass(frozen=True)
class Ring:
    """A distance."""

    r: float
    y: float
    label: str


@dataclass(frozen=True)
class Compass:
    """The whole picture."""

    dots: tuple[Dot, ...]
    rings: tuple[Ring, ...]
    title: str
    description: str
    size: int = SIZE
    middle: int = MIDDLE


def direction(centre: Point, place: Point) -> str:
    """One of eight words, or empty for the same spot."""
    east, north = _offset(centre, place)
    if math.hypot(east, north) < 0.05:
        return ""
    words = (
        *(_("east"), _("north-east"), _("north"), _("north-west")),
        *(_("west"), _("south-west"), _("south"), _("south-east")),
    )
    return words[round(math.atan2(north, east) / (math.pi / 4)) % 8]


def compass(centre: Point, places: Sequence[tuple[str, Point]], radius_miles: float) -> Compass:
    """Draw places round the middle; people at one spot share a dot."""
    offsets = [(label, *_offset(centre, place)) for label, place in places]
    farthest = max((math.hypot(east, north) for _label, east, north in offsets), default=radius_miles)
    full = next((step for step in (1, 2, 5, 10, 25, 50, 100, 250) if step >= farthest), 500)
    spots: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for label, east, north in offsets:
        spots[round(MIDDLE + REACH * east / full), round(MIDDLE - REACH * north / full)].append(label)
    return Compass(
        tuple(_dot(x, y, labels) for (x, y), labels in spots.items()),
        tuple(
            Ring(REACH * share, MIDDLE - REACH * share - 4, _("%(miles)g miles") % {"miles": full * share})
            for share in (0.5, 1.0)
        ),
        _("Directions and distances"),
        _("North is up; your place is in the middle. The list below says the same in words."),
    )


def _dot(x: int, y: int, labels: list[str]) -> Dot:
    text = (
        labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}" if _run(labels) else " ".join(labels)
    )
    right = x < SIZE - 60
    return Dot(x, y, text, x + 9 if right else x - 9, "start" if right else "end")


def _run(labels: list[str]) -> bool:
    return ord(labels[-1]) - ord(labels[0]) == len(labels) - 1


def _offset(centre: Point, place: Point) -> tuple[float, float]:
    """Miles east and north, good enough for a picture."""
    east = (place.lon_deg - centre.lon_deg + 540) % 360 - 180
    north = place.lat_deg - centre.lat_deg
    return east * 69.17 * math.cos(math.radians(centre.lat_deg)), north * 69.05
