"""The answers of the check, kept in the reader's own signed cookie, and turned into a ``Person``."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from django.contrib.sessions.backends.base import SessionBase

from deqi.answers import Tables, default_tables, person_from_document
from deqi.safety import Question
from deqi.vocabulary import Person

Value = str | float | None
"""What one field became; ``None`` is "not sure" for a number or a choice."""

SKIPPED = ""
_KEY = "check"
_SHORT = {"yes": "y", "no": "n", "unknown": "u"}
_LONG = {short: long for long, short in _SHORT.items()}


@dataclass(frozen=True)
class Replies:
    """The value of every field that was asked; ``SKIPPED`` when the question was left empty.

    A screen whose every question has an entry was sent. So when a changed answer brings a new question
    onto a screen that was sent before, that screen is asked again.
    """

    values: Mapping[str, Value] = field(default_factory=dict)

    def asked(self, fields: Iterable[str]) -> bool:
        """Whether all these questions were asked, answered or not."""
        return all(name in self.values for name in fields)

    def given(self, name: str) -> bool:
        """Whether this question has a reply."""
        return self.values.get(name, SKIPPED) != SKIPPED

    def with_values(self, given: Mapping[str, Value]) -> "Replies":
        """The same replies after one screen was sent (again)."""
        return Replies({**self.values, **given})

    def only(self, fields: Iterable[str]) -> "Replies":
        """The replies to these fields alone."""
        wanted = set(fields)
        return Replies({name: value for name, value in self.values.items() if name in wanted})


def load(session: SessionBase) -> Replies:
    """The replies in this session that its questions still offer; none when it holds none.

    A cookie may be older than the questions. A reply that can no longer be given is left out, so that its
    question is asked again, and every other reply stays.
    """
    held = session.get(_KEY)
    if not isinstance(held, dict):
        return Replies()
    screens = default_tables().safety.screens
    questions = {question.field: question for screen in screens for question in screen.questions}
    long = {
        name: _LONG.get(value, value) if isinstance(value, str) else value for name, value in held.items()
    }
    return Replies(
        {
            name: value
            for name, value in long.items()
            if name in questions and _is_offered(value, questions[name])
        }
    )


def save(session: SessionBase, replies: Replies) -> None:
    """Write the replies into the session, short, because a cookie holds 4 kB."""
    session[_KEY] = {
        name: _SHORT.get(value, value) if isinstance(value, str) else value
        for name, value in replies.values.items()
    }


def _is_offered(value: object, question: Question) -> TypeGuard[Value]:
    """Whether the form of today would let this reply through."""
    # True is the number 1 to Python, and no reply of ours
    if isinstance(value, bool):
        return False
    if value == SKIPPED:
        return not question.unknown_when_blank
    if question.kind == "reply":
        return isinstance(value, str) and value in _SHORT
    if question.kind == "choice":
        return any(value == choice.value for choice in question.choices)
    return isinstance(value, int | float) and _is_within(value, question)


def _is_within(number: float, question: Question) -> bool:
    low = -math.inf if question.low is None else question.low
    high = math.inf if question.high is None else question.high
    # NaN lies within nothing
    return low <= number <= high and abs(number) != math.inf


def forget(session: SessionBase) -> None:
    """Erase everything that the session holds."""
    session.flush()


def person_of(replies: Replies, tables: Tables) -> Person:
    """The person whom these replies describe. Raises ``InputError`` when a value cannot be used."""
    document: dict[str, Any] = {}
    for name, value in replies.values.items():
        if value == SKIPPED:
            continue
        group, dot, id_ = name.partition(".")
        if dot:
            document.setdefault(group, {})[id_] = value
        else:
            document[name] = value
    return person_from_document(
        document, finding_ids=tables.safety.findings, caution_ids=tables.safety.cautions
    )
