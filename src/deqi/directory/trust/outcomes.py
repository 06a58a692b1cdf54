"""What tracked people of a practitioner reported, adjusted for how they began, shrunk, and never ranked.

Each person's last score is compared with what people who began alike had on average over all practitioners.
A practitioner's mean of these differences is shrunk to zero by how little it is known. The funnel shows
where chance alone would put it: Spiegelhalter 2005, Stat Med 24:1185, doi 10.1002/sim.1970.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[np.float64]


@dataclass(frozen=True)
class TrackedPerson:
    """One diary that opted in: scores at start and end, in points of the scale; ``None``: not told."""

    practitioner: str
    baseline: float
    final: float | None


@dataclass(frozen=True)
class OutcomeLimits:
    """When a figure may be shown, and with which interval: ``data/directory/trust.toml``."""

    tracked_needed: int
    follow_up_needed: float
    reliability_for_order: float
    level: float
    missing_quantile: float
    funnel_levels: tuple[float, ...]


@dataclass(frozen=True)
class Outcome:
    """The tracked outcome of one practitioner.

    ``difference``: adjusted mean in points of the scale, below 0 is better than people alike had elsewhere;
    ``None`` when too few were tracked to say. ``low``, ``high``: interval of the shrunken mean.
    ``reliability``: share of the spread between such means that is not chance, 0 to 1. ``may_order``:
    whether it may serve as an order.
    """

    practitioner: str
    started: int
    followed: int
    difference: float | None
    shrunken: float | None
    low: float | None
    high: float | None
    reliability: float | None
    may_order: bool

    @property
    def follow_up(self) -> float:
        """The share of those who started that told how they were at the end."""
        return self.followed / self.started if self.started else 0.0

    @property
    def too_few(self) -> bool:
        """Whether nothing may be said."""
        return self.difference is None


@dataclass(frozen=True)
class Profession:
    """What all practitioners together show: spread within and between, in points of the scale."""

    within_sd: float
    between_sd: float
    outcomes: Mapping[str, Outcome]


def profession_outcomes(people: Sequence[TrackedPerson], limits: OutcomeLimits) -> Profession:
    """Risk-adjusted, shrunken outcomes of every practitioner that occurs among ``people``.

    The adjustment is the regression of the final on the baseline score over everybody, within
    practitioners, so that a good practitioner is not adjusted away. Where fewer than ``follow_up_needed``
    of a practitioner's people told how they were, each missing one counts as the worse ``missing_quantile``
    of all adjusted scores: leaving people out must not pay. With nobody followed up the mapping holds
    counts alone.
    """
    started = Counter(person.practitioner for person in people)
    followed = [person for person in people if person.final is not None]
    if not followed:
        return Profession(0.0, 0.0, {name: _counts_only(name, count, 0) for name, count in started.items()})
    names, index = np.unique([person.practitioner for person in followed], return_inverse=True)
    residuals = _residuals(followed, index, len(names))
    order = np.argsort(index, kind="stable")
    parts = np.split(residuals[order], np.cumsum(np.bincount(index))[:-1])
    own = dict(zip(names.tolist(), parts, strict=True))
    worse = float(np.quantile(residuals, limits.missing_quantile))
    groups = {
        name: _filled(own.get(name, np.empty(0)), count, worse, limits) for name, count in started.items()
    }
    within, between = _spread([group for group in groups.values() if len(group)])
    counts = {name: _counts_only(name, count, len(own.get(name, ()))) for name, count in started.items()}
    return Profession(
        within,
        between,
        {name: _outcome(counts[name], group, within, between, limits) for name, group in groups.items()},
    )


def funnel(counts: Array, within_sd: float, between_sd: float, levels: Sequence[float]) -> dict[float, Array]:
    """Half-widths of the funnel, in points, for each number of tracked people and each level.

    ``counts``: shape (n,), whole numbers from 1. The over-dispersion ``between_sd`` widens it, so that an
    ordinary practitioner of a varied profession stays inside.
    """
    spread = np.sqrt(within_sd**2 / np.asarray(counts, dtype=float) + between_sd**2)
    return {level: spread * float(special.ndtri(0.5 * (1.0 + level))) for level in levels}


def reliability(count: float, within_sd: float, between_sd: float) -> float:
    """``between² / (between² + within² / count)``: 0 is chance alone, 1 is no chance at all."""
    if count <= 0 or between_sd <= 0.0:
        return 0.0
    return between_sd**2 / (between_sd**2 + within_sd**2 / count)


def _residuals(followed: Sequence[TrackedPerson], index: NDArray[np.intp], practitioners: int) -> Array:
    """Adjusted final scores around their mean, shape (followed,)."""
    start = np.array([person.baseline for person in followed])
    final = np.array([person.final for person in followed], dtype=float)
    size = np.bincount(index, minlength=practitioners)
    start_within = start - (np.bincount(index, start) / size)[index]
    final_within = final - (np.bincount(index, final) / size)[index]
    power = float(start_within @ start_within)
    slope = float(start_within @ final_within) / power if power > 0.0 else 0.0
    adjusted = final - slope * (start - start.mean())
    return np.asarray(adjusted - adjusted.mean())


def _filled(found: Array, started: int, worse: float, limits: OutcomeLimits) -> Array:
    if len(found) >= limits.follow_up_needed * started:
        return found
    return np.concatenate([found, np.full(started - len(found), worse)])


def _spread(groups: Sequence[Array]) -> tuple[float, float]:
    """Standard deviations within and between practitioners: one-way method of moments, truncated at 0."""
    sizes = np.array([len(group) for group in groups], dtype=float)
    total, count = sizes.sum(), len(groups)
    squares = sum(float(((group - group.mean()) ** 2).sum()) for group in groups)
    if total <= count:
        return 0.0, 0.0
    within = squares / (total - count)
    if count < 2:
        return float(np.sqrt(within)), 0.0
    means = np.array([group.mean() for group in groups])
    grand = float(sizes @ means / total)
    between_square = float(sizes @ (means - grand) ** 2) / (count - 1)
    effective = (total - float(sizes @ sizes) / total) / (count - 1)
    return float(np.sqrt(within)), float(np.sqrt(max(0.0, (between_square - within) / effective)))


def _counts_only(name: str, started: int, followed: int) -> Outcome:
    return Outcome(name, started, followed, None, None, None, None, None, may_order=False)


def _outcome(counts: Outcome, group: Array, within: float, between: float, limits: OutcomeLimits) -> Outcome:
    if counts.followed < limits.tracked_needed:
        return counts
    share = reliability(len(group), within, between)
    mean = float(group.mean())
    half = float(special.ndtri(0.5 * (1.0 + limits.level))) * between * float(np.sqrt(1.0 - share))
    return replace(
        counts,
        difference=mean,
        shrunken=share * mean,
        low=share * mean - half,
        high=share * mean + half,
        reliability=share,
        may_order=share >= limits.reliability_for_order and counts.follow_up >= limits.follow_up_needed,
    )
