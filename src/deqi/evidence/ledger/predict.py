"""From the posterior to people of 100, and to what a new trial would print."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from deqi.evidence.ledger.design import Arm, FloatArray, reading
from deqi.evidence.ledger.model import Draws
from deqi.evidence.ledger.observations import CLEARLY_BETTER, Observation
from deqi.evidence.ledger.priors import Priors
from deqi.evidence.ledger.severity import Severity
from deqi.vocabulary import Count

ARMS = (Arm.USUAL_CARE, Arm.SHAM, Arm.ACUPUNCTURE)


@dataclass(frozen=True)
class Shares:
    """Draws (N) of the share clearly better (0 to 1) in one new setting, an arm each."""

    usual_care: FloatArray
    sham: FloatArray
    acupuncture: FloatArray


def shares(
    draws: Draws, severity: Severity, weeks: float, *, older: bool, excess: float, noise: FloatArray
) -> Shares:
    """Shares at ``weeks`` for people who begin ``excess`` points of 10 above those in the trials.

    ``noise`` (N, 2) is standard normal, for the uncertain slopes of severity.
    """
    found = []
    for arm in ARMS:
        latent = draws.latent(reading({arm: 1.0}, weeks, older=older))
        found.append(ndtr(latent + severity.shift(arm, weeks, excess, noise)))
    return Shares(*found)


def count_of_100(share: FloatArray, level: float) -> Count:
    """Mean of draws of a share (or of a difference of shares) with its central interval, of 100 people.

    Rounded to a tenth of a person: more digits would be noise of the draws.
    """
    low, high = np.quantile(share, [(1 - level) / 2, (1 + level) / 2])
    estimate, low, high = (round(100 * float(value), 1) for value in (share.mean(), low, high))
    return Count(estimate, low, high, level)


@dataclass(frozen=True)
class Prediction:
    """What a model that never saw a trial expects one of its rows to print, in ``unit``."""

    observation: str
    unit: str
    expected: float
    low: float
    high: float
    published: float

    @property
    def inside(self) -> bool:
        """Whether the published result lies in the predictive interval."""
        return self.low <= self.published <= self.high


def predict_row(
    observation: Observation, draws: Draws, priors: Priors, level: float, generator: np.random.Generator
) -> Prediction:
    """The predictive interval for a new trial of this row's size and responder definition.

    Shares: binomial sampling of ``n`` people, in percent. Means: normal sampling with the SD that the
    paper printed, in points of its instrument. The row must carry what was published.
    """
    published = observation.published
    if published is None:
        raise ValueError(f"{observation.id} is a difference and prints no result of one arm")
    count = len(draws.parameters)
    misfit = priors.misfit_sd * generator.standard_normal(count)
    latent = draws.latent(observation.reading) + misfit
    if published.improvement is None or published.sd is None or published.baseline is None:
        chance = ndtr(latent + published.definition_shift)
        result = 100 * generator.binomial(published.n, chance) / published.n
        unit, printed = "people of 100", 100 * (published.share or 0.0)
    else:
        sampling = generator.standard_normal(count) / np.sqrt(published.n)
        result = CLEARLY_BETTER * published.baseline + published.sd * (latent + sampling)
        unit, printed = "points better", published.improvement
    low, high = np.quantile(result, [(1 - level) / 2, (1 + level) / 2])
    return Prediction(observation.id, unit, float(result.mean()), float(low), float(high), printed)
