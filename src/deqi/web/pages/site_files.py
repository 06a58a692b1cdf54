"""The site's own reviewed files: the standard that it is held against, and the questions after the ledger.

No answer rests on them, so they are not among the tables of ``deqi.answers``.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from deqi.datafiles import DATA_ROOT, Row, load_toml_folder


@dataclass(frozen=True)
class Place:
    """Where a criterion is met: the name of a page, an id on it, and text that must stand there."""

    page: str
    anchor: str
    shows: str


@dataclass(frozen=True)
class Criterion:
    """One minimum criterion for a decision aid. ``met`` is our own judgement."""

    id: str
    kind: str
    criterion: str
    met: bool
    note: str
    places: tuple[Place, ...]
    sources: tuple[str, ...]
    checked: str


@dataclass(frozen=True)
class WordChoice:
    """A reply in words."""

    id: str
    label: str
    correct: bool


@dataclass(frozen=True)
class BackQuestion:
    """A question after the ledger. ``asks`` names the number of the answer that is right."""

    id: str
    asks: str
    question: str
    why: str
    fill_up: tuple[int, ...]
    choices: tuple[WordChoice, ...]


def load_criteria(root: Path) -> tuple[Criterion, ...]:
    """The criteria of ``root/ipdas`` in their order. Raises ``DataFileError``."""
    table = load_toml_folder(root / "ipdas", root / "schemas" / "ipdas.json")
    return tuple(_criterion(row) for row in sorted(table, key=lambda row: row["order"]))


def load_back_questions(root: Path) -> tuple[BackQuestion, ...]:
    """The questions of ``root/teach_back`` in their order. Raises ``DataFileError``."""
    table = load_toml_folder(root / "teach_back", root / "schemas" / "teach_back.json")
    return tuple(_question(row) for row in sorted(table, key=lambda row: row["order"]))


@cache
def criteria() -> tuple[Criterion, ...]:
    """The criteria that come with this version, loaded once a process."""
    return load_criteria(DATA_ROOT)


@cache
def back_questions() -> tuple[BackQuestion, ...]:
    """The questions that come with this version, loaded once a process."""
    return load_back_questions(DATA_ROOT)


def _criterion(row: Row) -> Criterion:
    return Criterion(
        id=row["id"],
        kind=row["kind"],
        criterion=row["criterion"],
        met=row["met"],
        note=row.get("note", ""),
        places=tuple(Place(part["page"], part["anchor"], part["shows"]) for part in row.get("places", ())),
        sources=row["sources"],
        checked=row["checked"],
    )


def _question(row: Row) -> BackQuestion:
    return BackQuestion(
        id=row["id"],
        asks=row.get("asks", ""),
        question=row["question"],
        why=row["why"],
        fill_up=tuple(row.get("fill_up", ())),
        choices=tuple(
            WordChoice(part["id"], part["label"], part["correct"]) for part in row.get("choices", ())
        ),
    )
