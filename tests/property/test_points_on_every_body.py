"""What must hold for the points of everybody: 200 bodies from 1.45 to 2.05 m and BMI 16 to 42."""

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from deqi.atlas import AtlasTables, Body, build_body, channel_lines, load_atlas_tables, place_points
from deqi.atlas.skin import closest_on_triangles
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import Measures, Sex, Side

DOWN = {
    "spine": "GV14 GV13 GV12 GV11 GV10 GV9 GV8 GV7 GV6 GV5 GV4 GV3 EX-B8 GV2 GV1",
    "inner line": " ".join(f"BL{n}" for n in (*range(11, 31), 35)),
    "outer line": " ".join(f"BL{n}" for n in range(41, 55)),
    "back of the leg": "BL36 BL37 BL38 BL40 BL55 BL56 BL57 BL58 BL59 BL60",
    "front of the leg": "ST32 ST33 ST34 ST35 ST36 ST37 ST38 ST39 ST41",
    "outer leg": "GB29 GB31 GB33 GB34 GB35 GB37 GB38 GB39",
    "inner leg": "LR9 SP10 KI10 SP9 SP8 SP7 SP6 KI7 KI3",
    "midline in front": "CV24 CV23 CV22 CV21 CV20 CV19 CV18 CV17 CV16 CV15 CV14 CV12 CV8 CV6 CV4 CV3 CV2",
    "arm": "LI15 LI14 LI13 LI12 LI11 LI10 LI9 LI8 LI7 LI6 LI5",
}


@cache
def tables() -> AtlasTables:
    return load_atlas_tables(DATA_ROOT)


def off_the_skin(body: Body, places: np.ndarray) -> np.ndarray:
    """How far each place is from the mesh, in metres."""
    corners = body.vertices[body.faces]
    _, near = cKDTree(corners.mean(axis=1)).query(places, k=24)
    many = np.repeat(places, 24, axis=0)
    on = closest_on_triangles(many, corners[near.ravel()]).reshape(len(places), 24, 3)
    found: np.ndarray = np.linalg.norm(on - places[:, None], axis=2).min(axis=1)
    return found


@settings(max_examples=200, deadline=None)
@given(
    sex=st.sampled_from([Sex.FEMALE, Sex.MALE]),
    age=st.floats(18, 95),
    height=st.floats(145, 205),
    bmi=st.floats(16, 42),
)
def test_points_on_every_body(sex: Sex, age: float, height: float, bmi: float) -> None:
    measures = Measures(sex=sex, age_years=age, height_cm=height, weight_kg=bmi * (height / 100) ** 2)
    body = build_body(measures, tables())
    points = place_points(body, tables())
    assert len(points) == 687
    places = np.array([point.position for point in points])
    assert off_the_skin(body, places).max() < 1e-4, "on the skin to 0.1 mm"

    right = {point.key: point for point in points if point.side is Side.RIGHT}
    left = {point.key: point for point in points if point.side is Side.LEFT}
    assert right.keys() == left.keys()
    for key, point in right.items():
        across, forward, up = point.position
        assert np.abs(np.array(left[key].position) - [-across, forward, up]).max() < 5e-4, key

    at = {point.key: point for point in points if point.side is not Side.LEFT}
    for name, codes in DOWN.items():
        heights = [at[code].position[2] for code in codes.split()]
        assert (np.diff(heights) < 0).all(), name
    for point in at.values():
        if point.method in ("back", "front") and point.on_skin and not point.coarse:
            # SI14 and SI15 lie on the slope of the shoulder, which can look up and a little to the front
            backwards = point.normal[1] if point.method == "back" else -point.normal[1]
            assert backwards < 0.35, point.key
        assert 13 <= point.radius_mm < 60, point.key


@settings(max_examples=25, deadline=None)
@given(sex=st.sampled_from([Sex.FEMALE, Sex.MALE]), height=st.floats(145, 205), bmi=st.floats(16, 42))
def test_channels_lie_on_every_body(sex: Sex, height: float, bmi: float) -> None:
    measures = Measures(sex=sex, age_years=45, height_cm=height, weight_kg=bmi * (height / 100) ** 2)
    body = build_body(measures, tables())
    points = place_points(body, tables())
    lines = channel_lines(body, points, tables())
    assert len(lines) == 14
    for channel, strokes in lines.items():
        for path in strokes:
            gap = np.linalg.norm(np.diff(path, axis=0), axis=1).max()
            assert gap < 0.06, f"{channel} jumps {gap:.3f} m"
    channel_of = [channel for channel, strokes in lines.items() for path in strokes for _ in path]
    away = off_the_skin(body, np.concatenate([path for strokes in lines.values() for path in strokes]))
    assert away.max() < 0.0025, channel_of[int(away.argmax())]
