"""How each observation reads the parameters of the ledger's model.

The latent scale is the probit of the share of people who are clearly better, so that one unit is one
standard deviation of people. See ``docs/explanation/ledger.md`` for the model in full.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]

END_OF_COURSE_WEEKS = 8.0
WEEKS_PER_QUARTER = 13.0


class Arm(Enum):
    """What people in one arm of a trial got. Waiting and usual care are never the same arm."""

    NOTHING = "nothing"
    USUAL_CARE = "usual care"
    SHAM = "sham"
    ACUPUNCTURE = "acupuncture"


PARAMETERS = (
    "natural_8",  # usual care at 8 to 13 weeks
    "natural_drift_26",  # change of usual care from there to 26 weeks
    "natural_drift_52",  # and from 26 to 52 weeks
    "nothing",  # waiting or nothing, minus usual care
    "contextual",  # sham minus usual care at the end of a course
    "specific",  # acupuncture minus sham at the end of a course
    "decay_added",  # change of (acupuncture minus usual care) a quarter year
    "decay_specific",  # change of (acupuncture minus sham) a quarter year
    "older_natural",  # people of 65 and over: shift of the natural course
    "older_contextual",  # and of what is added
)

RANDOM_EFFECTS = ("natural", "contextual", "specific", "course")
"""Between-trial parts: of the level, of the two components, and of the level at one time."""

Combination: TypeAlias = Mapping[Arm, float]
"""Weights of arms: ``{SHAM: 1}`` is a level, ``{ACUPUNCTURE: 1, SHAM: -1}`` a difference."""


@dataclass(frozen=True)
class Reading:
    """Loadings of one quantity on the parameters (10) and on the random effects (4)."""

    fixed: FloatArray
    random: FloatArray


def reading(combination: Combination, weeks: float, *, older: bool) -> Reading:
    """How a combination of arms at ``weeks`` reads the parameters."""
    level = sum(combination.values())
    needled = combination.get(Arm.SHAM, 0.0) + combination.get(Arm.ACUPUNCTURE, 0.0)
    real = combination.get(Arm.ACUPUNCTURE, 0.0)
    quarters = max(weeks - END_OF_COURSE_WEEKS, 0.0) / WEEKS_PER_QUARTER
    fixed = [
        level,
        level * (weeks >= 26),
        level * (weeks >= 52),
        combination.get(Arm.NOTHING, 0.0),
        needled,
        real,
        needled * quarters,
        (real - needled) * quarters,
        level * older,
        needled * older,
    ]
    return Reading(np.array(fixed, dtype=float), np.array([level, needled, real, level], dtype=float))
