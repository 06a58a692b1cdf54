"""Widen or narrow a body until a tape would read what it should: waist, bust, hip, thigh and calf.

Every horizontal slice is scaled as a whole about an axis (the trunk's, or the leg's own), by a factor that
changes smoothly with height. A tape's reading grows by just that factor, so each girth comes out exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deqi.atlas.products import product
from deqi.atlas.shaping import Curve, Fields

Floats = NDArray[np.float64]

LEG = ("thigh", "calf")
GIRTH_COLUMNS: Mapping[str, str] = {
    "hip": "buttockcircumference_mm",
    "waist": "waistcircumference_mm",
    "bust": "chestcircumference_mm",
    "thigh": "thighcircumference_mm",
    "calf": "calfcircumference_mm",
}
"""Girth to survey column: around the buttocks, at the navel, at the nipples, of the thigh below the fold,
of the calf where it is thickest."""

NARROWEST, WIDEST = 0.72, 1.4
"""No slice is scaled by less or more; only a waist that was measured may go beyond."""

WAIST_BAND = 0.018
"""Share of the stature above and below the navel that is scaled alike: as far as a triangle reaches."""

MIDLINE_GAP_M = 0.004
"""Thighs that grow stop so close to the median plane."""

_ANGLES = np.linspace(-np.pi / 2, np.pi / 2, 91)
_HALF_TURN = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)])
_HALF_WEIGHT = np.full(91, np.pi / 90)
_HALF_WEIGHT[[0, -1]] /= 2
_TURN = np.stack([np.cos(np.arange(180) * np.pi / 90), np.sin(np.arange(180) * np.pi / 90)])


@dataclass(frozen=True)
class Levels:
    """Where each girth is taken, as heights in metres, and where the axes run."""

    girths: Mapping[str, float]
    ankle: float
    knee: float
    crotch: float
    shoulder: float
    neck: float
    top: float


def crossings(points: Floats, edges: NDArray[np.int32], heights: list[float]) -> list[Floats]:
    """For each height (N, 2) x and y where the edges (E, 2) pass through it."""
    z = np.ascontiguousarray(points[:, 2])
    from_z, to_z = z[edges[:, 0]], z[edges[:, 1]]
    found = []
    for height in heights:
        crossed = np.flatnonzero((from_z >= height) != (to_z >= height))
        a, b = points[edges[crossed, 0], :2], points[edges[crossed, 1], :2]
        share = (height - from_z[crossed]) / (to_z[crossed] - from_z[crossed])
        found.append(a + share[:, None] * (b - a))
    return found


def tape_of_half(points: Floats) -> float:
    """Around a shape whose right half is ``points`` (N, 2): its widths in all directions, summed (Cauchy)."""
    return float(2 * (product(points, _HALF_TURN).max(axis=0) * _HALF_WEIGHT).sum())


def tape_of_whole(points: Floats) -> float:
    """Around (N, 2) points on all sides."""
    return float(product(points, _TURN).max(axis=0).sum() * np.pi / 90)


def measure(points: Floats, fields: Fields, levels: Levels) -> dict[str, float]:
    """What a tape reads at each level, in metres."""
    whole = {name: height for name, height in levels.girths.items() if name not in LEG}
    leg = {name: height for name, height in levels.girths.items() if name in LEG}
    torso = crossings(points, fields.torso_edges, list(whole.values()))
    limb = crossings(points, fields.leg_edges, list(leg.values()))
    found = {name: tape_of_half(cut) for name, cut in zip(whole, torso, strict=True)}
    return found | {name: tape_of_whole(cut) for name, cut in zip(leg, limb, strict=True)}


def rescale(
    points: Floats, factors: Mapping[str, float], fields: Fields, levels: Levels, axes: "Axes"
) -> Floats:
    """The points (N, 3) with every girth multiplied by its factor; the arms go along with the shoulder."""
    trunk, leg = _trunk_curve(factors, levels), _leg_curve(factors, levels)
    spread = _spread(points, trunk, leg, axes, levels)
    spread[np.abs(points[:, 0]) < 1e-6, 0] = 0.0  # what lies on the median plane stays on it
    tight = np.flatnonzero(spread[:, 0] < MIDLINE_GAP_M)
    # squeezed towards the gap, never across the median plane
    near = np.minimum(points[tight, 0], MIDLINE_GAP_M)
    over = spread[tight, 0] - MIDLINE_GAP_M
    spread[tight, 0] = np.minimum(near, MIDLINE_GAP_M * np.exp(over / MIDLINE_GAP_M))
    shoulder = fields.joints["upperarm01.R"]
    shift = _spread(points[shoulder][None], trunk, leg, axes, levels)[0] - points[shoulder, :2]
    share = fields.arm[:, None]
    moved = points.copy()
    moved[:, :2] = (1 - share) * spread + share * (points[:, :2] + shift)
    return moved


@dataclass(frozen=True)
class Axes:
    """The axes that slices are scaled about, by height: the trunk's y, and the right leg's x and y."""

    depth: tuple[Floats, Floats]
    leg: tuple[Floats, Floats, Floats]


def _spread(points: Floats, trunk: Curve, leg: Curve, axes: Axes, levels: Levels) -> Floats:
    z = points[:, 2]
    depth = np.interp(z, *axes.depth)
    leg_z, leg_x, leg_y = axes.leg
    below = np.clip((levels.crotch - z) / 0.06 + 0.5, 0, 1)
    below = below * below * (3 - 2 * below)
    by_trunk = trunk(z)
    xy = points[:, :2].copy()
    xy[:, 0] *= by_trunk
    xy[:, 1] = depth + (points[:, 1] - depth) * by_trunk
    legs = np.flatnonzero(below > 0)
    if len(legs):
        at = z[legs]
        x0, y0, factor = np.interp(at, leg_z, leg_x), np.interp(at, leg_z, leg_y), leg(at)
        # the leg's axis keeps going out with the hip, less and less towards the floor
        out = 1 + (float(trunk(np.array([levels.crotch]))[0]) - 1) * np.clip(at / levels.crotch, 0, 1)
        around = np.stack(
            [x0 * out + (points[legs, 0] - x0) * factor, y0 + (points[legs, 1] - y0) * factor], axis=1
        )
        share = below[legs][:, None]
        xy[legs] = (1 - share) * xy[legs] + share * around
    return xy


def _trunk_curve(factors: Mapping[str, float], levels: Levels) -> Curve:
    g = levels.girths
    shoulder = 0.65 * factors["bust"] + 0.35
    waist, flat = g["waist"], WAIST_BAND * levels.top
    return _rising(
        [
            *(levels.crotch - 0.03, g["hip"], waist - flat, waist + flat),
            *(g["bust"], levels.shoulder, levels.neck, levels.top),
        ],
        [*(factors[name] for name in ("hip", "hip", "waist", "waist", "bust")), shoulder, 1.0, 1.0],
    )


def _leg_curve(factors: Mapping[str, float], levels: Levels) -> Curve:
    knee = (factors["thigh"] * factors["calf"]) ** 0.5
    ankle = 1 + 0.4 * (factors["calf"] - 1)
    g = levels.girths
    return _rising(
        [
            0.0,
            0.6 * levels.ankle,
            levels.ankle + 0.04,
            g["calf"],
            levels.knee,
            g["thigh"],
            levels.crotch + 0.02,
        ],
        [1.0, 1.0, ankle, factors["calf"], 0.5 * (1 + knee), factors["thigh"], factors["hip"]],
    )


def _rising(at: list[float], value: list[float]) -> Curve:
    """A curve whose knots are pushed a centimetre apart where they would meet."""
    heights = np.array(at)
    for index in range(1, len(heights)):
        heights[index] = max(heights[index], heights[index - 1] + 0.01)
    return Curve.through(heights.tolist(), value)
