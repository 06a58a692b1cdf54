"""How the trouble that a person begins with moves the three shares: the only personal effect modifier.

Of age, sex, duration, baseline severity and distress, individual data of 39 trials support severity
alone. The slopes come from one trial (Sherman 2009) that printed them and are shrunk for that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from deqi.evidence.ledger.design import Arm, FloatArray
from deqi.evidence.ledger.observations import CLEARLY_BETTER, WIDTH_95
from deqi.evidence.tables import Contrast

STUDY = "cherkin-2009"
INTERACTION = "interaction-per-baseline-RMDQ-point"
PROGNOSIS = "prognostic-slope-baseline-RMDQ"
NEEDLED_SHARE = 0.75
"""Three of the four arms in the trial that printed the slopes were needled."""
TIMES = (8.0, 52.0)


@dataclass(frozen=True)
class Slope:
    """Mean and standard deviation at 8 and at 52 weeks (2 each): follow-up points a baseline point."""

    mean: FloatArray
    sd: FloatArray

    def draw(self, weeks: float, noise: FloatArray) -> FloatArray:
        """Draws (N) at ``weeks``, between the two times on a straight line; ``noise`` is standard normal."""
        mean = np.interp(weeks, TIMES, self.mean)
        sd = np.interp(weeks, TIMES, self.sd)
        drawn: FloatArray = mean + sd * noise
        return drawn


@dataclass(frozen=True)
class Severity:
    """Shift of the latent scale by how much pain (0 to 10) or trouble (0 to 100) a person begins with."""

    prognosis: Slope
    interaction: Slope
    pain_reference: float
    function_reference: float
    pain_sd: float
    lowest_excess: float
    highest_excess: float

    def excess(self, pain: float | None, function: float | None) -> float:
        """Points of 10 above the people in the trials; 0 when neither is known.

        When both are known it is their mean. Held within the range that trials studied.
        """
        parts = []
        if pain is not None:
            parts.append(pain - self.pain_reference)
        if function is not None:
            parts.append((function - self.function_reference) / 10)
        excess = sum(parts) / len(parts) if parts else 0.0
        return min(max(excess, self.lowest_excess), self.highest_excess)

    def shift(self, arm: Arm, weeks: float, excess: float, noise: FloatArray) -> FloatArray:
        """Latent shift (N) of an arm; ``noise`` (N, 2) is standard normal.

        With usual care a follow-up score keeps ``prognosis + 3/4 interaction`` of each baseline point,
        when needled a quarter less of the interaction: the two average to the slope that was printed.
        The threshold itself rises by 30% of each baseline point.
        """
        kept = self.prognosis.draw(weeks, noise[:, 0])
        extra = self.interaction.draw(weeks, noise[:, 1])
        needled = arm in (Arm.SHAM, Arm.ACUPUNCTURE)
        kept = kept - (1 - NEEDLED_SHARE) * extra if needled else kept + NEEDLED_SHARE * extra
        moved: FloatArray = (1 - kept - CLEARLY_BETTER) * excess / self.pain_sd
        return moved


def read_severity(row: Mapping[str, Any], contrasts: Sequence[Contrast]) -> Severity:
    """Slopes from the published contrasts, references and limits from ``model.toml``."""
    stated = row["severity"]
    names = ("pain_reference", "function_reference", "pain_sd", "lowest_excess", "highest_excess")
    return Severity(
        prognosis=_prognosis(contrasts, stated["prognosis_extra_sd"]),
        interaction=_interaction(contrasts, stated["interaction_prior_sd"]),
        **{name: stated[name] for name in names},
    )


def _prognosis(contrasts: Sequence[Contrast], extra_sd: float) -> Slope:
    found = [_slopes(contrasts, PROGNOSIS, weeks) for weeks in TIMES]
    return Slope(
        np.array([means.mean() for means, _ in found]),
        np.array([np.hypot(errors.mean(), extra_sd) for _, errors in found]),
    )


def _interaction(contrasts: Sequence[Contrast], prior_sd: float) -> Slope:
    """Mean over three needled arms that share one control, shrunk towards none by a normal prior."""
    means, sds = [], []
    for weeks in TIMES:
        slopes, errors = _slopes(contrasts, INTERACTION, weeks)
        count = len(slopes)
        variance = float(np.mean(errors**2)) * (1 + (count - 1) * 0.5) / count
        weight = prior_sd**2 / (prior_sd**2 + variance)
        means.append(-float(slopes.mean()) * weight)
        sds.append(np.sqrt(weight * variance))
    return Slope(np.array(means), np.array(sds))


def _slopes(contrasts: Sequence[Contrast], measure: str, weeks: float) -> tuple[FloatArray, FloatArray]:
    found = [
        (each.estimate, each.ci_low, each.ci_high)
        for each in contrasts
        if (each.study_id, each.measure, each.weeks) == (STUDY, measure, weeks)
    ]
    table = np.array(found, dtype=float)
    return table[:, 0], (table[:, 2] - table[:, 1]) / WIDTH_95
