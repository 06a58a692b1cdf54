"""``deqi ask``: is it safe for me, and would it help me?"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from deqi.answers import (
    INPUT_LIMIT_BYTES,
    default_tables,
    parse_document,
    person_from_document,
    to_json,
    would_it_help,
)
from deqi.cli.conversation import ask_person
from deqi.cli.telling import tell
from deqi.vocabulary import InputError, Person


@click.command(name="ask")
@click.option("--json", "file", metavar="FILE", help='Read a JSON file ("-" is standard input).')
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The date that the answer bears, for example 2026-01-31.  [default: today]",
)
def command(file: str | None, today: datetime | None) -> None:
    """Ask the two questions that come before any needle.

    Without --json, Deqi asks you one thing after another and tells you the answer. Nothing is stored.
    With --json, it prints the answer as JSON. Everything in the input may be missing; missing means unknown.
    """
    day = today.date() if today else datetime.now(tz=UTC).astimezone().date()
    if file is None:
        tables = default_tables()
        tell(would_it_help.answer(person=ask_person(tables), today=day, tables=tables))
    else:
        click.echo(answer_json(read_input(file), day))


def answer_json(content: bytes, today: date) -> str:
    """The answer to the JSON document in ``content``, as JSON. Raises ``InputError``."""
    person = person_from_json(content)
    return to_json(would_it_help.answer(person=person, today=today, tables=default_tables()))


def person_from_json(content: bytes) -> Person:
    """The person that JSON bytes describe. Raises ``InputError``."""
    safety = default_tables().safety
    return person_from_document(
        parse_document(content), finding_ids=safety.findings, caution_ids=safety.cautions
    )


def read_input(file: str) -> bytes:
    """As much of the file as is needed to see that it is too long, and no more."""
    most = INPUT_LIMIT_BYTES + 1
    if file == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(most)
    except (OSError, ValueError) as error:
        raise InputError(
            what=f"This file cannot be read: {getattr(error, 'strerror', None) or error}.",
            rule="--json needs the name of a readable file.",
            next_step='Check the name, or give "-" and send the JSON to standard input.',
            where=file,
        ) from error
