"""Exported files, read by hand as their standards say."""

import json
import struct

import numpy as np
import pytest

from deqi.atlas import AtlasTables, Body, BodyFormat, build_body, export_body
from deqi.vocabulary import Measures, Sex


@pytest.fixture(scope="module")
def body(tables: AtlasTables) -> Body:
    return build_body(Measures(sex=Sex.FEMALE, age_years=45, height_cm=165, weight_kg=70), tables)


def volume(vertices: np.ndarray, faces: np.ndarray) -> float:
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    return float(np.einsum("ij,ij->", np.cross(a, b), c) / 6)


def test_glb_is_what_the_standard_describes(body: Body) -> None:
    content = export_body(body, BodyFormat.GLB)
    magic, version, length = struct.unpack_from("<4sII", content)
    assert (magic, version, length) == (b"glTF", 2, len(content))
    size, kind = struct.unpack_from("<I4s", content, 12)
    assert kind == b"JSON"
    assert size % 4 == 0
    document = json.loads(content[20 : 20 + size])
    rest, kind = struct.unpack_from("<I4s", content, 20 + size)
    assert kind == b"BIN\0"
    binary = content[28 + size :]
    assert len(binary) == rest == document["buffers"][0]["byteLength"]
    views = document["bufferViews"]
    assert all(view["byteOffset"] % 4 == 0 for view in views)
    assert views[-1]["byteOffset"] + views[-1]["byteLength"] <= rest

    def read(accessor: int, kind: str, width: int) -> np.ndarray:
        asked = document["accessors"][accessor]
        view = views[asked["bufferView"]]
        return np.frombuffer(binary, kind, asked["count"] * width, view["byteOffset"]).reshape(-1, width)

    places, normals, corners = read(0, "<f4", 3), read(1, "<f4", 3), read(2, "<u2", 1).reshape(-1, 3)
    assert places.min(axis=0).tolist() == document["accessors"][0]["min"]
    assert places.max(axis=0).tolist() == document["accessors"][0]["max"]
    assert np.linalg.norm(normals, axis=1) == pytest.approx(1, abs=1e-5)
    # y up, and turned without being mirrored: outsides stay outside
    assert places[:, 1].max() == pytest.approx(1.65, abs=1e-4)
    assert volume(places.astype(float), corners) == pytest.approx(volume(body.vertices, body.faces), rel=1e-4)


def test_obj_holds_the_same_body(body: Body) -> None:
    lines = export_body(body, BodyFormat.OBJ).decode("ascii").splitlines()
    vertices = np.array([line.split()[1:] for line in lines if line.startswith("v ")], dtype=float)
    corners = [[part.split("//") for part in line.split()[1:]] for line in lines if line.startswith("f ")]
    assert vertices == pytest.approx(body.vertices, abs=1e-6)
    assert all(a == b for face in corners for a, b in face)
    faces = np.array([[int(a) for a, _ in face] for face in corners]) - 1
    assert (faces == body.faces).all()


def test_ply_holds_the_same_body(body: Body) -> None:
    header, _, binary = export_body(body, BodyFormat.PLY).partition(b"end_header\n")
    assert header.splitlines()[:2] == [b"ply", b"format binary_little_endian 1.0"]
    count = len(body.vertices)
    assert f"element vertex {count}".encode() in header
    vertices = np.frombuffer(binary, "<f4", count * 6).reshape(-1, 6)
    assert vertices[:, :3] == pytest.approx(body.vertices, abs=1e-6)
    assert len(binary) == count * 24 + len(body.faces) * 13
    assert struct.unpack_from("<Biii", binary, count * 24) == (3, *body.faces[0].tolist())


@pytest.mark.parametrize("kind", list(BodyFormat))
def test_a_file_says_nothing_of_who_it_is(body: Body, kind: BodyFormat) -> None:
    content = export_body(body, kind)
    assert b"female" not in content.lower()
    assert export_body(body, kind) == content
