"""What is due for another look, and what nobody has looked at yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

from deqi.curate.records import Record, records
from deqi.datafiles import load_toml
from deqi.vocabulary import ReviewState

POINTERS = {"source_id": "sources", "study_id": "trials", "sources": "sources", "source": "sources"}
"""Columns that name a source or a trial: the last part of a dotted place counts."""


@dataclass(frozen=True)
class Kind:
    """Files that are reviewed in one rhythm: their patterns, the column with the date, and the interval."""

    name: str
    files: tuple[str, ...]
    date: str
    review_after_days: int


@dataclass(frozen=True)
class Due:
    """A record whose last review is too long ago; ``seen_on`` is ``None`` when no date was written."""

    record: str
    kind: str
    seen_on: date | None
    days_over: int | None


@dataclass(frozen=True)
class NotSeen:
    """A record that nobody has checked, and what waits for it: records that lean on it."""

    record: str
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Stale:
    """Everything that waits for a person, longest overdue first."""

    overdue: tuple[Due, ...]
    undated: tuple[Due, ...]
    unchecked: tuple[NotSeen, ...]


def load_policy(root: Path) -> tuple[Kind, ...]:
    """The rhythm of review, from ``root/curation/policy.toml``. Raises ``DataFileError``."""
    row = load_toml(root / "curation/policy.toml", root / "schemas/curation-policy.json").rows[0]
    return tuple(
        Kind(entry["name"], entry["files"], entry["date"], entry["review_after_days"])
        for entry in row["kinds"]
    )


def stale(root: Path, policy: tuple[Kind, ...], today: date) -> Stale:
    """What below ``root`` is overdue on ``today``, has no date, or was never checked.

    A record is overdue from the day after its interval has passed. Raises ``DataFileError``.
    """
    found = list(records(root))
    due = [entry for record in found for entry in _due(record, policy, today)]
    return Stale(
        overdue=tuple(
            sorted((e for e in due if e.days_over is not None), key=lambda e: (-(e.days_over or 0), e.record))
        ),
        undated=tuple(entry for entry in due if entry.days_over is None),
        unchecked=tuple(_unchecked(found)),
    )


def _due(record: Record, policy: tuple[Kind, ...], today: date) -> Iterable[Due]:
    kind = next((kind for kind in policy if any(fnmatch(record.file, files) for files in kind.files)), None)
    if kind is None or _review(record) is ReviewState.UNCHECKED:
        return
    seen_on = _date(record.cells.get(kind.date, ""))
    if seen_on is None:
        yield Due(record.name, kind.name, None, None)
        return
    over = (today - seen_on).days - kind.review_after_days
    if over > 0:
        yield Due(record.name, kind.name, seen_on, over)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _review(record: Record) -> ReviewState | None:
    text = record.cells.get("review", "")
    return next((state for state in ReviewState if state.value == text), None)


def _unchecked(found: list[Record]) -> Iterable[NotSeen]:
    waiting: dict[tuple[str, str], list[str]] = {}
    for record in found:
        for place, text in record.cells.items():
            kind = POINTERS.get(place.rsplit(".", maxsplit=1)[-1])
            for name in text.split("; ") if kind else ():
                waiting.setdefault((kind or "", name), []).append(record.name)
    for record in found:
        if _review(record) is ReviewState.UNCHECKED:
            stem = record.file.rsplit("/", maxsplit=1)[-1].removesuffix(".csv")
            leaning = waiting.get((stem, record.key), [])
            yield NotSeen(record.name, tuple(dict.fromkeys(name for name in leaning if name != record.name)))
