"""The pictures, against a ray through each pixel and every triangle."""

import struct
import zlib

import numpy as np
import pytest

from deqi.atlas import VIEWS, AtlasTables, build_body, camera_for, draw, png, shade
from deqi.vocabulary import Measures, Sex


def blob() -> tuple[np.ndarray, np.ndarray]:
    """A closed shape with hollows: an octahedron, divided four times and dented."""
    vertices = [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)]
    faces = [(0, 2, 4), (2, 1, 4), (1, 3, 4), (3, 0, 4), (2, 0, 5), (1, 2, 5), (3, 1, 5), (0, 3, 5)]
    for _ in range(3):
        middles: dict[tuple[int, int], int] = {}

        def middle(a: int, b: int, held: dict[tuple[int, int], int] = middles) -> int:
            key = (min(a, b), max(a, b))
            if key not in held:
                held[key] = len(vertices)
                vertices.append(tuple((np.array(vertices[a]) + vertices[b]) / 2))
            return held[key]

        faces = [
            part
            for a, b, c in faces
            for ab, bc, ca in [(middle(a, b), middle(b, c), middle(c, a))]
            for part in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))
        ]
    places = np.array(vertices, dtype=float)
    places /= np.linalg.norm(places, axis=1)[:, None]
    return places * (1 + 0.3 * np.sin(5 * places[:, :1]) * np.cos(4 * places[:, 2:])), np.array(
        faces, dtype=np.int32
    )


@pytest.mark.parametrize("view", ["front", "back", "right", "top", (0.4, 0.7, 0.6)])
def test_what_is_seen_is_the_nearest_triangle_on_the_ray_of_each_pixel(
    view: str | tuple[float, float, float],
) -> None:
    vertices, faces = blob()
    camera = camera_for(vertices, view, width=40, height=50)
    picture = draw(vertices, faces, camera)
    columns, rows = np.meshgrid(np.arange(40) + 0.5, np.arange(50) + 0.5)
    literal = np.full((50, 40), -np.inf)
    for triangle in camera.project(vertices)[faces]:
        # the weights (w_a, w_b, w_c) of each pixel solve: sum w = 1, sum w corner = pixel
        equations = np.vstack([np.ones(3), triangle[:, 0], triangle[:, 1]])
        if abs(np.linalg.det(equations)) < 1e-9:
            continue
        weights = np.linalg.solve(equations, np.array([np.ones(2000), columns.ravel(), rows.ravel()]))
        on = (weights >= 0).all(axis=0).reshape(50, 40)
        literal[on] = np.maximum(literal[on], (triangle[:, 2] @ weights).reshape(50, 40)[on])
    seen = np.isfinite(literal)
    # a pixel on the very edge may fall either way in single precision
    assert (np.isfinite(picture.near) != seen).sum() <= 2
    both = seen & np.isfinite(picture.near)
    assert both.sum() > 500
    assert picture.near[both] == pytest.approx(literal[both], abs=1e-3)


def test_the_front_shows_the_face_and_hides_the_back(tables: AtlasTables) -> None:
    body = build_body(Measures(sex=Sex.FEMALE, age_years=40, height_cm=165, weight_kg=62), tables)
    nose = body.vertices[np.argmax(np.where(body.vertices[:, 2] > 1.45, body.vertices[:, 1], -1))]
    spine = body.vertices[np.argmin(np.where(abs(body.vertices[:, 0]) < 1e-9, body.vertices[:, 1], 1))]
    points = np.array([nose, spine, [9.0, 9.0, 9.0]])
    pictures = {
        view: draw(body.vertices, body.faces, camera_for(body.vertices, view, width=300, height=600))
        for view in VIEWS
    }
    assert pictures["front"].visible(points).tolist() == [True, False, False]
    assert pictures["back"].visible(points).tolist() == [False, True, False]


def test_from_the_front_the_right_hand_is_on_the_left_of_the_picture(tables: AtlasTables) -> None:
    body = build_body(Measures(sex=Sex.MALE, age_years=40, height_cm=175, weight_kg=75), tables)
    wrist = body.joints["wrist.R"][None]
    columns = {
        view: camera_for(body.vertices, view, width=400, height=400).project(wrist)[0, 0]
        for view in ("front", "back")
    }
    assert columns["front"] < 200 < columns["back"]


def test_shading_is_white_outside_and_never_white_on_the_body(tables: AtlasTables) -> None:
    body = build_body(Measures(sex=Sex.MALE, age_years=40, height_cm=175, weight_kg=75), tables)
    picture = draw(body.vertices, body.faces, camera_for(body.vertices, "right", width=200, height=400))
    grey = shade(picture, body.vertices, body.faces, body.normals)
    assert (grey[picture.triangle < 0] == 255).all()
    assert (grey[picture.triangle >= 0] < 255).all()
    assert grey[picture.triangle >= 0].std() > 20


@pytest.mark.parametrize("shape", [(5, 7), (4, 9, 3)])
def test_a_png_holds_the_pixels(shape: tuple[int, ...]) -> None:
    """Read chunk by chunk, as the standard says."""
    pixels = np.random.default_rng(2).integers(0, 256, shape, dtype=np.uint8)
    content = png(pixels)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    at, chunks = 8, {}
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        chunks[kind] = content[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", content, at + 8 + size)[0] == zlib.crc32(kind + chunks[kind])
        at += 12 + size
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    assert struct.unpack(">IIBB", chunks[b"IHDR"][:10]) == (
        shape[1],
        shape[0],
        8,
        2 if len(shape) == 3 else 0,
    )
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(shape[0], -1)
    assert (rows[:, 0] == 0).all()
    assert (rows[:, 1:].reshape(shape) == pixels).all()
