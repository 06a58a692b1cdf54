"""The model: a bounded weekly score as a rounded, clipped view of a hidden state that moves in time.

Hidden, per person, on a latent scale where low is good:

    z(t) = mean_arm(t) + sd(t) * x(t)
    x(t) = sqrt(1 - noise(t)) * (sqrt(level) b + sqrt(1 - level) w(t)) + sqrt(noise(t)) e(t)

``b`` is the person's lasting level, ``w`` a stationary walk that forgets at the pace of the model's clock
(an Ornstein-Uhlenbeck process), ``e`` fresh noise of each measurement; all standard normal. ``sd`` and
``noise`` change in time, because the first score also decided who was let in.
The score is the cell of the lattice in which z(t) falls: ``edges`` are the limits between cells.
What is not known about all this is a mixture of such models, the components, with weights.
"""

from dataclasses import dataclass, replace

import numpy as np

from deqi.outcomes.forecast.scale import Floats, Scale


@dataclass(frozen=True)
class Course:
    """The change that evidence expects under this care, in points of the scale (minus: the score falls).

    ``weeks`` rise from above 0; ``change`` and ``sd`` (how sure the average change is) belong to them.
    """

    weeks: tuple[float, ...]
    change: tuple[float, ...]
    sd: tuple[float, ...]


@dataclass(frozen=True)
class Components:
    """C models of one scale with K values, A arms and T knots of time.

    Shapes: ``weight`` (C,), ``edges`` (C, K-1), ``weeks`` (T,), ``mean`` and ``mean_variance`` (C, A, T),
    ``sd`` and ``noise`` (share of the variance that is noise) (C, T), and (C,) each: ``level`` (share of the
    rest that lasts), ``rate`` and ``power`` (the clock runs as rate * ((1 + t)**power - 1) / power), and
    ``spread`` (factor on the standard deviation of a prediction).
    """

    weight: Floats
    edges: Floats
    weeks: Floats
    mean: Floats
    mean_variance: Floats
    sd: Floats
    level: Floats
    noise: Floats
    rate: Floats
    power: Floats
    spread: Floats

    def means(self, arm: int, weeks: Floats) -> Floats:
        """Latent mean at any weeks, shape (C, len(weeks)); straight lines in log time between knots."""
        return _between(self.mean[:, arm], self.weeks, weeks)

    def mean_variances(self, arm: int, weeks: Floats) -> Floats:
        """Variance of that mean."""
        return _between(self.mean_variance[:, arm], self.weeks, weeks)

    def sds(self, weeks: Floats) -> Floats:
        """Latent standard deviation between people at any weeks."""
        return _between(self.sd, self.weeks, weeks)

    def clock(self, weeks: Floats) -> Floats:
        """The time after which the walk has forgotten, shape (C, len(weeks))."""
        rate, power = self.rate[:, None], self.power[:, None]
        return rate * np.expm1(power * np.log1p(np.maximum(weeks, 0.0))) / power

    def noise_at(self, weeks: Floats) -> Floats:
        """Share of the variance that is fresh noise."""
        return _between(self.noise, self.weeks, weeks)


def _between(values: Floats, knots: Floats, weeks: Floats) -> Floats:
    if knots.size == 1:
        return np.repeat(values, len(weeks), axis=1)
    x, at = np.log1p(knots), np.log1p(np.maximum(weeks, 0.0))
    right = np.clip(np.searchsorted(x, at), 1, x.size - 1)
    share = np.clip((at - x[right - 1]) / (x[right] - x[right - 1]), 0.0, 1.0)
    return np.asarray(values[:, right - 1] * (1 - share) + values[:, right] * share)


@dataclass(frozen=True)
class Prior:
    """What is believed about a person before a score is known: the components, their scale and arms."""

    scale: Scale
    components: Components
    arms: tuple[str, ...]
    people: int = 0
    """How many finished courses it was learnt from; 0 for evidence alone."""

    def arm_index(self, arm: str | None) -> int:
        """Where this arm's course stands; the last one, for ``None`` or unknown, is the average of all."""
        return self.arms.index(arm) if arm in self.arms else len(self.arms)

    def weighted(self, weight: Floats) -> "Prior":
        """The same components with other weights."""
        return replace(self, components=replace(self.components, weight=weight / weight.sum()))
