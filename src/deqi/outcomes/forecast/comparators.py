"""The forecasts that ours must beat: last value, arm mean change, analysis of covariance, mixed model.

Each takes training scores (N, T+1) whose last column is the outcome, the arms of these people, and the known
scores (M, T) and arms of new people, and returns the mean and standard deviation (M,) of normal forecasts.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from scipy.special import ndtr

from deqi.outcomes.forecast.scale import Floats, Whole

Normal = tuple[Floats, Floats]
Comparator = Callable[[Floats, Whole, Floats, Whole], Normal]


def last_value(train: Floats, arm: Whole, known: Floats, new_arm: Whole) -> Normal:  # noqa: ARG001
    """You stay where you are; the spread is the root mean square of the changes that were seen."""
    change = train[:, -1] - train[:, -2]
    return known[:, -1], np.full(len(known), _floor(np.sqrt(np.mean(change**2))))


def mean_change(train: Floats, arm: Whole, known: Floats, new_arm: Whole) -> Normal:
    """The last value and the mean change of the arm since then."""
    change = train[:, -1] - train[:, -2]
    kinds = np.unique(arm)
    average = {int(a): change[arm == a].mean() for a in kinds}
    off = change - np.array([average[int(a)] for a in arm])
    shift = np.array([average.get(int(a), float(change.mean())) for a in new_arm])
    sd = np.sqrt((off**2).sum() / max(len(change) - kinds.size, 1))
    return known[:, -1] + shift, np.full(len(known), _floor(sd))


def ancova(train: Floats, arm: Whole, known: Floats, new_arm: Whole) -> Normal:
    """Least squares on all earlier scores with an intercept for each arm; normal residuals."""
    kinds = np.unique(arm)
    x = np.column_stack([train[:, :-1], arm[:, None] == kinds])
    at = np.column_stack([known, new_arm[:, None] == kinds])
    inverse = np.linalg.pinv(x.T @ x)
    slopes = inverse @ x.T @ train[:, -1]
    off = train[:, -1] - x @ slopes
    variance = (off**2).sum() / max(len(train) - x.shape[1], 1)
    leverage = np.einsum("ij,jk,ik->i", at, inverse, at)
    return at @ slopes, np.sqrt(np.maximum(variance * (1 + leverage), _floor(0.0) ** 2))


def mixed(train: Floats, arm: Whole, known: Floats, new_arm: Whole) -> Normal:
    """Random intercept, a mean for each arm and week, REML; the prediction of the new person's intercept.

    With every score present the variance components have closed forms (between and within mean squares),
    cut at zero; no optimiser can stop early.
    """
    people, times = train.shape
    kinds = np.unique(arm)
    means = np.stack([train[arm == a].mean(0) for a in kinds])
    off = train - means[np.searchsorted(kinds, arm)]
    average = off.mean(1)
    left = max(people - kinds.size, 1)
    between = times * (average**2).sum() / left
    within = ((off - average[:, None]) ** 2).sum() / (left * (times - 1))
    if between < within:  # the boundary: no variance between people
        within = (off**2).sum() / (left * times)
        between = within
    person = (between - within) / times
    place = np.clip(np.searchsorted(kinds, new_arm), 0, kinds.size - 1)
    residual = (known - means[place, :-1]).mean(1)
    seen = times - 1
    keep = person / (person + within / seen)
    variance = person * (1 - keep) + within
    return means[place, -1] + keep * residual, np.full(len(known), _floor(np.sqrt(variance)))


COMPARATORS: Mapping[str, Comparator] = MappingProxyType(
    {"last value": last_value, "arm mean change": mean_change, "ANCOVA": ancova, "mixed model": mixed}
)


def normal_crps(normal: Normal, observed: Floats) -> Floats:
    """CRPS of normal forecasts (Gneiting and Raftery 2007, equation 21)."""
    mean, sd = normal
    z = (observed - mean) / sd
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return np.asarray(sd * (z * (2 * ndtr(z) - 1) + 2 * density - 1 / np.sqrt(np.pi)))


def _floor(sd: float) -> float:
    return max(float(sd), 1e-6)


def same_as_last(train: Floats, new: Floats) -> Normal:
    """The last score that was given, with the spread of such changes."""
    return _with_spread(_carried, train, new)


def ewma(train: Floats, new: Floats) -> Normal:
    """An exponentially weighted mean; its weight is the best one on the training courses."""
    best = min(np.arange(0.1, 1.01, 0.05), key=lambda w: _misfit(lambda s: _smoothed(s, float(w)), train))
    return _with_spread(lambda s: _smoothed(s, float(best)), train, new)


def pooled_ar(train: Floats, new: Floats) -> Normal:
    """Least squares of each score on the last one and the one before, the same for everybody."""
    x, y = _lagged(train)
    slopes = np.linalg.lstsq(x, y, rcond=None)[0]

    def ahead(scores: Floats) -> Floats:
        last = _carried(scores)
        before = np.column_stack([last[:, :1], last[:, :-1]])
        before = np.where(np.isnan(before), last, before)
        return np.asarray(slopes[0] + slopes[1] * last + slopes[2] * before)

    return _with_spread(ahead, train, new)


def local_level(train: Floats, new: Floats) -> Normal:
    """A random walk seen with noise (Kalman filter); the ratio of variances is the best one in training."""
    ratios = np.exp(np.linspace(-4, 3, 15))
    best = min(ratios, key=lambda r: _misfit(lambda s: _levelled(s, float(r)), train))
    return _with_spread(lambda s: _levelled(s, float(best)), train, new)


Tracker = Callable[[Floats, Floats], Normal]
TRACKERS: Mapping[str, Tracker] = MappingProxyType(
    {"last week": same_as_last, "EWMA": ewma, "pooled AR": pooled_ar, "local level": local_level}
)
"""Week-ahead forecasts from training (N, T) and new scores (M, T), nan where missing: mean and sd (M, T).

Column t is the forecast of week t from the weeks before; column 0 means nothing.
"""


def _with_spread(ahead: Callable[[Floats], Floats], train: Floats, new: Floats) -> Normal:
    off = train - ahead(train)
    sd = np.sqrt(np.nanmean(off[:, 1:] ** 2))
    mean = ahead(new)
    return mean, np.full(mean.shape, _floor(float(sd)))


def _misfit(ahead: Callable[[Floats], Floats], train: Floats) -> float:
    return float(np.nanmean((train - ahead(train))[:, 1:] ** 2))


def _carried(scores: Floats) -> Floats:
    return _smoothed(scores, 1.0)


def _smoothed(scores: Floats, weight: float) -> Floats:
    level = np.full(len(scores), np.nan)
    found = np.full(scores.shape, np.nan)
    for t in range(scores.shape[1]):
        found[:, t] = level
        y = scores[:, t]
        level = np.where(np.isnan(y), level, np.where(np.isnan(level), y, level + weight * (y - level)))
    return found


def _levelled(scores: Floats, ratio: float) -> Floats:
    level, variance = np.full(len(scores), np.nan), np.full(len(scores), np.inf)
    found = np.full(scores.shape, np.nan)
    for t in range(scores.shape[1]):
        found[:, t] = level
        y, ahead = scores[:, t], variance + ratio
        gain = np.where(np.isinf(ahead), 1.0, ahead / (ahead + 1))
        moved = np.where(np.isnan(level), y, level + gain * (y - level))
        level = np.where(np.isnan(y), level, moved)
        variance = np.where(np.isnan(y), ahead, np.where(np.isinf(ahead), 1.0, (1 - gain) * ahead))
    return found


def _lagged(train: Floats) -> tuple[Floats, Floats]:
    last = _carried(train)
    before = np.column_stack([last[:, :1], last[:, :-1]])
    before = np.where(np.isnan(before), last, before)
    here = ~np.isnan(train) & ~np.isnan(last)
    return np.column_stack([np.ones(int(here.sum())), last[here], before[here]]), train[here]
