r"""What the estimators of between-study variance need to know about a set of studies.

Write :math:`P(t)` for the matrix that weights by :math:`1/(v_i + t)` and projects the mean out, and let
:math:`\lambda_j` be the eigenvalues of the variances in the space of contrasts (they lie between the
smallest and the largest variance) and :math:`z_j` the effects in that space. Then

* ``q``: :math:`Q(t) = y'Py = \sum z_j^2 / (\lambda_j + t)`
* ``a``: :math:`A(t) = y'PPy = \sum z_j^2 / (\lambda_j + t)^2`
* ``b``: :math:`B(t) = \mathrm{tr}\,P = \sum 1 / (\lambda_j + t)`
* ``c``: :math:`C(t) = y'PPPy = \sum z_j^2 / (\lambda_j + t)^3`
* ``d``: :math:`D(t) = \mathrm{tr}\,PP = \sum 1 / (\lambda_j + t)^2`

The restricted log-likelihood has slope :math:`(A - B)/2` and curvature :math:`(D - 2C)/2`. All five fall
as t grows; ``tau2`` builds its guarantees on that. Three kernels give the same five numbers: plain floats
(fastest for few studies), NumPy (many studies), and eigenvalues (regression).
"""

import math
from itertools import accumulate
from operator import mul
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


_TAME = 1e3
"""Ratio of weights below which the textbook formulas of B and D lose no digit that matters."""


class Point:
    """A and B at one value ``t`` of the between-study variance; C and D once ``Kernel.bend`` was called."""

    __slots__ = ("a", "b", "bent", "c", "d", "kept", "t")

    def __init__(self, t: float, a: float, b: float, kept: Any) -> None:
        self.t = t
        self.a = a
        self.b = b
        self.kept = kept  # what the kernel needs again for C and D
        self.bent = False
        self.c = 0.0
        self.d = 0.0


class Kernel(Protocol):
    """The view of a set of studies that an estimator of tau-squared works on."""

    smallest: float
    """Lower bound of the eigenvalues (a variance)."""
    largest: float
    """Upper bound of the eigenvalues."""
    df: int
    """Number of studies less number of coefficients."""
    zero: Point
    """The point at t = 0."""
    q0: float
    """Q at t = 0."""

    @property
    def spread(self) -> float:
        """Sum of the squared contrasts: the unweighted sum of squares about the mean."""

    def point(self, t: float) -> Point:
        """A and B at ``t``."""

    def bend(self, point: Point) -> None:
        """Add C and D to ``point``, unless it has them."""

    def q(self, t: float) -> tuple[float, float]:
        """Q and A at ``t``."""

    def restricted_log_likelihood(self, t: float) -> float:
        """The restricted log-likelihood at ``t``, up to a constant."""


class MeanKernel(Kernel, Protocol):
    """A kernel whose only coefficient is the mean."""

    def mean(self, t: float) -> tuple[float, float, float]:
        """The weighted mean, the sum of the weights, and Q at ``t``."""


class FloatKernel:
    """Plain Python floats: no array is made, so a dozen studies take microseconds.

    Effects must be centred on the most precise study: that keeps its residual exact when its weight is a
    million times the others'. For such weights B and D are summed over pairs, where nothing cancels.
    """

    __slots__ = ("df", "largest", "q0", "smallest", "v", "y", "zero")

    def __init__(self, y: list[float], v: list[float]) -> None:
        self.y = y
        self.v = v
        self.smallest = min(v)
        self.largest = max(v)
        self.df = len(y) - 1
        self.zero = self.point(0.0)
        self.q0: float = sum(map(mul, self.zero.kept[1], y))  # the weighted residuals sum to 0

    @property
    def spread(self) -> float:
        """Sum of squares about the mean."""
        mean = sum(self.y) / len(self.y)
        return sum([(x - mean) ** 2 for x in self.y])

    def point(self, t: float) -> Point:
        """A and B at ``t``."""
        w = [1.0 / (x + t) for x in self.v]
        total = sum(w)
        mean = sum(map(mul, w, self.y)) / total
        u = [x * (y - mean) for x, y in zip(w, self.y)]  # noqa: B905 - hot; pool() has compared the lengths
        w2 = list(map(mul, w, w))
        if self.largest + t < _TAME * (self.smallest + t):
            b = total - sum(w2) / total
        else:
            b = _sum_of_pairs(w) / total
        return Point(t, sum(map(mul, u, u)), b, (w, u, w2, total))

    def bend(self, point: Point) -> None:
        """Add C and D to ``point``, unless it has them."""
        if point.bent:
            return
        w, u, w2, total = point.kept
        wu = list(map(mul, w, u))
        point.c = sum(map(mul, wu, u)) - sum(wu) ** 2 / total
        if self.largest + point.t < _TAME * (self.smallest + point.t):
            ratio = sum(w2) / total
            point.d = ratio * (total + ratio) - 2.0 * sum(map(mul, w2, w)) / total
        else:
            point.d = sum([(x * (total - x) / total) ** 2 for x in w]) + _sum_of_pairs(w2) / (total * total)
        point.bent = True

    def q(self, t: float) -> tuple[float, float]:
        """Q and A at ``t``."""
        w = [1.0 / (x + t) for x in self.v]
        mean = sum(map(mul, w, self.y)) / sum(w)
        r = [x - mean for x in self.y]
        u = list(map(mul, w, r))
        return sum(map(mul, u, r)), sum(map(mul, u, u))

    def mean(self, t: float) -> tuple[float, float, float]:
        """The weighted mean, the sum of the weights, and Q at ``t``."""
        w = [1.0 / (x + t) for x in self.v]
        total = sum(w)
        mean = sum(map(mul, w, self.y)) / total
        return mean, total, sum([x * (y - mean) ** 2 for x, y in zip(w, self.y)])  # noqa: B905 - as above

    def restricted_log_likelihood(self, t: float) -> float:
        """The restricted log-likelihood at ``t``, up to a constant."""
        _, total, q = self.mean(t)
        return -0.5 * (sum([math.log(x + t) for x in self.v]) + math.log(total) + q)


def _sum_of_pairs(w: list[float]) -> float:
    """The sum of w_i w_j over all i != j: positive terms only, so nothing cancels."""
    pairs: float = sum(map(mul, w[1:], accumulate(w)))
    return 2.0 * pairs


class ArrayKernel:
    """The same with NumPy, for many studies."""

    __slots__ = ("df", "largest", "q0", "smallest", "v", "y", "zero")

    def __init__(self, y: list[float], v: list[float]) -> None:
        self.y: Floats = np.array(y)
        self.v: Floats = np.array(v)
        self.smallest = float(self.v.min())
        self.largest = float(self.v.max())
        self.df = len(y) - 1
        self.zero = self.point(0.0)
        self.q0 = float(self.zero.kept[1] @ self.y)

    @property
    def spread(self) -> float:
        """Sum of squares about the mean."""
        return float(((self.y - self.y.mean()) ** 2).sum())

    def point(self, t: float) -> Point:
        """A and B at ``t``."""
        w = 1.0 / (self.v + t)
        total = w.sum()
        u = w * (self.y - (w @ self.y) / total)
        b = 2.0 * (w[1:] @ np.cumsum(w)[:-1]) / total
        return Point(t, float(u @ u), float(b), (w, u, total))

    def bend(self, point: Point) -> None:
        """Add C and D to ``point``, unless it has them."""
        if point.bent:
            return
        w, u, total = point.kept
        w2 = w * w
        p = w * (total - w) / total
        point.c = float(w @ (u - (w @ u) / total) ** 2)
        point.d = float(p @ p + 2.0 * (w2[1:] @ np.cumsum(w2)[:-1]) / (total * total))
        point.bent = True

    def q(self, t: float) -> tuple[float, float]:
        """Q and A at ``t``."""
        w = 1.0 / (self.v + t)
        r = self.y - (w @ self.y) / w.sum()
        u = w * r
        return float(u @ r), float(u @ u)

    def mean(self, t: float) -> tuple[float, float, float]:
        """The weighted mean, the sum of the weights, and Q at ``t``."""
        w = 1.0 / (self.v + t)
        total = float(w.sum())
        mean = float(w @ self.y) / total
        return mean, total, float(w @ (self.y - mean) ** 2)

    def restricted_log_likelihood(self, t: float) -> float:
        """The restricted log-likelihood at ``t``, up to a constant."""
        _, total, q = self.mean(t)
        return -0.5 * (float(np.log(self.v + t).sum()) + math.log(total) + q)


class ContrastKernel:
    """The same from the eigenvalues themselves: works for any design matrix."""

    __slots__ = ("df", "eigenvalues", "largest", "q0", "smallest", "squares", "zero")

    def __init__(self, y: Floats, v: Floats, design: Floats) -> None:
        k, p = design.shape
        orthonormal: Floats = np.linalg.qr(design, mode="complete")[0][:, p:]
        values, vectors = np.linalg.eigh(orthonormal.T @ (v[:, None] * orthonormal))
        # the eigenvalues interlace the variances; rounding must not take them outside
        self.eigenvalues: Floats = np.clip(values, v.min(), v.max())
        self.squares: Floats = (vectors.T @ (orthonormal.T @ y)) ** 2
        self.smallest = float(v.min())
        self.largest = float(v.max())
        self.df = k - p
        self.zero = self.point(0.0)
        self.q0, _ = self.q(0.0)

    @property
    def spread(self) -> float:
        """Sum of the squared contrasts."""
        return float(self.squares.sum())

    def point(self, t: float) -> Point:
        """A and B at ``t``."""
        w = 1.0 / (self.eigenvalues + t)
        w2 = w * w
        return Point(t, float(w2 @ self.squares), float(w.sum()), (w, w2))

    def bend(self, point: Point) -> None:
        """Add C and D to ``point``, unless it has them."""
        w, w2 = point.kept
        point.c = float((w2 * w) @ self.squares)
        point.d = float(w2.sum())
        point.bent = True

    def q(self, t: float) -> tuple[float, float]:
        """Q and A at ``t``."""
        w = 1.0 / (self.eigenvalues + t)
        return float(w @ self.squares), float((w * w) @ self.squares)

    def restricted_log_likelihood(self, t: float) -> float:
        """The restricted log-likelihood at ``t``, up to a constant."""
        return -0.5 * (float(np.log(self.eigenvalues + t).sum()) + self.q(t)[0])
