"""Every note with its history, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deqi.web.diary.book import Book, Note
from deqi.web.diary.fields import DayField
from deqi.web.diary.forms import PlanForm, VisitForm, WeekForm
from deqi.web.diary.models import Record


@dataclass(frozen=True)
class Version:
    """What a note said from a moment on; no lines when it was taken back."""

    noted_at: datetime
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NoteView:
    """A note: what it says now, what it said before, and where it is corrected."""

    title: str
    now: Version
    before: tuple[Version, ...]
    correct: str
    take_back: str


@dataclass(frozen=True)
class Group:
    """Notes of one kind."""

    title: str
    notes: tuple[NoteView, ...]


def everything_view(book: Book) -> tuple[Group, ...]:
    """Weeks, visits and the plan, the newest first; also what was taken back."""
    titles = {Record.WEEK: _("Weeks"), Record.SESSION: _("Visits"), Record.PLAN: _("What you want to follow")}
    groups = (
        Group(title, tuple(_note(book, note) for note in reversed(_of_kind(book, kind))))
        for kind, title in titles.items()
    )
    return tuple(group for group in groups if group.notes)


def _of_kind(book: Book, kind: str) -> list[Note]:
    found = [note for (each, _subject), note in book.notes.items() if each == kind]
    return sorted(found, key=lambda note: _last_document(note).get("day", ""))


def _last_document(note: Note) -> Mapping[str, Any]:
    return next((record.document for record in reversed(note.versions) if record.document), {})


def _note(book: Book, note: Note) -> NoteView:
    kind, subject = note.newest.kind, note.subject
    versions = [Version(record.noted_at, tuple(_lines(book, record))) for record in reversed(note.versions)]
    correct = {
        Record.WEEK: lambda: reverse("diary:correct-week", args=[int(subject)]),
        Record.SESSION: lambda: reverse("diary:correct-visit", args=[subject]) if note.document else "",
        Record.PLAN: lambda: reverse("diary:plan"),
    }[kind]()
    gone = not note.document or kind == Record.PLAN
    return NoteView(
        title=_title(book, note),
        now=versions[0],
        before=tuple(versions[1:]),
        correct=correct,
        take_back="" if gone else reverse("diary:take-back", args=[kind, subject]),
    )


def _title(book: Book, note: Note) -> str:
    if note.newest.kind == Record.PLAN:
        return _("Your plan")
    if note.newest.kind == Record.WEEK:
        return _("The week to %(day)s") % {"day": date_format(book.due(int(note.subject)), "j F Y")}
    day = _last_document(note).get("day", "")
    return _("Visit on %(day)s") % {"day": date_format(datetime.fromisoformat(day), "j F Y")}


def _lines(book: Book, record: Record) -> Iterator[tuple[str, str]]:
    if record.document is None:
        return
    form: WeekForm | VisitForm | PlanForm
    if record.kind == Record.WEEK:
        form, filled = WeekForm(book, book.due(int(record.subject))), WeekForm.filled_from(record.document)
    elif record.kind == Record.SESSION:
        form, filled = VisitForm(), VisitForm.filled_from(record.document)
    else:
        form, filled = PlanForm(), PlanForm.filled_from(record.document)
    for name, field in form.fields.items():
        value = filled.get(name)
        if value not in (None, "", []) and name not in ("mark", "after", "week", "day"):
            yield str(field.label), _words(field, value)


def _words(field: Any, value: Any) -> str:
    if isinstance(field, DayField):
        return date_format(date.fromisoformat(str(value)), "j F Y")
    labels = dict(getattr(field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(str(each), each)) for each in values)
