"""Moments of a normal that is only known to lie between two limits."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, roots_legendre

from deqi.outcomes.forecast.scale import Floats

_NODES, _WEIGHTS = roots_legendre(12)
_PLACES = 1 + _NODES
_LOG_ROOT_TWO_PI = 0.5 * np.log(2 * np.pi)
_FAR = 9.0


def truncated_moments(low: Floats, high: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean, variance and log probability of a standard normal between ``low`` and ``high``.

    The limits may be infinite on one side. Inside, Gauss-Legendre quadrature, which loses nothing in narrow
    or far cells; in an open end, the closed form.
    """
    below, above = low == -np.inf, high == np.inf
    ends = below | above
    if not ends.any():
        return _inside(low, high)
    if ends.all():
        return _tail(low, high, below)
    start = np.where(below, 0.0, np.where(above, 0.0, low))
    stop = np.where(ends, 1.0, high)
    inside, tail = _inside(start, stop), _tail(low, high, below, ends)
    mean, variance, log_mass = (np.where(ends, t, i) for t, i in zip(tail, inside, strict=True))
    return mean, variance, log_mass


def _inside(low: Floats, high: Floats) -> tuple[Floats, Floats, Floats]:
    # a cell far wider than the normal has its mass in the middle only
    left = np.where(low < -_FAR, np.maximum(low, np.minimum(-_FAR, high - 1e-3)), low)
    right = np.where(high > _FAR, np.minimum(high, np.maximum(_FAR, low + 1e-3)), high)
    half = (right - left) / 2
    x = left[..., None] + half[..., None] * _PLACES
    nearest = np.maximum(left, 0.0) + np.minimum(right, 0.0)
    weight = _WEIGHTS * np.exp((nearest[..., None] ** 2 - x * x) / 2)
    total = weight.sum(-1)
    mean = (weight * x).sum(-1) / total
    variance = (weight * (x - mean[..., None]) ** 2).sum(-1) / total
    return mean, variance, np.log(half * total) - nearest * nearest / 2 - _LOG_ROOT_TWO_PI


def _tail(
    low: Floats, high: Floats, below: NDArray[np.bool_], ends: NDArray[np.bool_] | None = None
) -> tuple[Floats, Floats, Floats]:
    limit = np.where(below, high, -low)
    limit = np.clip(limit if ends is None else np.where(ends, limit, 0.0), -30.0, 30.0)
    log_tail = log_ndtr(limit)
    mills = np.exp(-(limit * limit) / 2 - _LOG_ROOT_TWO_PI - log_tail)
    variance = np.clip(1 - limit * mills - mills * mills, 1e-4, 1.0)
    return np.where(below, -mills, mills), variance, log_tail
