"""From numbers to places on paper, with round numbers on the axis."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

NARROWEST = 1e-6
"""A shorter axis than this would have ticks that no label can tell apart."""
STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """A straight scale from ``low`` (at ``start``) to ``high`` (at ``end``); ``ticks`` are round numbers."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """The place of ``value``."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def inside(self, value: float) -> float:
        """The place of ``value``, or of the nearer end when it lies beyond."""
        return self.at(min(max(value, self.low), self.high))

    @property
    def decimals(self) -> int:
        """How many decimals a tick needs so that its label is what it marks."""
        step = self.ticks[1] - self.ticks[0]
        return max(0, math.ceil(-math.log10(step) - 1e-9))

    def beyond(self, value: float) -> bool:
        """Whether ``value`` lies off the scale."""
        return not self.low <= value <= self.high


def fitting(
    values: Iterable[float], start: float, end: float, *, about: int = 6, widest: float = math.inf
) -> Scale:
    """A scale that holds every value, between round numbers; at most from -widest to widest."""
    seen = [min(max(value, -widest), widest) for value in values]
    low, high = min(seen), max(seen)
    if high - low < NARROWEST:
        low, high = low - 1.0, high + 1.0
    step = _step((high - low) / about)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(round(step * n, 10) for n in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))
