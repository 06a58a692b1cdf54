"""A point on one person's skin, with how sure its place is."""

import math
from dataclasses import dataclass

from deqi.vocabulary.body import Side

Vector = tuple[float, float, float]
"""Metres: x to the person's right, y to the front, z up; the origin on the floor between the feet."""


@dataclass(frozen=True, kw_only=True)
class Radius:
    """The parts of a radius of uncertainty in mm: each holds about 68 of 100 in its own direction.

    ``landmark_mm``: the heights and lengths that the place hangs on were estimated, not felt.
    ``level_mm``: spines differ, so a vertebra is not where a table puts it.
    ``practitioner_mm``: trained people do not put the same point at the same place.
    ``chart_mm``: the definition, or the body as drawn, leaves the place open.
    """

    landmark_mm: float
    level_mm: float
    practitioner_mm: float
    chart_mm: float

    @property
    def total_mm(self) -> float:
        """The root-sum of the parts: about two of three places should lie inside this radius."""
        return math.hypot(self.landmark_mm, self.level_mm, self.practitioner_mm, self.chart_mm)


@dataclass(frozen=True, kw_only=True)
class PlacedPoint:
    """One point on one side of one body: where to start feeling for it, never a needle target.

    ``code`` is the standard's code; ``part`` tells apart the places of a code that has several on a
    side (the levels of Huatuojiaji, the two hollows of Yaotongdian) and is empty otherwise.
    ``position`` lies on the skin, ``normal`` points out of it. ``level`` names what it is level with.
    ``method`` names the routine that placed it. ``coarse`` means that its landmark cannot be found well
    on the drawn body. ``on_skin`` is false for a point that lies inside the body's openings: it is
    listed, its position is only the nearest skin, and no marker belongs there. ``open_question`` says
    what the standard leaves open about the point and what was chosen; empty when nothing is. ``checked`` is
    false when the definition itself was not seen at a citable source, and must be shown so.
    """

    code: str
    part: str
    side: Side
    position: Vector
    normal: Vector
    radius: Radius
    level: str
    method: str
    coarse: bool
    on_skin: bool
    open_question: str
    checked: bool = True

    @property
    def key(self) -> str:
        """Code and part: with the side, the name of this place and of no other."""
        return f"{self.code}-{self.part}" if self.part else self.code

    @property
    def radius_mm(self) -> float:
        """The radius of uncertainty to draw, in mm."""
        return self.radius.total_mm
