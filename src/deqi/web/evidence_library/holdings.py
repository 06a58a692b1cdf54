"""Which questions the table can answer at all: trials a question and window of weeks."""

from collections import defaultdict
from dataclasses import dataclass

from deqi.evidence import EvidenceTables, Role
from deqi.web.evidence_library.choices import (
    COMPARATOR_WORDS,
    GROUP_WORDS,
    MODALITY_WORDS,
    OUTCOME_WORDS,
    Words,
)
from deqi.web.evidence_library.query import LAST_WEEK, PoolQuery

WINDOWS = ((0.0, 3.9), (4.0, 17.0), (17.1, 39.0), (39.1, LAST_WEEK), (0.0, LAST_WEEK))
"""Weeks since randomisation, each with both ends; the last is any time."""


@dataclass(frozen=True)
class Cell:
    """How many trials, and the address that pools them."""

    trials: int
    address: str


@dataclass(frozen=True)
class Holding:
    """One question with its number of trials in each window."""

    comparator: Words
    outcome: Words
    group: Words
    modality: Words
    cells: tuple[Cell, ...]


def holdings(tables: EvidenceTables, data: str) -> tuple[Holding, ...]:
    """Every question with at least one trial, those with the most trials first."""
    weeks: dict[PoolQuery, dict[str, set[float]]] = defaultdict(lambda: defaultdict(set))
    for row in tables.effects:
        if row.comparator is None or row.modality is None or row.weeks is None:
            continue
        if row.duplicate or row.role is not Role.ACUPUNCTURE:
            continue
        question = PoolQuery(row.comparator, row.outcome, row.group, row.modality, (0.0, LAST_WEEK))
        weeks[question][row.study_id].add(row.weeks)
    ordered = sorted(weeks.items(), key=lambda item: (-len(item[1]), _order(item[0])))
    return tuple(
        Holding(
            COMPARATOR_WORDS[question.comparator],
            OUTCOME_WORDS[question.outcome],
            GROUP_WORDS[question.group],
            MODALITY_WORDS[question.modality],
            tuple(_cell(question, seen, window, data) for window in WINDOWS),
        )
        for question, seen in ordered
    )


def _order(question: PoolQuery) -> tuple[str, str, str, str]:
    return (
        question.group.value,
        question.modality.value,
        question.comparator.value,
        question.outcome,
    )


def _cell(question: PoolQuery, seen: dict[str, set[float]], window: tuple[float, float], data: str) -> Cell:
    low, high = window
    trials = sum(any(low <= week <= high for week in weeks) for weeks in seen.values())
    asked = PoolQuery(question.comparator, question.outcome, question.group, question.modality, window)
    return Cell(trials, asked.address(data) if trials else "")
