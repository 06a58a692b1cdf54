"""Question 1: Is it safe for me?"""

from collections.abc import Collection

from deqi.answers.tables import Tables
from deqi.safety import Screen, assess
from deqi.safety import next_screen as _next_screen
from deqi.vocabulary import Person, SafetyAssessment


def answer(*, person: Person, tables: Tables) -> SafetyAssessment:
    """How soon this person must be seen, why, what to do now, and what to tell the acupuncturist."""
    return assess(person, tables.safety)


def next_screen(*, person: Person, seen: Collection[str], tables: Tables) -> Screen | None:
    """The next screen of the check for this person, or ``None`` when it is finished.

    ``seen`` holds the ids of the screens already shown.
    """
    return _next_screen(person, seen, tables.safety)
