"""A forecast: the whole distribution of a score, for one person or for many."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from deqi.outcomes.forecast.scale import Floats, Scale


@dataclass(frozen=True)
class Prediction:
    """The distribution of the score at W weeks, or of W people at one week (then ``weeks`` repeats it).

    ``below`` (W, K-1) is the probability of the cell k or a better one; ``baseline`` the score at week 0, one
    number or (W,). Methods give one value a week, shape (W,), or a plain number where one week was asked for.
    """

    scale: Scale
    weeks: tuple[float, ...]
    below: Floats
    baseline: float | Floats

    @cached_property
    def mass(self) -> Floats:
        """Probability of each value of the lattice, from ``low`` to ``high``; (W, K)."""
        ones, zeros = np.ones((len(self.weeks), 1)), np.zeros((len(self.weeks), 1))
        mass = np.clip(np.diff(np.hstack([zeros, self.below, ones]), axis=1), 0.0, 1.0)
        return mass[:, ::-1] if self.scale.better == "higher" else mass

    @cached_property
    def _cumulated(self) -> Floats:
        return np.minimum(np.cumsum(self.mass, axis=1), 1.0)

    def at(self, week: float) -> "Prediction":
        """The forecast of one of its weeks."""
        i = self.weeks.index(float(week))
        return Prediction(self.scale, (self.weeks[i],), self.below[i : i + 1], self.baseline)

    def below_and_at(self, score: float) -> tuple[Floats, Floats]:
        """P(a lower value of the lattice) and P(the value nearest to ``score``)."""
        last = self.scale.lattice.size - 1
        k = int(np.clip(np.rint((score - self.scale.low) / self.scale.width), 0, last))
        return self._shape(self._cumulated[:, k] - self.mass[:, k]), self._shape(self.mass[:, k])

    @property
    def mean(self) -> Floats:
        """Expected score."""
        return self._shape(self.mass @ self.scale.lattice)

    def quantile(self, q: float | Sequence[float]) -> Floats:
        """The score at probability ``q``; (W,) for one q, (W, len(q)) for several.

        Mid-quantiles (Ma, Genton and Parzen 2011): half of a value's own probability counts as below it and
        values between answers are interpolated, so that a 90% interval of a stepped score holds 90 of 100
        on average and not more.
        """
        asked = np.atleast_1d(np.asarray(q, float))
        middle = self._cumulated - self.mass / 2
        found = np.stack([np.interp(asked, m, self.scale.lattice) for m in middle])
        return self._shape(found[:, 0] if np.ndim(q) == 0 else found)

    def interval(self, share: float = 0.9) -> tuple[Floats, Floats]:
        """The interval that holds ``share`` of the distribution, as nearly as a stepped score allows.

        It leaves out as much on either side. Where an end of the scale itself is as likely as that, nothing
        can be left out beyond it, and the whole remainder is left out on the other side.
        """
        tail = (1 - share) / 2
        ends = [
            self._ends(cumulated, mass, tail)
            for cumulated, mass in zip(self._cumulated, self.mass, strict=True)
        ]
        low, high = np.array(ends).T
        return self._shape(low), self._shape(high)

    def _ends(self, cumulated: Floats, mass: Floats, tail: float) -> tuple[float, float]:
        at_low, at_high = mass[0] / 2 >= tail, mass[-1] / 2 >= tail
        asked = np.array(
            [2 * tail if at_high and not at_low else tail, 1 - (2 * tail if at_low and not at_high else tail)]
        )
        low, high = np.interp(asked, cumulated - mass / 2, self.scale.lattice)
        return float(low), float(high)

    def samples(self, n: int, rng: np.random.Generator) -> Floats:
        """``n`` scores drawn for each week, (W, n), or (n,) for one week. Weeks are drawn apart."""
        drawn = rng.random((len(self.weeks), n))
        found = [
            self.scale.lattice[np.minimum(np.searchsorted(c, u, side="right"), c.size - 1)]
            for c, u in zip(self._cumulated, drawn, strict=True)
        ]
        return self._shape(np.stack(found))

    def cdf(self, score: float) -> Floats:
        """P(score or lower); straight lines between values where the score has no step."""
        place = (score - self.scale.low) / self.scale.width
        if self.scale.stepped:
            k = int(np.floor(place + 1e-9))
            whole = (
                np.zeros(len(self.weeks))
                if k < 0
                else self._cumulated[:, min(k, self.scale.lattice.size - 1)]
            )
            return self._shape(whole)
        if place < 0:
            return self._shape(np.zeros(len(self.weeks)))
        # between lattice values, half a cell belongs to each side; the ends have mass of their own
        at = np.arange(self.scale.lattice.size) + 0.5
        return self._shape(
            np.array([np.interp(place, np.r_[0.0, at], np.r_[c[0], c]) for c in self._cumulated])
        )

    def p_at_most(self, score: float) -> Floats:
        """P(score or lower), another name for ``cdf``."""
        return self.cdf(score)

    def p_change(self, at_least: float | Floats) -> Floats:
        """P(the score is at least ``at_least`` points better than at week 0)."""
        slack = 1e-9 * (self.scale.high - self.scale.low)
        needed = np.reshape(np.asarray(at_least, float) - slack, (-1, 1))
        baseline = np.reshape(np.asarray(self.baseline, float), (-1, 1))
        change = baseline - self.scale.lattice
        good = (change if self.scale.better == "lower" else -change) >= needed
        return self._shape((self.mass * good).sum(1))

    def p_better(self, fraction: float = 0.3) -> Floats:
        """P(trouble is less by ``fraction`` of what it was at week 0, or more).

        Trouble is the distance from the good end of the scale.
        """
        return self.p_change(fraction * np.abs(np.asarray(self.baseline, float) - self.scale.good_end))

    def crps(self, score: float | Sequence[float] | Floats) -> Floats:
        """Continuous ranked probability score of the observed score(s), one a week; lower is better."""
        observed = np.broadcast_to(np.asarray(score, float), (len(self.weeks),))
        values = self.scale.lattice
        off = np.abs(values - observed[:, None])
        # E|X - y| - E|X - X'| / 2, the second part as the integral of F (1 - F)
        inner = self._cumulated[:, :-1]
        spread = (inner * (1 - inner)).sum(1) * self.scale.width
        return self._shape((self.mass * off).sum(1) - spread)

    def _shape(self, values: Floats) -> Floats:
        return values[0] if len(self.weeks) == 1 else values
