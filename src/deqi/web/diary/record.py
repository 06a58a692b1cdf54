"""From the rows of a diary to the record that the core understands. Nothing is dropped or guessed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from deqi.answers import default_tables
from deqi.vocabulary import (
    AdverseEvent,
    CarePlan,
    CareRecord,
    DiaryEntry,
    OtherCare,
    PayerFacts,
    Person,
    Reply,
    Session,
    Severity,
)
from deqi.web.diary.book import Book

OTHER = "other"
"""What a kind that a later version of the tables no longer knows is read as."""


def record_of(book: Book, today: date) -> CareRecord:
    """The course of care that this diary tells."""
    plan = book.plan
    planned = date.fromisoformat(plan["start"]) if plan.get("start") else None
    sessions = [_session(note.document) for note in book.visits]
    counted = [each for each in sessions if planned is None or each.day >= planned]
    return CareRecord(
        start=_start(book, counted, planned, today),
        person=_person(book, plan),
        plan=CarePlan(plan.get("visits"), plan.get("weeks"), plan.get("price"), plan.get("currency", "")),
        facts=_facts(book, plan),
        activities=book.activities,
        entries=tuple(_entry(week, book, note.document) for week, note in book.weeks.items()),
        sessions=tuple(counted),
        earlier_sessions=tuple(each for each in sessions if each not in counted),
    )


def _start(book: Book, sessions: list[Session], planned: date | None, today: date) -> date:
    """The first visit; before it, the planned day, or a day that has everything so far before it."""
    if sessions:
        return min(each.day for each in sessions)
    latest = max((book.due(week) for week in book.weeks), default=book.began)
    return planned if planned is not None and planned >= latest else max(today, latest)


def _person(book: Book, plan: Mapping[str, Any]) -> Person:
    first = next(iter(book.weeks.values()), None)
    pain = first.document.get("scores", {}).get("pain") if first else None
    return Person(
        age=plan.get("age"),
        pain_weeks=plan.get("pain_weeks"),
        leg_pain=_reply(plan, "leg_pain"),
        pregnant=_reply(plan, "pregnant"),
        pain_now=pain,
    )


def _facts(book: Book, plan: Mapping[str, Any]) -> PayerFacts:
    told = plan.get("pain_weeks")
    noted = book.plan_noted_on
    since = None if told is None or noted is None or told > 5000 else noted - timedelta(weeks=told)
    return PayerFacts(
        pain_since=since,
        systemic_cause=_reply(plan, "systemic_cause"),
        after_surgery=_reply(plan, "after_surgery"),
        pregnant=_reply(plan, "pregnant"),
        beyond_knee=_reply(plan, "beyond_knee"),
        documented=_reply(plan, "documented"),
        qualified=_reply(plan, "qualified"),
    )


def _entry(week: int, book: Book, document: Mapping[str, Any]) -> DiaryEntry:
    day = book.due(week)
    known = default_tables().outcomes.other_care
    return DiaryEntry(
        day=day,
        scores=document.get("scores", {}),
        events=events_of(document),
        other_care=tuple(
            OtherCare(kind if kind in known else OTHER, day) for kind in document.get("other_care", ())
        ),
        findings={id_: Reply(reply) for id_, reply in document.get("findings", {}).items()},
        medicines=document.get("medicines", ""),
        note=document.get("note", ""),
    )


def _session(document: Mapping[str, Any]) -> Session:
    return Session(
        day=date.fromisoformat(document["day"]),
        who=document.get("who", ""),
        points=tuple(part.strip() for part in document.get("points", "").split(",") if part.strip()),
        felt=document.get("felt", ""),
        events=events_of(document),
        minutes=document.get("minutes"),
        needles=document.get("needles"),
        electrical=_reply(document, "electrical"),
    )


def events_of(document: Mapping[str, Any]) -> tuple[AdverseEvent, ...]:
    """The unwanted effects in a note."""
    known = default_tables().outcomes.adverse
    return tuple(
        AdverseEvent(
            kind=event["kind"] if event["kind"] in known else OTHER,
            severity=Severity(event["severity"]),
            needed_care=_reply(event, "needed_care"),
        )
        for event in document.get("events", ())
    )


def _reply(told: Mapping[str, Any], name: str) -> Reply | None:
    return Reply(told[name]) if told.get(name) else None
