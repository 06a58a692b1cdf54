"""Select effects that may be pooled: one group of people, one comparator, one outcome, one kind of treatment.

Usual care, nothing and sham answer different questions, so a selection names exactly one comparator.
Electroacupuncture, ear, laser, acupressure and the like come only when asked for by name. Rows that repeat
another row are left out, and a trial gives one row a pair of arms: of several weeks the last in the window,
of several instruments the first in the file. What was left out, and why, is in ``left_out``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deqi.evidence.multiarm import pool_multiarm
from deqi.evidence.pooling import PooledEstimate
from deqi.evidence.tables import EffectRow, Group, Modality, Role
from deqi.vocabulary import Comparator, Stratum, UsageError


@dataclass(frozen=True)
class Question:
    """What to select. ``weeks`` is the closed window since randomisation."""

    group: Group | Stratum
    comparator: Comparator
    outcome: str
    weeks: tuple[float, float]
    modality: Modality = Modality.NEEDLING
    role: Role = Role.ACUPUNCTURE


@dataclass(frozen=True)
class LeftOut:
    """A row that answers the question but is not pooled, and why."""

    row: EffectRow
    why: str


@dataclass(frozen=True)
class Selection:
    """Rows that answer ``question``: differences in percent of range, below 0 favours acupuncture."""

    question: Question
    rows: tuple[EffectRow, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def comparator(self) -> Comparator:
        """The one comparator of every row."""
        return self.question.comparator

    def pool(self, tau2_method: str = "REML", interval: str = "hksj", level: float = 0.95) -> PooledEstimate:
        """Pool the rows; arms of one trial share their control and are combined first.

        Raises ``UsageError`` when nothing was selected.
        """
        return pool_rows(self.rows, tau2_method, interval, level)


_SAME_WEEK = "another instrument of the same week comes first"
_EARLIER = "the same arms were measured later in the window"


def select(rows: Iterable[EffectRow], question: Question) -> Selection:
    """The rows that answer ``question``, in file order. Raises ``UsageError`` for an impossible question."""
    _check(question)
    kept: dict[tuple[str, str, str], EffectRow] = {}
    left: list[LeftOut] = []
    for row in rows:
        if not _answers(row, question):
            continue
        if row.duplicate:
            left.append(LeftOut(row, "repeats another row"))
            continue
        key = (row.study_id, row.arm, row.comparator_arm)
        old = kept.setdefault(key, row)
        if old is row:
            continue
        before, now = old.weeks or 0.0, row.weeks or 0.0
        kept[key], dropped = (row, old) if now > before else (old, row)
        left.append(LeftOut(dropped, _SAME_WEEK if now == before else _EARLIER))
    return Selection(question, tuple(kept.values()), tuple(left))


def pool_rows(
    rows: Sequence[EffectRow], tau2_method: str = "REML", interval: str = "hksj", level: float = 0.95
) -> PooledEstimate:
    """Pool rows in percent of range; k counts trials. Raises ``UsageError`` rather than mix.

    Refused: no row, rows with different comparators, outcomes, modalities, roles or groups, duplicates, and
    arms of one trial with different controls (they would need that trial's full covariance).
    """
    _refuse_mixture(rows)
    return pool_multiarm(
        [row.study_id for row in rows],
        [row.difference_0_100 for row in rows],
        [row.se_0_100**2 for row in rows],
        tau2_method,
        interval,
        level,
    )


def _answers(row: EffectRow, question: Question) -> bool:
    low, high = question.weeks
    group = question.group
    same_group = row.group.stratum is group if isinstance(group, Stratum) else row.group is group
    same_modality = question.role is Role.SHAM or row.modality is question.modality
    return (
        same_group
        and same_modality
        and row.comparator is question.comparator
        and row.role is question.role
        and row.outcome == question.outcome
        and row.weeks is not None
        and low <= row.weeks <= high
    )


def _check(question: Question) -> None:
    low, high = question.weeks
    if not 0.0 <= low <= high:
        raise UsageError(
            what=f"The window runs from week {low!r} to week {high!r}.",
            rule="It starts at 0 or later and does not end before it starts.",
            next_step="Give (first week, last week).",
            where="weeks",
        )
    if not isinstance(question.comparator, Comparator):
        raise UsageError(
            what=f"The comparator is {question.comparator!r}.",
            rule="Exactly one comparator is chosen; they are never mixed.",
            next_step=f"Give one of {', '.join(kind.name for kind in Comparator)}.",
            where="comparator",
        )


def _refuse_mixture(rows: Sequence[EffectRow]) -> None:
    if not rows:
        raise _mixture("No row was selected.", "Pooling needs at least one.")
    for name in ("comparator", "role", "modality", "outcome", "group"):
        values = {getattr(row, name) for row in rows}
        if len(values) > 1:
            words = sorted(str(getattr(value, "value", value)) for value in values)
            raise _mixture(f"The rows differ in {name}: {', '.join(words)}.", "These are never mixed.")
    if rows[0].comparator is None:
        raise _mixture("The rows have no comparator.", "Two kinds of acupuncture were compared.")
    _refuse_double_counting(rows)


def _refuse_double_counting(rows: Sequence[EffectRow]) -> None:
    if any(row.duplicate for row in rows):
        raise _mixture("A row repeats another one.", "Nothing is counted twice.")
    controls: dict[str, str] = {}
    arms: set[tuple[str, str]] = set()
    for row in rows:
        if controls.setdefault(row.study_id, row.comparator_arm) != row.comparator_arm:
            raise _mixture(f"{row.study_id} comes with two controls.", "One control a trial can be pooled.")
        if (row.study_id, row.arm) in arms:
            raise _mixture(f"{row.study_id}, {row.arm} comes twice.", "Nothing is counted twice.")
        arms.add((row.study_id, row.arm))


def _mixture(what: str, rule: str) -> UsageError:
    return UsageError(
        what=what, rule=rule, next_step="Select again with one question (select).", where="rows"
    )
