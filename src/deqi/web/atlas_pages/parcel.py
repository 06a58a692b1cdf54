"""The body and its points as one compact little-endian file for the viewer (docs/explanation/body-format.md).

The viewer draws what stands here and works nothing out.
"""

import hashlib
import json
import struct
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from deqi.vocabulary import PlacedPoint

MAGIC = b"DEQB"
VERSION = 1
_STEPS = 65535

Floats = NDArray[np.float64]


def body_parcel(vertices: Floats, points: Sequence[PlacedPoint], proposed: Collection[str]) -> bytes:
    """A body. ``points`` are those to show, ``proposed`` the codes among them of this person's set."""
    low = vertices.min(axis=0)
    step = np.maximum(vertices.max(axis=0) - low, 1e-6) / _STEPS
    places = np.rint((vertices - low) / step).astype("<u2")
    discs = np.array(
        [(*point.position, *point.normal, point.radius_mm / 1000) for point in points], dtype="<f4"
    )
    header = {
        "low": [round(float(value), 6) for value in low],
        "step": [float(value) for value in step],
        "points": [
            [point.code, point.part, point.side.value, int(point.code in proposed), int(point.coarse)]
            for point in points
        ],
    }
    return _packed(header, {"vertices": places.tobytes(), "discs": discs.tobytes()})


def lines_parcel(lines: Mapping[str, Sequence[Floats]]) -> bytes:
    """The channels: ``lines`` maps a channel to its strokes, each (n, 3) metres."""
    strokes = [(channel, line) for channel, held in lines.items() for line in held if len(line) > 1]
    courses = np.concatenate([line for _channel, line in strokes]) if strokes else np.zeros((0, 3))
    header = {"lines": [[channel, len(line)] for channel, line in strokes]}
    return _packed(header, {"lines": courses.astype("<f4").tobytes()})


def faces_parcel(faces: NDArray[np.int32]) -> bytes:
    """The triangles, three numbers of vertices each, 16 bits where they suffice; the same for every body."""
    kind = "<u2" if faces.max(initial=0) < 65536 else "<u4"
    return _packed({"kind": kind[1:]}, {"faces": faces.astype(kind).tobytes()})


def _packed(header: Mapping[str, object], sections: Mapping[str, bytes]) -> bytes:
    """Magic, version, length of the header, header, sections; each section starts at a multiple of four."""
    offsets, place = {}, 0
    for name, content in sections.items():
        offsets[name] = [place, len(content)]
        place += len(content) + -len(content) % 4
    text = json.dumps({**header, "sections": offsets}, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    padded = b"".join(content + bytes(-len(content) % 4) for content in sections.values())
    return MAGIC + struct.pack("<II", VERSION, len(text)) + text + padded


def stamp(content: bytes) -> str:
    """The first digits of the SHA-256, for an address that may be kept for ever."""
    return hashlib.sha256(content).hexdigest()[:16]
