"""Turn a JSON document into a ``CareRecord``. Shape only; nothing is guessed, nothing is dropped.

See ``data/schemas/track-input.json``.
"""

import re
import reprlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from deqi.answers.person_input import person_from_document
from deqi.answers.tables import Tables
from deqi.vocabulary import (
    AdverseEvent,
    Care,
    CarePlan,
    CareRecord,
    DiaryEntry,
    InputError,
    OtherCare,
    PayerFacts,
    Person,
    Reply,
    Response,
    Session,
    Severity,
)

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
LARGEST = 1e300
"""Whole numbers beyond it cannot be divided or printed as others are."""
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""As the schema says; a year with its week, which Python reads too, is not what people mean by a day."""
REPLIES = ("systemic_cause", "after_surgery", "pregnant", "beyond_knee", "documented", "qualified")
RECORD = (
    "start",
    "care",
    "person",
    "plan",
    "facts",
    "activities",
    "entries",
    "sessions",
    "earlier_sessions",
    "responses",
)


def record_from_document(document: object, tables: Tables) -> CareRecord:
    """The course of care that a JSON document describes.

    Only ``start`` must be there; ``null`` means unknown. Raises ``InputError`` naming the place for anything
    that cannot be understood. Whether scores and dates can be right is checked by the answer itself.
    """
    row = _keys(document, RECORD, "")
    start = _day(row, "start", "")
    if start is None:
        raise _wrong("start", None, "The day of the first visit, or the planned one, is needed.", "Add it.")
    return CareRecord(
        start=start,
        care=_choice(row, "care", Care, "") or Care.ACUPUNCTURE,
        person=_person(_given(row, "person"), tables),
        plan=_plan(_given(row, "plan")),
        facts=_facts(_given(row, "facts")),
        activities=tuple(_texts(row, "activities", "")),
        entries=_list(row, "entries", "", _entry),
        sessions=_list(row, "sessions", "", _session),
        earlier_sessions=_list(row, "earlier_sessions", "", _session),
        responses=_list(row, "responses", "", _response),
    )


def _person(document: object, tables: Tables) -> Person:
    try:
        return person_from_document(
            document, finding_ids=tables.safety.findings, caution_ids=tables.safety.cautions
        )
    except InputError as error:
        place = f"person.{error.where}" if error.where else "person"
        raise InputError(what=error.what, rule=error.rule, next_step=error.next_step, where=place) from error


def _entry(document: object, where: str) -> DiaryEntry:
    known = ("day", "scores", "events", "other_care", "findings", "medicines", "note")
    row = _keys(document, known, where)
    return DiaryEntry(
        day=_must(_day(row, "day", where), f"{where}.day"),
        scores=_numbers(row, "scores", where),
        events=_list(row, "events", where, _event),
        other_care=_list(row, "other_care", where, _other_care),
        findings=_replies(row, "findings", where),
        medicines=_text(row, "medicines", where),
        note=_text(row, "note", where),
    )


def _session(document: object, where: str) -> Session:
    known = ("day", "who", "points", "felt", "events", "minutes", "needles", "electrical", "note")
    row = _keys(document, known, where)
    return Session(
        day=_must(_day(row, "day", where), f"{where}.day"),
        who=_text(row, "who", where),
        points=tuple(_texts(row, "points", where)),
        felt=_text(row, "felt", where),
        events=_list(row, "events", where, _event),
        minutes=_number(row, "minutes", where, 0, 600),
        needles=_whole(row, "needles", where, 0, 200),
        electrical=_choice(row, "electrical", Reply, where),
        note=_text(row, "note", where),
    )


def _response(document: object, where: str) -> Response:
    row = _keys(document, ("questionnaire", "day", "answers"), where)
    return Response(
        questionnaire=_text(row, "questionnaire", where),
        day=_must(_day(row, "day", where), f"{where}.day"),
        answers=_numbers(row, "answers", where),
    )


def _event(document: object, where: str) -> AdverseEvent:
    row = _keys(document, ("kind", "severity", "needed_care", "day", "note"), where)
    return AdverseEvent(
        kind=_text(row, "kind", where),
        severity=_choice(row, "severity", Severity, where),
        needed_care=_choice(row, "needed_care", Reply, where),
        day=_day(row, "day", where),
        note=_text(row, "note", where),
    )


def _other_care(document: object, where: str) -> OtherCare:
    row = _keys(document, ("kind", "day", "note"), where)
    return OtherCare(_text(row, "kind", where), _day(row, "day", where), _text(row, "note", where))


def _plan(document: object) -> CarePlan:
    row = _keys(document, ("visits", "weeks", "price", "currency"), "plan")
    return CarePlan(
        visits=_whole(row, "visits", "plan", 1, 500),
        weeks=_number(row, "weeks", "plan", 1, 260),
        price=_number(row, "price", "plan", 0, 1_000_000),
        currency=_text(row, "currency", "plan", most=12),
    )


def _facts(document: object) -> PayerFacts:
    row = _keys(document, ("pain_since", *REPLIES), "facts")
    told = {name: _choice(row, name, Reply, "facts") for name in REPLIES}
    return PayerFacts(pain_since=_day(row, "pain_since", "facts"), **told)


def _keys(document: object, known: Sequence[str], where: str) -> Mapping[str, Any]:
    if not isinstance(document, Mapping):
        raise _wrong(where, document, "It must be a JSON object.", "Start it with { and end it with }.")
    for key in document:
        if key not in known:
            raise _wrong(
                _place(where, str(key)), key, f"The keys are {', '.join(known)}.", "Remove it or mend it."
            )
    return document


def _given(row: Mapping[str, Any], name: str) -> object:
    """The part as it was given; only ``null`` and nothing mean that it was not told."""
    value = row.get(name)
    return {} if value is None else value


def _list(row: Mapping[str, Any], name: str, where: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    many = row.get(name)
    if many is None:
        return ()
    place = _place(where, name)
    if not isinstance(many, list):
        raise _wrong(place, many, "It must be a list.", "Write it in [ and ].")
    return tuple(read(part, f"{place}.{number}") for number, part in enumerate(many))


def _texts(row: Mapping[str, Any], name: str, where: str) -> list[str]:
    return list(_list(row, name, where, _plain_text))


def _plain_text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise _wrong(where, value, "It must be text.", "Write it in quotes.")
    return value


def _text(row: Mapping[str, Any], name: str, where: str, most: int | None = None) -> str:
    value = row.get(name)
    if value is None:
        return ""
    place = _place(where, name)
    text = _plain_text(value, place)
    if most is not None and len(text) > most:
        raise _wrong(place, text, f"It has at most {most} characters.", "Shorten it.")
    return text


def _day(row: Mapping[str, Any], name: str, where: str) -> date | None:
    """A calendar day as it was written: of a time with its zone, the day at that place."""
    value = row.get(name)
    if value is None:
        return None
    try:
        if isinstance(value, str) and DAY.fullmatch(value):
            return date.fromisoformat(value)
        if isinstance(value, str) and DAY.match(value) and value[10:11] == "T":
            return datetime.fromisoformat(value).date()
    except ValueError:
        pass
    raise _wrong(
        _place(where, name),
        value,
        "It must be a day such as 2026-01-31, or a time such as 2026-01-31T17:30:00+01:00.",
        "Write the day of the place where it was.",
    )


def _number(row: Mapping[str, Any], name: str, where: str, low: float, high: float) -> float | None:
    value = row.get(name)
    if value is None:
        return None
    place = _place(where, name)
    number = _finite(value, place)
    if not low <= number <= high:
        raise _wrong(place, value, f"It must be from {low:g} to {high:g}.", "Mend it, or leave it out.")
    return number


def _whole(row: Mapping[str, Any], name: str, where: str, low: int, high: int) -> int | None:
    value = _number(row, name, where, low, high)
    if value is not None and value != int(value):
        raise _wrong(_place(where, name), value, "It must be a whole number.", "Mend it, or leave it out.")
    return None if value is None else int(value)


def _numbers(row: Mapping[str, Any], name: str, where: str) -> dict[str, float | None]:
    place = _place(where, name)
    given = row.get(name)
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise _wrong(place, given, "It must be an object.", 'Write it as {"pain": 6}.')
    return {key: None if value is None else _finite(value, f"{place}.{key}") for key, value in given.items()}


def _finite(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST:
        raise _wrong(where, value, "It must be a number.", "Write it without quotes, for example 6.")
    return value


def _replies(row: Mapping[str, Any], name: str, where: str) -> dict[str, Reply]:
    given = row.get(name)
    place = _place(where, name)
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise _wrong(place, given, "It must be an object.", 'Write it as {"F01": "no"}.')
    replies = {key: _choice(given, key, Reply, place) for key in given}
    return {key: reply for key, reply in replies.items() if reply is not None}


def _choice(row: Mapping[str, Any], name: str, kind: type[E], where: str) -> E | None:
    value = row.get(name)
    if value is None:
        return None
    allowed = {member.value: member for member in kind}
    if not isinstance(value, str) or value not in allowed:
        words = ", ".join(f'"{word}"' for word in allowed)
        raise _wrong(_place(where, name), value, f"It must be one of {words}.", "Use one, or leave it out.")
    return allowed[value]


def _must(value: T | None, where: str) -> T:
    if value is None:
        raise _wrong(where, None, "It is needed.", "Add it.")
    return value


def _place(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _wrong(where: str, value: object, rule: str, next_step: str) -> InputError:
    # reprlib keeps to a few levels, so that a deep value cannot exhaust the stack
    shown, place = reprlib.repr(value), where
    return InputError(
        what=f"{shown if len(shown) <= 60 else shown[:57] + '...'} cannot be used here.",
        rule=rule,
        next_step=next_step,
        where=place if len(place) <= 80 else f"{place[:77]}...",
    )
