"""Names in a column beside a picture, each as near to its height as the others let it be."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
Spot = tuple[float, float]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places at least ``gap`` apart, in the order of ``wanted`` (ascending), moved as little as can be.

    Pools neighbours that are too close around their common mean, which is least squares (Ayer and others
    1955). Everything stays between ``low`` and ``high`` where there is room at all.
    """
    blocks: list[list[float]] = []  # sum and count of (wanted - place in line)
    for number, place in enumerate(wanted):
        blocks.append([place - number * gap, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    starts = [total / count for total, count in blocks for _ in range(int(count))]
    latest = max(low, high - (len(starts) - 1) * gap)
    return [min(max(start, low), latest) + number * gap for number, start in enumerate(starts)]


def column(
    items: Sequence[T], spot: Callable[[T], Spot], *, edge: float, gap: float, low: float, high: float
) -> list[tuple[T, float]]:
    """The items from top to bottom with the height of each name; lines from ``edge`` do not cross.

    Neighbours whose lines cross change places until none do, or as often as there are items.
    """
    order = sorted(items, key=lambda item: spot(item)[1])
    places: list[float] = []
    for _pass in range(len(order) + 1):
        places = spread([spot(item)[1] for item in order], gap, low, high)
        if not _uncross(order, places, spot, edge):
            break
    return list(zip(order, places, strict=True))


def _uncross(order: list[T], places: Sequence[float], spot: Callable[[T], Spot], edge: float) -> bool:
    swapped = False
    for index in range(len(order) - 1):
        one, other = order[index], order[index + 1]
        if crosses((edge, places[index]), spot(one), (edge, places[index + 1]), spot(other)):
            order[index], order[index + 1] = other, one
            swapped = True
    return swapped


def crosses(a: Spot, b: Spot, c: Spot, d: Spot) -> bool:
    """Whether the line from ``a`` to ``b`` crosses the one from ``c`` to ``d``."""
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(p: Spot, q: Spot, r: Spot) -> float:
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
