"""Which questions to ask next: emergencies first, and only what can apply to this person."""

from collections.abc import Collection
from dataclasses import replace

from deqi.safety.assess import is_emergency
from deqi.safety.formula import Formula
from deqi.safety.tables import Question, SafetyTables, Screen
from deqi.vocabulary import Person, UsageError


def next_screen(person: Person, seen: Collection[str], tables: SafetyTables) -> Screen | None:
    """The next page of questions for ``person``, or ``None`` when nothing more needs asking.

    ``seen`` holds the ids of the screens that were answered or skipped. The check ends at once when what is
    known is already an emergency. A screen carries only the questions that can apply to this person; one
    that would carry none is passed over. After an earlier answer changed, leave the later screens out of
    ``seen``, so that questions which now apply are asked.
    """
    if is_emergency(person, tables):
        return None
    for screen in tables.screens:
        if screen.id not in seen:
            fitting = fit(screen, person, tables)
            if fitting.questions:
                return fitting
    return None


def screen_by_id(id_: str, person: Person, tables: SafetyTables) -> Screen:
    """The screen named ``id_`` with the questions that can apply to ``person``. Raises ``UsageError``."""
    for screen in tables.screens:
        if screen.id == id_:
            return fit(screen, person, tables)
    raise UsageError(
        what=f"{id_!r} is not a screen.",
        rule=f"The screens are {', '.join(screen.id for screen in tables.screens)}.",
        next_step="Start the check again.",
        where="screen",
    )


def fit(screen: Screen, person: Person, tables: SafetyTables) -> Screen:
    """``screen`` with only the questions that can apply to ``person``."""
    questions = (question for question in screen.questions if _applies(question, person, tables))
    return replace(screen, questions=tuple(questions))


def _applies(question: Question, person: Person, tables: SafetyTables) -> bool:
    return asked_when(question.field, tables).holds(person)


def asked_when(field: str, tables: SafetyTables) -> Formula:
    """To whom the question behind ``field`` can apply."""
    group, _, id_ = field.partition(".")
    if group == "findings":
        return tables.findings[id_].asked_when
    if group == "cautions":
        return tables.cautions[id_].asked_when
    return tables.person_questions_when[field]
