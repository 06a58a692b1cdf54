"""The evidence tables as frozen, typed rows, with a gate that keeps unchecked figures in.

Rows whose review state is ``unchecked`` never stand in ``trials``, ``results`` and so on: they are
listed in ``EvidenceTables.unchecked``, for curators, and nothing else may read them.
"""

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from deqi.datafiles import Row, Table, load_csv
from deqi.vocabulary import Certainty, Comparator, DataFileError, ReviewState, Source, Stratum


class Group(Enum):
    """The people a trial or cohort studied. ``stratum`` is ``None`` where Deqi gives no answer."""

    CHRONIC = "chronic"
    CHRONIC_65 = "chronic, 65 and over"
    OLDER = "chronic, older adults"
    """Older adults whose age limit was lower than 65, or not seen."""
    ACUTE = "acute"
    SCIATICA = "sciatica"
    PREGNANCY = "pregnancy"
    STENOSIS = "stenosis"
    AFTER_SURGERY = "after back surgery"
    MIXED = "mixed duration"
    """Acute and chronic pain together, or a mean duration only."""
    OTHER = "other"

    @property
    def stratum(self) -> Stratum | None:
        """The vocabulary's stratum of the same name, if there is one."""
        return next((stratum for stratum in Stratum if stratum.value == self.value), None)


class Modality(Enum):
    """What was done in an acupuncture arm. By default only ``NEEDLING`` is pooled with ``NEEDLING``."""

    NEEDLING = "needling"
    ELECTRO = "electroacupuncture"
    EAR = "ear"
    SCALP = "scalp"
    LASER = "laser"
    ACUPRESSURE = "acupressure"
    PENS = "PENS"
    CATGUT = "catgut"
    PACKAGE = "package"
    """Acupuncture together with another treatment that the other arm did not get."""
    MIXED = "mixed"


class Role(Enum):
    """What an arm was in its trial."""

    ACUPUNCTURE = "acupuncture"
    SHAM = "sham"
    NO_TREATMENT = "no treatment"
    USUAL_CARE = "usual care"
    ACTIVE = "active care"
    WHOLE_TRIAL = "whole trial"

    @property
    def comparator(self) -> Comparator | None:
        """The comparator that this arm is for acupuncture; ``None`` for acupuncture and whole trials."""
        return next((kind for kind in Comparator if kind.value == self.value), None)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Where a row comes from. ``source_location`` says where in it, or where its figure was read."""

    source_id: str
    source_location: str
    review: ReviewState
    review_note: str


@dataclass(frozen=True, kw_only=True)
class Trial(Figure):
    """One randomised trial. ``sham`` is empty when it had no sham arm."""

    study_id: str
    title: str
    year: int
    country: str
    n_randomised: int | None
    group: Group
    condition: str
    modality: Modality
    design: str
    sessions: str
    sham: str
    doi: str
    pmid: str
    registration: str
    risk_of_bias: str


@dataclass(frozen=True, kw_only=True)
class ArmResult(Figure):
    """One number of one arm, on the instrument's own scale; ``weeks`` count from randomisation.

    ``n_counts`` is ``"randomised"`` when ``n`` is known to be people randomised, not analysed.
    ``sd_derived`` was worked out from an interval or standard error; no paper printed it.
    ``higher_is_better`` is ``None`` where the paper contradicts itself.
    """

    study_id: str
    arm: str
    arm_label: str
    role: Role
    modality: Modality | None
    n: int | None
    n_counts: str
    outcome: str
    instrument: str
    scale_min: float | None
    scale_max: float | None
    higher_is_better: bool | None
    weeks: float | None
    weeks_approximate: bool | None
    statistic: str
    value: float
    sd: float | None
    ci_low: float | None
    ci_high: float | None
    se: float | None
    sd_derived: float | None
    computed: bool


@dataclass(frozen=True, kw_only=True)
class Contrast(Figure):
    """One published difference, first arm minus second, on the instrument's own scale."""

    study_id: str
    arm_a: str
    arm_b: str
    role_a: Role
    comparator: Comparator | None
    modality: Modality | None
    outcome: str
    instrument: str
    weeks: float | None
    weeks_approximate: bool | None
    measure: str
    estimate: float | None
    ci_low: float | None
    ci_high: float | None
    p: str
    computed: bool


@dataclass(frozen=True, kw_only=True)
class EffectRow(Figure):
    """One difference in percent of the scale's range. Negative favours ``arm`` over ``comparator_arm``.

    ``comparator`` is ``None`` when two kinds of acupuncture were compared. ``role`` is ``SHAM`` where a
    sham arm stands on the left. Rows marked ``duplicate`` repeat another row and are not to be pooled.
    """

    study_id: str
    arm: str
    comparator_arm: str
    role: Role
    comparator: Comparator | None
    modality: Modality | None
    group: Group
    outcome: str
    instrument: str
    weeks: float | None
    difference_0_100: float
    ci_low_0_100: float
    ci_high_0_100: float
    se_0_100: float
    n: int | None
    derived_from: str
    duplicate: bool


@dataclass(frozen=True, kw_only=True)
class PooledRow(Figure):
    """One published pooled figure. ``comparator`` is ``None`` where it is none of the four, or a mix."""

    pooled_id: str
    year: int | None
    comparison: str
    treatment: str
    comparator: Comparator | None
    outcome: str
    time: str
    k_trials: int | None
    n_participants: int | None
    measure: str
    estimate: float | None
    estimate_text: str
    ci_low: float | None
    ci_high: float | None
    i2_percent: float | None
    certainty: Certainty | None
    certainty_text: str


@dataclass(frozen=True, kw_only=True)
class NaturalCourseRow(Figure):
    """The course of a control arm or a cohort (no ``study_id``); ``change`` is minus when it fell."""

    study_id: str
    cohort: str
    arm: str
    population: str
    group: Group
    care: str
    comparator: Comparator | None
    outcome: str
    instrument: str
    baseline: float | None
    baseline_sd: float | None
    weeks: float
    value: float | None
    change: float | None
    change_sd: float | None
    change_percent_of_range: float | None


@dataclass(frozen=True)
class EvidenceTables:
    """Every checked row that may be shown, and apart from them the rows that may not."""

    trials: Mapping[str, Trial]
    results: tuple[ArmResult, ...]
    contrasts: tuple[Contrast, ...]
    effects: tuple[EffectRow, ...]
    pooled: tuple[PooledRow, ...]
    natural_history: tuple[NaturalCourseRow, ...]
    sources: Mapping[str, Source]
    unchecked: tuple[Figure, ...]
    hashes: Mapping[str, str]


TABLES = ("trials", "results", "contrasts", "effects", "pooled", "natural_history")
"""The files of ``evidence``, without their ending."""

AnyFigure = TypeVar("AnyFigure", bound=Figure)
AnyRow = TypeVar("AnyRow")


def shown(rows: Iterable[AnyFigure], hidden_trials: Set[str] = frozenset()) -> tuple[AnyFigure, ...]:
    """The release gate: rows that somebody has seen, here or at second hand, of trials not hidden."""
    return tuple(row for row in rows if _may_be_shown(row, hidden_trials))


def held_back(rows: Iterable[AnyFigure], hidden_trials: Set[str] = frozenset()) -> tuple[AnyFigure, ...]:
    """The rows that ``shown`` leaves out."""
    return tuple(row for row in rows if not _may_be_shown(row, hidden_trials))


def _may_be_shown(row: Figure, hidden_trials: Set[str]) -> bool:
    return row.review is not ReviewState.UNCHECKED and getattr(row, "study_id", "") not in hidden_trials


def load_evidence_tables(root: Path) -> EvidenceTables:
    """Load ``root/evidence/*.csv`` and ``root/sources.csv``, checked against ``root/schemas``.

    Raises ``DataFileError`` naming the file when a table breaks its schema, names an unknown trial or
    source, leans on an unchecked source, or prints an interval that leaves its own estimate out.
    """
    files = {name: _table(root, f"evidence/{name}.csv") for name in TABLES}
    files["sources"] = _table(root, "sources.csv")
    sources = _sources(files["sources"])
    trials = _rows(files["trials"], Trial)
    results = _rows(files["results"], ArmResult)
    contrasts = _rows(files["contrasts"], Contrast)
    effects = _rows(files["effects"], EffectRow)
    pooled = _rows(files["pooled"], PooledRow)
    history = _rows(files["natural_history"], NaturalCourseRow)
    everything = (*trials, *results, *contrasts, *effects, *pooled, *history)
    for name in TABLES:
        _check_sources(files[name], sources)
        _check_intervals(files[name])
    known = {trial.study_id for trial in trials}
    for name in TABLES[1:]:
        _check_studies(files[name], known)
    hidden = {trial.study_id for trial in held_back(trials)}
    return EvidenceTables(
        trials=MappingProxyType({trial.study_id: trial for trial in shown(trials)}),
        results=shown(results, hidden),
        contrasts=shown(contrasts, hidden),
        effects=shown(effects, hidden),
        pooled=shown(pooled),
        natural_history=shown(history, hidden),
        sources=sources,
        unchecked=held_back(everything, hidden),
        hashes=MappingProxyType({name: table.sha256 for name, table in files.items()}),
    )


def load_sources(root: Path) -> Mapping[str, Source]:
    """The publications of ``root/sources.csv`` by id. Raises ``DataFileError``."""
    return _sources(_table(root, "sources.csv"))


def _sources(table: Table) -> Mapping[str, Source]:
    return MappingProxyType({source.id: source for source in _rows(table, Source)})


def _table(root: Path, name: str) -> Table:
    path = root / name
    return load_csv(path, root / "schemas" / f"{path.stem}.json")


def _rows(table: Table, kind: type[AnyRow]) -> tuple[AnyRow, ...]:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
    return tuple(kind(**{name: _value(row[name], hints[name]) for name in names}) for row in table)


def _value(raw: Any, hint: Any) -> Any:
    """A cell as its field's type: text is never ``None``, numbers may be, words become enums."""
    if hint is str:
        return raw or ""
    if raw is None:
        return None
    kinds = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    kind = kinds[0]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(raw)
    return raw


def _check_sources(table: Table, sources: Mapping[str, Source]) -> None:
    for line, row in enumerate(table, start=2):
        source = sources.get(row["source_id"])
        if source is None:
            raise _broken(table, line, "source_id", row, "No such source stands in sources.csv.")
        checked = row["review"] != ReviewState.UNCHECKED.value
        if checked and source.review is ReviewState.UNCHECKED:
            raise _broken(table, line, "source_id", row, "The row counts as checked, its source does not.")


def _check_studies(table: Table, known: set[str]) -> None:
    if "study_id" not in table.rows[0]:
        return
    for line, row in enumerate(table, start=2):
        if row["study_id"] is not None and row["study_id"] not in known:
            raise _broken(table, line, "study_id", row, "No such trial stands in trials.csv.")


def _check_intervals(table: Table) -> None:
    names = ("estimate", "ci_low", "ci_high")
    if "difference_0_100" in table.rows[0]:
        names = ("difference_0_100", "ci_low_0_100", "ci_high_0_100")
    elif "value" in table.rows[0]:
        names = ("value", "ci_low", "ci_high")
    for line, row in enumerate(table, start=2):
        estimate, low, high = (row.get(name) for name in names)
        if row["review"] == ReviewState.UNCHECKED.value or estimate is None:
            continue
        if low is not None and high is not None and not low <= estimate <= high:
            raise _broken(table, line, names[0], row, "The interval leaves its own estimate out.")


def _broken(table: Table, line: int, column: str, row: Row, rule: str) -> DataFileError:
    return DataFileError(
        what=f"Line {line}, column {column}: {row[column]!r}.",
        rule=rule,
        next_step="Mend the row; `deqi data check` reads every file.",
        where=f"{table.name}.csv",
    )
