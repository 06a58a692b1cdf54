"""Fit the evaluated basis body to one person: heights first, then the arms, then the girths and the mass.

``points`` (N, 3) are always those of ``Fields``: the right half's vertices, then the joints.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from deqi.atlas.basis import BodyBasis
from deqi.atlas.body_tables import BodyTables
from deqi.atlas.girths import GIRTH_COLUMNS, NARROWEST, WIDEST, Axes, Levels, measure, rescale
from deqi.atlas.heights import Estimate
from deqi.atlas.products import along as dots
from deqi.atlas.shaping import CROTCH, LEAST_GAP, NAVEL, NIPPLE, SUPRASTERNALE, Curve, Fields, Ladder
from deqi.vocabulary import Measures

Floats = NDArray[np.float64]

WRIST_TO_STYLOID_M = 0.012
"""The mesh's wrist joint lies so far above the point where the survey's hand begins."""

BEFORE_SPINE_M = (0.01, 0.025, 0.055, 0.005, 0.0)
"""How far before hip, loin, chest, neck and head joints the trunk's axis runs: a belly grows to the front."""

MASS_BAND = 0.02
"""A mass within 2% is near enough: density alone differs by that much between people."""

WAIST_ROUNDS, NEAR_ENOUGH_M = 4, 0.001
"""A waist that was measured is fitted again, so often at most, while the tape is further off than this."""

FATTEST, LEANEST = 1.15, 0.85
"""How far the girths may leave what the survey expects so that the mass comes nearer."""


def to_heights(points: Floats, known: Estimate, fields: Fields, ladder: Ladder) -> Floats:
    """Every landmark to its height; the arms hang from the moved shoulder. The stature stays as it is."""
    z = {name: float(points[row, 2]) for name, row in fields.joints.items()} | {"floor": 0.0}
    top = float(points[:, 2].max())
    level = {name: ladder.level(name, z) for name in ladder.share}
    level |= {
        "crotch": points[CROTCH, 2].min(),
        "navel": points[NAVEL, 2],
        "suprasternale": points[SUPRASTERNALE, 2],
    }
    want = {name: height.value_m for name, height in known.heights.items()}
    low, high = level["trochanter"] - level["crotch"], level["iliac_crest"] - level["trochanter"]
    want["trochanter"] = float(
        np.clip(want["trochanter"], want["crotch"] + LEAST_GAP * low, want["iliac_crest"] - LEAST_GAP * high)
    )
    rise = (top - want["c7"]) / (top - level["c7"])
    ends = ((0.0, 0.0), (z["head"], want["c7"] + (z["head"] - level["c7"]) * rise), (top, top))
    legs = ("ankle", "knee_line", "crotch")
    back = _curve(level, want, (*legs, "trochanter", "iliac_crest", "c7"), ends)
    front = _curve(level, want, (*legs, "navel", "suprasternale"), ends)
    moved = points.copy()
    moved[:, 2] = fields.front * front(points[:, 2]) + (1 - fields.front) * back(points[:, 2])
    return _hang_arms(points, moved, known, fields)


def _curve(
    level: Mapping[str, float],
    want: Mapping[str, float],
    names: tuple[str, ...],
    ends: tuple[tuple[float, float], ...],
) -> Curve:
    floor, head, top = ends
    knots = [floor, *((level[name], want[name]) for name in names), head, top]
    return Curve.through([at for at, _ in knots], [to for _, to in knots])


def _hang_arms(points: Floats, moved: Floats, known: Estimate, fields: Fields) -> Floats:
    """Hang the arms from the moved shoulder with the lengths that the survey expects."""
    rows = [fields.joints[name] for name in ("upperarm01.R", "lowerarm01.R", "wrist.R")]
    shoulder, elbow, wrist = points[rows]
    along = (wrist - shoulder) / np.linalg.norm(wrist - shoulder)
    to_elbow, to_wrist = (elbow - shoulder) @ along, (wrist - shoulder) @ along
    tip = float(dots(points[fields.arm > 0.9] - shoulder, along).max())
    # the survey's upper arm begins at the acromion, above the joint; its hand at the styloid, below the joint
    upper = known.shape["acromionradialelength_mm"][0] / 1000
    upper -= known.heights["acromion"].value_m - moved[rows[0], 2]
    fore, hand = (known.shape[name][0] / 1000 for name in ("radialestylionlength_mm", "handlength_mm"))
    lengths = np.array([to_elbow, to_wrist - to_elbow, tip - to_wrist])
    factors = np.clip(np.array([upper, fore, hand + WRIST_TO_STYLOID_M]) / lengths, 0.75, 1.35)
    stretch = Curve.through([-0.2, 0.0, to_elbow, to_wrist, tip], [-0.2, 0.0, *np.cumsum(factors * lengths)])
    both = np.flatnonzero(fields.arm > 0)
    place = dots(points[both] - shoulder, along)
    hung = points[both] + (moved[rows[0]] - shoulder) + (stretch(place) - place)[:, None] * along
    share = fields.arm[both, None]
    result = moved.copy()
    result[both] = (1 - share) * moved[both] + share * hung
    return result


def to_girths(
    points: Floats, known: Estimate, tables: BodyTables, measures: Measures
) -> tuple[Floats, dict[str, float]]:
    """Scale the slices until a tape reads what is expected, or was measured, and the mass is near.

    Girths that were not measured give way a little for the mass. Returns the points and the girths in metres.
    """
    fields, basis = tables.fields, tables.basis
    levels = _levels(points, known, fields)
    axes = _axes(points, fields)
    before = measure(points, fields, levels)
    wanted = {name: known.shape[column][0] / 1000 for name, column in GIRTH_COLUMNS.items()}
    factors = {name: float(np.clip(wanted[name] / before[name], NARROWEST, WIDEST)) for name in before}
    fixed = set()
    if measures.waist_cm is not None:
        factors["waist"] = measures.waist_cm / 100 / before["waist"]
        fixed.add("waist")
    first = rescale(points, factors, fields, levels, axes)
    needed = measures.weight_kg / tables.settings["mass"]["density_kg_m3"]
    more = _for_mass(needed, first, basis)
    factors |= {name: factor * more for name, factor in factors.items() if name not in fixed}
    fitted = rescale(points, factors, fields, levels, axes)
    girths = measure(fitted, fields, levels)
    for _ in range(WAIST_ROUNDS if measures.waist_cm is not None else 0):
        # a waist far from the usual bends its neighbours' slices into its own
        off = (measures.waist_cm or 0) / 100 / girths["waist"]
        if abs(off - 1) * girths["waist"] <= NEAR_ENOUGH_M:
            break
        factors["waist"] *= off
        fitted = rescale(points, factors, fields, levels, axes)
        girths = measure(fitted, fields, levels)
    return fitted, girths


def _for_mass(needed: float, first: Floats, basis: BodyBasis) -> float:
    """The common factor on the girths that would bring the volume (m3) near to ``needed``, within bounds."""
    share = 0.85  # of the volume grows with the girths: head, hands, feet and arms do not
    lack = needed / basis.volume(first)
    lack = max(1.0, lack / (1 + MASS_BAND)) if lack > 1 else min(1.0, lack * (1 + MASS_BAND))
    return float(np.clip((1 + (lack - 1) / share) ** 0.5, LEANEST, FATTEST))


def _levels(points: Floats, known: Estimate, fields: Fields) -> Levels:
    h = {name: landmark.value_m for name, landmark in known.heights.items()}
    top = float(points[:, 2].max())
    girths = {
        "hip": h["buttock"],
        "waist": h["navel"],
        "bust": float(points[NIPPLE, 2]),
        "thigh": h["crotch"] - 0.02 * top,
        "calf": h["ankle"] + 0.68 * (h["knee_line"] - h["ankle"]),
    }
    return Levels(
        girths=girths,
        ankle=h["ankle"],
        knee=h["knee_line"],
        crotch=h["crotch"],
        shoulder=float(points[fields.joints["upperarm01.R"], 2]),
        neck=float(points[fields.joints["neck01"], 2]) + 0.005 * top,
        top=top,
    )


def _axes(points: Floats, fields: Fields) -> Axes:
    def joint(name: str) -> Floats:
        place: Floats = points[fields.joints[name]]
        return place

    hip, knee, ankle = joint("upperleg01.R"), joint("lowerleg01.R"), joint("foot.R")
    spine = [hip, joint("spine03"), joint("spine01"), joint("neck01"), joint("head")]
    depth = np.array(
        [[place[2], place[1] + before] for place, before in zip(spine, BEFORE_SPINE_M, strict=True)]
    )
    leg = np.array([ankle, knee, hip])
    return Axes((depth[:, 0], depth[:, 1]), (leg[:, 2], leg[:, 0], leg[:, 1]))
