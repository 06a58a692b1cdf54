"""Moments of a normal that is only known to lie between two limits."""

import numpy as np
from scipy.special import log_ndtr, roots_legendre

from deqi.outcomes.forecast.scale import Floats

_NODES, _WEIGHTS = roots_legendre(12)
_LOG_ROOT_TWO_PI = 0.5 * np.log(2 * np.pi)
_FAR = 9.0


def truncated_moments(low: Floats, high: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean, variance and log probability of a standard normal between ``low`` and ``high``.

    The limits may be infinite on one side. Inside, Gauss-Legendre quadrature, which loses nothing in narrow
    or far cells; in an open end, the closed form.
    """
    low, high = np.broadcast_arrays(low, high)
    below, above = np.isneginf(low), np.isposinf(high)
    start = np.where(below, 0.0, low)
    stop = np.where(above, start + 1.0, high)
    start = np.where(below, stop - 1.0, start)
    # a cell far wider than the normal has its mass in the middle only
    left = np.where(start < 0, np.maximum(start, np.minimum(-_FAR, stop - 1e-3)), start)
    right = np.where(stop > 0, np.minimum(stop, np.maximum(_FAR, start + 1e-3)), stop)
    half = (right - left) / 2
    x = left[..., None] + half[..., None] * (1 + _NODES)
    nearest = np.where(left > 0, left, np.where(right < 0, right, 0.0))
    weight = _WEIGHTS * np.exp((nearest[..., None] ** 2 - x**2) / 2)
    total = weight.sum(-1)
    mean = (weight * x).sum(-1) / total
    variance = (weight * (x - mean[..., None]) ** 2).sum(-1) / total
    log_mass = np.log(half * total) - nearest**2 / 2 - _LOG_ROOT_TWO_PI
    ends = below | above
    if ends.any():
        limit = np.where(below, high, -low)
        limit = np.where(ends, np.clip(limit, -30.0, 30.0), 0.0)
        log_tail = log_ndtr(limit)
        mills = np.exp(-(limit**2) / 2 - _LOG_ROOT_TWO_PI - log_tail)
        tail_mean = np.where(below, -mills, mills)
        tail_variance = np.clip(1 - limit * mills - mills**2, 1e-4, 1.0)
        mean = np.where(ends, tail_mean, mean)
        variance = np.where(ends, tail_variance, variance)
        log_mass = np.where(ends, log_tail, log_mass)
    return mean, variance, log_mass
