"""What has changed so far on one score: from the mean of several weeks, never from a single rating."""

import math
from collections.abc import Sequence
from statistics import fmean

from deqi.outcomes.questionnaires import ScoreRule
from deqi.vocabulary import Change, Point

ENOUGH = 1e-9
"""Room for the rounding of sums, so that exactly 30% counts as 30%."""


def measured_change(
    before: Sequence[float],
    after: Sequence[Point],
    rule: ScoreRule,
    *,
    mean_weeks: int,
    at_least: int,
    z: float,
) -> Change:
    """Change from the mean of ``before`` to that of the latest ``mean_weeks`` of ``after`` (oldest first).

    ``important`` follows the minimal important change: percent of baseline where the score has one, points
    otherwise. ``reliable`` and ``worse`` compare with ``z`` standard errors of the difference of the two
    means (Jacobson and Truax 1991, with means of several ratings). All are ``None`` when too little was told.
    """
    baseline = fmean(before) if before else None
    latest = _latest(after, mean_weeks)
    now = fmean(point.score for point in latest) if len(latest) >= at_least else None
    if baseline is None or now is None:
        return Change(rule.id, rule.label, baseline, now, None, None, len(latest), None, None, None, None)
    by = now - baseline if rule.better == "higher" else baseline - now
    noise = _noise(rule, len(before), len(latest), z)
    return Change(
        score=rule.id,
        label=rule.label,
        baseline=baseline,
        now=now,
        by=by,
        percent=100 * by / baseline if baseline > 0 else None,
        weeks_used=len(latest),
        important=important(baseline, by, rule),
        reliable=None if noise is None else by > noise,
        worse=None if noise is None else -by > noise,
        noise=noise,
    )


def important(baseline: float, by: float, rule: ScoreRule) -> bool | None:
    """Whether a change of ``by`` points (positive is better) is at least the minimal important one."""
    if rule.mic is None:
        return None
    if rule.mic.percent is None or rule.better == "higher":
        return by >= rule.mic.absolute - ENOUGH
    return by > 0 and by >= rule.mic.percent / 100 * baseline - ENOUGH


def _latest(after: Sequence[Point], mean_weeks: int) -> list[Point]:
    """The points within ``mean_weeks`` weeks that end with the last one."""
    if not after:
        return []
    last = max(point.week for point in after)
    return [point for point in after if point.week > last - mean_weeks]


def _noise(rule: ScoreRule, before: int, after: int, z: float) -> float | None:
    if rule.noise is None:
        return None
    return z * rule.noise.sem * math.sqrt(1 / before + 1 / after)
