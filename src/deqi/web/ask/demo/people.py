"""Lead made-up people through the same check that everyone takes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deqi.answers import Tables
from deqi.safety import Question
from deqi.web.ask.journey import Journey, follow
from deqi.web.ask.replies import SKIPPED, Replies, Value


@dataclass(frozen=True)
class MadeUpPerson:
    """Somebody who does not exist. Each question that ``replies`` does not name is answered "no"."""

    slug: str
    title: str
    about: str
    replies: Mapping[str, Value]


def made_up_people() -> tuple[MadeUpPerson, ...]:
    """Everyone in ``people.toml``, in its order."""
    content = tomllib.loads(Path(__file__).with_name("people.toml").read_text(encoding="utf-8"))
    return tuple(MadeUpPerson(**entry) for entry in content["person"])


def take_check(person: MadeUpPerson, tables: Tables) -> Journey:
    """The whole way of this person through the check."""
    replies = Replies()
    journey = follow(replies, tables)
    while journey.current is not None:
        replies = replies.with_values({q.field: _reply(person, q) for q in journey.current.questions})
        journey = follow(replies, tables)
    return journey


def _reply(person: MadeUpPerson, question: Question) -> Value:
    return person.replies.get(question.field, "no" if question.kind == "reply" else SKIPPED)
