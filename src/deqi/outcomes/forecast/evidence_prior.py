"""The prior from evidence alone: any person, any questionnaire with a stated range."""

import numpy as np

from deqi.outcomes.forecast.model import Components, Course, Prior
from deqi.outcomes.forecast.scale import Floats, Scale
from deqi.outcomes.forecast.tables import ForecastTables, default_forecast_tables
from deqi.vocabulary import InputError


def prior(scale: Scale, course: Course | None = None, tables: ForecastTables | None = None) -> Prior:
    """What evidence alone expects of a person whose score has this scale.

    ``course`` is the average change that evidence gives for this person's care; without it, the middle of
    what cohorts with and without treatment showed, with a spread that holds them. Raises ``InputError`` for a
    course whose parts do not fit together.
    """
    known = tables or default_forecast_tables()
    weeks = np.array(known.weeks)
    change, unsure = known.course() if course is None else _latent_course(course, scale, known)
    size = np.array(known.sizes)[:, None]
    first = weeks <= 0
    grow = 1 + (known.growth - 1) * np.array(known.uncertainty_shape)
    # a cohort whose people differ much may also fare much better or worse than the average
    away = unsure * size / size.mean() if course is None else unsure * np.ones_like(size)
    own = size * np.where(first, 1.0, grow)
    sd = np.sqrt(known.start_between**2 + own**2 + away**2)
    noise = known.noise * size**2 / sd**2 * np.where(first, known.first_noise, 1.0)
    at = int(np.argmin(np.abs(weeks - 12)))
    shared = known.start_between**2 + known.kept * size[:, 0] * own[:, at]
    clean = np.sqrt((1 - noise[:, 0]) * (1 - noise[:, at]))
    level = np.clip(shared / (sd[:, 0] * sd[:, at]) / clean, 0.02, 0.98)
    count = size.shape[0]
    mean = np.log(known.start_level + known.offset) + change
    middle = (np.arange(scale.lattice.size - 1) + 0.5) / (scale.lattice.size - 1)
    weight = np.array(known.weights)
    return Prior(
        scale,
        Components(
            weight=weight / weight.sum(),
            edges=np.tile(np.log(middle + known.offset), (count, 1)),
            weeks=weeks,
            mean=np.tile(mean, (count, 1, 1)),
            mean_variance=np.zeros((count, 1, weeks.size)),
            sd=sd,
            noise=noise,
            level=level,
            rate=np.full(count, known.rate),
            power=np.full(count, known.power),
            spread=np.ones(count),
        ),
        arms=(),
    )


def _latent_course(course: Course, scale: Scale, known: ForecastTables) -> tuple[Floats, Floats]:
    """A course in points, as change on the latent scale of somebody at the reference level."""
    given = np.array(course.weeks, float)
    if not (given.size == len(course.change) == len(course.sd) > 0) or (np.diff([0.0, *given]) <= 0).any():
        raise InputError(
            what="The parts of the course do not fit together.",
            rule="weeks rise from above 0, with a change and an sd for each.",
            next_step="Give as many changes and sds as weeks.",
            where="course",
        )
    span = scale.high - scale.low
    sign = 1.0 if scale.better == "lower" else -1.0
    part = sign * np.array(course.change) / span
    moved = np.clip(known.reference + part, 0.02, 1.2) + known.offset
    change = np.log(moved) - np.log(known.reference + known.offset)
    unsure = np.array(course.sd) / span / moved
    at, log_given = np.log1p(np.array(known.weeks)), np.log1p(np.array([0.0, *given]))
    return np.interp(at, log_given, [0.0, *change]), np.interp(at, log_given, [0.0, *unsure])
