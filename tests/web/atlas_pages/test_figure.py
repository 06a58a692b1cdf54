"""The flat drawing: outlines against known areas, names that keep apart, discs of true size."""

import itertools
import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from deqi.vocabulary import Measures, PlacedPoint, Radius, Sex, Side
from deqi.web.atlas_pages.bodies import drawing, placed
from deqi.web.atlas_pages.figure.body_map import Marked, disc
from deqi.web.atlas_pages.figure.contour import outlines, smooth_path, thin
from deqi.web.atlas_pages.figure.labels import column, crosses, spread
from deqi.web.atlas_pages.figure.view import BACK, FRONT, SIDE

BODY = Measures(sex=Sex.FEMALE, age_years=45, height_cm=165, weight_kg=70)


def area(loop: np.ndarray) -> float:
    x, y = loop.T
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2)


def test_the_outline_of_a_round_hill_is_its_circle() -> None:
    y, x = np.mgrid[0:80, 0:90]
    (loop,) = outlines(30 - np.hypot(x - 44.3, y - 40.1), 10.0)
    assert np.hypot(*(loop - (44.3, 40.1)).T) == pytest.approx(20, abs=0.05)
    assert abs(area(loop)) == pytest.approx(math.pi * 400, rel=0.01)


def test_a_hole_turns_the_other_way() -> None:
    y, x = np.mgrid[0:80, 0:90]
    ring = 10 - np.abs(np.hypot(x - 44, y - 40) - 20)
    outer, inner = sorted((area(loop) for loop in outlines(ring, 5.0)), key=abs, reverse=True)
    assert outer * inner < 0
    assert abs(outer) == pytest.approx(math.pi * 25**2, rel=0.01)
    assert abs(inner) == pytest.approx(math.pi * 15**2, rel=0.02)


def test_a_shape_at_the_frame_is_closed() -> None:
    assert [round(abs(area(loop))) for loop in outlines(np.ones((6, 8)), 0.5)] == [pytest.approx(48, abs=7)]


def test_thinning_leaves_nothing_out_farther_than_it_may() -> None:
    angles = np.linspace(0, 2 * math.pi, 400, endpoint=False)
    loop = np.stack([100 * np.cos(angles), 60 * np.sin(angles)], axis=1)
    kept = thin(loop, 0.5)
    assert len(kept) < 60
    corners = np.vstack([kept, kept[:1]])
    for place in loop:
        along = corners[1:] - corners[:-1]
        part = np.clip(np.sum((place - corners[:-1]) * along, axis=1) / np.sum(along**2, axis=1), 0, 1)
        assert np.hypot(*(corners[:-1] + part[:, None] * along - place).T).min() <= 0.51


def test_a_path_holds_whole_numbers_and_closes() -> None:
    angles = np.linspace(0, 2 * math.pi, 50, endpoint=False)
    path = smooth_path(np.stack([50 + 40 * np.cos(angles), 50 + 40 * np.sin(angles)], axis=1), tolerance=0.3)
    assert re.fullmatch(r"M\d+ \d+(?:q[-\d ]+)+z", path)
    steps = [list(map(int, re.findall(r"-?\d+", part))) for part in path.split("q")[1:]]
    assert (sum(step[2] for step in steps), sum(step[3] for step in steps)) == (0, 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1000), min_size=1, max_size=9).map(sorted))
def test_names_move_as_little_as_can_be(wanted: list[float]) -> None:
    """Against a general optimiser that knows nothing of pooling."""
    places = spread(wanted, 60, -1e6, 1e6)
    gaps = [later - earlier for earlier, later in itertools.pairwise(places)]
    assert all(gap >= 60 - 1e-6 for gap in gaps)
    found = minimize(
        lambda place: float(np.sum((place - wanted) ** 2)),
        np.array(wanted) + 60 * np.arange(len(wanted)),
        constraints=[
            {"type": "ineq", "fun": lambda place, i=index: place[i + 1] - place[i] - 60}
            for index in range(len(wanted) - 1)
        ],
        method="SLSQP",
        options={"maxiter": 400, "ftol": 1e-9},
    )
    ours = float(np.sum((np.array(places) - wanted) ** 2))
    assert ours <= found.fun + 1e-3 * max(1.0, found.fun)


def test_names_stay_in_their_frame() -> None:
    assert spread([-50, -40], 20, 10, 500) == [10, 30]
    assert spread([990, 995], 20, 10, 500) == [480, 500]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 900)), min_size=2, max_size=9, unique=True))
def test_no_two_lines_beside_each_other_cross(spots: list[tuple[float, float]]) -> None:
    lined = column(spots, lambda spot: spot, edge=400, gap=40, low=0, high=1000)
    assert sorted(spot for spot, _y in lined) == sorted(spots)
    crossings = [
        crosses((400, y), one, (400, v), other) for (one, y), (other, v) in itertools.pairwise(lined)
    ]
    assert sum(crossings) <= 1  # as good as never: the passes are counted


def point(position: tuple[float, float, float], normal: tuple[float, float, float]) -> PlacedPoint:
    radius = Radius(landmark_mm=12, level_mm=9, practitioner_mm=8, chart_mm=0)
    return PlacedPoint(
        code="BL23", part="", side=Side.RIGHT, position=position, normal=normal, radius=radius, level="",
        method="", coarse=False, on_skin=True, open_question="",
    )  # fmt: skip


def test_a_disc_seen_from_straight_ahead_is_a_circle_of_its_radius() -> None:
    drawn = disc(drawing(BODY, BACK), Marked(point((0.1, -0.1, 1.0), (0.0, -1.0, 0.0)), "", ""))
    assert drawn.across == pytest.approx(17)  # 8, 9 and 12 make 17
    assert drawn.along == pytest.approx(17)


def test_a_disc_that_is_turned_away_grows_narrow_across_its_turn() -> None:
    turned = (math.sin(math.radians(60)), -math.cos(math.radians(60)), 0.0)
    drawn = disc(drawing(BODY, BACK), Marked(point((0.1, -0.1, 1.0), turned), "", ""))
    assert drawn.across == pytest.approx(17 * math.cos(math.radians(60)))
    assert drawn.along == pytest.approx(17)
    assert drawn.angle == pytest.approx(0)


@pytest.mark.parametrize("view", [FRONT, BACK, SIDE])
def test_the_silhouette_is_as_tall_as_the_body(view) -> None:
    held = drawing(BODY, view)
    numbers = re.findall(r"M(-?\d+) (-?\d+)|q([-\d ]+)", held.tones[0])
    height, lows, highs = 0, [], []
    for _x, y, step in numbers:
        if y:
            height = int(y)
        else:
            height += list(map(int, re.findall(r"-?\d+", step)))[3]
        lows.append(height)
        highs.append(height)
    assert max(highs) - min(lows) == pytest.approx(1650, abs=12)


def test_left_and_right_are_the_persons_own() -> None:
    """Seen from behind the person's right is at the right of the picture, seen from the front at the left."""
    right = np.array([0.2, 0.0, 1.0])
    middle = np.array([0.0, 0.0, 1.0])
    for view, sign in ((BACK, 1), (FRONT, -1)):
        held = drawing(BODY, view)
        assert sign * (held.place(right)[0] - held.place(middle)[0]) == pytest.approx(200)


def test_a_point_of_the_back_shows_from_behind_alone() -> None:
    back = [place for place in placed(BODY).points if place.code == "BL23"]
    assert len(back) == 2
    for place in back:
        position, normal = np.array(place.position), np.array(place.normal)
        assert drawing(BODY, BACK).shows(position, normal)
        assert not drawing(BODY, FRONT).shows(position, normal)
