"""A risk-adjusted CUSUM of bad results, for the practice's own eyes.

Steiner 2000, Biostatistics 1:441, doi 10.1093/biostatistics/1.4.441: each result adds the log-likelihood
ratio of "the odds of a bad result are multiplied by ``odds_ratio``" to "they are as expected for this
person"; the sum never falls below 0, and a sum at ``alarm`` asks for a look at how people are treated. It
accuses nobody.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CusumChart:
    """The sum after each result, and the places (from 0) where it reached the alarm and was set back to 0."""

    sums: tuple[float, ...]
    alarms: tuple[int, ...]


def cusum(
    results: Sequence[bool], expected: Sequence[float], *, odds_ratio: float, alarm: float
) -> CusumChart:
    """Follow bad ``results`` (``True`` is bad) in the order in which they came.

    ``expected``: for each person the probability of a bad result as the whole profession has it, above 0
    and below 1. ``odds_ratio``: the worsening to be found, above 1. Raises ``ValueError`` otherwise.
    """
    if len(results) != len(expected):
        raise ValueError("Each result needs its expected probability.")
    if not odds_ratio > 1.0 or not alarm > 0.0 or any(not 0.0 < p < 1.0 for p in expected):
        raise ValueError("Odds ratio above 1, alarm above 0, probabilities strictly between 0 and 1.")
    sums: list[float] = []
    alarms: list[int] = []
    total = 0.0
    for place, score in enumerate(_scores(zip(results, expected, strict=True), odds_ratio)):
        total = max(0.0, total + score)
        sums.append(total)
        if total >= alarm:
            alarms.append(place)
            total = 0.0
    return CusumChart(tuple(sums), tuple(alarms))


def _scores(pairs: Iterable[tuple[bool, float]], odds_ratio: float) -> Iterable[float]:
    for bad, p in pairs:
        scale = math.log(1.0 - p + odds_ratio * p)
        yield (math.log(odds_ratio) if bad else 0.0) - scale
