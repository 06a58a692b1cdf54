"""The check as a conversation: the same screens as on the website, as plain text."""

from collections.abc import Callable

import click

from deqi.answers import Tables, is_it_safe, person_from_document
from deqi.safety import Choice, Question, Screen
from deqi.vocabulary import Person

LEAD = """\
Deqi asks about your back and tells what trials of acupuncture showed. It does not examine you
and it is not a doctor. Nothing that you type is stored.

Enter alone, or "?", means that you do not know. It never counts as no. Ctrl+C stops.
"""
REPLIES = {"y": "yes", "yes": "yes", "n": "no", "no": "no", "?": "unknown", "unknown": "unknown"}

Document = dict[str, object]


class NotUnderstoodError(Exception):
    """What was typed does not fit the question; the message says what would."""


def ask_person(tables: Tables) -> Person:
    """Ask screen after screen until the check is finished, or ends early because help is needed now."""
    click.echo(LEAD)
    document: Document = {}
    person = Person()
    seen: list[str] = []
    while screen := is_it_safe.next_screen(person=person, seen=seen, tables=tables):
        _ask_screen(screen, document)
        seen.append(screen.id)
        person = person_from_document(
            document, finding_ids=tables.safety.findings, caution_ids=tables.safety.cautions
        )
    return person


def _ask_screen(screen: Screen, document: Document) -> None:
    click.secho(f"\n{screen.title}", bold=True)
    if screen.lead:
        click.echo(screen.lead)
    for question in screen.questions:
        _store(document, question.field, _ask(question))


def _store(document: Document, field: str, value: object) -> None:
    """Put a reply where the input schema has it; a skipped question leaves no trace."""
    if value is None:
        return
    group, _, id_ = field.partition(".")
    if not id_:
        document[field] = value
        return
    replies = document.setdefault(group, {})
    if isinstance(replies, dict):
        replies[id_] = value


def _ask(question: Question) -> object:
    click.echo(f"\n{question.text}")
    if question.help:
        click.echo(f"  ({question.help})")
    for number, choice in enumerate(question.choices, start=1):
        click.echo(f"  {number}. {choice.label}")
    read, hint = _reader(question)
    while True:
        typed = click.prompt(f"  {hint}", default="", show_default=False, prompt_suffix=": ").strip()
        if not typed:
            return "unknown" if question.unknown_when_blank else None
        try:
            return read(typed)
        except NotUnderstoodError as error:
            click.echo(f"  {error}")


def _reader(question: Question) -> tuple[Callable[[str], object], str]:
    if question.kind == "number":
        hint = f"{question.low:g} to {question.high:g} {question.unit}".rstrip()
        return lambda typed: _number(typed, question), hint
    if question.kind == "choice":
        return lambda typed: _choice(typed, question.choices), f"1 to {len(question.choices)}"
    return _reply, "y, n or ?"


def _number(typed: str, question: Question) -> float | None:
    if typed == "?":
        return None
    low, high = question.low, question.high
    try:
        value = float(typed)
    except ValueError:
        raise NotUnderstoodError("Write a number, such as 45, or press Enter to skip.") from None
    # "not (low <= value <= high)" also catches NaN
    if low is not None and high is not None and not low <= value <= high:
        raise NotUnderstoodError(f"It must be from {low:g} to {high:g}, or press Enter to skip.")
    return value


def _choice(typed: str, choices: tuple[Choice, ...]) -> str | float | None:
    if typed == "?":
        return None
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= len(choices):
        return choices[int(typed) - 1].value
    raise NotUnderstoodError(f"Write a number from 1 to {len(choices)}, or press Enter to skip.")


def _reply(typed: str) -> str:
    try:
        return REPLIES[typed.lower()]
    except KeyError:
        raise NotUnderstoodError('Write y, n, or ? for "not sure". Enter alone means the same.') from None
