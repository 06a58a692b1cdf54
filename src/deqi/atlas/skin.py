"""Geometry on the skin: rays to it, sections through it, the profile along the middle of the back.

Everything works on many rays or planes at once. Lengths are metres, vectors are rows of ``(n, 3)`` arrays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deqi.atlas.products import along as dots

Array = NDArray[np.float64]
Faces = NDArray[np.int32]
Indices = NDArray[np.intp]
Mask = NDArray[np.bool_]

ON_EDGE = 2e-3
"""How far outside a triangle, as a share of it, a hit still counts.

Rays along the midline run exactly along edges whose corners are some micrometres off it.
"""


@dataclass(frozen=True)
class Rays:
    """Rays of one region: where they start, where they go (unit length)."""

    origins: Array
    directions: Array


@dataclass(frozen=True)
class Patch:
    """The triangles of one region, with what every test of them needs."""

    corners: Array
    """(F, 3, 3): triangle, corner, coordinate."""
    centres: Array = field(init=False)
    reach: Array = field(init=False)
    edges: Array = field(init=False)

    def __post_init__(self) -> None:
        centres = self.corners.mean(axis=1)
        object.__setattr__(self, "centres", centres)
        reach = ((self.corners - centres[:, None]) ** 2).sum(axis=2).max(axis=1)
        object.__setattr__(self, "reach", reach)
        object.__setattr__(self, "edges", self.corners[:, 1:] - self.corners[:, :1])

    def cast(self, rays: Rays) -> tuple[Array, Indices]:
        """The nearest skin in front of each ray: positions (n, 3), and which triangle of the patch (n,).

        A ray that meets nothing (a body shaped unlike any that a region was drawn for) is answered with
        the point of the skin that is nearest to the ray: something is always found.
        """
        ray, face = self._near(rays)
        distance, hit = self._meet(rays, ray, face)
        ray, face, distance = ray[hit], face[hit], distance[hit]
        order = np.lexsort((distance, ray))
        ray, face, distance = ray[order], face[order], distance[order]
        first = np.ones(len(ray), dtype=bool)
        first[1:] = ray[1:] != ray[:-1]
        found = np.full_like(rays.origins, np.nan)
        faces = np.zeros(len(rays.origins), dtype=np.intp)
        ray = ray[first]
        found[ray] = rays.origins[ray] + distance[first][:, None] * rays.directions[ray]
        faces[ray] = face[first]
        for missed in np.flatnonzero(np.isnan(found[:, 0])):
            found[missed], faces[missed] = self._nearest_to(rays.origins[missed], rays.directions[missed])
        return found, faces

    def _near(self, rays: Rays) -> tuple[Indices, Indices]:
        """Pairs of ray and triangle whose circumscribed ball the ray passes through."""
        along = _each(rays.directions, self.centres) - _dots(rays.origins, rays.directions)[:, None]
        square = (
            _dots(rays.origins, rays.origins)[:, None]
            - 2 * _each(rays.origins, self.centres)
            + _dots(self.centres, self.centres)
        )
        # The squared distances cancel: metres squared, so 1e-12 is a micrometre squared.
        near = (square - along * along <= self.reach + 1e-12) & (along > -np.sqrt(self.reach))
        ray, face = np.nonzero(near)
        return ray, face

    def _meet(self, rays: Rays, ray: Indices, face: Indices) -> tuple[Array, Mask]:
        """Moeller and Trumbore's test of each pair: how far along the ray, and whether it meets."""
        first, second = self.edges[face, 0], self.edges[face, 1]
        direction = rays.directions[ray]
        across = _cross(direction, second)
        scale = _dots(first, across)
        flat = np.abs(scale) < 1e-14
        scale = np.where(flat, 1.0, scale)
        start = rays.origins[ray] - self.corners[face, 0]
        u = _dots(start, across) / scale
        turned = _cross(start, first)
        v = _dots(direction, turned) / scale
        distance = _dots(second, turned) / scale
        inside = (u >= -ON_EDGE) & (v >= -ON_EDGE) & (u + v <= 1 + ON_EDGE)
        return distance, inside & (distance >= 0) & ~flat

    def _nearest_to(self, origin: Array, direction: Array) -> tuple[Array, int]:
        """The corner nearest to a ray that meets nothing, and its triangle."""
        away = self.corners.reshape(-1, 3) - origin
        along = np.maximum(dots(away, direction), 0.0)
        corner = int(np.argmin(((away - along[:, None] * direction) ** 2).sum(axis=1)))
        return self.corners.reshape(-1, 3)[corner], corner // 3

    def closest(self, points: Array) -> Array:
        """The point of the skin nearest to each of ``points``, (n, 3)."""
        found = np.empty_like(points)
        for row, point in enumerate(points):
            away = ((self.centres - point) ** 2).sum(axis=1)
            near = np.argsort(away)[:24]
            on = closest_on_triangles(point, self.corners[near])
            found[row] = on[int(np.argmin(((on - point) ** 2).sum(axis=1)))]
        return found

    def section_centres(self, origins: Array, normals: Array) -> Array:
        """The centre of the area that each plane cuts out of the region, (n, 3).

        ``origins`` and unit ``normals`` are (n, 3). An outline that runs out of the region, as the trunk's
        does at the midline, is closed through the origin. A plane that meets nothing gives its origin back.
        """
        heights = _each(self.corners.reshape(-1, 3), normals) - _dots(origins, normals)
        heights = heights.reshape(len(self.corners), 3, -1)
        above = heights > 0
        cut, plane = np.nonzero(above.any(axis=1) & ~above.all(axis=1))
        first, second = _crossings(self.corners[cut], heights[cut, :, plane], above[cut, :, plane])
        centre = origins[plane]
        first, second = first - centre, second - centre
        twice = _dots(_cross(first, second), normals[plane])
        area = np.bincount(plane, twice, len(origins))
        moved = np.stack(
            [np.bincount(plane, twice * (first + second)[:, axis], len(origins)) / 3 for axis in range(3)],
            axis=1,
        )
        closed = np.abs(area) > 1e-6
        shift = moved / np.where(closed, area, 1.0)[:, None]
        return origins + np.where(closed[:, None], shift, 0.0)


def _crossings(corners: Array, heights: Array, above: Mask) -> tuple[Array, Array]:
    """Both ends of the cut through each triangle, so ordered that the outside lies on one hand."""
    alone = np.where(above.sum(axis=1) == 1, above.argmax(axis=1), (~above).argmax(axis=1))
    rows = np.arange(len(corners))
    following, before = (alone + 1) % 3, (alone + 2) % 3
    ends = []
    for other in (following, before):
        share = heights[rows, alone] / (heights[rows, alone] - heights[rows, other])
        ends.append(corners[rows, alone] + share[:, None] * (corners[rows, other] - corners[rows, alone]))
    lone_above = above[rows, alone][:, None]
    return np.where(lone_above, ends[0], ends[1]), np.where(lone_above, ends[1], ends[0])


def closest_on_triangles(point: Array, corners: Array) -> Array:
    """The point of each triangle (F, 3, 3) nearest to ``point``: (3,), or (F, 3) for one a triangle."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    normal = _cross(b - a, c - a)
    size = np.maximum(_dots(normal, normal), 1e-30)
    flat = point - (_dots(point - a, normal) / size)[:, None] * normal
    candidates = [flat]
    inside = np.ones(len(corners), dtype=bool)
    for start, end in ((a, b), (b, c), (c, a)):
        edge = end - start
        inside &= _dots(_cross(edge, flat - start), normal) >= 0
        share = _dots(point - start, edge) / np.maximum(_dots(edge, edge), 1e-30)
        candidates.append(start + np.clip(share, 0.0, 1.0)[:, None] * edge)
    stack = np.stack(candidates)
    distance = ((stack - point) ** 2).sum(axis=2)
    distance[0, ~inside] = np.inf
    best: Array = stack[distance.argmin(axis=0), np.arange(len(corners))]
    return best


def _dots(first: Array, second: Array) -> Array:
    result: Array = np.einsum("ij,ij->i", first, second)
    return result


def _cross(first: Array, second: Array) -> Array:
    """Cross products, row by row. NumPy's own spends more on finding axes than on multiplying."""
    (a, b, c), (x, y, z) = first.T, second.T
    return np.stack([b * z - c * y, c * x - a * z, a * y - b * x], axis=1)


def _each(first: Array, second: Array) -> Array:
    """Every dot product, (n, m). Not ``@``: its threads cost more than they save on products this thin."""
    total = np.multiply.outer(first[:, 0], second[:, 0])
    total += np.multiply.outer(first[:, 1], second[:, 1])
    total += np.multiply.outer(first[:, 2], second[:, 2])
    result: Array = total
    return result


def unit(vectors: Any) -> Array:
    """Vectors of length one, along the last axis."""
    array = np.asarray(vectors, dtype=float)
    shortened: Array = array / np.maximum(np.linalg.norm(array, axis=-1, keepdims=True), 1e-12)
    return shortened


@dataclass(frozen=True)
class Skin:
    """One body's skin, split into regions that are looked at one by one.

    ``regions`` names sets of triangles (indices into ``faces``); they may overlap.
    """

    vertices: Array
    faces: Faces
    normals: Array
    regions: Mapping[str, Indices]
    _patches: dict[str, Patch] = field(default_factory=dict, repr=False, compare=False)

    def patch(self, region: str) -> Patch:
        """The triangles of ``region``; made on first use."""
        if region not in self._patches:
            self._patches[region] = Patch(self.vertices[self.faces[self.regions[region]]])
        return self._patches[region]

    def normals_at(self, positions: Array, faces: Indices) -> Array:
        """Unit normals (n, 3) at positions on triangles (n,): the corners' normals, weighted by nearness."""
        corners = self.faces[faces]
        a, b, c = (self.vertices[corners[:, corner]] for corner in range(3))
        whole = _cross(b - a, c - a)
        size = np.maximum(_dots(whole, whole), 1e-30)
        share_b = _dots(_cross(positions - a, c - a), whole) / size
        share_c = _dots(_cross(b - a, positions - a), whole) / size
        weights = np.stack([1 - share_b - share_c, share_b, share_c], axis=1)
        return unit(np.einsum("nk,nkj->nj", weights, self.normals[corners]))
