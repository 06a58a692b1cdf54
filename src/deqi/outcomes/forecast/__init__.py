"""A forecast of one person's course, with an honest width: prior, learn, update, predict, seal, score.

It forecasts a score under the care that a person has; it never says what caused a change.
"""

from deqi.outcomes.forecast.cohort import Episode
from deqi.outcomes.forecast.evidence_prior import prior
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
from deqi.outcomes.forecast.learn import learn
from deqi.outcomes.forecast.model import Course, Prior
from deqi.outcomes.forecast.posterior import Posterior, PosteriorMany, track_many, update, update_many
from deqi.outcomes.forecast.prediction import Prediction
from deqi.outcomes.forecast.scale import Scale
from deqi.outcomes.forecast.scoring import Calibration, Scored, calibration, score, score_sealed
from deqi.outcomes.forecast.seal import Sealed, seal, verify

__all__ = [
    "OURS",
    "Folds",
    "Method",
    "Task",
    "Tried",
    "leave_patients_out",
    "sensible_tasks",
    "track_many",
    "week_ahead",
    "Calibration",
    "Course",
    "Episode",
    "Posterior",
    "PosteriorMany",
    "Prediction",
    "Prior",
    "Scale",
    "Scored",
    "Sealed",
    "calibration",
    "learn",
    "prior",
    "score",
    "score_sealed",
    "seal",
    "update",
    "update_many",
    "verify",
]
