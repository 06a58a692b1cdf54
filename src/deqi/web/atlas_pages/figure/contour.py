"""Closed outlines of where a smooth picture is above a level, as short SVG paths."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from deqi.web.atlas_pages.figure.view import Floats

# Marching squares. Corners are worth 1 (upper left), 2 (upper right), 4 (lower right), 8 (lower left);
# edges are 0 top, 1 right, 2 bottom, 3 left. Each case lists (from, to) with what is above on the left hand.
_CASES: tuple[tuple[tuple[int, int], ...], ...] = (
    (), ((0, 3),), ((1, 0),), ((1, 3),), ((2, 1),), ((0, 3), (2, 1)), ((2, 0),), ((2, 3),),
    ((3, 2),), ((0, 2),), ((1, 0), (3, 2)), ((1, 2),), ((3, 1),), ((0, 1),), ((3, 0),), (),
)  # fmt: skip


def outlines(values: Floats, level: float) -> list[Floats]:
    """Closed curves (n, 2) in columns and rows of the picture's pixel centres; the frame counts as below."""
    framed = np.pad(values, 1, constant_values=min(float(values.min()), level) - 1.0)
    return [loop - 1.0 for loop in _loops(_segments(framed, level))]


def _segments(values: Floats, level: float) -> dict[int, tuple[int, Floats]]:
    """Start edge to (end edge, place of the start). Edges are numbered over the whole picture."""
    high = values > level
    case = high[:-1, :-1] * 1 + high[:-1, 1:] * 2 + high[1:, 1:] * 4 + high[1:, :-1] * 8
    rows, columns = np.nonzero((case > 0) & (case < 15))
    width = values.shape[1]
    onwards: dict[int, tuple[int, Floats]] = {}
    for kind in np.unique(case[rows, columns]):
        at = case[rows, columns] == kind
        row, column = rows[at], columns[at]
        for first, last in _CASES[int(kind)]:
            start, stop = _edge(first, row, column, width), _edge(last, row, column, width)
            places = _crossing(first, row, column, values, level)
            onwards.update(zip(start.tolist(), zip(stop.tolist(), places, strict=True), strict=True))
    return onwards


def _edge(side: int, row: NDArray[np.int64], column: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """Horizontal edges have even numbers, vertical ones odd."""
    row = row + (side == 2)
    column = column + (side == 1)
    return 2 * (row * width + column) + (side in (1, 3))


def _crossing(
    side: int, row: NDArray[np.int64], column: NDArray[np.int64], values: Floats, level: float
) -> Floats:
    row = row + (side == 2)
    column = column + (side == 1)
    upright = side in (1, 3)
    here = values[row, column]
    there = values[row + 1, column] if upright else values[row, column + 1]
    part = np.clip((level - here) / (there - here), 0.02, 0.98)
    return np.stack([column + (0 if upright else part), row + (part if upright else 0)], axis=1)


def _loops(onwards: dict[int, tuple[int, Floats]]) -> Iterator[Floats]:
    while onwards:
        start, (edge, place) = onwards.popitem()
        loop = [place]
        while edge != start:
            edge, place = onwards.pop(edge)
            loop.append(place)
        yield np.array(loop)


def smooth_path(loop: Floats, *, tolerance: float) -> str:
    """A closed loop as quadratic curves through the middles of a thinned polygon; ``""`` if nothing is left.

    ``tolerance`` is in the loop's own units, which are written with whole numbers.
    """
    corners = np.rint(thin(loop, tolerance)).astype(int)
    corners = corners[np.any(corners != np.roll(corners, 1, axis=0), axis=1)]
    if len(corners) < 3:
        return ""
    middles = np.rint((corners + np.roll(corners, -1, axis=0)) / 2).astype(int)
    here = middles[-1]
    parts = [f"M{here[0]} {here[1]}"]
    for corner, middle in zip(corners, middles, strict=True):
        step = [*(corner - here), *(middle - here)]
        parts.append("q" + " ".join(map(str, step)))
        here = middle
    return "".join(parts).replace(" -", "-") + "z"


def thin(loop: Floats, tolerance: float) -> Floats:
    """Fewer corners, none of those left out farther than ``tolerance`` away (Douglas and Peucker 1973)."""
    far = int(np.argmax(np.sum((loop - loop[0]) ** 2, axis=1)))
    closed = np.vstack([loop, loop[:1]])
    keep = np.zeros(len(closed), dtype=bool)
    keep[[0, far, len(loop)]] = True
    waiting = [(0, far), (far, len(loop))]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        away = _away(closed[first + 1 : last], closed[first], closed[last])
        worst = int(np.argmax(away))
        if away[worst] > tolerance:
            middle = first + 1 + worst
            keep[middle] = True
            waiting += [(first, middle), (middle, last)]
    return closed[:-1][keep[:-1]]


def _away(points: Floats, one: Floats, other: Floats) -> Floats:
    along = other - one
    length = float(np.hypot(*along))
    if length == 0.0:
        return np.asarray(np.hypot(*(points - one).T))
    across = points - one
    return np.asarray(np.abs(across[:, 0] * along[1] - across[:, 1] * along[0]) / length)
