"""Whole people out of 100: the one place where the numbers of the ledger are rounded."""

import math
from dataclasses import dataclass

from deqi.vocabulary import Count, Horizon


@dataclass(frozen=True)
class People:
    """Whole people of 100 with the acupuncture arm, split by why. The parts always make 100.

    ``anyway``: better, and as many are with usual care. ``visits``: more because of visits and attention.
    ``place``: more because of where the needles go. ``together``: more, when trials do not let us split it.
    ``unsplit``: better, when usual care is not known. ``not_better``: everyone else.
    ``low`` and ``high`` bound how many are better.
    """

    anyway: int
    visits: int
    place: int
    together: int
    unsplit: int
    not_better: int
    low: int
    high: int

    @property
    def better(self) -> int:
        """Everyone who is clearly better."""
        return 100 - self.not_better


def whole(number: float) -> int:
    """The nearest whole number; a half goes up, so that no reader meets banker's rounding."""
    return math.floor(number + 0.5)


def people(horizon: Horizon) -> People | None:
    """Split 100 people at one point in time, ``None`` when the acupuncture arm is not known.

    The three arms are rounded first, each to its nearest whole number, and the parts are the steps between
    them. So each arm reads as it does elsewhere, the parts are within one of their own estimate, and they
    add up. (Rounding the parts instead, by largest remainder, can move an arm by a whole person.)
    A step down has no people to draw: whoever is no longer better stands among those who are not.
    """
    if horizon.acupuncture is None:
        return None
    better = _of_100(horizon.acupuncture.estimate)
    low, high = _of_100(horizon.acupuncture.low), _of_100(horizon.acupuncture.high)
    if horizon.usual_care is None:
        return People(0, 0, 0, 0, better, 100 - better, low, high)
    anyway = min(_of_100(horizon.usual_care.estimate), better)
    if horizon.sham is None:
        return People(anyway, 0, 0, better - anyway, 0, 100 - better, low, high)
    with_visits = min(max(_of_100(horizon.sham.estimate), anyway), better)
    return People(anyway, with_visits - anyway, better - with_visits, 0, 0, 100 - better, low, high)


def step(lower: Count | None, upper: Count | None) -> int | None:
    """Whole people between two arms, as the arms read on the page; negative for a step down."""
    if lower is None or upper is None:
        return None
    return _of_100(upper.estimate) - _of_100(lower.estimate)


def _of_100(number: float) -> int:
    return min(100, max(0, whole(number)))
