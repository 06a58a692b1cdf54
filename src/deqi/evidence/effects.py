"""Effect sizes from what trials print: arm means, events, intervals, changes.

Every function gives first arm minus second. Sources: Hedges 1981 (exact correction of the standardised
mean difference), Cochrane Handbook chapter 6 (intervals, changes, several arms).
"""

import math
from dataclasses import dataclass

from scipy import special

from deqi.evidence.quantiles import normal_below, normal_quantile, t_quantile
from deqi.vocabulary import UsageError


@dataclass(frozen=True)
class Arm:
    """Mean, standard deviation and number of people analysed in one arm, in the outcome's own unit."""

    mean: float
    sd: float
    n: int

    def __post_init__(self) -> None:
        _need(math.isfinite(self.mean), f"The mean is {self.mean!r}.", "A mean is a finite number.")
        _need(self.sd > 0.0 and math.isfinite(self.sd), f"The SD is {self.sd!r}.", "An SD is above 0.")
        _need(self.n >= 2, f"n is {self.n!r}.", "A standard deviation needs two people or more.")

    @property
    def variance(self) -> float:
        """Sampling variance of the mean."""
        return self.sd**2 / self.n


@dataclass(frozen=True)
class Counts:
    """Events and people in one arm."""

    events: float
    n: float

    def __post_init__(self) -> None:
        good = self.n > 0 and 0 <= self.events <= self.n
        _need(good, f"{self.events!r} events in {self.n!r} people.", "Events are from 0 to n, and n above 0.")


@dataclass(frozen=True)
class Effect:
    """An estimate with its sampling variance, in the unit that ``measure`` names."""

    estimate: float
    variance: float
    measure: str

    @property
    def se(self) -> float:
        """Standard error."""
        return math.sqrt(self.variance)

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Normal limits."""
        reach = normal_quantile(level) * self.se
        return self.estimate - reach, self.estimate + reach


def mean_difference(first: Arm, second: Arm) -> Effect:
    """Difference of means on the native scale; variances are not assumed equal."""
    return Effect(first.mean - second.mean, first.variance + second.variance, "MD")


def percent_of_range(effect: Effect, low: float, high: float, *, higher_is_better: bool) -> Effect:
    """A native difference as percent of the scale from ``low`` to ``high``; below 0 favours the first arm."""
    _need(high > low, f"The scale runs from {low!r} to {high!r}.", "Its top is above its bottom.")
    factor = (-100.0 if higher_is_better else 100.0) / (high - low)
    return Effect(effect.estimate * factor, effect.variance * factor**2, "MD, % of range")


def hedges_correction(df: int) -> float:
    """Hedges' exact J: gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)), without the usual approximation."""
    _need(df >= 2, f"There are {df} degrees of freedom.", "The correction exists from 2 on.")
    return math.exp(special.gammaln(0.5 * df) - special.gammaln(0.5 * (df - 1))) / math.sqrt(0.5 * df)


def hedges_g(first: Arm, second: Arm) -> Effect:
    """Standardised mean difference: pooled SD, exact correction.

    Its variance is 1/n1 + 1/n2 + g^2 / (2 (n1 + n2)).
    """
    n1, n2 = first.n, second.n
    df = n1 + n2 - 2
    pooled_sd = math.sqrt(((n1 - 1) * first.sd**2 + (n2 - 1) * second.sd**2) / df)
    g = hedges_correction(df) * (first.mean - second.mean) / pooled_sd
    return Effect(g, 1.0 / n1 + 1.0 / n2 + g * g / (2.0 * (n1 + n2)), "SMD")


def log_risk_ratio(first: Counts, second: Counts) -> Effect:
    """Logarithm of the risk ratio.

    When any of the four cells is 0, one half is added to each. Raises ``UsageError`` when neither arm has an
    event, or everybody in both has one: such a trial says nothing about the ratio.
    """
    a, b, c, d = first.events, first.n - first.events, second.events, second.n - second.events
    _need(max(a, c) > 0.0 and max(b, d) > 0.0, "Both arms have 0% or both 100% events.", "No ratio follows.")
    if min(a, b, c, d) == 0.0:
        a, b, c, d = a + 0.5, b + 0.5, c + 0.5, d + 0.5
    n1, n2 = a + b, c + d
    return Effect(math.log(a / n1) - math.log(c / n2), 1.0 / a - 1.0 / n1 + 1.0 / c - 1.0 / n2, "log RR")


def risk_difference(first: Counts, second: Counts) -> Effect:
    """Difference of risks, as a share from -1 to 1. Raises ``UsageError`` when its variance would be 0."""
    p1, p2 = first.events / first.n, second.events / second.n
    variance = p1 * (1.0 - p1) / first.n + p2 * (1.0 - p2) / second.n
    _need(variance > 0.0, "Both arms have 0% or 100% events.", "The usual variance does not exist then.")
    return Effect(p1 - p2, variance, "RD")


def se_from_interval(low: float, high: float, level: float = 0.95, df: int | None = None) -> float:
    """Standard error from limits: normal, or t with ``df`` degrees of freedom for small trials.

    For ratios give logarithms of the limits.
    """
    _need(high > low, f"The interval runs from {low!r} to {high!r}.", "Its upper limit is above its lower.")
    return (high - low) / (2.0 * (normal_quantile(level) if df is None else t_quantile(level, df)))


def sd_from_se(se: float, n: int) -> float:
    """Standard deviation of one arm from the standard error of its mean."""
    _need(se > 0.0 and n >= 2, f"SE {se!r}, n {n!r}.", "The SE is above 0 and n is 2 or more.")
    return se * math.sqrt(n)


def sd_of_change(sd_before: float, sd_after: float, correlation: float) -> float:
    """Standard deviation of change scores, from both standard deviations and their correlation."""
    _need(-1.0 <= correlation <= 1.0, f"The correlation is {correlation!r}.", "It is from -1 to 1.")
    return math.sqrt(sd_before**2 + sd_after**2 - 2.0 * correlation * sd_before * sd_after)


def responder_share(change: Arm, baseline: float, threshold: float = 0.30) -> float:
    """Share of an arm that improved by ``threshold`` of ``baseline`` or more, changes taken as normal.

    ``change`` holds change scores on a scale where improvement is negative; ``threshold`` 0 asks who is
    better at all. All start from ``baseline`` (the arm's mean), which is above 0.
    """
    _need(baseline > 0.0, f"The baseline is {baseline!r}.", "A share of it needs a baseline above 0.")
    return normal_below((-threshold * baseline - change.mean) / change.sd)


def _need(good: bool, what: str, rule: str) -> None:  # noqa: FBT001 - an assertion with words
    if not good:
        raise UsageError(what=what, rule=rule, next_step="Check the figure at its source.")
