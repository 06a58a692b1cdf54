"""``deqi ask``: is it safe for me, and would it help me?"""

from datetime import UTC, date, datetime

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
from deqi.cli.reading import read_input
from deqi.cli.telling import tell
from deqi.vocabulary import Person


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
        click.echo(answer_json(read_input(file, most=INPUT_LIMIT_BYTES), day))


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
