"""A body as a file for other programs: glTF 2.0 binary, Wavefront OBJ, or binary PLY.

glTF asks for metres with y up and the front toward +z, so there our x to the right becomes -x. OBJ and PLY
keep our frame (x right, y front, z up) and say so in a comment.
"""

import json
import struct
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from deqi.atlas.body import Body

Singles = NDArray[np.float32]

COMMENT = "Deqi body: metres, x to the person's right, y to the front, z up, floor at 0"
FLOAT, UNSIGNED_SHORT = 5126, 5123
ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER = 34962, 34963
JSON_CHUNK, BIN_CHUNK = 0x4E4F534A, 0x004E4942


class BodyFormat(Enum):
    """The kinds of file that a body can be written to."""

    GLB = "glb"
    OBJ = "obj"
    PLY = "ply"


def export_body(body: Body, kind: BodyFormat) -> bytes:
    """The file's content. The file holds the shape and nothing that the person told."""
    return {BodyFormat.GLB: _glb, BodyFormat.OBJ: _obj, BodyFormat.PLY: _ply}[kind](body)


def _glb(body: Body) -> bytes:
    # turned, not mirrored: (x, y, z) -> (-x, z, y) has determinant 1
    positions, normals = (_y_up(array) for array in (body.vertices, body.normals))
    indices = body.faces.astype("<u2")
    parts = [positions.tobytes(), normals.tobytes(), indices.tobytes()]
    offsets = np.cumsum([0, *(len(part) for part in parts[:-1])]).tolist()
    targets = (ARRAY_BUFFER, ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER)
    binary = _padded(b"".join(parts), b"\0")
    vectors = {"componentType": FLOAT, "count": len(positions), "type": "VEC3"}
    document = {
        "asset": {"version": "2.0", "generator": "Deqi"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "name": "body"}],
        "meshes": [
            {"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1}, "indices": 2, "material": 0}]}
        ],
        "materials": [{"pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 0.9}}],
        "accessors": [
            {
                **vectors,
                "bufferView": 0,
                "min": _floats(positions.min(axis=0)),
                "max": _floats(positions.max(axis=0)),
            },
            {**vectors, "bufferView": 1},
            {"bufferView": 2, "componentType": UNSIGNED_SHORT, "count": indices.size, "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteOffset": offset, "byteLength": len(part), "target": target}
            for offset, part, target in zip(offsets, parts, targets, strict=True)
        ],
        "buffers": [{"byteLength": len(binary)}],
    }
    text = _padded(json.dumps(document, separators=(",", ":")).encode(), b" ")
    chunks = (
        struct.pack("<II", len(text), JSON_CHUNK) + text + struct.pack("<II", len(binary), BIN_CHUNK) + binary
    )
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def _y_up(vectors: NDArray[np.float64]) -> Singles:
    turned: Singles = np.stack([-vectors[:, 0], vectors[:, 2], vectors[:, 1]], axis=1).astype("<f4")
    return turned


def _floats(values: Singles) -> list[float]:
    return [float(value) for value in values]


def _padded(content: bytes, filling: bytes) -> bytes:
    """Chunks of a glb end on a multiple of four bytes."""
    return content + filling * (-len(content) % 4)


def _obj(body: Body) -> bytes:
    lines = [f"# {COMMENT}", "o body"]
    lines += [f"v {x:.6f} {y:.6f} {z:.6f}" for x, y, z in body.vertices.tolist()]
    lines += [f"vn {x:.5f} {y:.5f} {z:.5f}" for x, y, z in body.normals.tolist()]
    lines += [f"f {a}//{a} {b}//{b} {c}//{c}" for a, b, c in (body.faces + 1).tolist()]
    return ("\n".join(lines) + "\n").encode("ascii")


def _ply(body: Body) -> bytes:
    header = "\n".join(
        [
            "ply",
            "format binary_little_endian 1.0",
            f"comment {COMMENT}",
            f"element vertex {len(body.vertices)}",
            *(f"property float {name}" for name in ("x", "y", "z", "nx", "ny", "nz")),
            f"element face {len(body.faces)}",
            "property list uchar int vertex_indices",
            "end_header\n",
        ]
    )
    vertices = np.concatenate([body.vertices, body.normals], axis=1).astype("<f4")
    faces = np.empty(len(body.faces), dtype=[("count", "u1"), ("corners", "<i4", (3,))])
    faces["count"], faces["corners"] = 3, body.faces
    return header.encode("ascii") + vertices.tobytes() + faces.tobytes()
