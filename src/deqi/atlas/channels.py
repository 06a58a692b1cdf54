"""The channels as lines on the skin, through their points in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from deqi.atlas.body import Body
from deqi.atlas.skin import Array, closest_on_triangles, unit
from deqi.atlas.tables import AtlasTables
from deqi.vocabulary import PlacedPoint, Side

STEP_M = 0.012
"""How far apart the corners of a line are."""
LIFT_M = 0.0012
"""How far above the skin a line is drawn, so that it is not lost in it."""
NEAREST = 10
GAP_ROUNDS = 4


def channel_lines(
    body: Body, points: Sequence[PlacedPoint], tables: AtlasTables
) -> Mapping[str, tuple[Array, ...]]:
    """Channel code to its strokes, each (n, 3) in metres and just above the skin, on both sides.

    Which points a stroke runs through is data (``channel_strokes.csv``). Between two points the line is a
    Hermite curve that leaves each point along the skin, pulled onto the skin. The left side is the right
    one mirrored.
    """
    at = {point.key: point for point in points if point.side is not Side.LEFT}
    rows = list(tables.points.strokes)
    curves = [_curve([at[code] for code in row["points"].split()]) for row in rows]
    skin = _NearestSkin.of(body)
    on, lifted = skin.find(np.concatenate(curves))
    ends = np.cumsum([len(curve) for curve in curves])[:-1]
    pieces = [
        skin.close_gaps(*piece) for piece in zip(np.split(on, ends), np.split(lifted, ends), strict=True)
    ]
    lines: dict[str, list[Array]] = {}
    for row, path in zip(rows, pieces, strict=True):
        channel = row["channel"]
        lines.setdefault(channel, []).extend(_sides(path, at[row["points"].split()[0]].side))
    return {channel: tuple(found) for channel, found in lines.items()}


def _sides(path: Array, side: Side) -> Iterable[Array]:
    if side is Side.MIDLINE:
        yield path * np.array([0.0, 1.0, 1.0])
        return
    yield path
    yield path * np.array([-1.0, 1.0, 1.0])


def _curve(stops: Sequence[PlacedPoint]) -> Array:
    """Corners of one stroke, from its first point to its last."""
    positions = np.array([stop.position for stop in stops])
    normals = np.array([stop.normal for stop in stops])
    # At each point the line runs the way from the one before to the one after, along the skin.
    ways = np.empty_like(positions)
    ways[1:-1] = positions[2:] - positions[:-2]
    ways[0], ways[-1] = positions[1] - positions[0], positions[-1] - positions[-2]
    ways = unit(ways - (ways * normals).sum(axis=1, keepdims=True) * normals)
    parts = []
    for index in range(len(stops) - 1):
        start, end = positions[index : index + 2]
        length = float(np.linalg.norm(end - start))
        count = max(2, round(length / STEP_M) + 1)
        t = np.linspace(0.0, 1.0, count, endpoint=False)[:, None]
        away, towards = length * ways[index], length * ways[index + 1]
        parts.append(
            (2 * t**3 - 3 * t**2 + 1) * start
            + (t**3 - 2 * t**2 + t) * away
            + (3 * t**2 - 2 * t**3) * end
            + (t**3 - t**2) * towards
        )
    return np.concatenate([*parts, positions[-1:]])


@dataclass(frozen=True)
class _NearestSkin:
    """The right half of the skin, ready to be asked what lies nearest."""

    corners: Array
    normals: Array
    tree: cKDTree

    @classmethod
    def of(cls, body: Body) -> "_NearestSkin":
        right = body.faces[(body.faces < body.basis.half).all(axis=1)]
        corners = body.vertices[right]
        return cls(corners, unit(body.normals[right].mean(axis=1)), cKDTree(corners.mean(axis=1)))

    def find(self, places: Array) -> tuple[Array, Array]:
        """The skin nearest to each of (n, 3) places, and a little above it."""
        near = np.asarray(self.tree.query(places, k=NEAREST)[1])
        many = np.repeat(places, NEAREST, axis=0)
        on = closest_on_triangles(many, self.corners[near.ravel()]).reshape(len(places), NEAREST, 3)
        rows = np.arange(len(places))
        best = ((on - places[:, None]) ** 2).sum(axis=2).argmin(axis=1)
        found = on[rows, best]
        return found, found + LIFT_M * self.normals[near[rows, best]]

    def close_gaps(self, on: Array, lifted: Array) -> Array:
        """Where the nearest skin leaps over a hollow, as under a breast: more corners in between."""
        for _ in range(GAP_ROUNDS):
            wide = np.flatnonzero(np.linalg.norm(np.diff(on, axis=0), axis=1) > 2 * STEP_M)
            if not len(wide):
                break
            middle = (on[wide] + on[wide + 1]) / 2
            more, above = self.find(middle)
            on, lifted = np.insert(on, wide + 1, more, axis=0), np.insert(lifted, wide + 1, above, axis=0)
        return lifted
