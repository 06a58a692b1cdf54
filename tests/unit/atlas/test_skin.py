"""Rays, sections and nearest places, against shapes whose answers are known."""

import itertools

import numpy as np
import pytest

from deqi.atlas.skin import Patch, Rays, closest_on_triangles


def tube(radius: float, sides: int = 90, height: float = 1.0) -> np.ndarray:
    """An upright tube around (0.2, 0.1), its triangles counter-clockwise seen from outside."""
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    ring = np.stack([0.2 + radius * np.cos(angle), 0.1 + radius * np.sin(angle)], axis=1)
    triangles = []
    for one, two in itertools.pairwise(ring):
        a, b = np.array([*one, 0.0]), np.array([*two, 0.0])
        c, d = np.array([*two, height]), np.array([*one, height])
        triangles += [(a, b, c), (a, c, d)]
    return np.array(triangles)


def test_a_ray_meets_the_near_wall() -> None:
    patch = Patch(tube(0.05))
    rays = Rays(np.array([[0.2, -1.0, 0.5], [0.2, 0.1, 0.5]]), np.array([[0, 1.0, 0], [0, 1.0, 0]]))
    found, faces = patch.cast(rays)
    assert found[:, 1] == pytest.approx([0.05, 0.15], abs=1e-4), (
        "from outside the near wall, from inside the far"
    )
    for place, face in zip(found, faces, strict=True):
        assert np.linalg.norm(closest_on_triangles(place, patch.corners[[face]])[0] - place) < 1e-6


def test_a_ray_along_an_edge_does_not_slip_through() -> None:
    patch = Patch(tube(0.05))
    corner = patch.corners[0, 0]
    towards = np.array([0.2, 0.1, 0.0]) - corner
    towards /= np.linalg.norm(towards)
    origin = corner + np.array([0, 0, 0.5]) - towards
    found, _ = patch.cast(Rays(origin[None], towards[None]))
    assert found[0] == pytest.approx(corner + np.array([0, 0, 0.5]), abs=1e-6)


def test_a_ray_that_meets_nothing_is_answered_with_the_nearest_corner() -> None:
    patch = Patch(tube(0.05))
    found, _ = patch.cast(Rays(np.array([[5.0, -1.0, 0.5]]), np.array([[0, 1.0, 0]])))
    assert found[0][0] == pytest.approx(0.25, abs=1e-3), "the side that looks to the ray"


def test_the_centre_of_a_section_does_not_hang_on_the_guess() -> None:
    patch = Patch(tube(0.05))
    upright, slanted = np.array([0, 0, 1.0]), np.array([0.6, 0, 0.8])
    centres = patch.section_centres(
        np.array([[0.23, 0.08, 0.5], [0.2, 0.12, 0.5]]), np.array([upright, slanted])
    )
    assert centres[0] == pytest.approx([0.2, 0.1, 0.5], abs=1e-6)
    assert centres[1] == pytest.approx([0.2, 0.1, 0.5], abs=1e-6)


def test_a_section_that_misses_gives_the_guess_back() -> None:
    centres = Patch(tube(0.05)).section_centres(np.array([[0.2, 0.1, 3.0]]), np.array([[0, 0, 1.0]]))
    assert centres[0] == pytest.approx([0.2, 0.1, 3.0])


def test_half_an_outline_is_closed_through_the_origin() -> None:
    whole = tube(0.05)
    half = Patch(whole[whole[:, :, 0].mean(axis=1) > 0.2])
    centres = half.section_centres(np.array([[0.2, 0.1, 0.5]]), np.array([[0, 0, 1.0]]))
    # the centre of half a disc lies 4 r / (3 pi) from its straight side
    assert centres[0] == pytest.approx([0.2 + 4 * 0.05 / (3 * np.pi), 0.1, 0.5], abs=1e-4)


def test_the_nearest_place_of_a_triangle_by_trying_many() -> None:
    rng = np.random.default_rng(4)
    share = rng.dirichlet([1, 1, 1], size=20_000)
    for _ in range(25):
        triangle, point = rng.normal(size=(3, 3)), rng.normal(size=3)
        tried = np.linalg.norm(share @ triangle - point, axis=1).min()
        found = np.linalg.norm(closest_on_triangles(point, triangle[None])[0] - point)
        assert found <= tried + 1e-9
        assert found == pytest.approx(tried, abs=0.05)
