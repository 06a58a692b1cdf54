"""Place the low-back points a second, literal way and print how far the product's places are from it.

    python validation/atlas/second_way.py [--all]

Nothing of the product's placing is used: not its routines, not its tables of levels and steps. What is used:
the mesh, the joints and the heights of a body; the vertebrae of one skeleton as they were read, not smoothed;
horizontal cuts through the mesh, triangle by triangle; straight heights instead of distances along a bone;
and the standard's own facts. Angles around the leg are chart choices, so both ways share them: there the
check is of heights, centres and the skin, not of the angle. So are the heights of the body themselves.

The bars (9 mm on the back, 11 mm along the legs) are meant for a third, unseen placement. Two ways that were
written side by side may share an error, so a small figure here says that the product does what its
definitions say, and no more. Points of the hand hang on places chosen by eye and are left out.
"""

import argparse
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from deqi.atlas import Body, build_body, load_atlas_tables, place_points
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import Measures, Sex, Side

Array = NDArray[np.float64]

BODIES = {
    "woman 163 cm 67 kg": Measures(sex=Sex.FEMALE, age_years=40, height_cm=163, weight_kg=67),
    "man 176 cm 80 kg": Measures(sex=Sex.MALE, age_years=40, height_cm=176, weight_kg=80),
    "woman 148 cm 42 kg": Measures(sex=Sex.FEMALE, age_years=70, height_cm=148, weight_kg=42),
    "man 202 cm 80 kg": Measures(sex=Sex.MALE, age_years=25, height_cm=202, weight_kg=80),
    "woman 160 cm 102 kg": Measures(sex=Sex.FEMALE, age_years=50, height_cm=160, weight_kg=102),
    "man 175 cm 125 kg": Measures(sex=Sex.MALE, age_years=55, height_cm=175, weight_kg=125),
    "woman 185 cm 75 kg": Measures(sex=Sex.FEMALE, age_years=30, height_cm=185, weight_kg=75, inseam_cm=90),
    "man 160 cm 60 kg": Measures(sex=Sex.MALE, age_years=82, height_cm=160, weight_kg=60, waist_cm=92),
}

SKELETON = {
    "C7": 0.0, "T1": 0.0385, "T2": 0.087, "T3": 0.1494, "T4": 0.2084, "T5": 0.2993, "T6": 0.3722,
    "T7": 0.4443, "T8": 0.5055, "T9": 0.5705, "T10": 0.6348, "T11": 0.6923, "T12": 0.7541, "L1": 0.8375,
    "L2": 0.8924, "L3": 0.9513, "L4": 1.0, "L5": 1.0586,
}  # fmt: skip
"""Lower borders of the spinous processes from C7 to L4: one man's skeleton, BodyParts3D 4.0 (CC BY 4.0)."""
SACRUM = {"S1": 1.10, "S2": 1.14, "S3": 1.18, "S4": 1.22, "hiatus": 1.22, "coccyx": 1.31}
"""Judgement, in shares of C7 to L4. S2 is level with the upper rear spines of the hip bone, at 1.16 along
the skin in Ernst 2013, and the skin is longer than the height. The other openings follow in even steps."""

INNER = dict(
    zip(
        [f"BL{n}" for n in range(11, 31)],
        [
            *(f"T{n}" for n in (*range(1, 8), *range(9, 13))),
            *(f"L{n}" for n in range(1, 6)),
            "S1",
            "S2",
            "S3",
            "S4",
        ],
        strict=True,
    )
)
OUTER = dict(
    zip(
        [f"BL{n}" for n in range(41, 55)],
        ["T2", "T3", "T4", "T5", "T6", "T7", "T9", "T10", "T11", "T12", "L1", "L2", "S2", "S4"],
        strict=True,
    )
)
MIDDLE = {
    "GV14": "C7", "GV13": "T1", "GV12": "T3", "GV11": "T5", "GV10": "T6", "GV9": "T7", "GV8": "T9",
    "GV7": "T10", "GV6": "T11", "GV5": "L1", "GV4": "L2", "GV3": "L4", "EX-B8": "L5", "GV2": "hiatus",
}  # fmt: skip


class Mesh:
    """The right half of one body without its arm, cut by horizontal planes."""

    def __init__(self, body: Body) -> None:
        vertices, faces = body.vertices, body.faces
        trunk = body.basis.arm[faces].max(axis=1) < 0.5
        self.triangles = vertices[faces[trunk]]
        self.known: dict[float, Array] = {}
        self.hand = vertices[(body.basis.arm > 0.5) & (vertices[:, 0] > 0)]

    def cut(self, height: float) -> Array:
        """Segments (n, 2, 2) of the section at a height: x and y of both ends."""
        if height not in self.known:
            self.known[height] = self._cut(height)
        return self.known[height]

    def _cut(self, height: float) -> Array:
        z = self.triangles[:, :, 2] - height
        z = np.where(z == 0, 1e-12, z)
        crossed = (z.min(axis=1) < 0) & (z.max(axis=1) > 0)
        segments = []
        for corners, heights in zip(self.triangles[crossed], z[crossed], strict=True):
            ends = [
                corners[i] + heights[i] / (heights[i] - heights[j]) * (corners[j] - corners[i])
                for i, j in ((0, 1), (1, 2), (2, 0))
                if heights[i] * heights[j] < 0
            ]
            if len(ends) == 2 and corners[:, 0].max() > 0:
                segments.append([ends[0][:2], ends[1][:2]])
        return np.array(segments)

    def deep(self, height: float, x: float, *, front: bool = False) -> Array:
        """The skin of the back (or of the front) straight behind ``x`` at a height."""
        found = []
        for a, b in self.cut(height):
            if min(a[0], b[0]) - 1e-9 <= x <= max(a[0], b[0]) + 1e-9:
                share = 0.5 if a[0] == b[0] else (x - a[0]) / (b[0] - a[0])
                found.append(a[1] + share * (b[1] - a[1]))
        return np.array([x, max(found) if front else min(found), height])

    def side(self, height: float, y: float, *, inner: bool) -> Array:
        """The skin of the leg's inner or outer side at a height and ``y``."""
        found = []
        for a, b in self.cut(height):
            if min(a[1], b[1]) <= y <= max(a[1], b[1]) and a[1] != b[1]:
                found.append(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
        return np.array([min(found) if inner else max(found), y, height])

    def middle(self, height: float) -> Array:
        """The middle of the leg at a height: the centre of the outline, each piece weighted by its length."""
        segments = self.cut(height)
        length = np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1)
        centre: Array = (segments.mean(axis=1) * length[:, None]).sum(axis=0) / length.sum()
        return centre

    def towards(self, height: float, way: Array, centre: Array | None = None) -> Array:
        """The skin where a horizontal ray from the leg's middle leaves it for the last time."""
        centre = self.middle(height) if centre is None else centre
        furthest = 0.0
        for a, b in self.cut(height):
            matrix = np.column_stack([way, a - b])
            if abs(np.linalg.det(matrix)) > 1e-15:
                far, share = np.linalg.solve(matrix, a - centre)
                if -1e-9 <= share <= 1 + 1e-9:
                    furthest = max(furthest, float(far))
        return np.array([*(centre + furthest * way), height])

    def around(self, height: float, angle: float) -> Array:
        turn = np.radians(angle)
        return self.towards(height, np.array([np.sin(turn), np.cos(turn)]))

    def near(self, place: Array, outwards: Array) -> Array:
        """The skin on a line through a place, seen from outside: the hit nearest to the place."""
        a, b, c = (self.triangles[:, i] for i in range(3))
        normal = np.cross(b - a, c - a)
        speed = normal @ outwards
        speed = np.where(np.abs(speed) < 1e-15, 1e-15, speed)
        far = ((a - place) * normal).sum(axis=1) / speed
        hit = place + far[:, None] * outwards
        inside = np.ones(len(hit), dtype=bool)
        for p, q in ((a, b), (b, c), (c, a)):
            inside &= (np.cross(q - p, hit - p) * normal).sum(axis=1) >= -1e-12
        inside &= speed > 0
        best: Array = hit[inside][np.argmin(np.abs(far[inside]))]
        return best


def back(body: Body, mesh: Mesh) -> dict[str, Array]:
    stature = body.measures.height_cm / 100
    cun, c7 = stature / 75, body.heights["c7"].value_m
    # the lower border of L4 stands about a centimetre below the top of the iliac crest
    l4 = body.heights["iliac_crest"].value_m - 0.010
    height = {name: c7 - share * (c7 - l4) for name, share in (SKELETON | SACRUM).items()}
    found = {code: mesh.deep(height[name], 1.5 * cun) for code, name in INNER.items()}
    found |= {code: mesh.deep(height[name], 3 * cun) for code, name in OUTER.items()}
    found |= {code: mesh.deep(height[name], 0.0) for code, name in MIDDLE.items()}
    found |= {f"EX-B2-{name}": mesh.deep(height[name], 0.5 * cun) for name in ("L1", "L2", "L3", "L4", "L5")}
    found["EX-B7"] = mesh.deep(height["L4"], 3.5 * cun)
    found["BL35"] = mesh.deep(height["coccyx"], 0.5 * cun)
    # the foramina of the sacrum: 24 mm from the midline at the first (Kim 2023), 16 at the fourth, at 1.70 m
    for code, name, out in zip(
        ("BL31", "BL32", "BL33", "BL34"), ("S1", "S2", "S3", "S4"), (24, 21, 18.5, 16), strict=True
    ):
        found[code] = mesh.deep(height[name], out / 1000 * stature / 1.70)
    # half way between the coccyx and the floor of the pelvis, which is a little above the crotch
    floor = body.heights["crotch"].value_m + 0.02
    found["GV1"] = mesh.deep((height["coccyx"] + floor) / 2, 0.0)
    found["hiatus"] = found["GV2"]
    # on the shoulder: half way from C7 to the outer end of the acromion, seen from above
    end = body.joints["upperarm01.R"] * [1.1, 1, 1]
    half = (found["GV14"] + end) / 2
    found["GB21"] = mesh.near(half, np.array([0.0, 0.0, 1.0]))
    return found


def fold(body: Body, mesh: Mesh) -> Array:
    """BL36: below the steepest part of the buttock's underside, half way to the slope of the thigh."""
    crotch = body.heights["crotch"].value_m
    thigh = mesh.cut(crotch - 0.045)[:, :, 0]
    x = (thigh.min() + thigh.max()) / 2
    heights = np.arange(crotch + 0.08, crotch - 0.06, -0.004)
    behind = np.array([mesh.deep(height, x)[1] for height in heights])
    slope = np.gradient(behind, -heights)
    slope = np.convolve(np.pad(slope, 1, mode="edge"), np.ones(3) / 3, "valid")
    steepest = int(slope[:-8].argmax())
    half = (slope[steepest] + np.median(slope[-8:])) / 2
    turned = steepest + int(np.flatnonzero(slope[steepest:] < half)[0])
    return mesh.deep(float(heights[turned]), x)


def legs(body: Body, mesh: Mesh, hiatus: Array) -> dict[str, Array]:
    stature = body.measures.height_cm / 100
    h = {name: height.value_m for name, height in body.heights.items()}
    crease, outer_bone, trochanter = h["knee_line"], h["ankle"], h["trochanter"]
    inner_bone = outer_bone + 0.0055 * stature
    shank, inner, thigh = (crease - outer_bone) / 16, (crease - inner_bone) / 15, (trochanter - crease) / 19
    found = {"BL36": fold(body, mesh)}
    behind = found["BL36"][2]
    found["BL37"] = mesh.around(behind - 6 / 14 * (behind - crease), 180)
    knee = mesh.cut(crease)[:, :, 0]
    found["BL40"] = mesh.deep(crease, (knee.min() + knee.max()) / 2)
    found["BL39"] = mesh.around(crease, 150)
    found["BL38"] = mesh.around(crease + thigh, 152)
    for code, cun, angle in (
        ("BL55", 2, 180), ("BL56", 5, 180), ("BL57", 8, 180), ("GB34", 1.6, 72), ("GB33", -1.6, 108),
        ("BL58", 9, 157), ("BL59", 13, 142), ("GB35", 9, 112), ("GB36", 9, 88), ("GB37", 11, 86),
        ("GB38", 12, 86), ("GB39", 13, 86),
    ):  # fmt: skip
        found[code] = mesh.around(crease - cun * shank, angle)
    found["SP6"] = mesh.around(inner_bone + 3 * inner, 252)
    found["GB32"] = mesh.around(crease + 7 * thigh, 97)
    found["GB31"] = mesh.around(float(mesh.hand[:, 2].min()), 97)
    joint = body.joints["foot.R"][1]
    for code, height, is_inner in (("BL60", outer_bone, False), ("KI3", inner_bone, True)):
        outline = mesh.cut(height).reshape(-1, 2)
        beside = outline[np.abs(outline[:, 1] - joint) < 0.015]
        bone = beside[(beside[:, 0].argmin() if is_inner else beside[:, 0].argmax())]
        found[code] = mesh.side(height, (bone[1] + outline[:, 1].min()) / 2, inner=is_inner)
    upper, lower = mesh.around(crease, 28), mesh.around((outer_bone + inner_bone) / 2 + 0.015, 5)
    between = upper + 3 / 16 * (lower - upper)
    centre = mesh.middle(between[2])
    way = (between[:2] - centre) / np.linalg.norm(between[:2] - centre)
    found["ST36"] = mesh.towards(between[2], way, centre)
    return found | hips(body, mesh, hiatus)


def hips(body: Body, mesh: Mesh, hiatus: Array) -> dict[str, Array]:
    stature, height = body.measures.height_cm / 100, body.heights["trochanter"].value_m
    # straight out from the hip joint: the flank is so flat there that its outermost place says little
    knob = mesh.side(height, body.joints["upperleg01.R"][1], inner=False)
    share = 0.566 / (0.6044 if body.measures.sex is Sex.MALE else 0.6113)
    spine = mesh.deep(share * body.heights["iliac_crest"].value_m, 0.070 * stature, front=True)
    found = {}
    for code, start, end, part in (("GB29", spine, knob, 1 / 2), ("GB30", knob, hiatus, 1 / 3)):
        place, along = start + part * (end - start), end - start
        away = np.array([along[1], -along[0], 0.0])
        away *= np.sign(away[0]) / np.linalg.norm(away)
        found[code] = mesh.near(place, away)
    return found


def front(body: Body, mesh: Mesh) -> dict[str, Array]:
    cun = body.measures.height_cm / 7500
    return {"ST25": mesh.deep(body.heights["navel"].value_m, 2 * cun, front=True)}


GROUPS: dict[str, Callable[[Body, Mesh], dict[str, Array]]] = {
    "back": back,
    "legs": lambda body, mesh: legs(body, mesh, back(body, mesh)["hiatus"]),
    "front": front,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="print each point on each body")
    asked = parser.parse_args()
    tables = load_atlas_tables(DATA_ROOT)
    apart: dict[str, dict[str, list[float]]] = {group: {} for group in GROUPS}
    for name, measures in BODIES.items():
        body = build_body(measures, tables)
        mesh = Mesh(body)
        placed = {p.key: np.array(p.position) for p in place_points(body, tables) if p.side is not Side.LEFT}
        for group, way in GROUPS.items():
            far = {
                code: (placed[code] - place) * 1000
                for code, place in way(body, mesh).items()
                if code in placed
            }
            for code, off in far.items():
                apart[group].setdefault(code, []).append(float(np.linalg.norm(off)))
                if asked.all:
                    print(f"{name:<20} {code:<10} {np.round(off, 1)}")
            print(
                f"{name:<20} {group:<6} mean {np.mean([np.linalg.norm(off) for off in far.values()]):5.1f} mm"
            )
    for group, codes in apart.items():
        everything = np.concatenate([*codes.values()])
        mean, most = everything.mean(), everything.max()
        print(f"\n{group}: {len(codes)} points, {mean:.1f} mm apart, {most:.1f} mm at most")
        for code, values in sorted(codes.items(), key=lambda item: -np.mean(item[1])):
            print(f"  {code:<10} mean {np.mean(values):5.1f}  largest {max(values):5.1f}")


if __name__ == "__main__":
    main()
