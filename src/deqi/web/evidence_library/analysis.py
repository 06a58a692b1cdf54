"""Everything that the library works out about one selection. Only public functions of ``deqi.evidence``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from deqi.evidence import (
    EffectRow,
    EggerTest,
    EvidenceTables,
    ForestRow,
    Funnel,
    ImportantShare,
    MetaRegression,
    PooledEstimate,
    Selection,
    Step,
    cumulative,
    egger,
    forest_rows,
    funnel,
    leave_one_out,
    meta_regression,
    pool_rows,
    select,
    share_important,
)
from deqi.vocabulary import Comparator, UsageError
from deqi.web.evidence_library.names import trial_name
from deqi.web.evidence_library.query import PoolQuery

FUNNEL_TRIALS = 10
"""With fewer trials the eye and Egger's test see patterns in chance (Sterne 2011, Cochrane handbook)."""
REGRESSION_TRIALS = 3
Result = TypeVar("Result")


@dataclass(frozen=True)
class Study:
    """One trial of a selection: what was pooled, and where it stands."""

    study_id: str
    name: str
    year: int
    country: str
    people: int | None
    baseline: float | None
    line: ForestRow
    variance: float
    rows: tuple[EffectRow, ...]

    @property
    def weeks(self) -> tuple[float, ...]:
        """When its arms were measured."""
        return tuple(dict.fromkeys(row.weeks for row in self.rows if row.weeks is not None))

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of its rows, each once."""
        return tuple(dict.fromkeys(row.source_id for row in self.rows))


@dataclass(frozen=True)
class Bubble:
    """A meta-regression on one moderator, with the studies whose value is known."""

    moderator: str
    values: tuple[float, ...]
    studies: tuple[Study, ...]
    fit: MetaRegression


@dataclass(frozen=True)
class Analysis:
    """A selection, pooled where that is possible; ``why_not`` says why where it is not.

    ``without`` holds the rows of trials that the reader left out. ``without_chinese`` is the pool without
    trials done in China; only for active comparators, ``None`` where it says nothing new.
    """

    query: PoolQuery
    selection: Selection
    without: tuple[EffectRow, ...]
    studies: tuple[Study, ...] = ()
    pooled: PooledEstimate | None = None
    why_not: str = ""
    share: ImportantShare | None = None
    left_one_out: tuple[Step, ...] = ()
    cumulated: tuple[Step, ...] = ()
    funnel: Funnel | None = None
    egger: EggerTest | None = None
    bubbles: tuple[Bubble, ...] = ()
    chinese: tuple[Study, ...] = ()
    without_chinese: PooledEstimate | None = None

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source that the pooled estimate rests on, in order."""
        return tuple(dict.fromkeys(name for study in self.studies for name in study.source_ids))


def analyse(query: PoolQuery, tables: EvidenceTables) -> Analysis:
    """Select, leave out what the reader left out, pool, and try the result. Trials come in order of year."""
    selection = select(tables.effects, query.question)
    left_out = frozenset(query.without)
    without = tuple(row for row in selection.rows if row.study_id in left_out)
    rows = sorted(
        (row for row in selection.rows if row.study_id not in left_out),
        key=lambda row: (tables.trials[row.study_id].year, row.study_id),
    )
    found = Analysis(query, selection, without)
    if not rows:
        return found
    try:
        pooled = pool_rows(rows, query.tau2_method, query.interval)
    except UsageError as error:
        return replace(found, why_not=str(error))
    studies = _studies(rows, pooled, tables)
    y, v = pooled.effects, pooled.variances
    options = (query.tau2_method, query.interval, pooled.level)
    labels = [study.study_id for study in studies]
    many = len(studies) >= FUNNEL_TRIALS
    chinese = _chinese(studies, query)
    return replace(
        found,
        studies=studies,
        pooled=pooled,
        share=_if_possible(lambda: share_important(pooled, query.threshold)),
        left_one_out=leave_one_out(y, v, *options, labels=labels) if len(studies) > 1 else (),
        cumulated=cumulative(y, v, *options, labels=labels) if len(studies) > 1 else (),
        funnel=funnel(y, v, labels=labels) if many else None,
        egger=_if_possible(lambda: egger(y, v)) if many else None,
        bubbles=_bubbles(studies, query),
        chinese=chinese,
        without_chinese=_without(chinese, rows, query),
    )


def _studies(rows: Sequence[EffectRow], pooled: PooledEstimate, tables: EvidenceTables) -> tuple[Study, ...]:
    ids = list(dict.fromkeys(row.study_id for row in rows))
    lines = forest_rows(pooled, ids).rows
    made = []
    for study_id, line, variance in zip(ids, lines, pooled.variances, strict=True):
        trial = tables.trials[study_id]
        own = tuple(row for row in rows if row.study_id == study_id)
        made.append(
            Study(
                study_id=study_id,
                name=trial_name(study_id, tables),
                year=trial.year,
                country=trial.country,
                people=trial.n_randomised,
                baseline=_baseline(own[0], tables),
                line=line,
                variance=variance,
                rows=own,
            )
        )
    return tuple(made)


def _baseline(row: EffectRow, tables: EvidenceTables) -> float | None:
    """Mean at the start over all arms, in percent of the range, 100 the worst; ``None`` where not seen."""
    seen = [
        (result.value, result.n, result.scale_min, result.scale_max, result.higher_is_better)
        for result in tables.results
        if result.study_id == row.study_id
        and (result.outcome, result.instrument) == (row.outcome, row.instrument)
        and result.weeks == 0
        and result.statistic == "mean"
    ]
    shares = []
    for value, people, low, high, higher_is_better in seen:
        if low is None or high is None or higher_is_better is None:
            return None
        share = 100.0 * (value - low) / (high - low)
        shares.append((100.0 - share if higher_is_better else share, people or 1))
    total = sum(people for _, people in shares)
    return sum(share * people for share, people in shares) / total if shares else None


def _bubbles(studies: Sequence[Study], query: PoolQuery) -> tuple[Bubble, ...]:
    moderators: tuple[tuple[str, Callable[[Study], float | None]], ...] = (
        ("year", lambda study: float(study.year)),
        ("baseline", lambda study: study.baseline),
    )
    found = []
    for name, value in moderators:
        known = [(study, x) for study in studies if (x := value(study)) is not None]
        if len(known) < REGRESSION_TRIALS:
            continue
        fit = _if_possible(
            lambda name=name, known=known: meta_regression(  # type: ignore[misc]
                [study.line.effect for study, _ in known],
                [study.variance for study, _ in known],
                {name: [x for _, x in known]},
                query.tau2_method,
                query.interval,
            )
        )
        if fit is not None:
            found.append(Bubble(name, tuple(x for _, x in known), tuple(s for s, _ in known), fit))
    return tuple(found)


def _chinese(studies: Sequence[Study], query: PoolQuery) -> tuple[Study, ...]:
    """Trials done in China with active comparators: no blinding, mostly measured on the last day."""
    if query.comparator is not Comparator.ACTIVE:
        return ()
    return tuple(study for study in studies if study.country == "China")


def _without(studies: Sequence[Study], rows: Sequence[EffectRow], query: PoolQuery) -> PooledEstimate | None:
    ids = {study.study_id for study in studies}
    others = [row for row in rows if row.study_id not in ids]
    return pool_rows(others, query.tau2_method, query.interval) if ids and others else None


def _if_possible(work: Callable[[], Result]) -> Result | None:
    try:
        return work()
    except UsageError:
        return None
