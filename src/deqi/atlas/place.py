"""Place every point on one body: one routine a method, every place worked out anew for each body.

Routines, and the fields of a step that they read:

``level``   a height only: ``height`` (a key of the body's heights) or ``fraction`` of the way from ``start``
            to ``end``, plus ``shift_stature`` of the stature.
``back``    level with ``start`` (or ``fraction`` of the way to ``end``), a straight calliper distance from
            the midline (``lateral_cun`` or ``lateral_stature``), on the skin of the back; ``front`` likewise.
``limb``    along a limb from ``start``: ``fraction`` of the way to ``end``, or ``offset_cun`` (towards the
            hand or foot) of the cun of ``span``; around it at ``angle_deg``, or, without an angle, where the
            line from ``start`` to ``end`` runs.
``line``    ``fraction`` of the straight line from ``start`` to ``end``, then to the skin in ``direction``;
            ``out`` is level, and square to the line seen from above.
``pin``     a place of the shared mesh, chosen once by eye: ``data/atlas/pins.csv``.
``fold``    the fold below the buttock: see ``deqi.atlas.fold``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from deqi.atlas.body import Body
from deqi.atlas.fold import gluteal_fold
from deqi.atlas.levels import levels
from deqi.atlas.limbs import Limb, limbs
from deqi.atlas.points_tables import PointsTables
from deqi.atlas.skin import Array, Rays, Skin, unit
from deqi.atlas.steps import JOINT, Step

BACK, FRONT, UP = np.array([0.0, -1.0, 0.0]), np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])
WAYS: Mapping[str, Array] = {
    "back": BACK,
    "front": FRONT,
    "up": UP,
    "inner": np.array([-1.0, 0.0, 0.0]),
    "outer": np.array([1.0, 0.0, 0.0]),
}
"""The words of the column ``direction``; two words mean half way between."""
FAR_M = 1.0
"""From how far outside a ray comes in: further than any body is deep."""


@dataclass(frozen=True)
class Place:
    """Where a step is: ``position`` (3,) in metres; ``spread`` (3,) in mm: landmark, level, chart.

    A bare level has only a height: its ``position`` is on the midline and ``bare`` is true. ``face`` is the
    triangle of the mesh that the position lies on.
    """

    position: Array
    spread: Array
    face: int = 0
    bare: bool = False


@dataclass
class Placing:
    """The places found so far on one body."""

    body: Body
    tables: PointsTables
    skin: Skin
    found: dict[str, Place] = field(default_factory=dict)
    limbs: Mapping[str, Limb] = field(default_factory=dict)
    stature_m: float = 0.0

    def run(self) -> None:
        """Place the levels, then stage after stage; the rays of one stage and region are cast together."""
        self.stature_m = float(self.body.vertices[:, 2].max())
        self._levels()
        for name, (face, corners, weights) in self.tables.pins.items():
            position = weights @ self.body.vertices[corners]
            self.found[f"pin:{name}"] = Place(position, np.zeros(3), face)
        self.limbs = limbs(self.body.joints, self.found["pin:PC7"].position)
        for stage in self.tables.stages:
            self._stage(stage)

    def _levels(self) -> None:
        c7, crest = self.body.heights["c7"], self.body.heights["iliac_crest"]
        drop = self.tables.number("l4_below_crest_stature") * self.stature_m
        l4 = (crest.value_m - drop, crest.sd_mm)
        beside = self.tables.number("l4_level_mm")
        for level in levels(self.tables.levels, (c7.value_m, c7.sd_mm), l4, beside):
            spread = np.array([level.landmark_mm, level.level_mm, 0.0])
            self.found[level.name] = Place(np.array([0.0, 0.0, level.height_m]), spread, bare=True)

    def _stage(self, stage: Sequence[Step]) -> None:
        centres = self._centres(stage)
        rays: dict[str, list[tuple[Step, Array, Array]]] = {}
        for step in stage:
            if step.routine in ("level", "pin", "fold"):
                self.found[step.name] = self._plain(step)
            else:
                origin, direction = self._ray(step, centres)
                rays.setdefault(step.region, []).append((step, origin, direction))
        for region, wanted in rays.items():
            origins = np.array([origin for _, origin, _ in wanted])
            directions = np.array([direction for _, _, direction in wanted])
            hits, faces = self.skin.patch(region).cast(Rays(origins, directions))
            faces = self.tables.regions[region][faces]
            for (step, _, _), position, face in zip(wanted, hits, faces, strict=True):
                self.found[step.name] = Place(position, self._spread(step), int(face))

    # --- places that need no ray

    def _plain(self, step: Step) -> Place:
        if step.routine == "pin":
            pin = self.found[step.start]
            return Place(pin.position, self._spread(step), pin.face)
        if step.routine == "fold":
            thigh = self.limbs["thigh"]
            upper, lower = (self._on_limb(name, thigh) for name in (step.start, step.end))
            place, face = gluteal_fold(self.skin, upper, lower, step)
            return Place(place, self._spread(step), face)
        return Place(np.array([0.0, 0.0, self._height(step)]), self._spread(step), bare=True)

    def _height(self, step: Step) -> float:
        if step.height:
            base = self.body.heights[step.height].value_m
        else:
            base = self._at(step.start)[2]
            if step.end:
                base += (step.fraction or 0.0) * (self._at(step.end)[2] - base)
        return float(base + step.shift_stature * self.stature_m)

    def _at(self, name: str) -> Array:
        if name.startswith(JOINT):
            return self.body.joints[name.removeprefix(JOINT)]
        return self.found[name].position

    # --- rays

    def _ray(self, step: Step, centres: Mapping[str, tuple[Array, float]]) -> tuple[Array, Array]:
        if step.routine in ("back", "front"):
            outward = BACK if step.routine == "back" else FRONT
            place = np.array([self._lateral(step), 0.0, self._height(step)])
            return place + FAR_M * outward, -outward
        if step.routine == "line":
            start, end = self._at(step.start), self._at(step.end)
            place = start + (step.fraction or 0.0) * (end - start)
            outward = self._outward(step, place, end - start)
            return place + FAR_M * outward, -outward
        centre, distance = centres[step.name]
        limb = self.limbs[step.limb]
        if step.angle_deg is not None:
            return centre, limb.outwards(distance, step.angle_deg)
        start, end = self._at(step.start), self._at(step.end)
        first, last = limb.along(start), limb.along(end)
        on_line = start + (distance - first) / (last - first) * (end - start)
        away = on_line - centre
        return centre, unit(away - (away @ limb.axis) * limb.axis)

    def _outward(self, step: Step, place: Array, chord: Array) -> Array:
        if step.direction != "out":
            return unit(sum(WAYS[word] for word in step.direction.split()))
        centre = self.skin.patch(step.region).section_centres(place[None] * [[0, 1, 1]], UP[None])[0]
        away = place - np.array([0.0, centre[1], place[2]])
        # A tape over the line keeps its height: outwards is level, and square to the line seen from above.
        line = unit(chord * [1, 1, 0])
        return unit(away - (away @ line) * line)

    def _lateral(self, step: Step) -> float:
        cun = self.stature_m / self.tables.number("stature_cun")
        return (step.lateral_cun or 0.0) * cun + (step.lateral_stature or 0.0) * self.stature_m

    def cun(self, span: str) -> float:
        """One cun of a named span on this body, in metres."""
        row = self.tables.spans[span]
        limb = self.limbs[row["limb"]]
        first, last = (limb.along(self._on_limb(row[end], limb)) for end in ("start", "end"))
        return abs(last - first) / float(row["cun"])

    def _on_limb(self, name: str, limb: Limb) -> Array:
        if name in self.found and self.found[name].bare:
            return limb.at_height(float(self.found[name].position[2]))
        return self._at(name)

    def _centres(self, stage: Sequence[Step]) -> dict[str, tuple[Array, float]]:
        """For each limb step its section's centre (3,) and how far along the limb it is, in metres."""
        wanted: dict[str, list[tuple[Step, float, Array]]] = {}
        for step in stage:
            if step.routine == "limb":
                limb = self.limbs[step.limb]
                distance = self._distance(step, limb)
                wanted.setdefault(step.region, []).append((step, distance, limb.axis))
        centres = {}
        for region, rows in wanted.items():
            guesses = np.array([self.limbs[step.limb].origin + far * axis for step, far, axis in rows])
            axes = np.array([axis for _, _, axis in rows])
            patch = self.skin.patch(region)
            # At the ankle a section runs through the foot as well: its joint is the better centre.
            middle = guesses if region == "ankle" else patch.section_centres(guesses, axes)
            for (step, far, _), centre in zip(rows, middle, strict=True):
                if step.limb == "trunk":
                    centre[0] = 0.0
                centres[step.name] = (centre, far)
        return centres

    def _distance(self, step: Step, limb: Limb) -> float:
        start = limb.along(self._on_limb(step.start, limb))
        if step.fraction is not None:
            return start + step.fraction * (limb.along(self._on_limb(step.end, limb)) - start)
        if step.offset_cun is None:
            return start
        if step.span == "stature":
            return start + step.offset_cun * self.stature_m / self.tables.number("stature_cun")
        return start + step.offset_cun * self.cun(step.span)

    # --- how sure

    def _spread(self, step: Step) -> Array:
        """The parts of the radius: a place between two others is as unsure as both, weighted."""
        own = np.array([0.0, 0.0, step.chart_mm])
        if step.height:
            own[0] = self.body.heights[step.height].sd_mm
        ends = [self.found[name].spread for name in step.needs]
        if not ends:
            return own
        share = self._share(step) if len(ends) == 2 else 0.0
        weights = (1 - share, share)
        parts = [weight * spread for weight, spread in zip(weights, ends, strict=False)]
        combined: Array = np.sqrt(own**2 + sum(part**2 for part in parts))
        return combined

    def _share(self, step: Step) -> float:
        if step.fraction is not None:
            return min(max(step.fraction, 0.0), 1.0)
        if step.offset_cun is not None and step.span in self.tables.spans:
            return min(abs(step.offset_cun) / float(self.tables.spans[step.span]["cun"]), 1.0)
        return 0.0


def placings(body: Body, tables: PointsTables) -> Iterator[tuple[Step, Place]]:
    """Every step with a code, with its place on the right side or on the midline."""
    placing = placed(body, tables)
    for step in tables.steps:
        if step.code:
            yield step, placing.found[step.name]


def placed(body: Body, tables: PointsTables) -> Placing:
    """All landmarks and points of one body."""
    skin = Skin(body.vertices, body.faces, body.normals, tables.regions)
    placing = Placing(body, tables, skin)
    placing.run()
    return placing
