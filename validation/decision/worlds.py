"""Made-up people with back pain, by a recipe that shares nothing with the forecast's model.

Each person has a lasting level, a slow drift that care or time brings, a wandering deviation, and ratings
that are rounded to whole numbers. People begin care in the worst week of half a year, so regression to the
mean is in.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from deqi.vocabulary import CarePlan, CareRecord, DiaryEntry, Person, Session

START = date(2026, 3, 2)
HALF_A_YEAR = 26
WEEKS = 12


@dataclass(frozen=True)
class World:
    """How people differ and waver. ``kept`` is the share of a deviation that is left a week later."""

    name: str
    level: float = 5.0
    level_sd: float = 1.6
    deviation_sd: float = 1.1
    kept: float = 0.8
    rating_sd: float = 1.0
    drift: float = 0.6
    drift_sd: float = 1.5
    missed: float = 0.2


@dataclass(frozen=True)
class Course:
    """One made-up course: ratings of weeks -1 to 12 (nan where missed) and the level that ends it."""

    ratings: np.ndarray
    ended_at: float

    @property
    def baseline(self) -> float:
        return float(np.nanmean(self.ratings[:2]))

    @property
    def clearly_better(self) -> bool:
        """Whether the level of the last three weeks is 30% or more below what was written at the start."""
        return self.ended_at <= 0.7 * self.baseline


def courses(world: World, count: int, rng: np.random.Generator) -> list[Course]:
    """``count`` people who had pain of 4 or more when they began, as trials ask."""
    found: list[Course] = []
    while len(found) < count:
        course = _course(world, rng)
        if course.baseline >= 4:
            found.append(course)
    return found


def _course(world: World, rng: np.random.Generator) -> Course:
    weeks = HALF_A_YEAR + WEEKS + 2
    steps = world.deviation_sd * np.sqrt(1 - world.kept**2) * rng.standard_normal(weeks)
    deviation = np.empty(weeks)
    deviation[0] = world.deviation_sd * rng.standard_normal()
    for week in range(1, weeks):
        deviation[week] = world.kept * deviation[week - 1] + steps[week]
    level = world.level + world.level_sd * rng.standard_normal()
    worst = int(np.argmax(deviation[1:HALF_A_YEAR])) + 1
    drift = world.drift + world.drift_sd * rng.standard_normal()
    since = np.maximum(np.arange(weeks) - worst, 0)
    true = level + deviation - drift * (1 - np.exp(-since / 4))
    span = slice(worst - 1, worst + WEEKS + 1)
    ratings = np.clip(np.rint(true[span] + world.rating_sd * rng.standard_normal(WEEKS + 2)), 0, 10)
    ended = float(np.clip(true[worst + WEEKS - 2 : worst + WEEKS + 1], 0, 10).mean())
    gone = rng.random(WEEKS + 2) < world.missed
    gone[:2] = False
    return Course(np.where(gone, np.nan, ratings), ended)


def record_at(course: Course, week: int) -> CareRecord:
    """What the diary holds after ``week`` weeks with one visit a week."""
    told = [
        DiaryEntry(START + timedelta(weeks=at), {"pain": float(rating)})
        for at, rating in zip(range(-1, week + 1), course.ratings, strict=False)
        if not np.isnan(rating)
    ]
    visits = tuple(Session(START + timedelta(weeks=at)) for at in range(week))
    person = Person(age=50, pain_weeks=60, pain_now=round(course.baseline))
    return CareRecord(
        start=START, person=person, plan=CarePlan(visits=12, weeks=12), entries=tuple(told), sessions=visits
    )
