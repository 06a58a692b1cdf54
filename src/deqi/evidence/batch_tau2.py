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

_BESIDE = 1.25
_CLOSE = 1e-5
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
        active = active[step > _CLOSE * 0.1 * (t[active] + now.smallest)]
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
    row, left, right, at_zero = _first_intervals(sets)
    found_rows, found = [at_zero], [np.zeros(len(at_zero))]
    while row.size:
        m = sets.smallest[row]
        open_ = ~_no_stationary_point(left, right)
        falls = open_ & _slope_falls(m, sets.largest[row], left, right)
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


def _first_intervals(sets: Sets) -> tuple[Ints, Floats, Floats, Ints]:
    """Rows, left ends and right ends of the first intervals; and the rows with a maximum at 0."""
    zero = np.zeros_like(sets.df)
    start = sets.moments(zero)
    typical = sets.df / start[B]
    total = typical + np.maximum(0.0, (sets.q(zero)[0] - sets.df) / start[B])
    low = sets.moments(np.maximum(0.0, total / _BESIDE - typical))
    settled = _falls_for_ever(sets.largest, low)
    inner = np.flatnonzero(~settled)
    high = sets.at(inner).moments((total * _BESIDE - typical)[inner])
    far = np.flatnonzero(~_falls_for_ever(sets.largest[inner], high))
    outer = inner[far]
    end = sets.at(outer).moments(np.maximum(_ceiling(sets.at(outer)), high[T][far]))
    first = np.flatnonzero(low[T] > 0.0)
    row = np.concatenate([first, inner, outer])
    left = np.concatenate([start[:, first], low[:, inner], high[:, far]], axis=1)
    right = np.concatenate([low[:, first], high, end], axis=1)
    return row, left, right, np.flatnonzero(start[A] <= start[B])


def _falls_for_ever(big: Floats, p: Floats) -> Flags:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio, reach = p[B] / p[A], p[T] + big
        proved: Flags = (p[A] < p[B]) & _positive(
            ratio / (reach * reach), 2.0 * ratio / reach - p[D] / p[B], ratio - 1.0, np.full_like(big, np.inf)
        )
    proved |= p[A] == 0.0
    return proved


def _ceiling(sets: Sets) -> Floats:
    s, df = sets.spread, sets.df
    u = (s + np.sqrt(s * s + 4.0 * df * s * (sets.largest - sets.smallest))) / (2.0 * df)
    ceiling: Floats = (u - sets.smallest) * (1.0 + 1e-9)
    return ceiling


def _no_stationary_point(left: Floats, right: Floats) -> Flags:
    up_left, up_right = left[A] > left[B], right[A] > right[B]
    with np.errstate(divide="ignore", invalid="ignore"):
        above = (right[A] > left[B]) | _stays_above(left, right)
        below = (left[A] < right[B]) | _stays_below(left, right)
    proved: Flags = (up_left & up_right & above) | (~up_left & ~up_right & below)
    return proved


def _stays_above(left: Floats, right: Floats) -> Flags:
    width = right[T] - left[T]
    start, end = 1.0 / np.sqrt(left[A]), 1.0 / np.sqrt(right[A])
    start_slope, end_slope = start * left[C] / left[A], end * right[C] / right[A]
    x = (end - end_slope * width - start) / (start_slope - end_slope)
    chord = 1.0 / left[B] + (1.0 / right[B] - 1.0 / left[B]) * x / width
    proved: Flags = ((end - end_slope * width) ** 2 * left[B] < 1.0) | (
        (start_slope > end_slope) & ((start + start_slope * x) ** 2 < chord)
    )
    return proved


def _stays_below(left: Floats, right: Floats) -> Flags:
    width = right[T] - left[T]
    start = 1.0 / np.sqrt(left[A])
    rise = (1.0 / np.sqrt(right[A]) - start) / width
    first, last = left[D] / left[B] ** 2, right[D] / right[B] ** 2
    return _positive(
        rise * rise, 2.0 * start * rise - first, start * start - 1.0 / left[B], width
    ) | _positive(
        rise * rise, 2.0 * start * rise - last, start * start - 1.0 / right[B] + last * width, width
    )


def _positive(square: Floats, linear: Floats, constant: Floats, width: Floats) -> Flags:
    lowest = -0.5 * linear / square
    at_end = constant + width * (linear + width * square) > 0.0
    inside = 4.0 * square * constant > linear * linear
    proved: Flags = np.where(linear >= 0.0, constant > 0.0, np.where(lowest >= width, at_end, inside))
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
    from_left = left[A] - left[B] < right[B] - right[A]
    near, far = np.where(from_left, left, right), np.where(from_left, right, left)
    t: Floats = near[T].copy()
    active = np.arange(len(t))
    for _ in range(_MAX_STEPS):
        if not active.size:
            break
        now, lo, hi = sets.at(active), low[active], high[active]
        guess = _guess(near, far)
        guess = np.where((lo <= guess) & (guess <= hi), guess, 0.5 * (lo + hi))
        t[active] = guess
        going = np.abs((guess - near[T]) * (far[T] - near[T])) > _CLOSE * (near[T] + now.smallest) ** 2
        going &= hi - lo > _NARROW * (hi + now.smallest)
        active, guess = active[going], guess[going]
        far, near = near[:, going], now.at(np.flatnonzero(going)).moments(guess)
        up = near[A] > near[B]
        low[active[up]], high[active[~up]] = guess[up], guess[~up]
    return t


def _guess(near: Floats, far: Floats) -> Floats:
    """Where B/A = 1 on the cubic through both points, NaN where it has no slope."""
    f, g = near[B] / near[A] - 1.0, far[B] / far[A] - 1.0
    rise = 2.0 * near[B] * near[C] - near[D] * near[A]
    far_rise = 2.0 * far[B] * far[C] - far[D] * far[A]
    h = g - f
    with np.errstate(divide="ignore", invalid="ignore"):
        slope, far_slope = near[A] ** 2 / rise, far[A] ** 2 / far_rise
        x = -f / h
        chord = (far[T] - near[T]) / h
        second, third = 3.0 * chord - 2.0 * slope - far_slope, slope + far_slope - 2.0 * chord
        cubic = near[T] + h * x * (slope + x * (second + x * third))
        guess = np.where((far_rise > 0.0) & (h != 0.0), cubic, near[T] - f * slope)
    return np.where(rise > 0.0, guess, np.nan)
