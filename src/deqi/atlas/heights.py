"""How high a person's landmarks stand, and how sure that is: the survey's conditional normal."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from deqi.atlas.body_tables import BodyTables
from deqi.atlas.survey import COLUMNS, Expected, Survey, distance, expect
from deqi.datafiles import Row
from deqi.vocabulary import Measures

GIVEN: Mapping[str, tuple[str, str]] = {
    "inseam_cm": ("crotchheight_mm", "inseam"),
    "waist_cm": ("waistcircumference_mm", "waist"),
    "sitting_height_cm": ("sittingheight_mm", "sitting_height"),
    "c7_height_cm": ("cervicaleheight_mm", "c7_mark"),
    "iliac_crest_height_cm": ("iliocristaleheight_mm", "iliac_crest_mark"),
}
"""Optional measure to survey column and to its tape error in ``body.toml``."""

FROM_SURVEY = "survey, given the measures"
MEASURED = "measured on the person"


@dataclass(frozen=True)
class Height:
    """A landmark's height above the floor, one standard deviation, and where both come from."""

    value_m: float
    sd_mm: float
    source: str


@dataclass(frozen=True)
class Estimate:
    """The heights by landmark, and what the survey expects of girths and lengths."""

    heights: Mapping[str, Height]
    shape: Expected


def estimate(measures: Measures, tables: BodyTables) -> Estimate:
    """Every landmark's height from all that is known. What was measured stays exactly as measured."""
    survey = tables.surveys[measures.sex]
    known, tape = _known(measures, tables.settings)
    widening = tables.settings["widening"]
    calm = known | {"weight_kg": _calm_weight(known, survey, widening["weight_z_limit"])}
    levels = expect(survey, calm, tape)
    wider = _wider(measures, distance(survey, known), tables.settings)
    measured = {column for name, (column, _) in GIVEN.items() if getattr(measures, name) is not None}
    heights = {}
    for landmark, column in COLUMNS.items():
        value, sd = levels[column]
        taken = column in measured
        heights[landmark] = Height(
            value / 1000, sd if taken else sd * wider, MEASURED if taken else FROM_SURVEY
        )
    return Estimate(heights, expect(survey, known))


def _known(measures: Measures, settings: Row) -> tuple[dict[str, float], dict[str, float]]:
    """The known measures in the survey's units, and the errors of the tape."""
    limits = settings["survey"]
    known = {
        "age_years": float(np.clip(measures.age_years, limits["age_low_years"], limits["age_high_years"])),
        "stature_mm": 10 * measures.height_cm,
        "weight_kg": measures.weight_kg,
    }
    tape = {}
    for name, (column, error) in GIVEN.items():
        value = getattr(measures, name)
        if value is not None:
            known[column] = 10 * value
            tape[column] = settings["tape_sd_mm"][error]
    return known, tape


def _calm_weight(known: Mapping[str, float], survey: Survey, limit: float) -> float:
    """The weight, held within ``limit`` standard deviations of what goes with the stature and age.

    Weight moves a landmark by millimetres inside the survey; far outside, the line must not run on.
    """
    mean, sd = expect(survey, {name: known[name] for name in ("age_years", "stature_mm")})["weight_kg"]
    return float(np.clip(known["weight_kg"], mean - limit * sd, mean + limit * sd))


def _wider(measures: Measures, far: float, settings: Row) -> float:
    """By how much a standard deviation grows for people unlike those surveyed."""
    widening = settings["widening"]
    past = max(0.0, measures.age_years - settings["survey"]["age_high_years"]) / 10
    beyond = max(0.0, far - widening["sd_free_z"])
    return float(1 + widening["share_per_z"] * beyond + widening["share_per_decade_past_58"] * past)
