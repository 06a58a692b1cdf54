"""What every page of the manual may say: a person, one expression, the expected statement."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from deqi.answers import (
    course_document,
    default_tables,
    is_it_working,
    person_from_document,
    record_from_document,
    to_document,
    would_it_help,
)

Told = dict[str, Any]


@pytest.fixture
def ask() -> Callable[[Mapping[str, object]], Told]:
    """The answer, as JSON, to what a person told."""

    def answer(document: Mapping[str, object]) -> Told:
        tables = default_tables()
        person = person_from_document(
            document, finding_ids=tables.safety.findings, caution_ids=tables.safety.cautions
        )
        return to_document(would_it_help.answer(person=person, today=date(2026, 1, 31), tables=tables))

    return answer


@pytest.fixture
def calm() -> Callable[..., Told]:
    """A person of 45 with pain of 6 for 40 weeks, not in the leg, who says no to every question.

    Other values are given by name: ``calm(age=70, F01="yes")``.
    """

    def person(**told: object) -> Told:
        tables = default_tables().safety
        document: Told = {
            "age": 45,
            "sex": "male",
            "pain_weeks": 40,
            "pain_now": 6,
            "leg_pain": "no",
            "pregnant": "no",
        }
        document["findings"] = dict.fromkeys(tables.findings, "no")
        document["cautions"] = dict.fromkeys(tables.cautions, "no")
        for name, value in told.items():
            part = (
                document["findings"]
                if name in tables.findings
                else document["cautions"]
                if name in tables.cautions
                else document
            )
            part[name] = value
        return document

    return person


@pytest.fixture
def track() -> Callable[..., Told]:
    """The answer, as JSON, to "Is it working?" on the last day that was written down."""

    def answer(document: Mapping[str, Any], rules: tuple[str, ...] = (), **options: Any) -> Told:
        days = [part["day"] for part in (*document["entries"], *document["sessions"])]
        result = is_it_working.answer(
            record=record_from_document(document, default_tables()),
            today=date.fromisoformat(max(days)),
            tables=default_tables(),
            rules=rules,
            **options,
        )
        return course_document(result)

    return answer


@pytest.fixture
def course(calm) -> Callable[..., Told]:
    """A course of the calm person with one visit a week: ``course([7, 7, 6, 5], visits=2)``.

    The numbers are weekly pain: two from before the first visit, then one a week; ``None`` was not told.
    ``week`` adds to the last entry, and other values are given by name.
    """

    def document(
        pain: list[float | None], *, visits: int = 0, week: Mapping[str, object] | None = None, **told: object
    ) -> Told:
        start = date(2026, 3, 2)
        entries: list[Told] = [
            {"day": (start + timedelta(weeks=at)).isoformat(), "scores": {"pain": score}}
            for at, score in zip(range(-1, len(pain)), pain, strict=False)
        ]
        entries[-1] |= week or {}
        sessions = [{"day": (start + timedelta(weeks=at)).isoformat()} for at in range(visits)]
        return {"start": start.isoformat(), "person": calm(), "entries": entries, "sessions": sessions} | told

    return document
