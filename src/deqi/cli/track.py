"""``deqi track``: is it working, and is it time to go on, change or stop?"""

import sys
import textwrap
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from deqi.answers import (
    INPUT_LIMIT_BYTES,
    course_json,
    default_tables,
    is_it_working,
    parse_document,
    record_from_document,
)
from deqi.cli.shown import one_line
from deqi.cli.telling import lines as told_lines
from deqi.vocabulary import (
    CareRecord,
    CourseAnswer,
    CourseResult,
    Coverage,
    Decision,
    InputError,
    Outlook,
    Refusal,
    Sees,
)

WIDTH = 96
LIMIT_BYTES = 20 * INPUT_LIMIT_BYTES
"""A diary of years with notes."""


@click.command(name="track")
@click.argument("file", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--rule",
    "rules",
    type=click.Choice(["medicare", "g-ba"]),
    multiple=True,
    help="A payer's rule to check; may be given twice.",
)
@click.option(
    "--sees",
    type=click.Choice([each.value for each in Sees]),
    default=Sees.PERSON.value,
    help="Who may see forecast and decision; the command reads as the person.  [default: person]",
)
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day to judge.  [default: today]"
)
def command(file: str, rules: tuple[str, ...], sees: str, today: datetime | None, *, as_json: bool) -> None:
    """Read one course of care and tell how it goes. FILE is JSON ("-" is standard input).

    The schema is data/schemas/track-input.json. Only the day of the start is needed; everything that is left
    out is unknown, and never 0. Nothing is stored.
    """
    day = today.date() if today else datetime.now(tz=UTC).astimezone().date()
    record = record_from_json(_read(file))
    result = is_it_working.answer(
        record=record, today=day, tables=default_tables(), rules=rules, sees=Sees(sees)
    )
    if as_json:
        click.echo(course_json(result))
        return
    for line in lines(result):
        click.echo(one_line(line))


def record_from_json(content: bytes) -> CareRecord:
    """The course of care that JSON bytes describe. Raises ``InputError``."""
    return record_from_document(parse_document(content, limit_bytes=LIMIT_BYTES), default_tables())


def answer_json(content: bytes, today: date) -> str:
    """The answer to the JSON document in ``content``, as JSON. Raises ``InputError``."""
    return course_json(
        is_it_working.answer(record=record_from_json(content), today=today, tables=default_tables())
    )


def lines(result: CourseResult) -> Iterator[str]:
    """The answer line by line, wrapped for a terminal."""
    if isinstance(result, Refusal):
        yield from told_lines(result)
        return
    yield ""
    yield f"Is it safe?  {result.safety.urgency.label}"
    yield from _wrapped(result.safety.headline)
    yield from _listed("Why", (reason.text for reason in result.safety.reasons))
    yield ""
    yield "Is it working?"
    if result.decision is None:
        yield from _wrapped(result.chart.sentence or "There is too little to compare yet.")
    else:
        yield from _decision(result.decision)
    if result.outlook is not None:
        yield from _outlook(result.outlook)
    yield ""
    yield from _wrapped(result.burden.text)
    yield from _rest(result)


def _decision(decision: Decision) -> Iterator[str]:
    yield f"  {decision.verdict.value.upper()}"
    yield from _wrapped(f"{decision.headline} {decision.text}")
    yield from _wrapped(" ".join(decision.reasons))
    yield from _wrapped(f"{decision.expected} {decision.beside}")
    yield from _wrapped(decision.cause)
    yield from _wrapped(decision.next_look)


def _outlook(outlook: Outlook) -> Iterator[str]:
    yield ""
    level = f"{outlook.level * 100:.0f}"
    said = f"Week {outlook.week:g}: about {outlook.median:.1f}; {level} of 100 such courses end between"
    yield from _wrapped(f"{said} {outlook.low:.1f} and {outlook.high:.1f}.")


def _rest(result: CourseAnswer) -> Iterator[str]:
    events = (
        f"{event.day}, {event.label} ({event.grade_label}): {event.what_to_do}" for event in result.events
    )
    yield from _listed("Unwanted effects, and what to do", events)
    for coverage in result.coverage:
        yield from _coverage(coverage)
    yield from _listed("How often this rule errs", (rate.text for rate in result.rates))
    yield from _listed("What to keep in mind", (doubt.text for doubt in result.doubts))
    yield from _listed("Come back if", result.safety.come_back_if)
    yield from _listed("Sources", (source.citation for source in result.sources))
    yield ""
    yield f"Deqi {result.provenance.engine_version}, {result.provenance.date}"


def _coverage(coverage: Coverage) -> Iterator[str]:
    yield ""
    yield from _wrapped(
        f"{coverage.payer}: is one more visit on {coverage.on} covered? {coverage.covered.value}"
    )
    if coverage.left is not None:
        until = f" until {coverage.until}" if coverage.left and coverage.until else ""
        more = f" {coverage.left_on_condition} {coverage.condition}." if coverage.left_on_condition else ""
        yield from _wrapped(f"Left as things stand: {coverage.left}{until}.{more}")
    yield from _listed("Why", coverage.why)
    yield from _listed("What the payer wants to see", coverage.documents)
    yield from _listed(f"Our reading of the rule, compared on {coverage.as_of}", coverage.judgement)


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    if not found:
        return
    yield ""
    yield f"{title}:"
    for item in found:
        yield from textwrap.wrap(item, WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


def _read(file: str) -> bytes:
    """As much of the file as is needed to see that it is too long, and no more."""
    most = LIMIT_BYTES + 1
    if file == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(most)
    except (OSError, ValueError) as error:
        raise InputError(
            what=f"This file cannot be read: {getattr(error, 'strerror', None) or error}.",
            rule="FILE is the name of a readable file.",
            next_step='Check the name, or give "-" and send the JSON to standard input.',
            where=file,
        ) from error
