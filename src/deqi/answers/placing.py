"""All points on one person's body: the face for everybody who draws or prints them."""

from collections.abc import Mapping
from dataclasses import dataclass

from deqi.answers.tables import Tables
from deqi.atlas import build_body, place_points
from deqi.vocabulary import Measures, PlacedBody, PlacedPoint, PointPosition, Side

FRAME = (
    "Metres. The origin is on the floor, midway between the feet; x to the person's right, y to the front, "
    "z up. Sides are the person's own."
)
MICROMETRES = 6
"""Decimals of a metre that are told: far below the skin's own movement, and the same on every machine."""


@dataclass(frozen=True)
class PlacedBook:
    """A body, and every point of the atlas on it: code to its places, left before right."""

    body: PlacedBody
    positions: Mapping[str, tuple[PointPosition, ...]]


def place(measures: Measures, tables: Tables, *, points: bool = True) -> PlacedBook:
    """Build the body that ``measures`` describe, and unless told otherwise place every point on it."""
    body = build_body(measures, tables.atlas)
    found: dict[str, list[PointPosition]] = {}
    for point in place_points(body, tables.atlas) if points else ():
        found.setdefault(point.code, []).append(_position(point))
    order = list(Side)
    positions = {
        code: tuple(sorted(some, key=lambda position: (position.part, order.index(position.side))))
        for code, some in found.items()
    }
    return PlacedBook(
        body=PlacedBody(
            measures=measures,
            tier=body.tier,
            frame=FRAME,
            landmarks={name: _told(height.value_m) for name, height in body.heights.items()},
            landmark_sd_mm={name: round(float(height.sd_mm), 1) for name, height in body.heights.items()},
            girths={name: _told(girth) for name, girth in body.girths.items()},
        ),
        positions=positions,
    )


def _position(point: PlacedPoint) -> PointPosition:
    x, y, z = map(_told, point.position)
    return PointPosition(
        side=point.side,
        part=point.part,
        x=x,
        y=y,
        z=z,
        radius_mm=round(float(point.radius_mm), 1),
        level=point.level,
        coarse=point.coarse,
        checked=point.checked,
        on_skin=point.on_skin,
        open_question=point.open_question,
    )


def _told(metres: float) -> float:
    return round(float(metres), MICROMETRES)
