"""A forecast of one person's course, with an honest width: prior, learn, update, predict, seal, score.

It forecasts a score under the care that a person has; it never says what caused a change.
"""

from deqi.outcomes.forecast.cohort import Episode
from deqi.outcomes.forecast.evidence_prior import prior
from deqi.outcomes.forecast.learn import learn
from deqi.outcomes.forecast.leave_out import (
    OURS,
    Folds,
    Method,
    Task,
    Tried,
    leave_patients_out,
    sensible_tasks,
    week_ahead,
)
from deqi.outcomes.forecast.long_format import Cohort, read_long
from deqi.outcomes.forecast.model import Course, Prior
from deqi.outcomes.forecast.posterior import Posterior, PosteriorMany, track_many, update, update_many
from deqi.outcomes.forecast.prediction import Prediction
from deqi.outcomes.forecast.scale import Scale
from deqi.outcomes.forecast.scoring import Calibration, Scored, calibration, score, score_sealed
from deqi.outcomes.forecast.seal import Sealed, seal, verify
from deqi.outcomes.forecast.tables import ForecastTables, default_forecast_tables, load_forecast_tables
from deqi.outcomes.forecast.untreated import simulate_untreated

__all__ = [
    "OURS",
    "Calibration",
    "Cohort",
    "Course",
    "Episode",
    "Folds",
    "ForecastTables",
    "Method",
    "Posterior",
    "PosteriorMany",
    "Prediction",
    "Prior",
    "Scale",
    "Scored",
    "Sealed",
    "Task",
    "Tried",
    "calibration",
    "default_forecast_tables",
    "learn",
    "leave_patients_out",
    "load_forecast_tables",
    "prior",
    "read_long",
    "score",
    "score_sealed",
    "seal",
    "sensible_tasks",
    "simulate_untreated",
    "track_many",
    "update",
    "update_many",
    "verify",
    "week_ahead",
]
