"""Points against their written definitions, each worked out again in a slow and literal way."""

import dataclasses
from collections.abc import Mapping

import numpy as np
import pytest

from deqi.atlas import AtlasTables, Body, build_body, place_points, plane_section
from deqi.atlas.heights import Height
from deqi.atlas.place import placed
from deqi.vocabulary import Measures, PlacedPoint, Sex, Side

PEOPLE = {
    "man": Measures(sex=Sex.MALE, age_years=40, height_cm=175, weight_kg=78),
    "woman": Measures(sex=Sex.FEMALE, age_years=40, height_cm=163, weight_kg=67),
    "heavy woman": Measures(sex=Sex.FEMALE, age_years=55, height_cm=158, weight_kg=98),
}
LEVELS = ("C7", *(f"T{n}" for n in range(1, 13)), *(f"L{n}" for n in range(1, 6)))
Points = Mapping[str, PlacedPoint]


@pytest.fixture(params=list(PEOPLE))
def body(request: pytest.FixtureRequest, tables: AtlasTables) -> Body:
    return build_body(PEOPLE[request.param], tables)


@pytest.fixture
def at(body: Body, tables: AtlasTables) -> Points:
    return {point.key: point for point in place_points(body, tables) if point.side is not Side.LEFT}


def xyz(point: PlacedPoint) -> np.ndarray:
    return np.array(point.position)


def test_the_standard_is_complete(at: Points) -> None:
    counts = {
        "LU": 11,
        "LI": 20,
        "ST": 45,
        "SP": 21,
        "HT": 9,
        "SI": 19,
        "BL": 67,
        "KI": 27,
        "PC": 9,
        "TE": 23,
    }
    counts |= {"GB": 44, "LR": 14, "CV": 24, "GV": 28}
    standard = {f"{channel}{n}" for channel, last in counts.items() for n in range(1, last + 1)}
    assert len(standard) == 361
    extra = {*(f"EX-B2-L{n}" for n in range(1, 6)), "EX-B7", "EX-B8", "EX-UE7-2-3", "EX-UE7-4-5"}
    assert set(at) == standard | extra
    assert all(point.checked for point in at.values())


def test_bl23_is_level_with_gv4_and_15_cun_out_by_caliper(body: Body, at: Points) -> None:
    assert at["BL23"].position[2] == pytest.approx(at["GV4"].position[2], abs=1e-4)
    stature = body.measures.height_cm / 100
    assert at["BL23"].position[0] == pytest.approx(stature * 1.5 / 75, abs=1e-4)
    # CT of 58 patients: BL25 35 mm from the midline, SD 5 (Groenemeyer 2009).
    assert at["BL25"].position[0] * 1000 == pytest.approx(35, abs=5)


def test_gv3_stands_a_little_below_the_iliac_crest(body: Body, at: Points) -> None:
    below = body.heights["iliac_crest"].value_m - at["GV3"].position[2]
    assert 0.005 < below < 0.02


def test_both_lines_of_the_back_are_level_with_their_vertebra(at: Points) -> None:
    for inner, outer, middle in (("BL13", "BL42", "GV12"), ("BL18", "BL47", "GV8"), ("BL22", "BL51", "GV5")):
        heights = [at[code].position[2] for code in (inner, outer, middle)]
        assert np.ptp(heights) < 1e-4
        assert at[outer].position[0] == pytest.approx(2 * at[inner].position[0], abs=1e-4)


def test_st25_is_2_cun_beside_the_navel(body: Body, at: Points) -> None:
    assert at["ST25"].position[2] == pytest.approx(body.heights["navel"].value_m, abs=1e-4)
    assert at["ST25"].position[0] == pytest.approx(2 * body.measures.height_cm / 7500, abs=1e-4)
    assert at["ST25"].position[1] > 0


def test_sp6_is_3_of_15_cun_above_the_inner_ankle_bone(body: Body, at: Points) -> None:
    stature = body.measures.height_cm / 100
    ankle = body.heights["ankle"].value_m + 0.0055 * stature
    knee = body.heights["knee_line"].value_m
    assert at["SP6"].position[2] == pytest.approx(ankle + 3 / 15 * (knee - ankle), abs=0.004)
    assert at["SP6"].position[0] < body.joints["foot.R"][0], "on the inner side"


def test_bl40_is_at_the_middle_of_the_crease(body: Body, at: Points) -> None:
    knee = body.heights["knee_line"].value_m
    assert at["BL40"].position[2] == pytest.approx(knee, abs=0.006)
    near = body.vertices[np.abs(body.vertices[:, 2] - knee) < 0.012]
    leg = near[(near[:, 0] > 0) & (near[:, 0] < 0.3)]
    assert at["BL40"].position[0] == pytest.approx((leg[:, 0].min() + leg[:, 0].max()) / 2, abs=0.012)
    assert at["BL40"].position[1] == pytest.approx(leg[:, 1].min(), abs=0.01)


def test_bl57_is_half_way_down_the_calf_and_bl56_between(at: Points) -> None:
    crease, half, ankle = (at[code].position[2] for code in ("BL40", "BL57", "BL60"))
    assert half == pytest.approx((crease + ankle) / 2, abs=0.004)
    assert at["BL56"].position[2] == pytest.approx((at["BL55"].position[2] + half) / 2, abs=0.002)


def test_gb30_is_a_third_of_the_way_from_trochanter_to_hiatus(body: Body, tables: AtlasTables) -> None:
    found = placed(body, tables.points).found
    start, end = found["greater trochanter"].position, found["sacral hiatus skin"].position
    share = (found["GB30"].position - start) @ (end - start) / ((end - start) @ (end - start))
    assert share == pytest.approx(1 / 3, abs=0.01)
    assert found["GB30"].position[2] == pytest.approx(start[2] + (end[2] - start[2]) / 3, abs=0.001), (
        "a tape from one to the other does not rise above both"
    )
    assert start[2] == pytest.approx(body.heights["trochanter"].value_m, abs=0.01)


def test_bl60_and_ki3_lie_between_ankle_bone_and_tendon(at: Points, body: Body, tables: AtlasTables) -> None:
    found = placed(body, tables.points).found
    for code, bone, tendon in (
        ("BL60", "lateral malleolus", "calcaneal tendon lateral"),
        ("KI3", "medial malleolus", "calcaneal tendon medial"),
    ):
        before, behind = found[bone].position[1], found[tendon].position[1]
        assert behind < at[code].position[1] < before
        assert at[code].position[1] == pytest.approx((before + behind) / 2, abs=0.004)


def test_gb29_is_half_way_down_from_the_spine_to_the_trochanter(body: Body, tables: AtlasTables) -> None:
    found = placed(body, tables.points).found
    start, end = (found[name].position for name in ("anterior superior iliac spine", "greater trochanter"))
    assert found["GB29"].position[2] == pytest.approx((start[2] + end[2]) / 2, abs=0.001)


def test_ki5_and_ki6_stand_one_cun_below_their_landmark(body: Body, at: Points, tables: AtlasTables) -> None:
    cun = body.measures.height_cm / 7500
    bone = placed(body, tables.points).found["medial malleolus"].position
    assert at["KI3"].position[2] - at["KI5"].position[2] == pytest.approx(cun, abs=0.003)
    assert bone[2] - at["KI6"].position[2] == pytest.approx(cun, abs=0.003)


def test_bl36_lies_in_the_hollow_between_buttock_and_thigh(body: Body, at: Points) -> None:
    x, y, z = at["BL36"].position
    assert z == pytest.approx(body.heights["crotch"].value_m, abs=0.025), "the fold is level with the crotch"

    def behind(height: float) -> float:
        legs = plane_section(body.vertices, body.faces, np.array([0, 0, height]), np.array([0, 0, 1.0]))
        points = np.concatenate([outline.points for outline in legs])
        return float(points[np.abs(points[:, 0] - x) < 0.02, 1].min())

    def slope(low: float, high: float) -> float:
        return (behind(z + low) - behind(z + high)) / (high - low)

    assert slope(0.01, 0.04) > 0.2, "the buttock stands out above the fold"
    assert slope(-0.04, -0.01) < 0.5 * slope(0.01, 0.04), "the thigh goes on straight below it"
    assert behind(z) == pytest.approx(y, abs=0.004)


def test_bl36_of_a_tall_slim_man_stays_in_his_fold(tables: AtlasTables) -> None:
    slim = build_body(Measures(sex=Sex.MALE, age_years=25, height_cm=202, weight_kg=80), tables)
    point = next(point for point in place_points(slim, tables) if point.key == "BL36")
    assert point.position[2] == pytest.approx(slim.heights["crotch"].value_m, abs=0.025)


def test_bl37_is_6_of_14_cun_below_bl36(at: Points) -> None:
    fold, crease = at["BL36"].position[2], at["BL40"].position[2]
    assert at["BL37"].position[2] == pytest.approx(fold - 6 / 14 * (fold - crease), abs=0.006)


def test_gv1_lies_between_coccyx_and_crotch(body: Body, at: Points) -> None:
    assert at["BL35"].position[2] > at["GV1"].position[2] > body.heights["crotch"].value_m


def test_st36_to_st39_run_straight(at: Points) -> None:
    whole = xyz(at["ST41"]) - xyz(at["ST35"])
    for code in ("ST36", "ST37", "ST38", "ST39"):
        away = xyz(at[code]) - xyz(at["ST35"])
        sideways = away[0] - (away[2] / whole[2]) * whole[0]
        assert abs(sideways) < 0.02, code


def test_forearm_points_keep_to_their_sides(at: Points) -> None:
    for palm, back in (("PC6", "TE5"), ("PC5", "TE6")):
        assert at[palm].position[1] > at[back].position[1], "palms look forward"
    for thumb, little in (("LI7", "SI7"), ("LU7", "HT4")):
        assert at[thumb].position[0] > at[little].position[0]
    crease, elbow = at["PC7"].position[2], at["PC3"].position[2]
    assert at["PC6"].position[2] == pytest.approx(crease + 2 / 12 * (elbow - crease), abs=0.006)


def test_everything_grows_with_the_body(tables: AtlasTables) -> None:
    small = build_body(PEOPLE["man"], tables)
    heights = {
        name: Height(1.1 * height.value_m, height.sd_mm, height.source)
        for name, height in small.heights.items()
    }
    joints = {name: 1.1 * place for name, place in small.joints.items()}
    large = dataclasses.replace(small, vertices=1.1 * small.vertices, joints=joints, heights=heights)
    for before, after in zip(place_points(small, tables), place_points(large, tables), strict=True):
        assert np.array(after.position) == pytest.approx(1.1 * np.array(before.position), abs=1e-7), (
            before.key
        )


def test_marks_make_the_back_surer(tables: AtlasTables) -> None:
    plain = PEOPLE["man"]
    marked = dataclasses.replace(plain, c7_height_cm=151, iliac_crest_height_cm=104)
    radii = []
    for measures in (plain, marked):
        points = place_points(build_body(measures, tables), tables)
        radii.append(next(point.radius for point in points if point.key == "BL23"))
    assert radii[1].landmark_mm < 0.6 * radii[0].landmark_mm
    assert radii[1].practitioner_mm == radii[0].practitioner_mm == 13
    assert radii[0].total_mm == pytest.approx(
        sum(part**2 for part in dataclasses.astuple(radii[0])) ** 0.5, rel=1e-9
    )


def test_what_the_standard_leaves_open_is_said(at: Points) -> None:
    assert "front upper spine" in at["GB30"].open_question
    assert at["BL23"].open_question == ""
    assert not at["GV28"].on_skin
    assert not at["CV1"].on_skin
