"""A diary as its rows tell it: the newest version of each thing, and all that went before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from deqi.web.diary.models import Diary, Record

PLAN = "plan"
WEEK = timedelta(days=7)
EARLY = timedelta(days=1)
"""A week may be noted the evening before its last day."""


class ClashError(Exception):
    """Somebody else has written this version: ``newest`` is what stands there now."""

    def __init__(self, newest: Record) -> None:
        super().__init__(str(newest))
        self.newest = newest


@dataclass(frozen=True)
class Note:
    """One thing that the owner noted, with every version of it, the newest last."""

    versions: tuple[Record, ...]

    @property
    def newest(self) -> Record:
        """The version that counts."""
        return self.versions[-1]

    @property
    def subject(self) -> str:
        """What the note is about: the number of a week, or a mark of a visit."""
        return self.newest.subject

    @property
    def document(self) -> Mapping[str, Any]:
        """What is noted; empty when it was taken back."""
        return self.newest.document or {}

    @property
    def day(self) -> date:
        """The day that the note is about."""
        return date.fromisoformat(self.document["day"])

    @property
    def corrected(self) -> bool:
        """Whether there was another version before."""
        return len(self.versions) > 1


@dataclass(frozen=True)
class Book:
    """Everything in a diary."""

    diary: Diary
    records: tuple[Record, ...]

    @cached_property
    def notes(self) -> Mapping[tuple[str, str], Note]:
        """Every note by kind and subject, also those that were taken back."""
        grouped: dict[tuple[str, str], list[Record]] = {}
        for record in self.records:
            grouped.setdefault((record.kind, record.subject), []).append(record)
        return {
            key: Note(tuple(sorted(versions, key=lambda record: record.version)))
            for key, versions in grouped.items()
        }

    @property
    def plan(self) -> Mapping[str, Any]:
        """What the owner wants to follow."""
        note = self.notes.get((Record.PLAN, PLAN))
        return note.document if note else {}

    @property
    def activities(self) -> tuple[str, ...]:
        """Up to three activities that the owner named."""
        return tuple(self.plan.get("activities", ()))

    @cached_property
    def weeks(self) -> Mapping[int, Note]:
        """The weekly notes that count, by the number of the week."""
        found = {int(note.subject): note for note in self._counting(Record.WEEK)}
        return dict(sorted(found.items()))

    @cached_property
    def visits(self) -> tuple[Note, ...]:
        """The visits that count, the earliest first."""
        return tuple(sorted(self._counting(Record.SESSION), key=lambda note: (note.day, note.versions[0].pk)))

    @property
    def began(self) -> date:
        """The day on which the diary was begun: week 0 is the week to this day."""
        return timezone.localtime(self.diary.created_at).date()

    @property
    def plan_noted_on(self) -> date | None:
        """When the newest plan was noted: weeks that it counts are counted back from there."""
        note = self.notes.get((Record.PLAN, PLAN))
        return timezone.localtime(note.newest.noted_at).date() if note else None

    def week_of(self, day: date) -> int:
        """The newest week that can be noted on ``day``: one whose last day is no later than tomorrow.

        Weeks end seven days apart from the day on which the diary was begun, so that no two of them ever
        fall into one week of the course, whenever that starts.
        """
        return max(0, (day + EARLY - self.began) // WEEK)

    def due(self, week: int) -> date:
        """The last day of a week."""
        return self.began + week * WEEK

    def version(self, kind: str, subject: str) -> int:
        """The number of the newest version, 0 when there is none."""
        note = self.notes.get((kind, subject))
        return note.newest.version if note else 0

    def _counting(self, kind: str) -> Iterator[Note]:
        return (note for (each, _), note in self.notes.items() if each == kind and note.newest.document)


def book_of(diary: Diary) -> Book:
    """Read every row once."""
    return Book(diary, tuple(diary.records.all()))


def write(
    diary: Diary,
    kind: str,
    subject: str,
    document: Mapping[str, Any] | None,
    *,
    after: int,
    now: datetime,
) -> Record:
    """Add the version that follows ``after``; when this returns, the row is on the disk.

    The same document sent again adds nothing. Raises ``ClashError`` when another version came in between.
    """
    kept = None if document is None else dict(document)
    newest = diary.records.filter(kind=kind, subject=subject).order_by("-version").first()
    if newest is not None and newest.version != after:
        if newest.document == kept:
            return newest
        raise ClashError(newest)
    if newest is not None and newest.document == kept:
        return newest
    try:
        with transaction.atomic():
            Diary.objects.filter(pk=diary.pk).update(touched_at=now)
            return diary.records.create(
                kind=kind, subject=subject, version=after + 1, document=kept, noted_at=now
            )
    except IntegrityError:
        newest = diary.records.filter(kind=kind, subject=subject).order_by("-version").first()
        if newest is None:  # the diary itself was erased in between
            raise
        if newest.document == kept:
            return newest
        raise ClashError(newest) from None
