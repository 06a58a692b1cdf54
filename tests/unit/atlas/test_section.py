import numpy as np
import pytest
from scipy.spatial import ConvexHull

from deqi.atlas import AtlasTables, build_body, plane_section, tape_length
from deqi.vocabulary import Measures, Sex

CUBE = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], dtype=float)
CUBE_FACES = np.array(
    [[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1],
     [2, 3, 7], [2, 7, 6], [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3]],
    dtype=np.int32,
)  # fmt: skip
UP = np.array([0.0, 0.0, 1.0])


def test_a_cut_through_a_cube_is_a_square() -> None:
    (outline,) = plane_section(CUBE, CUBE_FACES, np.array([0, 0, 0.3]), UP)
    assert outline.length == pytest.approx(4)
    assert outline.tape == pytest.approx(4)
    assert outline.points[:, 2] == pytest.approx(0.3)


def test_a_slanted_cut_through_a_cube_is_a_longer_rectangle() -> None:
    (outline,) = plane_section(CUBE, CUBE_FACES, np.full(3, 0.5), np.array([1.0, 0.0, 1.0]) / 2**0.5)
    assert outline.length == pytest.approx(2 + 2 * 2**0.5)


def test_a_plane_beside_the_cube_cuts_nothing() -> None:
    assert plane_section(CUBE, CUBE_FACES, np.array([0, 0, 2.0]), UP) == ()


def test_a_plane_through_corners_still_gives_a_closed_outline() -> None:
    (outline,) = plane_section(CUBE, CUBE_FACES, np.array([0, 0, 1.0]), UP)
    assert outline.length == pytest.approx(4)


def test_a_tape_bridges_a_hollow() -> None:
    star = np.array([[3, 0], [1, 1], [0, 3], [-1, 1], [-3, 0], [-1, -1], [0, -3], [1, -1]], dtype=float)
    assert tape_length(star) == pytest.approx(4 * 18**0.5)


def test_a_tape_is_the_hull_that_another_library_finds() -> None:
    points = np.random.default_rng(1).normal(size=(300, 2))
    assert tape_length(points) == pytest.approx(ConvexHull(points).area, rel=1e-12)


def test_below_the_crotch_a_body_has_two_like_legs_and_two_hands_beside_them(tables: AtlasTables) -> None:
    body = build_body(Measures(sex=Sex.MALE, age_years=40, height_cm=178, weight_kg=75), tables)
    legs = plane_section(body.vertices, body.faces, np.array([0, 0, 0.3]), UP)
    assert len(legs) == 2
    assert legs[0].length == pytest.approx(legs[1].length, rel=1e-9)
    trunk = plane_section(body.vertices, body.faces, np.array([0, 0, body.heights["navel"].value_m]), UP)
    assert len(trunk) == 3
    assert trunk[0].tape < trunk[0].length
