"""``deqi evidence``: the trials, their pooled results, and a forest plot."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from deqi.answers import (
    PooledAnswer,
    default_tables,
    pooled_answer,
    pooled_document,
    trials_document,
)
from deqi.cli import forest as drawing
from deqi.cli.forest_svg import svg
from deqi.evidence import Forest, Group, Modality, PooledEstimate, forest_rows
from deqi.vocabulary import Comparator, InputError

F = TypeVar("F", bound=Callable[..., Any])
CONDITIONS = {kind.name.lower().replace("_", "-"): kind.value for kind in Group}
COMPARATORS = {kind.name.lower().replace("_", "-"): kind.value for kind in Comparator}
MODALITIES = {kind.name.lower().replace("_", "-"): kind.value for kind in Modality}
OUTCOMES = ("pain", "function", "quality-of-life")


def selecting(*, needed: bool) -> Callable[[F], F]:
    """The options that choose trials; ``needed`` when the question makes no sense without them."""
    options = [
        click.option("--condition", type=click.Choice(list(CONDITIONS)), help="Whom the trials studied."),
        click.option(
            "--comparator",
            type=click.Choice(list(COMPARATORS)),
            required=needed,
            help="What the other group got. Comparators are never mixed.",
        ),
        click.option("--outcome", type=click.Choice(OUTCOMES), required=needed, help="What was measured."),
        click.option("--modality", type=click.Choice(list(MODALITIES)), help="What kind of acupuncture."),
        click.option("--weeks", nargs=2, type=float, metavar="FROM TO", help="Weeks since randomisation."),
    ]

    def add(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return add


pooling = click.option("--tau2-method", type=click.Choice(["REML", "PM", "DL", "common"]), default="REML")
limits = click.option("--interval", type=click.Choice(["hksj", "normal"]), default="hksj")


@click.group(name="evidence")
def command() -> None:
    """The trials, their pooled results, and a forest plot."""


@command.command()
@selecting(needed=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def trials(*, as_json: bool, **chosen: Any) -> None:
    """List the trials, oldest first."""
    found = trials_document(_document(chosen), default_tables())
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for trial in found:
        people = "" if trial["n_randomised"] is None else trial["n_randomised"]
        click.echo(
            f"{trial['study_id']:<22}{people!s:>6}  {trial['group']:<24}{trial['modality']:<20}{trial['doi']}"
        )
    click.echo(f"{len(found)} trials", err=True)


@command.command()
@selecting(needed=True)
@pooling
@limits
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def pool(*, as_json: bool, **chosen: Any) -> None:
    """Pool the trials that answer one question, and say what was left out."""
    tables = default_tables()
    answer = pooled_answer(_document(chosen), tables)
    if as_json:
        click.echo(json.dumps(pooled_document(answer, tables), indent=2, ensure_ascii=False, allow_nan=False))
        return
    for line in drawing.table(_title(answer), _forest(answer), answer.why_not):
        click.echo(line)
    for left in answer.selection.left_out:
        click.echo(f"left out: {left.row.study_id}, week {left.row.weeks:g}: {left.why}")


@command.command()
@selecting(needed=True)
@pooling
@limits
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="An .svg or .txt file to write."
)
def forest(*, output: Path | None, **chosen: Any) -> None:
    """Draw a forest plot: as text here, or as a picture with --output forest.svg."""
    answer = pooled_answer(_document(chosen), default_tables())
    title, drawn = _title(answer), _forest(answer)
    if output is None:
        click.echo("\n".join(drawing.text(title, drawn, answer.why_not)))
    elif output.suffix == ".svg":
        _write(output, svg(title, drawn, answer.why_not))
    elif output.suffix == ".txt":
        _write(output, "\n".join(drawing.text(title, drawn, answer.why_not)) + "\n")
    else:
        raise InputError(
            what=f"{output.name!r} is no kind of file that is drawn.",
            rule="The name ends in .svg or .txt.",
            next_step="Give such a name, or leave --output out.",
            where="--output",
        )


def _document(chosen: dict[str, Any]) -> dict[str, object]:
    """The question as a document of the schema, without what was not chosen."""
    words = {"condition": CONDITIONS, "comparator": COMPARATORS, "modality": MODALITIES}
    weeks = chosen.pop("weeks")
    given = {name: value for name, value in chosen.items() if value is not None}
    document = {name: words[name][value] if name in words else value for name, value in given.items()}
    return document | dict(zip(("weeks_from", "weeks_to"), weeks or (), strict=False))


def _title(answer: PooledAnswer) -> str:
    asked = answer.selection.question
    low, high = asked.weeks
    return (
        f"{asked.modality.value.capitalize()} compared with {asked.comparator.value}: {asked.outcome}, "
        f"{asked.group.value}, weeks {low:.12g} to {high:.12g}"
    )


def _forest(answer: PooledAnswer) -> Forest | None:
    pooled: PooledEstimate | None = answer.pooled
    if pooled is None:
        return None
    studies = list(dict.fromkeys(row.study_id for row in answer.selection.rows))
    return forest_rows(pooled, studies)


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            what=f"This file cannot be written: {error.strerror}.",
            rule="The folder must exist and be yours to write in.",
            next_step="Give another name.",
            where=str(output),
        ) from error
    click.echo(f"{output} is written.", err=True)
