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
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


_TAME = 1e3
"""Ratio of weights below which the textbook formulas of B and D lose no digit that matters."""


class Moments(NamedTuple):
    """A, B, C and D at one value ``t`` of the between-study variance."""

    t: float
    a: float
    b: float
    c: float
    d: float


class Kernel(Protocol):
    """The view of a set of studies that an estimator of tau-squared works on."""

    smallest: float
    """Lower bound of the eigenvalues (a variance)."""
    largest: float
    """Upper bound of the eigenvalues."""
    spread: float
    """Sum of the squared contrasts: the unweighted sum of squares about the mean."""
    df: int
    """Number of studies less number of coefficients."""

    def moments(self, t: float) -> Moments:
        """A, B, C, D at ``t``."""

    def q(self, t: float) -> tuple[float, float]:
        """Q and A at ``t``."""

    def restricted_log_likelihood(self, t: float) -> float:
        """The restricted log-likelihood at ``t``, up to a constant."""


class MeanKernel(Kernel, Protocol):
    """A kernel whose only coefficient is the mean."""

    def trace(self, t: float) -> float:
        """B at ``t``."""

    def mean(self, t: float) -> tuple[float, float]:
        """The weighted mean and the sum of the weights at ``t``."""


class FloatKernel:
    """Plain Python floats: no array is made, so a dozen studies take microseconds.

    Effects must be centred on the most precise study: that keeps its residual exact when its weight is a
    million times the others'. For such weights B and D are summed over pairs, where nothing cancels.
    """

    __slots__ = ("df", "largest", "smallest", "spread", "v", "y")

    def __init__(self, y: list[float], v: list[float]) -> None:
        self.y = y
        self.v = v
        self.smallest = min(v)
        self.largest = max(v)
        self.df = len(y) - 1
        mean = sum(y) / len(y)
        self.spread = sum([(x - mean) ** 2 for x in y])

    def moments(self, t: float) -> Moments:
        """A, B, C, D at ``t``."""
        w = [1.0 / (x + t) for x in self.v]
        total = sum(w)
        mean = sum(map(mul, w, self.y)) / total
        u = [x * (y - mean) for x, y in zip(w, self.y)]  # noqa: B905 - hot; pool() has compared the lengths
        wu = list(map(mul, w, u))
        c = sum(map(mul, wu, u)) - sum(wu) ** 2 / total
        w2 = list(map(mul, w, w))
        if self.largest + t < _TAME * (self.smallest + t):
            ratio = sum(w2) / total
            b = total - ratio
            d = ratio * (total + ratio) - 2.0 * sum(map(mul, w2, w)) / total
        else:
            b = _sum_of_pairs(w) / total
            d = sum([(x * (total - x) / total) ** 2 for x in w]) + _sum_of_pairs(w2) / (total * total)
        return Moments(t, sum(map(mul, u, u)), b, c, d)

    def trace(self, t: float) -> float:
        """B at ``t``."""
        w = [1.0 / (x + t) for x in self.v]
        return _sum_of_pairs(w) / sum(w)

    def mean(self, t: float) -> tuple[float, float]:
        """The weighted mean and the sum of the weights at ``t``."""
        w = [1.0 / (x + t) for x in self.v]
        total = sum(w)
        return sum(map(mul, w, self.y)) / total, total

    def q(self, t: float) -> tuple[float, float]:
        """Q and A at ``t``."""
        w = [1.0 / (x + t) for x in self.v]
        mean = sum(map(mul, w, self.y)) / sum(w)
        r = [x - mean for x in self.y]
        u = list(map(mul, w, r))
        return sum(map(mul, u, r)), sum(map(mul, u, u))

    def restricted_log_likelihood(self, t: float) -> float:
        """The restricted log-likelihood at ``t``, up to a constant."""
        q, _ = self.q(t)
        total = sum([1.0 / (x + t) for x in self.v])
        return -0.5 * (sum([math.log(x + t) for x in self.v]) + math.log(total) + q)


def _sum_of_pairs(w: list[float]) -> float:
    """The sum of w_i w_j over all i != j: positive terms only, so nothing cancels."""
    pairs: float = sum(map(mul, w[1:], accumulate(w)))
    return 2.0 * pairs


class ArrayKernel:
    """The same with NumPy, for many studies."""

    __slots__ = ("df", "largest", "smallest", "spread", "v", "y")

    def __init__(self, y: list[float], v: list[float]) -> None:
        self.y: Floats = np.array(y)
        self.v: Floats = np.array(v)
        self.smallest = float(self.v.min())
        self.largest = float(self.v.max())
        self.df = len(y) - 1
        self.spread = float(((self.y - self.y.mean()) ** 2).sum())

    def moments(self, t: float) -> Moments:
        """A, B, C, D at ``t``."""
        w = 1.0 / (self.v + t)
        total = w.sum()
        u = w * (self.y - (w @ self.y) / total)
        c = w @ (u - (w @ u) / total) ** 2
        p = w * (total - w) / total
        w2 = w * w
        b = 2.0 * (w[1:] @ np.cumsum(w)[:-1]) / total
        d = p @ p + 2.0 * (w2[1:] @ np.cumsum(w2)[:-1]) / (total * total)
        return Moments(t, float(u @ u), float(b), float(c), float(d))

    def trace(self, t: float) -> float:
        """B at ``t``."""
        w = 1.0 / (self.v + t)
        pairs = float(w[1:] @ np.cumsum(w)[:-1])
        return 2.0 * pairs / float(w.sum())

    def mean(self, t: float) -> tuple[float, float]:
        """The weighted mean and the sum of the weights at ``t``."""
        w = 1.0 / (self.v + t)
        total = float(w.sum())
        return float(w @ self.y) / total, total

    def q(self, t: float) -> tuple[float, float]:
        """Q and A at ``t``."""
        w = 1.0 / (self.v + t)
        r = self.y - (w @ self.y) / w.sum()
        u = w * r
        return float(u @ r), float(u @ u)

    def restricted_log_likelihood(self, t: float) -> float:
        """The restricted log-likelihood at ``t``, up to a constant."""
        q, _ = self.q(t)
        total = float((1.0 / (self.v + t)).sum())
        return -0.5 * (float(np.log(self.v + t).sum()) + math.log(total) + q)


class ContrastKernel:
    """The same from the eigenvalues themselves: works for any design matrix."""

    __slots__ = ("df", "eigenvalues", "largest", "smallest", "spread", "squares")

    def __init__(self, y: Floats, v: Floats, design: Floats) -> None:
        k, p = design.shape
        orthonormal: Floats = np.linalg.qr(design, mode="complete")[0][:, p:]
        values, vectors = np.linalg.eigh(orthonormal.T @ (v[:, None] * orthonormal))
        # the eigenvalues interlace the variances; rounding must not take them outside
        self.eigenvalues: Floats = np.clip(values, v.min(), v.max())
        self.squares: Floats = (vectors.T @ (orthonormal.T @ y)) ** 2
        self.smallest = float(v.min())
        self.largest = float(v.max())
        self.spread = float(self.squares.sum())
        self.df = k - p

    def moments(self, t: float) -> Moments:
        """A, B, C, D at ``t``."""
        w = 1.0 / (self.eigenvalues + t)
        w2 = w * w
        return Moments(
            t,
            float(w2 @ self.squares),
            float(w.sum()),
            float((w2 * w) @ self.squares),
            float(w2.sum()),
        )

    def q(self, t: float) -> tuple[float, float]:
        """Q and A at ``t``."""
        w = 1.0 / (self.eigenvalues + t)
        return float(w @ self.squares), float((w * w) @ self.squares)

    def restricted_log_likelihood(self, t: float) -> float:
        """The restricted log-likelihood at ``t``, up to a constant."""
        return -0.5 * (float(np.log(self.eigenvalues + t).sum()) + self.q(t)[0])
