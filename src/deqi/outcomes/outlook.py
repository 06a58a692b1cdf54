"""The forecast of the decision's score, and what it says about ending clearly better.

The forecast begins where "Would it help me?" ends: its course is set so that, before any weekly score, of 100
people with this baseline as many end clearly better as the trials showed for the care.
"""

from collections.abc import Sequence
from functools import lru_cache
from statistics import fmean

import numpy as np

from deqi.outcomes.forecast import Course, Posterior, Prior, Scale, prior, update
from deqi.outcomes.questionnaires import ScoreRule
from deqi.vocabulary import Band, Count, Outlook, Point

LEVEL = 0.9
CLEARLY = 0.3
"""What the ledger counts as clearly better: 30% of the baseline."""
HALVINGS = 20
WIDTH_90 = 2 * 1.6448536269514722


def scale_of(rule: ScoreRule) -> Scale:
    """The range of a score; a whole-number rating has a step of 1."""
    step = 1.0 if rule.method in ("value", "count", "sum") else None
    return Scale(rule.low, rule.high, step, "higher" if rule.better == "higher" else "lower")


def prior_of(rule: ScoreRule, baseline: float, shares: Sequence[tuple[float, Count]]) -> Prior:
    """What evidence alone expects of this score under the care that ``shares`` are about.

    ``shares`` are (weeks, people of 100 clearly better); none of them gives the prior of the scale alone.
    """
    known = tuple((weeks, count.estimate, count.low, count.high) for weeks, count in shares if weeks > 0)
    # a tenth of a point is finer than anybody rates, and keeps the memory small
    return _prior(scale_of(rule), round(baseline, 1), known)


@lru_cache(maxsize=512)
def _prior(scale: Scale, baseline: float, shares: tuple[tuple[float, float, float, float], ...]) -> Prior:
    good_end = scale.low if scale.better == "lower" else scale.high
    if not shares or baseline == good_end:
        return prior(scale)
    weeks = tuple(row[0] for row in shares)
    middle, low, high = (
        _changes(scale, baseline, weeks, [min(max(row[place] / 100, 0.01), 0.99) for row in shares])
        for place in (1, 2, 3)
    )
    sd = tuple(float(each) for each in np.abs(high - low) / WIDTH_90)
    return prior(scale, Course(weeks, tuple(float(each) for each in middle), sd))


def _changes(
    scale: Scale, baseline: float, weeks: tuple[float, ...], shares: Sequence[float]
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """The average changes in points at which the forecast gives these shares, by halving."""
    sign = -1.0 if scale.better == "lower" else 1.0
    span = scale.high - scale.low
    least, most = np.full(len(weeks), -span), np.full(len(weeks), span)
    wanted = np.asarray(shares)
    for _ in range(HALVINGS):
        gain = (least + most) / 2
        course = Course(weeks, tuple(float(each) for each in sign * gain), (0.0,) * len(weeks))
        share = np.atleast_1d(
            update(prior(scale, course), [0.0], [baseline]).predict(weeks).p_better(CLEARLY)
        )
        enough = share >= wanted
        most, least = np.where(enough, gain, most), np.where(enough, least, gain)
    found: np.ndarray[tuple[int], np.dtype[np.float64]] = sign * (least + most) / 2
    return found


def posterior_of(belief: Prior, before: Sequence[Point], after: Sequence[Point]) -> Posterior:
    """The belief after the mean of the scores before the start (week 0) and the weekly scores after it."""
    weeks, scores = [0.0], [fmean(point.score for point in before)]
    for point in after:
        weeks.append(point.week)
        scores.append(point.score)
    return update(belief, weeks, scores)


def outlook_of(posterior: Posterior, week: float, rule: ScoreRule) -> Outlook:
    """The forecast for ``week``, in people of 100."""
    expected = posterior.predict(week)
    low, high = expected.interval(LEVEL)
    mic = rule.mic.absolute if rule.mic else 0.0
    share = rule.mic.percent / 100 if rule.mic and rule.mic.percent else CLEARLY
    return Outlook(
        week=week,
        median=float(expected.quantile(0.5)),
        low=float(low),
        high=float(high),
        level=LEVEL,
        better=100 * float(expected.p_better(share)),
        change=100 * float(expected.p_change(mic)),
        percent=100 * share,
        mic=mic,
    )


def bands_of(posterior: Posterior, weeks: Sequence[float]) -> tuple[Band, ...]:
    """Median and 90% interval at each of these weeks."""
    if not weeks:
        return ()
    found = posterior.predict(weeks).quantile([0.5, (1 - LEVEL) / 2, (1 + LEVEL) / 2]).reshape(len(weeks), 3)
    return tuple(
        Band(float(week), float(middle), float(low), float(high))
        for week, (middle, low, high) in zip(weeks, found, strict=True)
    )
