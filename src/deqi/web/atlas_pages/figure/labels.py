"""Names in a column beside a picture, each as near to its height as the others let it be."""

from collections.abc import Sequence


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
