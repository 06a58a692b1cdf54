r"""Between-study variance: restricted maximum likelihood, Paule-Mandel, DerSimonian-Laird, Q-profile.

**REML without luck.** The restricted likelihood can have several maxima, and Fisher scoring can run away
from all of them. Here the half-line t >= 0 is cut into intervals until every one is *proved* to be
harmless or to hold exactly one maximum. The proof needs only the ends, because A, B, C and D (see
``kernels``) fall with t, and because with m = smallest and M = largest variance :math:`A(t)(t+m)^2` and
:math:`B(t)(t+m)` rise while :math:`A(t)(t+M)^2` and :math:`B(t)(t+M)` fall (likewise C with the third and D
with the second power). The single root in an interval is found by Newton's method on B/A, which is a
straight line when all variances are equal, inside its bracket. Where several maxima exist the highest wins.

**Paule-Mandel and Q-profile** solve Q(t) = target. 1/Q is concave and rising, so Newton's method on 1/Q
from t = 0 climbs to the root and never oversteps it.

Sources: Harville 1977 (REML); Viechtbauer 2005 (estimators compared); Paule and Mandel 1982;
DerSimonian and Laird 1986; Viechtbauer 2007 (Q-profile interval).
"""

import math

from deqi.evidence.kernels import Kernel, Moments

_NEWTON_CLOSE = 1e-6  # convergence is quadratic: the step that is this short lands within about 1e-12
_NARROW = 1e-12
_MAX_STEPS = 200


def reml(kernel: Kernel) -> float:
    """The tau-squared >= 0 at the global maximum of the restricted likelihood. Needs ``df >= 1``."""
    candidates = _maxima(kernel)
    if len(candidates) == 1:
        return candidates[0]
    return max(candidates, key=kernel.restricted_log_likelihood)


def _maxima(kernel: Kernel) -> list[float]:
    """Every local maximum of the restricted likelihood on t >= 0 (and, rarely, a flat point beside one)."""
    ceiling = _ceiling(kernel)
    if ceiling <= 0.0:
        return [0.0]
    start, end = kernel.moments(0.0), kernel.moments(ceiling)
    found = [0.0] if start.a <= start.b else []
    pending = [(start, end)]
    while pending:
        left, right = pending.pop()
        if _no_stationary_point(kernel, left, right):
            continue
        if _slope_falls(kernel, left, right):
            if left.a > left.b and right.a <= right.b:
                found.append(_root(kernel, left, right))
        elif right.t - left.t <= _NARROW * (right.t + kernel.smallest):
            found.append(right.t)
        elif 2.0 * left.c >= right.d:  # otherwise the slope rises throughout: no maximum inside
            middle = kernel.moments(_cut(kernel, left, right))
            pending += [(middle, right), (left, middle)]
    return found


def paule_mandel(kernel: Kernel) -> float:
    """The tau-squared >= 0 at which Q equals its degrees of freedom. Needs ``df >= 1``."""
    return solve_q(kernel, float(kernel.df))


def dersimonian_laird(kernel: Kernel) -> float:
    """The moment estimate, truncated at 0. Needs ``df >= 1``."""
    q, _ = kernel.q(0.0)
    return max(0.0, (q - kernel.df) / kernel.moments(0.0).b)


def solve_q(kernel: Kernel, target: float) -> float:
    """The t >= 0 at which Q(t) = ``target`` (> 0); 0 when Q is below it already at t = 0."""
    t = 0.0
    for _ in range(_MAX_STEPS):
        q, a = kernel.q(t)
        if q <= target:
            break
        step = (q / target - 1.0) * q / a
        t += step
        if step <= _NEWTON_CLOSE * (t + kernel.smallest):
            break
    return t


def _ceiling(kernel: Kernel) -> float:
    """A t above which the likelihood only falls, from A <= spread/(m+t)^2 and B >= df/(M+t)."""
    s, df = kernel.spread, kernel.df
    u = (s + math.sqrt(s * s + 4.0 * df * s * (kernel.largest - kernel.smallest))) / (2.0 * df)
    return (u - kernel.smallest) * (1.0 + 1e-9)


def _no_stationary_point(kernel: Kernel, left: Moments, right: Moments) -> bool:
    """Whether the ends prove that the slope A - B keeps its sign between them."""
    if left.a > left.b:
        if right.a <= right.b:
            return False
        low, high = left.t + kernel.smallest, right.t + kernel.smallest
        top = left.t + kernel.largest
        return (
            right.a > left.b
            or left.a * low * low > right.b * high * high
            or right.a * (right.t + kernel.largest) > left.b * top
        )
    if right.a > right.b:
        return False
    return (
        left.a < right.b
        or left.a * (left.t + kernel.largest) < right.b * (right.t + kernel.largest)
        or right.a * (right.t + kernel.smallest) ** 2 < left.b * (left.t + kernel.smallest) ** 2
    )


def _slope_falls(kernel: Kernel, left: Moments, right: Moments) -> bool:
    """Whether the ends prove that A - B falls between them, so that it has at most one root there."""
    return (
        2.0 * right.c > left.d
        or 2.0 * right.c * (right.t + kernel.largest) ** 2 > left.d * (left.t + kernel.largest) ** 2
        or 2.0 * left.c * (left.t + kernel.smallest) ** 3 > right.d * (right.t + kernel.smallest) ** 3
    )


def _cut(kernel: Kernel, left: Moments, right: Moments) -> float:
    """Where to cut: halfway on the scale of the logarithm of total variance."""
    m = kernel.smallest
    return max(left.t, math.sqrt((left.t + m) * (right.t + m)) - m)


def _root(kernel: Kernel, left: Moments, right: Moments) -> float:
    """The one root of A = B between ``left`` (A > B) and ``right`` (A <= B)."""
    low, high = left.t, right.t
    f_low, f_high = left.b / left.a - 1.0, right.b / right.a - 1.0
    t = low - f_low * (high - low) / (f_high - f_low)
    for _ in range(_MAX_STEPS):
        now = kernel.moments(t)
        if now.a > now.b:
            low = t
        else:
            high = t
        rise = 2.0 * now.b * now.c - now.d * now.a
        guess = t - (now.b - now.a) * now.a / rise if rise > 0.0 else math.inf
        if abs(guess - t) <= _NEWTON_CLOSE * (t + kernel.smallest):
            return min(max(guess, low), high)
        t = guess if low < guess < high else 0.5 * (low + high)
        if high - low <= _NARROW * (high + kernel.smallest):
            break
    return t
