"""Pictures of a body without a graphics library: an orthographic camera, shading, and what hides what."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deqi.atlas.products import along

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
VIEWS = {
    "front": (0.0, 1.0, 0.0),
    "back": (0.0, -1.0, 0.0),
    "right": (1.0, 0.0, 0.0),
    "left": (-1.0, 0.0, 0.0),
    "top": (0.0, 0.0, 1.0),
}
"""Where the camera stands, as a direction from the body."""

BLOCKS = (2, 3, 4, 5, 6, 8, 11, 16, 24, 40, 80)
"""Triangles are drawn in groups of like size; each lies in a square of so many pixels."""

SLIVER = 1e-6
"""Triangles of a smaller area in the picture, in square pixels, hide nothing."""


@dataclass(frozen=True)
class Camera:
    """An orthographic view. ``right``, ``up`` and ``toward`` are unit vectors (3,) of the picture.

    A point lies at pixel ``column = (point . right - left_m) * scale`` and
    ``row = (top_m - point . up) * scale``; ``scale`` is in pixels a metre.
    """

    right: Floats
    up: Floats
    toward: Floats
    left_m: float
    top_m: float
    scale: float
    width: int
    height: int

    def project(self, points: Floats) -> Floats:
        """(N, 3) metres to (N, 3): column, row, and nearness in metres (larger is nearer)."""
        columns = (along(points, self.right) - self.left_m) * self.scale
        rows = (self.top_m - along(points, self.up)) * self.scale
        return np.stack([columns, rows, along(points, self.toward)], axis=1)


@dataclass(frozen=True)
class Picture:
    """A drawn body.

    ``near`` (height, width) in metres toward the camera, -inf where nothing is; ``triangle`` is the number of
    the triangle seen, -1 where none is.
    """

    camera: Camera
    near: Singles
    triangle: NDArray[np.int32]

    def visible(self, points: Floats, slack_m: float = 0.004) -> NDArray[np.bool_]:
        """(N,) whether each point of (N, 3) is in the picture, at most ``slack_m`` behind the skin."""
        column, row, near = self.camera.project(np.asarray(points, dtype=float)).T
        inside = (column >= 0) & (column < self.camera.width) & (row >= 0) & (row < self.camera.height)
        seen = np.zeros(len(near), dtype=bool)
        at = np.flatnonzero(inside)
        seen[at] = near[at] >= self.near[row[at].astype(int), column[at].astype(int)] - slack_m
        return seen


def camera_for(
    vertices: Floats, view: str | tuple[float, float, float], *, width: int, height: int, margin: float = 0.03
) -> Camera:
    """A camera at ``view`` that sees all of ``vertices`` (V, 3), with ``margin`` of the size around."""
    toward = np.array(VIEWS[view] if isinstance(view, str) else view, dtype=float)
    toward /= np.linalg.norm(toward)
    above = np.array([0.0, 1.0, 0.0]) if abs(toward[2]) > 0.99 else np.array([0.0, 0.0, 1.0])
    right = np.cross(above, toward)
    right /= np.linalg.norm(right)
    up = np.cross(toward, right)
    across, high = along(vertices, right), along(vertices, up)
    wide, tall = np.ptp(across), np.ptp(high)
    scale = min(width / wide, height / tall) / (1 + 2 * margin)
    left = (across.min() + across.max() - width / scale) / 2
    top = (high.min() + high.max() + height / scale) / 2
    return Camera(right, up, toward, float(left), float(top), float(scale), width, height)


def draw(vertices: Floats, faces: NDArray[np.int32], camera: Camera) -> Picture:
    """Which triangle is seen at the middle of each pixel, and how near it is.

    A depth buffer without a loop over triangles: those of like size are tried together against a square of
    pixels each. Triangles that face away are left out, so the mesh must be closed.
    """
    seen = camera.project(vertices).astype(np.float32)
    corners = np.ascontiguousarray(seen[faces].transpose(1, 2, 0))
    (a_x, a_y, _), (b_x, b_y, _), (c_x, c_y, _) = corners
    # rows grow downwards, so a triangle that faces the camera turns the other way in the picture
    area = (b_x - a_x) * (c_y - a_y) - (b_y - a_y) * (c_x - a_x)
    facing = np.flatnonzero(area < -SLIVER)
    corners = corners[:, :, facing]
    low = np.ceil(corners[:, :2].min(axis=0) - 0.5).astype(np.int32)
    size = (np.floor(corners[:, :2].max(axis=0) - 0.5).astype(np.int32) - low).max(axis=0) + 1
    near = np.full(camera.width * camera.height, -np.inf, dtype=np.float32)
    which = np.full(camera.width * camera.height, -1, dtype=np.int32)
    drawn = [
        (*_fill(corners[:, :, group], low[:, group], block, camera), facing[group])
        for group, block in _by_size(size)
    ]
    for cell, depth, _, _ in drawn:
        np.maximum.at(near, cell, depth)
    for cell, depth, who, owner in drawn:
        first = depth >= near[cell]
        which[cell[first]] = owner[who[first]]
    shape = (camera.height, camera.width)
    return Picture(camera, near.reshape(shape), which.reshape(shape))


def _by_size(size: NDArray[np.int32]) -> Iterator[tuple[NDArray[np.intp], int]]:
    """Triangles in groups, with the side of the square of pixels that each of a group fits into."""
    smaller = 0
    for block in (*BLOCKS, int(size.max(initial=1))):
        group = np.flatnonzero((size > smaller) & (size <= block))
        smaller = max(smaller, block)
        if len(group):
            yield group, block


def _fill(
    corners: Singles, low: NDArray[np.int32], block: int, camera: Camera
) -> tuple[NDArray[np.intp], Singles, NDArray[np.intp]]:
    """The pixels whose middles lie in each of N triangles (3, 3, N): cell, nearness, and which triangle."""
    (a_x, a_y, a_z), (b_x, b_y, b_z), (c_x, c_y, c_z) = corners[:, :, :, None]
    offset = np.arange(block, dtype=np.float32) + np.float32(0.5)
    u, v = b_x - a_x, b_y - a_y
    s, t = c_x - a_x, c_y - a_y
    whole = u * t - v * s
    # both weights are sums of a part by column and a part by row
    x, y = low[0][:, None] + offset - a_x, low[1][:, None] + offset - a_y
    to_b = (x * t / whole)[:, None, :] - (y * s / whole)[:, :, None]
    to_c = (y * u / whole)[:, :, None] - (x * v / whole)[:, None, :]
    inside = (to_b >= 0) & (to_c >= 0) & (to_b + to_c <= 1)
    inside &= ((low[0][:, None] + offset >= 0) & (low[0][:, None] + offset < camera.width))[:, None, :]
    inside &= ((low[1][:, None] + offset >= 0) & (low[1][:, None] + offset < camera.height))[:, :, None]
    hit = np.flatnonzero(inside)
    who, place = np.divmod(hit, block * block)
    down, across = np.divmod(place, block)
    depth = a_z[who, 0] + to_b.ravel()[hit] * (b_z - a_z)[who, 0] + to_c.ravel()[hit] * (c_z - a_z)[who, 0]
    # as the buffer keeps it, or the nearest would seem to lie behind itself
    return (low[1][who] + down) * camera.width + low[0][who] + across, depth.astype(np.float32), who


def shade(picture: Picture, vertices: Floats, faces: NDArray[np.int32], normals: Floats) -> NDArray[np.uint8]:
    """(height, width) grey, 255 where nothing is: soft light from above the camera's left shoulder."""
    rows, columns = np.nonzero(picture.triangle >= 0)
    corners = faces[picture.triangle[rows, columns]]
    camera = picture.camera
    seen = camera.project(vertices).astype(np.float32)
    a, b, c = seen[corners[:, 0], :2], seen[corners[:, 1], :2], seen[corners[:, 2], :2]
    x, y = columns + 0.5, rows + 0.5
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    w_b = ((x - a[:, 0]) * (c[:, 1] - a[:, 1]) - (y - a[:, 1]) * (c[:, 0] - a[:, 0])) / area
    w_c = ((b[:, 0] - a[:, 0]) * (y - a[:, 1]) - (b[:, 1] - a[:, 1]) * (x - a[:, 0])) / area
    light = -0.35 * camera.right + 0.5 * camera.up + 0.8 * camera.toward
    light /= np.linalg.norm(light)
    lit = np.clip(along(normals, light), 0, 1) * 0.62 + np.clip(along(normals, camera.toward), 0, 1) * 0.33
    value = lit[corners[:, 0]] * (1 - w_b - w_c) + lit[corners[:, 1]] * w_b + lit[corners[:, 2]] * w_c
    grey = np.full(picture.triangle.shape, 255, dtype=np.uint8)
    grey[rows, columns] = np.clip(28 + 222 * value, 0, 255).astype(np.uint8)
    return grey


def png(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG file of (height, width) grey or (height, width, 3) red, green and blue."""
    height, width = pixels.shape[:2]
    colour = 0 if pixels.ndim == 2 else 2
    # each row begins with the number of its filter: none
    rows = np.insert(pixels.reshape(height, -1), 0, 0, axis=1).astype(np.uint8)
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
