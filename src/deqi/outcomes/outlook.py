"""The forecast of the decision's score, and what it says about ending clearly better."""

from collections.abc import Sequence
from statistics import fmean

from deqi.outcomes.forecast import Course, Posterior, Prior, Scale, prior, update
from deqi.outcomes.questionnaires import ScoreRule
from deqi.vocabulary import Band, Outlook, Point

LEVEL = 0.9
CLEARLY = 0.3


def scale_of(rule: ScoreRule) -> Scale:
    """The range of a score; a whole-number rating has a step of 1."""
    whole = rule.method in ("value", "count", "sum")
    better = "higher" if rule.better == "higher" else "lower"
    return Scale(rule.low, rule.high, 1.0 if whole else None, better)


def prior_of(rule: ScoreRule, course: Course | None = None) -> Prior:
    """What evidence alone expects of this score."""
    return prior(scale_of(rule), course)


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
