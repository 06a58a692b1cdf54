"""Cut a mesh with a plane: the outlines there, and how long a tape around them would be."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deqi.atlas.products import along, product

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Outline:
    """One closed outline (N, 3) in order, without the first point again at the end."""

    points: Floats

    @property
    def length(self) -> float:
        """Along the skin, in metres."""
        return float(np.linalg.norm(np.roll(self.points, -1, axis=0) - self.points, axis=1).sum())

    @property
    def tape(self) -> float:
        """As a tight tape reads, bridging hollows: the length around the convex hull, in metres."""
        return tape_length(self.points)


def plane_section(
    vertices: Floats, faces: NDArray[np.int32], point: Floats, normal: Floats
) -> tuple[Outline, ...]:
    """Where the plane through ``point`` (3,) with ``normal`` (3,) cuts the closed mesh, longest first.

    A vertex that lies on the plane counts as above it, so that every outline is closed.
    """
    above = along(vertices - point, normal) >= 0
    side = above[faces]
    cut = np.flatnonzero((side.any(axis=1)) & (~side.all(axis=1)))
    if not len(cut):
        return ()
    corners, side = faces[cut].astype(np.int64), side[cut]
    # an edge is crossed where its ends differ; each cut triangle has one edge going up and one going down
    following = np.roll(corners, -1, axis=1)
    rising = ~side & np.roll(side, -1, axis=1)
    falling = side & ~np.roll(side, -1, axis=1)
    count = len(vertices)
    enters = _edge_key(corners[rising], following[rising], count)
    leaves = _edge_key(corners[falling], following[falling], count)
    keys, where = np.unique(np.concatenate([enters, leaves]), return_inverse=True)
    following_edge = np.empty(len(keys), dtype=np.int64)
    following_edge[where[: len(cut)]] = where[len(cut) :]
    low, high = keys // count, keys % count
    off_low, off_high = along(vertices[low] - point, normal), along(vertices[high] - point, normal)
    share = (off_low / (off_low - off_high))[:, None]
    points = vertices[low] + share * (vertices[high] - vertices[low])
    found = [Outline(points[loop]) for loop in _loops(following_edge)]
    return tuple(sorted(found, key=lambda outline: -outline.length))


def _edge_key(a: NDArray[np.int64], b: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    return np.minimum(a, b) * count + np.maximum(a, b)


def _loops(following: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The cycles of a permutation."""
    step, left = following.tolist(), np.ones(len(following), dtype=bool)
    loops = []
    for start in range(len(step)):
        if not left[start]:
            continue
        loop, at = [], start
        while left[at]:
            left[at] = False
            loop.append(at)
            at = step[at]
        loops.append(np.array(loop))
    return loops


def tape_length(points: Floats) -> float:
    """The length around the convex hull of (N, 3) points in one plane, or of (N, 2) points, in metres."""
    flat = points if points.shape[1] == 2 else _in_plane(points)
    hull = _hull(flat)
    return float(np.linalg.norm(np.roll(hull, -1, axis=0) - hull, axis=1).sum())


def _in_plane(points: Floats) -> Floats:
    middle = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(middle, full_matrices=False)
    flat: Floats = product(middle, axes[:2].T)
    return flat


def _hull(points: Floats) -> Floats:
    """The convex hull of (N, 2) points, counter-clockwise (Andrew's monotone chain, 1979)."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    return np.array([*_chain(ordered), *_chain(ordered[::-1])])


def _chain(ordered: list[tuple[float, float]]) -> list[tuple[float, float]]:
    chain: list[tuple[float, float]] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
