r"""Between-study variance: restricted maximum likelihood, Paule-Mandel, DerSimonian-Laird, Q-profile.

**REML without luck.** The restricted likelihood can have several maxima, and Fisher scoring can run away
from all of them. Here the half-line t >= 0 is cut into intervals until every one is *proved* to be
harmless or to hold exactly one maximum. The proof needs only the ends, because A, B, C and D (see
``kernels``) fall with t and are power sums: :math:`A^{-1/2}` and :math:`1/B` are concave, so each lies above
its chords and below its tangents. (With equal variances both are straight lines, and one look is enough.)
The first cuts stand left and right of the moment estimate, which is usually near. The single root in an
interval is found by inverse interpolation of B/A inside its bracket. Where several maxima exist the highest
wins.

**Paule-Mandel and Q-profile** solve Q(t) = target. 1/Q is concave and rising, so Newton's method on 1/Q
from t = 0 climbs to the root and never oversteps it.

Sources: Harville 1977 (REML); Viechtbauer 2005 (estimators compared); Paule and Mandel 1982;
DerSimonian and Laird 1986; Viechtbauer 2007 (Q-profile interval).
"""

import math
from itertools import pairwise

from deqi.evidence.kernels import Kernel, Point

_CLOSE = 1e-5
_NARROW = 1e-12
_MAX_STEPS = 200
_BESIDE = 1.25
"""How far left and right of the moment estimate the first cuts stand, as a ratio of total variances."""


def reml(kernel: Kernel) -> float:
    """The tau-squared >= 0 at the global maximum of the restricted likelihood. Needs ``df >= 1``."""
    candidates = _maxima(kernel)
    if len(candidates) == 1:
        return candidates[0]
    return max(candidates, key=kernel.restricted_log_likelihood)


def paule_mandel(kernel: Kernel) -> float:
    """The tau-squared >= 0 at which Q equals its degrees of freedom. Needs ``df >= 1``."""
    return solve_q(kernel, float(kernel.df))


def dersimonian_laird(kernel: Kernel) -> float:
    """The moment estimate, truncated at 0. Needs ``df >= 1``."""
    return max(0.0, (kernel.q0 - kernel.df) / kernel.zero.b)


def solve_q(kernel: Kernel, target: float) -> float:
    """The t >= 0 at which Q(t) = ``target`` (> 0); 0 when Q is below it already at t = 0."""
    t = 0.0
    for _ in range(_MAX_STEPS):
        q, a = kernel.q(t)
        if q <= target:
            break
        step = (q / target - 1.0) * q / a
        t += step
        if step <= _CLOSE * 0.1 * (t + kernel.smallest):
            break
    return t


def _maxima(kernel: Kernel) -> list[float]:
    """Every local maximum of the restricted likelihood on t >= 0 (and, rarely, a flat point beside one)."""
    pending = _first_intervals(kernel)
    found = [0.0] if kernel.zero.a <= kernel.zero.b else []
    while pending:
        left, right = pending.pop()
        if _no_stationary_point(kernel, left, right):
            continue
        if _slope_falls(kernel, left, right):
            if left.a > left.b and right.a <= right.b:
                found.append(_root(kernel, left, right))
        elif right.t - left.t <= _NARROW * (right.t + kernel.smallest):
            found.append(right.t)
        elif not _slope_rises(left, right):
            middle = kernel.point(_cut(kernel, left, right))
            pending += [(middle, right), (left, middle)]
    return found


def _first_intervals(kernel: Kernel) -> list[tuple[Point, Point]]:
    """Neighbouring points from 0 to beyond the last maximum."""
    points = [kernel.zero]
    typical = kernel.df / kernel.zero.b
    total = dersimonian_laird(kernel) + typical
    if total / _BESIDE > typical:
        points.append(kernel.point(total / _BESIDE - typical))
    if not _falls_for_ever(kernel, points[-1]):
        points.append(kernel.point(total * _BESIDE - typical))
        if not _falls_for_ever(kernel, points[-1]):
            ceiling = _ceiling(kernel)
            if ceiling > points[-1].t:
                points.append(kernel.point(ceiling))
    return list(pairwise(points))


def _falls_for_ever(kernel: Kernel, p: Point) -> bool:
    """Whether ``p`` alone proves that the likelihood falls from there on.

    With x = t - p.t >= 0 and M the largest variance, A <= p.a / (1 + x / (p.t + M))^2, because A (t + M)^2
    falls; and the tangent of 1/B gives B >= p.b / (1 + x p.d / p.b).
    """
    if p.a >= p.b or p.a == 0.0:
        return p.a == 0.0
    kernel.bend(p)
    ratio, reach = p.b / p.a, p.t + kernel.largest
    return _positive(ratio / (reach * reach), 2.0 * ratio / reach - p.d / p.b, ratio - 1.0, math.inf)


def _ceiling(kernel: Kernel) -> float:
    """A t above which the likelihood only falls, from A <= spread/(m+t)^2 and B >= df/(M+t)."""
    s, df = kernel.spread, kernel.df
    u = (s + math.sqrt(s * s + 4.0 * df * s * (kernel.largest - kernel.smallest))) / (2.0 * df)
    return (u - kernel.smallest) * (1.0 + 1e-9)


def _no_stationary_point(kernel: Kernel, left: Point, right: Point) -> bool:
    """Whether the ends prove that the slope A - B keeps its sign between them."""
    if left.a > left.b:
        return right.a > right.b and (right.a > left.b or _stays_above(kernel, left, right))
    return right.a <= right.b and (left.a < right.b or _stays_below(kernel, left, right))


def _stays_above(kernel: Kernel, left: Point, right: Point) -> bool:
    """Whether A > B is proved: (tangents of A^(-1/2))^2 < chord of 1/B.

    The square of a line less a line is convex, so it is enough to look at the ends and where the tangents
    meet.
    """
    kernel.bend(right)
    width = right.t - left.t
    end = 1.0 / math.sqrt(right.a)
    end_slope = end * right.c / right.a
    if (end - end_slope * width) ** 2 * left.b < 1.0:
        return True
    kernel.bend(left)
    start = 1.0 / math.sqrt(left.a)
    start_slope = start * left.c / left.a
    if start_slope <= end_slope:
        return False
    x = (end - end_slope * width - start) / (start_slope - end_slope)
    chord = 1.0 / left.b + (1.0 / right.b - 1.0 / left.b) * x / width
    return (start + start_slope * x) ** 2 < chord


def _stays_below(kernel: Kernel, left: Point, right: Point) -> bool:
    """Whether A < B is proved: (chord of A^(-1/2))^2 > a tangent of 1/B."""
    kernel.bend(left)
    kernel.bend(right)
    width = right.t - left.t
    start = 1.0 / math.sqrt(left.a)
    rise = (1.0 / math.sqrt(right.a) - start) / width
    first = left.d / (left.b * left.b)
    last = right.d / (right.b * right.b)
    return _positive(
        rise * rise, 2.0 * start * rise - first, start * start - 1.0 / left.b, width
    ) or _positive(
        rise * rise, 2.0 * start * rise - last, start * start - 1.0 / right.b + last * width, width
    )


def _positive(square: float, linear: float, constant: float, width: float) -> bool:
    """Whether square x^2 + linear x + constant > 0 for 0 <= x <= width (square >= 0)."""
    if linear >= 0.0:
        return constant > 0.0
    lowest = -0.5 * linear / square if square > 0.0 else math.inf
    if lowest >= width:
        return constant + width * (linear + width * square) > 0.0
    return 4.0 * square * constant > linear * linear


def _slope_falls(kernel: Kernel, left: Point, right: Point) -> bool:
    """Whether the ends prove that A - B falls between them, so that it has at most one root there.

    Not tried where the interval is wide and the sign is the same at both ends: cutting is cheaper there.
    """
    m, big = kernel.smallest, kernel.largest
    crosses = left.a > left.b and right.a <= right.b
    if not crosses and right.t + m > 2.0 * (left.t + m):
        return False
    kernel.bend(left)
    kernel.bend(right)
    return (
        2.0 * right.c > left.d
        or 2.0 * right.c * (right.t + big) ** 2 > left.d * (left.t + big) ** 2
        or 2.0 * left.c * (left.t + m) ** 3 > right.d * (right.t + m) ** 3
    )


def _slope_rises(left: Point, right: Point) -> bool:
    """Whether the ends, as far as C and D are known, prove that A - B rises: then no maximum lies inside."""
    return left.bent and right.bent and 2.0 * left.c < right.d


def _cut(kernel: Kernel, left: Point, right: Point) -> float:
    """Where to cut: halfway on the scale of the logarithm of total variance."""
    m = kernel.smallest
    return max(left.t, math.sqrt((left.t + m) * (right.t + m)) - m)


def _root(kernel: Kernel, left: Point, right: Point) -> float:
    """The one root of A = B between ``left`` (A > B) and ``right`` (A <= B); both know C and D."""
    low, high = left.t, right.t
    near, far = (left, right) if left.a - left.b < right.b - right.a else (right, left)
    for _ in range(_MAX_STEPS):
        guess = _guess(near, far)
        if not low <= guess <= high:
            guess = 0.5 * (low + high)
        # the cubic's error is of the order of the square of the product of both distances
        if abs((guess - near.t) * (far.t - near.t)) <= _CLOSE * (near.t + kernel.smallest) ** 2:
            return guess
        far, near = near, kernel.point(guess)
        kernel.bend(near)
        if near.a > near.b:
            low = guess
        else:
            high = guess
        if high - low <= _NARROW * (high + kernel.smallest):
            break
    return near.t


def _guess(near: Point, far: Point) -> float:
    """Where B/A = 1 on the cubic that has the value and slope of t, as a function of B/A, at both points."""
    f, g = near.b / near.a - 1.0, far.b / far.a - 1.0
    rise = 2.0 * near.b * near.c - near.d * near.a
    if rise <= 0.0:
        return math.nan
    slope = near.a * near.a / rise  # dt/df
    rise = 2.0 * far.b * far.c - far.d * far.a
    h = g - f
    if rise <= 0.0 or h == 0.0:
        return near.t - f * slope
    x = -f / h
    chord = (far.t - near.t) / h
    # cubic Hermite interpolation in x = (0 - f) / h, written as a correction of the tangent
    second = 3.0 * chord - 2.0 * slope - far.a * far.a / rise
    third = slope + far.a * far.a / rise - 2.0 * chord
    return near.t + h * x * (slope + x * (second + x * third))
