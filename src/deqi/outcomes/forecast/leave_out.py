"""Try a forecast on people it was not learnt from, beside simpler ones: leave-patients-out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.special import ndtr

from deqi.outcomes.forecast.cohort import Episode
from deqi.outcomes.forecast.comparators import COMPARATORS, TRACKERS, Normal, normal_crps
from deqi.outcomes.forecast.learn import learn
from deqi.outcomes.forecast.model import Prior
from deqi.outcomes.forecast.posterior import track_many, update_many
from deqi.outcomes.forecast.prediction import Prediction
from deqi.outcomes.forecast.scale import Floats, Scale, Whole
from deqi.outcomes.forecast.scoring import BETTER
from deqi.vocabulary import InputError

FEWEST = 20
"""People with all scores of a task, below which nothing is tried."""

OURS = "deqi"
Told = Callable[[int, int], None]
"""Called after each fold with how many are done and how many there are."""


@dataclass(frozen=True)
class Task:
    """Forecast the score at ``target`` from the scores at ``known`` weeks."""

    known: tuple[float, ...]
    target: float

    def __str__(self) -> str:
        return f"{', '.join(f'{week:g}' for week in self.known)} -> {self.target:g}"


@dataclass(frozen=True)
class Method:
    """How one way of forecasting did: CRPS in points, coverage of its 90% interval, Brier of 30% better."""

    crps: float
    coverage_90: float
    brier: float


@dataclass(frozen=True)
class Tried:
    """One task, all ways of forecasting it. ``base_rate_brier`` is the same chance for everybody."""

    task: str
    people: int
    base_rate_brier: float
    methods: Mapping[str, Method]


@dataclass
class _Sums:
    rows: dict[str, list[Floats]] = field(default_factory=dict)

    def add(self, name: str, crps: Floats, held: Floats, brier: Floats) -> None:
        self.rows.setdefault(name, []).append(np.column_stack([crps, held, brier]))

    def methods(self) -> dict[str, Method]:
        means = {name: np.vstack(rows).mean(0) for name, rows in self.rows.items()}
        return {name: Method(*(float(v) for v in mean)) for name, mean in means.items()}


@dataclass(frozen=True)
class Folds:
    """How people are left out: ``folds`` parts, ``repeats`` times, dealt by ``rng``."""

    folds: int
    repeats: int
    rng: np.random.Generator

    def deal(self, people: int) -> list[Whole]:
        """The people of each fold, of all repeats."""
        dealt = []
        for _ in range(self.repeats):
            order = self.rng.permutation(people)
            dealt += [order[k :: self.folds] for k in range(min(self.folds, people))]
        return dealt


def sensible_tasks(cohort: Sequence[Episode], most: int = 12) -> tuple[Task, ...]:
    """Tasks that the cohort allows: from week 0, and from all weeks so far, to the later weeks.

    Of many targets ``most`` are kept, evenly spread. Weeks that fewer than 20 people share are not used.
    """
    weeks, counts = np.unique([w for e in cohort for w in e.weeks], return_counts=True)
    shared = [float(w) for w, c in zip(weeks, counts, strict=True) if c >= FEWEST]
    later = [w for w in shared if w > shared[0]] if shared else []
    if len(later) > most:
        later = [later[i] for i in np.unique(np.linspace(0, len(later) - 1, most).round().astype(int))]
    found = [Task((shared[0],), target) for target in later]
    for target in later:
        known = tuple(w for w in shared if w < target)
        if len(known) > 1:
            found.append(Task(known, target))
    return tuple(found)


def leave_patients_out(
    cohort: Sequence[Episode],
    prior: Prior,
    task: Task,
    folds: Folds,
    *,
    zero_shot: bool = False,
    told: Told | None = None,
) -> Tried:
    """Forecast every person who has all scores of ``task`` from people of the other folds.

    Deqi learns from everything that the other folds' people gave, also from people without the outcome; the
    others learn from people with all scores of the task. With ``zero_shot`` Deqi learns nothing.
    Raises ``InputError`` when fewer than 20 people have all scores.
    """
    scores = _table(cohort, (*task.known, task.target))
    whole = np.flatnonzero(~np.isnan(scores).any(1))
    if whole.size < FEWEST:
        raise _too_few(whole.size, str(task))
    kinds = sorted({e.arm for e in cohort})
    arm = np.array([kinds.index(e.arm) for e in cohort], np.int64)
    sums, dealt = _Sums(), folds.deal(whole.size)
    for done, fold in enumerate(dealt, 1):
        test = whole[fold]
        train = np.setdiff1d(whole, test)
        observed = scores[test, -1]
        for name, forecast in COMPARATORS.items():
            normal = forecast(scores[train], arm[train], scores[test, :-1], arm[test])
            _score_normal(sums, name, normal, scores[test, 0], observed, prior.scale)
        out = {int(i) for i in test}
        taught = prior if zero_shot else learn([e for i, e in enumerate(cohort) if i not in out], prior)
        arms = [None if zero_shot else kinds[a] for a in arm[test]]
        ours = update_many(taught, task.known, scores[test, :-1], arms).predict(task.target)
        _score_ours(sums, ours, scores[test, 0], observed)
        if told:
            told(done, len(dealt))
    better = _better(scores[whole, 0], scores[whole, -1], prior.scale)
    rate = float(better.mean())
    return Tried(str(task), int(whole.size), rate * (1 - rate), sums.methods())


def week_ahead(
    cohort: Sequence[Episode],
    prior: Prior,
    folds: Folds,
    *,
    zero_shot: bool = False,
    told: Told | None = None,
) -> Tried:
    """Forecast each next score from all earlier ones, for courses with many weeks or days.

    Every week that 20 people share counts; a person counts with every next score that was given.
    """
    weeks, counts = np.unique([w for e in cohort for w in e.weeks], return_counts=True)
    shared = tuple(float(w) for w, c in zip(weeks, counts, strict=True) if c >= FEWEST)
    if len(shared) < 4:
        raise _too_few(len(shared), "week ahead", what="weeks that 20 people share", fewest=4)
    scores = _table(cohort, shared)
    sums, dealt = _Sums(), folds.deal(len(cohort))
    for done, test in enumerate(dealt, 1):
        train = np.setdiff1d(np.arange(len(cohort)), test)
        taught = prior if zero_shot else learn([cohort[i] for i in train], prior)
        arms = [None if zero_shot else cohort[i].arm for i in test]
        ours = track_many(taught, shared, scores[test], arms)
        theirs = {name: tracker(scores[train], scores[test]) for name, tracker in TRACKERS.items()}
        _score_tracks(sums, ours, theirs, scores[test], prior.scale)
        if told:
            told(done, len(dealt))
    return Tried("next score", len(cohort), float("nan"), sums.methods())


def _score_tracks(
    sums: _Sums, ours: Sequence[Prediction], theirs: Mapping[str, Normal], scores: Floats, scale: Scale
) -> None:
    for t in range(1, scores.shape[1]):
        here = ~np.isnan(scores[:, t]) & (~np.isnan(scores[:, :t])).any(1)
        if not here.any():
            continue
        y, nothing = scores[here, t], np.full(int(here.sum()), np.nan)
        for name, (mean, sd) in theirs.items():
            _score_normal(sums, name, (mean[here, t], sd[here, t]), nothing, y, scale)
        p = ours[t]
        _score_ours(sums, Prediction(scale, (p.weeks[0],) * y.size, p.below[here], nothing), nothing, y)


def _table(cohort: Sequence[Episode], weeks: Sequence[float]) -> Floats:
    place = {week: i for i, week in enumerate(weeks)}
    found = np.full((len(cohort), len(weeks)), np.nan)
    for i, episode in enumerate(cohort):
        for week, score in zip(episode.weeks, episode.scores, strict=True):
            if week in place:
                found[i, place[week]] = score
    return found


def _better(baseline: Floats, score: Floats, scale: Scale) -> Floats:
    trouble, now = np.abs(baseline - scale.good_end), np.abs(score - scale.good_end)
    return np.asarray(trouble - now >= BETTER * trouble - 1e-9, float)


def _score_normal(
    sums: _Sums, name: str, normal: Normal, baseline: Floats, observed: Floats, scale: Scale
) -> None:
    mean, sd = normal
    needed = BETTER * np.abs(baseline - scale.good_end)
    change = baseline - mean if scale.better == "lower" else mean - baseline
    brier = (ndtr((change - needed) / sd) - _better(baseline, observed, scale)) ** 2
    held = np.abs(observed - mean) <= 1.6448536 * sd
    sums.add(name, normal_crps(normal, observed), held.astype(float), brier)


def _score_ours(sums: _Sums, ours: Prediction, baseline: Floats, observed: Floats) -> None:
    low, high = (np.atleast_1d(end) for end in ours.interval(0.9))
    slack = 1e-9 * (ours.scale.high - ours.scale.low)
    held = (low - slack <= observed) & (observed <= high + slack)
    brier = (ours.p_better(BETTER) - _better(baseline, observed, ours.scale)) ** 2
    crps = np.atleast_1d(ours.crps(observed))
    sums.add(OURS, crps, held.astype(float), np.broadcast_to(brier, crps.shape))


def _too_few(
    found: int, where: str, what: str = "people with every score", fewest: int = FEWEST
) -> InputError:
    return InputError(
        what=f"There are {found} {what}.",
        rule=f"Trying a forecast needs at least {fewest}.",
        next_step="Choose other weeks, or gather more courses.",
        where=where,
    )
