"""Pictures of a body without a graphics library: an orthographic camera, shading, and what hides what."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
VIEWS = {
    "front": (0.0, 1.0, 0.0),
    "back": (0.0, -1.0, 0.0),
    "right": (1.0, 0.0, 0.0),
    "left": (-1.0, 0.0, 0.0),
    "top": (0.0, 0.0, 1.0),
}
"""Where the camera stands, as a direction from the body."""

BLOCKS = (4, 8, 16, 32, 64, 128)
"""Triangles are drawn in groups of like size; each fills a square of so many pixels at most."""


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
        columns = (points @ self.right - self.left_m) * self.scale
        rows = (self.top_m - points @ self.up) * self.scale
        return np.stack([columns, rows, points @ self.toward], axis=1)


@dataclass(frozen=True)
class Picture:
    """A drawn body.

    ``near`` (height, width) in metres toward the camera, -inf where nothing is; ``triangle`` is the number of
    the triangle seen, -1 where none is.
    """

    camera: Camera
    near: NDArray[np.float32]
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
    across, high = vertices @ right, vertices @ up
    wide, tall = np.ptp(across), np.ptp(high)
    scale = min(width / wide, height / tall) / (1 + 2 * margin)
    left = (across.min() + across.max() - width / scale) / 2
    top = (high.min() + high.max() + height / scale) / 2
    return Camera(right, up, toward, float(left), float(top), float(scale), width, height)


def draw(vertices: Floats, faces: NDArray[np.int32], camera: Camera) -> Picture:
    """Which triangle is seen at each pixel's middle, and how near it is.

    Triangles that face away are left out; the others are painted from far to near. Skin triangles are
    a few millimetres wide and do not cut each other, so the order of their middles is enough.
    """
    seen = camera.project(vertices).astype(np.float32)
    a, b, c = seen[faces[:, 0]], seen[faces[:, 1]], seen[faces[:, 2]]
    # rows grow downwards, so a triangle that faces the camera turns clockwise in the picture
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    facing = np.flatnonzero(area < -1e-9)
    a, b, c, area = a[facing], b[facing], c[facing], area[facing]
    low = np.floor(np.minimum(np.minimum(a, b), c)[:, :2]).astype(np.int32)
    high = np.floor(np.maximum(np.maximum(a, b), c)[:, :2]).astype(np.int32)
    size = (high - low).max(axis=1) + 1
    middle = (a[:, 2] + b[:, 2] + c[:, 2]) / 3
    near = np.full(camera.width * camera.height, -np.inf, dtype=np.float32)
    which = np.full(camera.width * camera.height, -1, dtype=np.int32)
    cells, depths, owners, order = [], [], [], []
    smallest = 0
    for block in BLOCKS:
        group = np.flatnonzero((size > smallest) & (size <= block))
        smallest = block
        if not len(group):
            continue
        offset = np.arange(block, dtype=np.int32)
        column = (low[group, 0][:, None] + offset)[:, None, :]
        row = (low[group, 1][:, None] + offset)[:, :, None]
        x, y = column + np.float32(0.5), row + np.float32(0.5)
        first, second, third, whole = (
            part[group][:, None, None] for part in (a[:, :2], b[:, :2], c[:, :2], area)
        )
        w_b = (
            (x - first[..., 0]) * (third[..., 1] - first[..., 1])
            - (y - first[..., 1]) * (third[..., 0] - first[..., 0])
        ) / whole
        w_c = (
            (second[..., 0] - first[..., 0]) * (y - first[..., 1])
            - (second[..., 1] - first[..., 1]) * (x - first[..., 0])
        ) / whole
        inside = (w_b >= 0) & (w_c >= 0) & (w_b + w_c <= 1)
        inside &= (column >= 0) & (column < camera.width) & (row >= 0) & (row < camera.height)
        who, down, across = np.nonzero(inside)
        w_b, w_c = w_b[inside], w_c[inside]
        tri = group[who]
        depths.append(a[tri, 2] + w_b * (b[tri, 2] - a[tri, 2]) + w_c * (c[tri, 2] - a[tri, 2]))
        cells.append((low[tri, 1] + down) * camera.width + low[tri, 0] + across)
        owners.append(facing[tri])
        order.append(middle[tri])
    if cells:
        cell, depth, owner = np.concatenate(cells), np.concatenate(depths), np.concatenate(owners)
        # of several values for one cell the last one stays, so the nearest must come last
        sequence = np.argsort(depth, kind="stable")
        near[cell[sequence]] = depth[sequence]
        which[cell[sequence]] = owner[sequence]
    shape = (camera.height, camera.width)
    return Picture(camera, near.reshape(shape), which.reshape(shape))


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
    lit = np.clip(normals @ light, 0, 1) * 0.62 + np.clip(normals @ camera.toward, 0, 1) * 0.33
    value = lit[corners[:, 0]] * (1 - w_b - w_c) + lit[corners[:, 1]] * w_b + lit[corners[:, 2]] * w_c
    grey = np.full(picture.triangle.shape, 255, dtype=np.uint8)
    grey[rows, columns] = np.clip(28 + 222 * value, 0, 255).astype(np.uint8)
    return grey
