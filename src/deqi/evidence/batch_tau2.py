"""The estimators of ``tau2``, for many sets of studies at once.

Every array has one row a set. A missing study has effect 0 and variance infinity, so its weight is 0. The
method is that of ``tau2``, word for word: intervals are proved harmless, or to hold one maximum, or are cut.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deqi.evidence.kernels import Floats

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_NEWTON_CLOSE = 1e-6
_NARROW = 1e-12
_MAX_STEPS = 200
T, A, B, C, D = range(5)
"""Rows of an array of moments: its shape is (5, m)."""


@dataclass(frozen=True)
class Sets:
    """``y`` and ``v`` of shape (n, k), centred and scaled; the rest of shape (n,)."""

    y: Floats
    v: Floats
    smallest: Floats
    largest: Floats
    spread: Floats
    df: Floats

    def at(self, rows: Ints) -> "Sets":
        """The sets of these rows."""
        return Sets(
            self.y[rows],
            self.v[rows],
            self.smallest[rows],
            self.largest[rows],
            self.spread[rows],
            self.df[rows],
        )

    def moments(self, t: Floats) -> Floats:
        """t, A, B, C, D at ``t``: shape (5, n)."""
        w = 1.0 / (self.v + t[:, None])
        total = w.sum(axis=1)
        w /= total[:, None]
        u = w * (self.y - np.einsum("ij,ij->i", w, self.y)[:, None])
        shift = np.einsum("ij,ij->i", w, u)
        c = np.einsum("ij,ij,ij->i", w, u, u) - shift * shift
        p = w * (1.0 - w)
        w2 = w * w
        b = 2.0 * np.einsum("ij,ij->i", w[:, 1:], np.cumsum(w, axis=1)[:, :-1])
        pairs = 2.0 * np.einsum("ij,ij->i", w2[:, 1:], np.cumsum(w2, axis=1)[:, :-1])
        d = np.einsum("ij,ij->i", p, p) + pairs
        a = np.einsum("ij,ij->i", u, u)
        squared = total * total
        return np.stack([t, a * squared, b * total, c * squared * total, d * squared])

    def q(self, t: Floats) -> tuple[Floats, Floats]:
        """Q and A at ``t``: two arrays of shape (n,)."""
        w = 1.0 / (self.v + t[:, None])
        mean = np.einsum("ij,ij->i", w, self.y) / w.sum(axis=1)
        r = self.y - mean[:, None]
        u = w * r
        return np.einsum("ij,ij->i", u, r), np.einsum("ij,ij->i", u, u)

    def restricted_log_likelihood(self, t: Floats) -> Floats:
        """The restricted log-likelihood at ``t``, up to a constant: shape (n,)."""
        used = np.isfinite(self.v)
        variance = np.where(used, self.v, 1.0) + np.where(used, t[:, None], 0.0)
        total = np.where(used, 1.0 / variance, 0.0).sum(axis=1)
        height: Floats = -0.5 * (np.log(variance).sum(axis=1) + np.log(total) + self.q(t)[0])
        return height


def reml(sets: Sets) -> Floats:
    """tau-squared at the global maximum of each restricted likelihood: shape (n,). Needs ``df >= 1``."""
    rows, values = _maxima(sets)
    height = sets.at(rows).restricted_log_likelihood(values)
    # sorted by set, then from the highest maximum down, the smaller tau-squared first where they tie
    order = np.lexsort((values, -height, rows))
    rows, values = rows[order], values[order]
    first = np.concatenate([[True], rows[1:] != rows[:-1]])
    best: Floats = values[first]
    return best


def paule_mandel(sets: Sets) -> Floats:
    """tau-squared at which Q equals its degrees of freedom: shape (n,). Needs ``df >= 1``."""
    t = np.zeros_like(sets.df)
    active = np.arange(len(t))
    for _ in range(_MAX_STEPS):
        now = sets.at(active)
        q, a = now.q(t[active])
        going = q > now.df
        active, now, q, a = active[going], now.at(np.flatnonzero(going)), q[going], a[going]
        step = (q / now.df - 1.0) * q / a
        t[active] += step
        active = active[step > _NEWTON_CLOSE * (t[active] + now.smallest)]
        if not active.size:
            break
    return t


def dersimonian_laird(sets: Sets) -> Floats:
    """The truncated moment estimate: shape (n,). Needs ``df >= 1``."""
    zero = np.zeros_like(sets.df)
    b: Floats = sets.moments(zero)[B]
    return np.maximum(0.0, (sets.q(zero)[0] - sets.df) / b)


def _maxima(sets: Sets) -> tuple[Ints, Floats]:
    """Row number and place of every local maximum."""
    ceiling = _ceiling(sets)
    flat = np.flatnonzero(ceiling <= 0.0)
    row = np.flatnonzero(ceiling > 0.0)
    inner = sets.at(row)
    left, right = inner.moments(np.zeros(len(row))), inner.moments(ceiling[row])
    at_zero = row[left[A] <= left[B]]
    found_rows, found = [flat, at_zero], [np.zeros(len(flat)), np.zeros(len(at_zero))]
    while row.size:
        m, big = sets.smallest[row], sets.largest[row]
        open_ = ~_no_stationary_point(m, big, left, right)
        falls = open_ & _slope_falls(m, big, left, right)
        crossing = falls & (left[A] > left[B]) & (right[A] <= right[B])
        narrow = open_ & ~falls & (right[T] - left[T] <= _NARROW * (right[T] + m))
        cut = open_ & ~falls & ~narrow & (2.0 * left[C] >= right[D])
        found_rows += [row[crossing], row[narrow]]
        found += [_roots(sets.at(row[crossing]), left[:, crossing], right[:, crossing]), right[T][narrow]]
        row, left, right, m = row[cut], left[:, cut], right[:, cut], m[cut]
        between = np.maximum(left[T], np.sqrt((left[T] + m) * (right[T] + m)) - m)
        middle = sets.at(row).moments(between)
        row = np.concatenate([row, row])
        left, right = np.concatenate([left, middle], axis=1), np.concatenate([middle, right], axis=1)
    return np.concatenate(found_rows), np.concatenate(found)


def _ceiling(sets: Sets) -> Floats:
    s, df = sets.spread, sets.df
    u = (s + np.sqrt(s * s + 4.0 * df * s * (sets.largest - sets.smallest))) / (2.0 * df)
    ceiling: Floats = (u - sets.smallest) * (1.0 + 1e-9)
    return ceiling


def _no_stationary_point(m: Floats, big: Floats, left: Floats, right: Floats) -> Flags:
    low, high, top, end = left[T] + m, right[T] + m, left[T] + big, right[T] + big
    rises = (
        (right[A] > left[B])
        | (left[A] * low * low > right[B] * high * high)
        | (right[A] * end > left[B] * top)
    )
    falls = (
        (left[A] < right[B])
        | (left[A] * top < right[B] * end)
        | (right[A] * high * high < left[B] * low * low)
    )
    up_left, up_right = left[A] > left[B], right[A] > right[B]
    proved: Flags = (up_left & up_right & rises) | (~up_left & ~up_right & falls)
    return proved


def _slope_falls(m: Floats, big: Floats, left: Floats, right: Floats) -> Flags:
    proved: Flags = (
        (2.0 * right[C] > left[D])
        | (2.0 * right[C] * (right[T] + big) ** 2 > left[D] * (left[T] + big) ** 2)
        | (2.0 * left[C] * (left[T] + m) ** 3 > right[D] * (right[T] + m) ** 3)
    )
    return proved


def _roots(sets: Sets, left: Floats, right: Floats) -> Floats:
    """The one root of A = B in each bracket."""
    low, high = left[T].copy(), right[T].copy()
    f_low, f_high = left[B] / left[A] - 1.0, right[B] / right[A] - 1.0
    t: Floats = low - f_low * (high - low) / (f_high - f_low)
    active = np.arange(len(t))
    for _ in range(_MAX_STEPS):
        if not active.size:
            break
        now = sets.at(active)
        at, a, b, c, d = now.moments(t[active])
        up = a > b
        low[active[up]], high[active[~up]] = at[up], at[~up]
        rise = 2.0 * b * c - d * a
        with np.errstate(divide="ignore", invalid="ignore"):
            guess = np.where(rise > 0.0, at - (b - a) * a / rise, np.inf)
        lo, hi = low[active], high[active]
        close = np.abs(guess - at) <= _NEWTON_CLOSE * (at + now.smallest)
        inside = (lo < guess) & (guess < hi)
        t[active] = np.where(
            close, np.minimum(np.maximum(guess, lo), hi), np.where(inside, guess, 0.5 * (lo + hi))
        )
        active = active[~close & (hi - lo > _NARROW * (hi + now.smallest))]
    return t
