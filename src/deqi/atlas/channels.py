"""The channels as lines on the skin, through their points in order."""

from collections.abc import Iterable, Mapping, Sequence

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
    lifted = _onto_skin(body, np.concatenate(curves))
    pieces = np.split(lifted, np.cumsum([len(curve) for curve in curves])[:-1])
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


def _onto_skin(body: Body, curve: Array) -> Array:
    """The skin nearest to each corner, and a little above it."""
    right = np.flatnonzero((body.faces < body.basis.half).all(axis=1))
    corners = body.vertices[body.faces[right]]
    near = np.asarray(cKDTree(corners.mean(axis=1)).query(curve, k=NEAREST)[1])
    ahead = np.repeat(curve, NEAREST, axis=0)
    on = closest_on_triangles(ahead, corners[near.ravel()]).reshape(len(curve), NEAREST, 3)
    best = ((on - curve[:, None]) ** 2).sum(axis=2).argmin(axis=1)
    rows = np.arange(len(curve))
    faces = body.faces[right[near[rows, best]]]
    normals = unit(body.normals[faces].mean(axis=1))
    lifted: Array = on[rows, best] + LIFT_M * normals
    return lifted
