"""The viewer's file: what it holds, and that nothing is lost on the way."""

import json
import struct

import numpy as np
import pytest
from django.test import Client

from deqi.vocabulary import Measures, Sex
from deqi.web.atlas_pages.bodies import channels, placed
from deqi.web.atlas_pages.parcel import body_parcel, faces_parcel, lines_parcel

TALL = Measures(sex=Sex.MALE, age_years=60, height_cm=199, weight_kg=118, inseam_cm=93)


def taken_apart(file: bytes) -> tuple[dict[str, object], bytes]:
    """Read as docs/explanation/body-format.md says, and in no other way."""
    magic, version, length = struct.unpack_from("<4sII", file)
    assert (magic, version, length % 4) == (b"DEQB", 1, 0)
    return json.loads(file[12 : 12 + length]), file[12 + length :]


def test_vertices_come_back_within_a_twentieth_of_a_millimetre() -> None:
    held = placed(TALL)
    header, rest = taken_apart(body_parcel(held.body.vertices, held.points, {"BL23"}))
    offset, size = header["sections"]["vertices"]
    whole = np.frombuffer(rest[offset : offset + size], "<u2").reshape(-1, 3)
    back = np.array(header["low"]) + whole * np.array(header["step"])
    assert np.abs(back - held.body.vertices).max() < 5e-5


def test_points_come_back_with_their_discs() -> None:
    held = placed(TALL)
    header, rest = taken_apart(body_parcel(held.body.vertices, held.points, {"BL23"}))
    offset, size = header["sections"]["discs"]
    discs = np.frombuffer(rest[offset : offset + size], "<f4").reshape(-1, 7)
    assert offset % 4 == 0
    for named, disc, point in zip(header["points"], discs, held.points, strict=True):
        assert named == [point.code, point.part, point.side.value, point.code == "BL23", point.coarse]
        assert disc == pytest.approx([*point.position, *point.normal, point.radius_mm / 1000], abs=1e-6)


def test_lines_come_back_stroke_by_stroke() -> None:
    lines = channels(TALL)
    header, rest = taken_apart(lines_parcel(lines))
    places = np.frombuffer(rest, "<f4").reshape(-1, 3)
    strokes = [(channel, stroke) for channel, held in lines.items() for stroke in held]
    assert header["lines"] == [[channel, len(stroke)] for channel, stroke in strokes]
    assert places == pytest.approx(np.concatenate([stroke for _channel, stroke in strokes]), abs=1e-6)


def test_faces_are_the_mesh() -> None:
    faces = placed(TALL).body.faces
    header, rest = taken_apart(faces_parcel(faces))
    assert header["kind"] == "u2"
    assert (np.frombuffer(rest[: faces.size * 2], "<u2").reshape(-1, 3) == faces).all()


@pytest.mark.django_db
def test_only_the_stamped_files_may_be_kept_for_ever(client: Client) -> None:
    html = client.get("/points/").content.decode()
    for name in ("faces", "names"):
        address = html.split(f'data-{name}="')[1].split('"')[0]
        assert "immutable" in client.get(address)["Cache-Control"]
        old = address.replace(address.split("-")[1][:4], "0000")
        assert client.get(old).status_code == 404


@pytest.mark.django_db
def test_a_body_is_small_enough_to_send_at_every_turn_of_a_slider(client: Client) -> None:
    assert len(client.get("/points/scene/").content) < 130_000
