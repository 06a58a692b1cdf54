"""Finished courses of many people, laid out for learning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from deqi.outcomes.forecast.scale import Floats, Scale, Whole
from deqi.vocabulary import UsageError

MOST_TIMES = 60
"""More distinct weeks than this are gathered before learning."""


@dataclass(frozen=True)
class Episode:
    """One person's course: the care, and scores at rising weeks (week 0 before treatment; nan if missing)."""

    arm: str
    weeks: tuple[float, ...]
    scores: tuple[float, ...]
    covariates: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Panel:
    """Cells of N people at T common weeks: ``cells`` (N, T), -1 where missing; ``arm`` (N,) into ``arms``."""

    weeks: Floats
    cells: Whole
    arm: Whole
    arms: tuple[str, ...]


def panel(cohort: Sequence[Episode], scale: Scale) -> Panel:
    """Lay out a cohort. Raises ``UsageError`` when it is empty, ``InputError`` for scores off the scale."""
    if not cohort:
        raise UsageError(
            what="The cohort is empty.",
            rule="Learning needs finished courses.",
            next_step="Give some, or use the prior from evidence alone.",
        )
    arms = tuple(sorted({episode.arm for episode in cohort}))
    times = np.unique([week for episode in cohort for week in episode.weeks])
    common = _gathered(times)
    cells = np.full((len(cohort), common.size), -1, np.int64)
    for i, episode in enumerate(cohort):
        at = np.abs(common[None, :] - np.asarray(episode.weeks, float)[:, None]).argmin(1)
        found = scale.cells(episode.scores)
        cells[i, at[found >= 0]] = found[found >= 0]
    kept = (cells >= 0).any(0)
    arm = np.array([arms.index(episode.arm) for episode in cohort], np.int64)
    return Panel(common[kept], cells[:, kept], arm, arms)


def _gathered(times: Floats) -> Floats:
    if times.size <= MOST_TIMES:
        return times
    later = times[times > 0]
    marks = np.unique(np.quantile(later, np.linspace(0, 1, MOST_TIMES - 1)))
    return np.concatenate([[0.0], marks]) if times[0] <= 0 else marks
