"""A person's body: a closed mesh that has their stature, and their landmarks where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from deqi.atlas.basis import BodyBasis
from deqi.atlas.body_tables import BodyTables
from deqi.atlas.heights import Estimate, Height, estimate
from deqi.atlas.mixing import Build, mixture
from deqi.atlas.shaping import CROTCH, LEAST_GAP, NAVEL, SUPRASTERNALE, Curve
from deqi.atlas.tables import AtlasTables
from deqi.vocabulary import InputTier, Measures

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Body:
    """One person's body, standing, palms to the front.

    Frame: metres, the origin on the floor midway between the feet, x to the person's right, y to the front,
    z up. ``vertices`` (V, 3), ``faces`` (F, 3) and the meaning of each vertex are the same for all bodies.
    ``joints`` (3,) by bone name (``.L`` and ``.R``), ``heights`` of landmarks, ``girths`` in metres as a tape
    would read them on the mesh.
    """

    measures: Measures
    vertices: Floats
    joints: Mapping[str, Floats]
    heights: Mapping[str, Height]
    girths: Mapping[str, float]
    basis: BodyBasis

    @property
    def faces(self) -> NDArray[np.int32]:
        """(F, 3) corners of each triangle, counter-clockwise seen from outside."""
        return self.basis.faces

    @cached_property
    def normals(self) -> Floats:
        """(V, 3) unit normals, outwards."""
        return self.basis.normals(self.vertices)

    @property
    def tier(self) -> InputTier:
        """How much was measured."""
        return self.measures.tier


def build_body(measures: Measures, tables: AtlasTables) -> Body:
    """The body of a person with these measures. Milliseconds; the same measures give the same body."""
    return shaped(measures, tables.body)


def shaped(measures: Measures, tables: BodyTables) -> Body:
    """The same, from the body's own tables."""
    basis = tables.basis
    known = estimate(measures, tables)
    build = Build(measures.sex, measures.age_years, measures.height_cm / 100, measures.bmi)
    right, joints = basis.evaluate(mixture(build, basis, tables.settings["mass"]["density_kg_m3"]))
    size = measures.height_cm / 100 / right[:, 2].max()
    right, joints = right * size, joints * size
    right, joints = _to_heights(right, joints, known, tables, measures)
    vertices = basis.whole(right)
    named = {name: joints[index] for index, name in enumerate(basis.joint_names)}
    return Body(measures, vertices, MappingProxyType(named), MappingProxyType(known.heights), {}, basis)


def _to_heights(
    right: Floats, joints: Floats, known: Estimate, tables: BodyTables, measures: Measures
) -> tuple[Floats, Floats]:
    basis, fields = tables.basis, tables.fields
    z = {name: float(joints[index, 2]) for index, name in enumerate(basis.joint_names)} | {"floor": 0.0}
    ladder = tables.ladders[measures.sex]
    top = measures.height_cm / 100
    level = {name: ladder.level(name, z) for name in ladder.share}
    level |= {"crotch": right[CROTCH, 2], "navel": right[NAVEL, 2], "suprasternale": right[SUPRASTERNALE, 2]}
    want = {name: height.value_m for name, height in known.heights.items()}
    low, high = level["trochanter"] - level["crotch"], level["iliac_crest"] - level["trochanter"]
    want["trochanter"] = float(
        np.clip(want["trochanter"], want["crotch"] + LEAST_GAP * low, want["iliac_crest"] - LEAST_GAP * high)
    )
    head = z["head"]
    head_to = want["c7"] + (head - level["c7"]) * (top - want["c7"]) / (top - level["c7"])
    legs = ("ankle", "knee_line", "crotch")
    back = _curve(level, want, (*legs, "trochanter", "iliac_crest", "c7"), (head, head_to), top)
    front = _curve(level, want, (*legs, "navel", "suprasternale"), (head, head_to), top)

    moved = right.copy()
    moved[:, 2] = fields.front * front(right[:, 2]) + (1 - fields.front) * back(right[:, 2])
    shifted = joints.copy()
    shifted[:, 2] = 0.35 * front(joints[:, 2]) + 0.65 * back(joints[:, 2])
    return _arms(right, moved, joints, shifted, known, tables)


def _curve(
    level: Mapping[str, float],
    want: Mapping[str, float],
    names: tuple[str, ...],
    head: tuple[float, float],
    top: float,
) -> Curve:
    return Curve.through(
        [0.0, *(level[name] for name in names), head[0], top],
        [0.0, *(want[name] for name in names), head[1], top],
    )


def _arms(
    right: Floats, moved: Floats, joints: Floats, shifted: Floats, known: Estimate, tables: BodyTables
) -> tuple[Floats, Floats]:
    """Hang the arms from the moved shoulder with the lengths that the survey expects."""
    basis, fields = tables.basis, tables.fields
    at = {name: index for index, name in enumerate(basis.joint_names)}
    shoulder, elbow, wrist = (joints[at[name]] for name in ("upperarm01.R", "lowerarm01.R", "wrist.R"))
    along = (wrist - shoulder) / np.linalg.norm(wrist - shoulder)
    to_elbow, to_wrist = (elbow - shoulder) @ along, (wrist - shoulder) @ along
    shift = shifted[at["upperarm01.R"]] - shoulder
    upper = known.shape["acromionradialelength_mm"][0] / 1000
    upper -= known.heights["acromion"].value_m - shifted[at["upperarm01.R"], 2]
    fore = known.shape["radialestylionlength_mm"][0] / 1000
    hand = right[fields.arm > 0.9] - shoulder
    tip = float((hand @ along).max())
    palm = (
        (known.shape["handlength_mm"][0] / 1000 + 0.012) * (tip - to_wrist) / np.linalg.norm(tip - to_wrist)
    )
    scale = (upper / to_elbow, fore / (to_wrist - to_elbow), palm / (tip - to_wrist))
    u, f, h = np.clip(scale, 0.75, 1.35)
    ends = [0.0, to_elbow, to_wrist, tip]
    to = np.cumsum([0.0, u * to_elbow, f * (to_wrist - to_elbow), h * (tip - to_wrist)])
    stretch = Curve.through([-0.2, *ends], [-0.2, *to])

    def hang(points: Floats) -> Floats:
        place = (points - shoulder) @ along
        return points + shift + (stretch(place) - place)[:, None] * along

    share = fields.arm[:, None]
    both = np.flatnonzero(fields.arm > 0)
    result = moved.copy()
    result[both] = (1 - share[both]) * moved[both] + share[both] * hang(right[both])
    arm_joints = [index for name, index in at.items() if is_arm(name) and name.endswith(".R")]
    jointed = shifted.copy()
    jointed[arm_joints] = hang(joints[arm_joints])
    for index in arm_joints:
        jointed[at[basis.joint_names[index][:-1] + "L"]] = jointed[index] * np.array([-1.0, 1.0, 1.0])
    return result, jointed


def is_arm(bone: str) -> bool:
    """Whether a bone belongs to the arm or hand."""
    return bone.startswith(("upperarm", "lowerarm", "wrist", "finger", "metacarpal"))
