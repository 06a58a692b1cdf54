"""Moments of a normal that is only known to lie between two limits."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, roots_legendre

from deqi.outcomes.forecast.scale import Floats

_NODES, _WEIGHTS = roots_legendre(16)
_MOMENTS = (_WEIGHTS * np.stack([np.ones_like(_NODES), _NODES, _NODES**2])).T
_LOG_ROOT_TWO_PI = 0.5 * np.log(2 * np.pi)
_FAR = 7.0


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
    # only the part of a wide cell in which the normal has mass is worth nodes
    left = np.maximum(low, np.minimum(-_FAR, high - 1.0))
    right = np.minimum(high, np.maximum(_FAR, low + 1.0))
    half = (right - left) / 2
    nearest = np.maximum(left, 0.0) + np.minimum(right, 0.0)
    middle = (left + right) / 2
    x = middle[..., None] + half[..., None] * _NODES
    edge = nearest * nearest / 2
    # moments in units of half a cell, where nothing cancels in a narrow one
    sums = np.exp(edge[..., None] - x * x / 2) @ _MOMENTS
    total = sums[..., 0]
    first = sums[..., 1] / total
    second = sums[..., 2] / total - first * first
    return middle + half * first, half * half * second, np.log(half * total) - edge - _LOG_ROOT_TWO_PI


def _tail(
    low: Floats, high: Floats, below: NDArray[np.bool_], ends: NDArray[np.bool_] | None = None
) -> tuple[Floats, Floats, Floats]:
    limit = np.where(below, high, -low)
    limit = np.clip(limit if ends is None else np.where(ends, limit, 0.0), -30.0, 30.0)
    log_tail = log_ndtr(limit)
    mills = np.exp(-(limit * limit) / 2 - _LOG_ROOT_TWO_PI - log_tail)
    variance = np.clip(1 - limit * mills - mills * mills, 1e-4, 1.0)
    return np.where(below, -mills, mills), variance, log_tail
