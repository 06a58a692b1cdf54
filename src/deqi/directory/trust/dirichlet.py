"""Star counts as a Dirichlet posterior, with its exact interval.

The mean number of stars of a practitioner is ``sum(k * p_k)`` with ``p`` from a Dirichlet distribution. It
is at most ``c`` exactly when ``sum((k - c) * G_k) <= 0`` for independent gamma variables ``G_k``, so its
distribution function is one integral over the characteristic function of that sum (Gil-Pelaez 1951, doi
10.1093/biomet/38.3-4.481). Nothing is sampled: the same counts give the same interval on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

STARS = np.arange(1.0, 6.0)
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(400)


@dataclass(frozen=True)
class StarSummary:
    """What reviews of one practitioner say: counts of 1 to 5 stars, posterior mean and interval in stars."""

    counts: tuple[int, ...]
    mean: float
    low: float
    high: float
    level: float

    @property
    def total(self) -> int:
        """How many reviews there are."""
        return sum(self.counts)


def summarise(counts: Sequence[int], prior: Sequence[float], *, level: float) -> StarSummary:
    """Posterior mean of the stars and the central interval with probability ``level``.

    ``counts``: five whole numbers, how many gave 1, 2, 3, 4 and 5 stars. ``prior``: the five parameters of
    the Dirichlet distribution of the profession, all above 0. Raises ``ValueError`` for anything else.
    """
    alpha = _parameters(counts, prior)
    mean = float(alpha @ STARS / alpha.sum())
    tail = 0.5 * (1.0 - level)
    low, high = (quantile(tuple(alpha), p) for p in (tail, 1.0 - tail))
    return StarSummary(tuple(int(count) for count in counts), mean, low, high, level)


def mean_stars_below(alpha: Sequence[float], stars: float) -> float:
    """The probability that the mean number of stars is at most ``stars``, to about 1e-6.

    ``alpha``: the five parameters of the Dirichlet distribution.
    """
    shape = np.asarray(alpha, dtype=float)
    slope = STARS - stars
    if slope[0] >= 0.0:
        return 0.0
    if slope[-1] <= 0.0:
        return 1.0
    # t = tan(u) carries the half line to a finite one; the scale keeps the bend inside it
    scale = 1.0 / np.sqrt(float(shape @ slope**2))
    angle = 0.25 * np.pi * (_NODES + 1.0)
    t = scale * np.tan(angle)
    turn = t[:, None] * slope
    size = np.exp(-0.5 * np.log1p(turn**2) @ shape)
    integrand = np.sin(np.arctan(turn) @ shape) * size / t * scale / np.cos(angle) ** 2
    inside = float(_WEIGHTS @ integrand) * 0.25 * np.pi
    return float(np.clip(0.5 - inside / np.pi, 0.0, 1.0))


@lru_cache(maxsize=4096)
def quantile(alpha: tuple[float, ...], p: float) -> float:
    """The number of stars that the mean stays below with probability ``p``, to 1e-4 of a star."""
    low, high = float(STARS[0]), float(STARS[-1])
    while high - low > 1e-4:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if mean_stars_below(alpha, middle) < p else (low, middle)
    return 0.5 * (low + high)


def fit_prior(table: NDArray[np.int64], *, start: Sequence[float], rounds: int = 1000) -> tuple[float, ...]:
    """The Dirichlet distribution that a whole profession's reviews come from, by maximum likelihood.

    ``table``: shape (practitioners, 5). Fixed-point iteration of Minka (Estimating a Dirichlet
    distribution, 2000, equation 55) for the Dirichlet-multinomial likelihood. Practitioners without a
    review say nothing. With fewer than two that have one, ``start`` comes back.
    """
    counts = np.asarray(table, dtype=float)
    counts = counts[counts.sum(axis=1) > 0]
    alpha = np.asarray(start, dtype=float)
    if len(counts) < 2:
        return tuple(float(a) for a in alpha)
    totals = counts.sum(axis=1)
    for _ in range(rounds):
        gain = (special.digamma(counts + alpha) - special.digamma(alpha)).sum(axis=0)
        norm = (special.digamma(totals + alpha.sum()) - special.digamma(alpha.sum())).sum()
        # one star that nobody ever gave must stay possible
        updated = np.clip(alpha * gain / norm, 1e-3, 1e4)
        if np.max(np.abs(updated - alpha) / alpha) < 1e-7:
            return tuple(float(a) for a in updated)
        alpha = updated
    return tuple(float(a) for a in alpha)


def percentile(mean: float, profession: Sequence[float]) -> float | None:
    """Of 100 reviewed colleagues, how many have a lower mean; ties count half. ``None`` without any."""
    others = np.asarray(profession, dtype=float)
    if not len(others):
        return None
    return float(100.0 * (np.mean(others < mean) + 0.5 * np.mean(others == mean)))


def _parameters(counts: Sequence[int], prior: Sequence[float]) -> NDArray[np.float64]:
    if len(counts) != 5 or len(prior) != 5:
        raise ValueError("Five counts and five prior parameters are needed, one for each star.")
    if any(count < 0 or count != int(count) for count in counts) or any(not a > 0 for a in prior):
        raise ValueError("Counts are whole numbers from 0 up; prior parameters are above 0.")
    return np.asarray(np.asarray(counts, dtype=float) + np.asarray(prior, dtype=float))
