"""``deqi language``: hold a text against the rules of plain and honest speech."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from deqi.cli.shown import one_line
from deqi.datafiles import DATA_ROOT
from deqi.language import Page, Rules, lint, load_rules, page_reading, plain_page, read_page
from deqi.vocabulary import InputError

LONGEST_BYTES = 2_000_000


@click.command(name="language")
@click.argument("files", nargs=-1)
@click.pass_context
def command(context: click.Context, files: tuple[str, ...]) -> None:
    """Read texts as a reader does: name each sentence that breaks a rule, and the reading grade.

    FILES are HTML pages or plain text; without any, standard input is read. Exit status 1 when a rule is
    broken. The rules stand in language/ of the data folder, with the reason for each.
    """
    rules = load_rules(DATA_ROOT)
    broken = False
    for name in files or ("-",):
        page = _page(name)
        findings = lint(page, rules)
        broken = broken or any(not finding.warning for finding in findings)
        for line in [*_grade(page, rules), *map(str, findings)]:
            click.echo(one_line(line))
    context.exit(int(broken))


def _grade(page: Page, rules: Rules) -> Iterator[str]:
    measured = page_reading(page, rules)
    if measured is None:
        yield f"{page.name}: too little text for a reading grade"
    else:
        yield f"{page.name}: grade {measured.grade:.1f}, {measured.words} words"


def _page(name: str) -> Page:
    text = _text(name)
    shown = "the text" if name == "-" else name
    return read_page(text, shown) if text.lstrip().startswith("<") else plain_page(text, shown)


def _text(name: str) -> str:
    try:
        if name == "-":
            return sys.stdin.buffer.read(LONGEST_BYTES).decode()
        with Path(name).open("rb") as stream:
            return stream.read(LONGEST_BYTES).decode()
    except (OSError, ValueError) as error:
        raise InputError(
            what=f"This file cannot be read: {getattr(error, 'strerror', None) or error}.",
            rule="FILES are HTML or plain text in UTF-8.",
            next_step="Check the name, or send the text to standard input.",
            where=name,
        ) from error
