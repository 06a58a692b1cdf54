"""How good forecasts were: one by one, and many together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from deqi.outcomes.forecast.prediction import Prediction
from deqi.outcomes.forecast.scale import Floats
from deqi.outcomes.forecast.seal import Sealed, verify
from deqi.vocabulary import UsageError

BETTER = 0.3
"""Clearly better: this share less trouble than at week 0, as the ledger defines it."""


@dataclass(frozen=True)
class Scored:
    """One forecast beside what came.

    ``crps`` in points (lower is better); ``pit`` the share of the forecast below the observed score, half of
    the score's own probability counted; ``in_90`` whether the central 90% interval held it; ``p_better`` the
    forecast chance of 30% less trouble, ``better`` whether it came, ``brier`` the squared difference (nan
    without a score at week 0).
    """

    week: float
    observed: float
    crps: float
    pit: float
    in_90: bool
    mean: float
    p_better: float
    better: bool
    brier: float
    baseline: float
    range: float


@dataclass(frozen=True)
class Calibration:
    """Many scored forecasts together. ``nan`` where it cannot be worked out.

    ``slope`` and ``intercept``: observed change regressed on forecast change, in parts of the range (1 and 0
    are ideal). ``base_rate_brier``: what the same share for everybody would have scored. ``pit``: the shares
    of forecasts by tenth (ten numbers, each 0.1 when calibrated).
    """

    n: int
    crps: float
    coverage_90: float
    slope: float
    intercept: float
    brier: float
    base_rate_brier: float
    pit: tuple[float, ...]


def score(prediction: Prediction, observed: Mapping[float, float]) -> tuple[Scored, ...]:
    """Score a forecast against observed scores by week; weeks that were not forecast are left out."""
    found = []
    for week, value in sorted(observed.items()):
        if week in prediction.weeks and not np.isnan(value):
            found.append(_one(prediction.at(week), week, float(value)))
    return tuple(found)


def score_sealed(sealed: Sealed, observed: Mapping[float, float]) -> tuple[Scored, ...]:
    """Score a sealed forecast. Raises ``UsageError`` when it is not the one that was sealed."""
    if not verify(sealed):
        raise UsageError(
            what="This forecast is not the one that was sealed.",
            rule="Only an unchanged forecast is scored.",
            next_step="Leave it out, and find out who changed it.",
        )
    return score(sealed.prediction, observed)


def _one(p: Prediction, week: float, value: float) -> Scored:
    low, high = p.interval(0.9)
    mass_below, mass_at = p.below_and_at(value)
    sign = 1.0 if p.scale.better == "lower" else -1.0
    baseline = float(p.baseline)
    known = not np.isnan(baseline)
    needed = BETTER * abs(baseline - p.scale.good_end)
    better = known and sign * (baseline - value) >= needed - 1e-9
    chance = float(p.p_better(BETTER)) if known else float("nan")
    slack = 1e-9 * (p.scale.high - p.scale.low)
    return Scored(
        week=week,
        observed=value,
        crps=float(p.crps(value)),
        pit=float(mass_below + mass_at / 2),
        in_90=bool(low - slack <= value <= high + slack),
        mean=float(p.mean),
        p_better=chance,
        better=better,
        brier=(chance - better) ** 2,
        baseline=baseline,
        range=p.scale.high - p.scale.low,
    )


def calibration(scored: Sequence[Scored]) -> Calibration:
    """Coverage, slope, CRPS and Brier over many forecasts. Raises ``UsageError`` when there are none."""
    if not scored:
        raise UsageError(
            what="No forecast was scored.",
            rule="Calibration needs forecasts whose outcome is known.",
            next_step="Wait for outcomes.",
        )
    known = [s for s in scored if not np.isnan(s.brier)]
    better = np.array([s.better for s in known], float)
    slope, intercept = _slope(known)
    tenths = np.histogram([s.pit for s in scored], bins=np.linspace(0, 1, 11))[0] / len(scored)
    return Calibration(
        n=len(scored),
        crps=float(np.mean([s.crps for s in scored])),
        coverage_90=float(np.mean([s.in_90 for s in scored])),
        slope=slope,
        intercept=intercept,
        brier=float(np.mean([s.brier for s in known])) if known else float("nan"),
        base_rate_brier=float(better.mean() * (1 - better.mean())) if known else float("nan"),
        pit=tuple(float(t) for t in tenths),
    )


def _slope(known: Sequence[Scored]) -> tuple[float, float]:
    forecast: Floats = np.array([(s.mean - s.baseline) / s.range for s in known])
    came: Floats = np.array([(s.observed - s.baseline) / s.range for s in known])
    if forecast.size < 3 or np.ptp(forecast) < 1e-9:
        return float("nan"), float("nan")
    slope = float(np.cov(forecast, came)[0, 1] / forecast.var(ddof=1))
    return slope, float(came.mean() - slope * forecast.mean())
