"""A care record, checked: nothing is dropped, nothing is guessed, the place of a mistake is named."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import fmean

from deqi.outcomes.load import WEEKLY, OutcomeTables
from deqi.outcomes.questionnaires import score as scored
from deqi.vocabulary import AdverseEvent, CareRecord, DiaryEntry, InputError, OtherCare, Point, Session

OLDEST = timedelta(days=365 * 100)
AHEAD = timedelta(days=1)
"""Somewhere on earth it is already tomorrow."""
LONGEST_NOTE = 5000
MOST = 1000
ACTIVITIES = 3


def check_record(record: CareRecord, today: date, tables: OutcomeTables) -> None:
    """Raise ``InputError``, naming the place, for what cannot be right: see ``docs/reference/schemas.md``."""
    if len(record.activities) > ACTIVITIES:
        raise _wrong(
            "activities", f"{len(record.activities)} activities", "Up to three are followed.", "Keep three."
        )
    _check_size(record)
    for where, day in _days(record):
        _check_day(where, day, today)
    _check_weeks(record)
    for number, entry in enumerate(record.entries):
        _check_entry(f"entries.{number}", entry, tables)
    for number, session in enumerate(record.sessions):
        _check_kinds(f"sessions.{number}", session, tables)
    _check_responses(record, tables)


def _check_size(record: CareRecord) -> None:
    for name, many in (("entries", record.entries), ("sessions", record.sessions)):
        if len(many) > MOST:
            raise _wrong(name, f"{len(many)} of them", f"At most {MOST} are read.", "Send fewer.")
    for where, note in _notes(record):
        if len(note) > LONGEST_NOTE:
            raise _wrong(
                where,
                f"A text of {len(note)} characters",
                f"A note has at most {LONGEST_NOTE} characters.",
                "Shorten it.",
            )


def before_and_after(
    record: CareRecord, score: str, tables: OutcomeTables, questionnaire: str = WEEKLY
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The points of a score up to the start, and after it, oldest first. Weeks count from the start."""
    form = tables.questionnaires[questionnaire]
    rule = form.score_rule(score)
    told = (
        [(entry.day, entry.scores) for entry in record.entries]
        if questionnaire == WEEKLY
        else [(each.day, each.answers) for each in record.responses if each.questionnaire == questionnaire]
    )
    points = [
        Point((day - record.start).days / 7, day.isoformat(), value)
        for day, answers in sorted(told, key=lambda pair: pair[0])
        if (value := scored(answers, rule, form).value) is not None
    ]
    return tuple(p for p in points if p.week <= 0), tuple(p for p in points if p.week > 0)


def item_points(record: CareRecord, item: str) -> tuple[Point, ...]:
    """Every rating of one item of the weekly diary, oldest first."""
    return tuple(
        Point((entry.day - record.start).days / 7, entry.day.isoformat(), value)
        for entry in sorted(record.entries, key=lambda entry: entry.day)
        if (value := entry.scores.get(item)) is not None
    )


def mean_score(points: Sequence[Point]) -> float | None:
    """The mean of the scores; ``None`` for none."""
    return fmean(point.score for point in points) if points else None


def _days(record: CareRecord) -> Iterator[tuple[str, date]]:
    for number, entry in enumerate(record.entries):
        yield from _days_of(f"entries.{number}", entry)
    for name, sessions in (("sessions", record.sessions), ("earlier_sessions", record.earlier_sessions)):
        for number, session in enumerate(sessions):
            yield f"{name}.{number}.day", session.day
    for number, response in enumerate(record.responses):
        yield f"responses.{number}.day", response.day
    if record.facts.pain_since:
        yield "facts.pain_since", record.facts.pain_since


def _days_of(where: str, entry: DiaryEntry) -> Iterator[tuple[str, date]]:
    yield f"{where}.day", entry.day
    kinds: tuple[tuple[str, Sequence[AdverseEvent | OtherCare]], ...] = (
        ("events", entry.events),
        ("other_care", entry.other_care),
    )
    for name, parts in kinds:
        for number, part in enumerate(parts):
            if part.day:
                yield f"{where}.{name}.{number}.day", part.day


def _notes(record: CareRecord) -> Iterator[tuple[str, str]]:
    for number, entry in enumerate(record.entries):
        yield f"entries.{number}.note", entry.note
        yield f"entries.{number}.medicines", entry.medicines
        for other, event in enumerate(entry.events):
            yield f"entries.{number}.events.{other}.note", event.note
        for other, care in enumerate(entry.other_care):
            yield f"entries.{number}.other_care.{other}.note", care.note
    for number, session in enumerate(record.sessions):
        for name in ("note", "felt", "who"):
            yield f"sessions.{number}.{name}", getattr(session, name)
    for number, activity in enumerate(record.activities):
        yield f"activities.{number}", activity


def _check_day(where: str, day: date, today: date) -> None:
    if day > today + AHEAD:
        raise _wrong(
            where,
            day.isoformat(),
            f"A day in the future cannot have been lived yet ({today}).",
            "Mend the date.",
        )
    if day < today - OLDEST:
        raise _wrong(where, day.isoformat(), "It is more than a hundred years ago.", "Mend the date.")


def _check_weeks(record: CareRecord) -> None:
    weeks = Counter(record.week_of(entry.day) for entry in record.entries)
    for number, entry in enumerate(record.entries):
        if weeks[record.week_of(entry.day)] > 1:
            raise _wrong(
                f"entries.{number}.day",
                entry.day.isoformat(),
                "Two entries lie in the same week, counted from the start.",
                "Keep the one that is right; a correction replaces the entry.",
            )


def _check_entry(where: str, entry: DiaryEntry, tables: OutcomeTables) -> None:
    items = {item.id: item for item in tables.weekly.items}
    for name, value in entry.scores.items():
        if name not in items:
            raise _wrong(
                f"{where}.scores.{name}",
                name,
                f"The weekly questions are {', '.join(items)}.",
                "Mend the spelling, or remove it.",
            )
        item = items[name]
        # "not (low <= value <= high)" also catches NaN
        if value is not None and not item.low <= value <= item.high:
            raise _wrong(
                f"{where}.scores.{name}",
                f"{value:g}",
                f"It must be from {item.low:g} to {item.high:g}.",
                "Give a number in that range, or leave it out if you do not know.",
            )
    _check_kinds(where, entry, tables)
    for number, care in enumerate(entry.other_care):
        if care.kind not in tables.other_care:
            raise _wrong(
                f"{where}.other_care.{number}.kind",
                care.kind,
                f"The kinds are {', '.join(tables.other_care)}.",
                "Use one of these; `other` fits everything else.",
            )


def _check_kinds(where: str, holder: DiaryEntry | Session, tables: OutcomeTables) -> None:
    for number, event in enumerate(holder.events):
        if event.kind not in tables.adverse:
            raise _wrong(
                f"{where}.events.{number}.kind",
                event.kind,
                f"The kinds are {', '.join(tables.adverse)}.",
                "Use one of these; `other` fits everything else.",
            )


def _check_responses(record: CareRecord, tables: OutcomeTables) -> None:
    for number, response in enumerate(record.responses):
        where = f"responses.{number}"
        form = tables.questionnaires.get(response.questionnaire)
        if form is None or form.kind == "own":
            known = [name for name, each in tables.questionnaires.items() if each.kind != "own"]
            raise _wrong(
                f"{where}.questionnaire",
                response.questionnaire,
                f"The questionnaires are {', '.join(known)}.",
                "Use one of these; the weekly diary stands under entries.",
            )
        items = {item.id: item for item in form.items}
        for name, value in response.answers.items():
            if name not in items:
                raise _wrong(
                    f"{where}.answers.{name}", name, "The questionnaire has no such item.", "Mend it."
                )
            item = items[name]
            if value is not None and not item.low <= value <= item.high:
                raise _wrong(
                    f"{where}.answers.{name}",
                    f"{value:g}",
                    f"It must be from {item.low:g} to {item.high:g}.",
                    "Give a number in that range, or leave it out.",
                )


def _wrong(where: str, what: str, rule: str, next_step: str) -> InputError:
    shown = what if len(what) <= 60 else f"{what[:57]}..."
    return InputError(what=f"{shown} cannot be used here.", rule=rule, next_step=next_step, where=where)
