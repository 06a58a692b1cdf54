"""``deqi points``: where the points lie on a body, what is said of them, which are proposed."""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from deqi.answers import (
    INPUT_LIMIT_BYTES,
    Tables,
    body_document,
    default_tables,
    place,
    plain,
    point_rows,
    points_document,
    which_points,
)
from deqi.atlas import find_points, one_point
from deqi.cli.ask import person_from_json
from deqi.cli.points_people import told_people
from deqi.cli.points_told import facts_lines, place_lines, search_lines
from deqi.cli.reading import read_input
from deqi.cli.shown import one_line
from deqi.vocabulary import InputError, Limb, Measures, PointFacts, Refusal, Sex

Command = TypeVar("Command", bound=Callable[..., Any])

MEASURES = {
    "age": "Age in years.",
    "height": "Height in cm, without shoes.",
    "weight": "Weight in kg.",
    "inseam": "From the crotch to the floor, in cm.",
    "waist": "Around the belly at the navel, in cm.",
    "sitting-height": "From the seat to the top of the head, in cm.",
    "c7": "A practitioner's mark: the knob at the root of the neck, cm from the floor.",
    "iliac-crest": "A practitioner's mark: the top of the hip bone, cm from the floor.",
}
"""The options that measure a body; the first three and ``--sex`` go together."""
FIELDS = {
    "age": "age_years",
    "height": "height_cm",
    "weight": "weight_kg",
    "inseam": "inseam_cm",
    "waist": "waist_cm",
    "sitting_height": "sitting_height_cm",
    "c7": "c7_height_cm",
    "iliac_crest": "iliac_crest_height_cm",
}


def _measured(command: Command) -> Command:
    """Give a command ``--sex`` and an option for each measure."""
    for name, words in reversed(MEASURES.items()):
        command = click.option(f"--{name}", type=float, help=words)(command)
    return click.option("--sex", type=click.Choice(["female", "male"]), help="Whose survey to go by.")(
        command
    )


@click.group(name="points", invoke_without_command=True)
@_measured
@click.option("--point", "wanted", multiple=True, metavar="TEXT", help="This point alone; may be repeated.")
@click.option("--group", "groups", multiple=True, metavar="GROUP", help="The points of this group alone.")
@click.option("--all", "everything", is_flag=True, help="Also points inside the body's openings.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--people",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV with many people; prints one line of JSON for each.",
)
@click.option("--landmarks-only", is_flag=True, help="With --people: heights and girths, no points.")
@click.pass_context
def command(context: click.Context, /, **options: Any) -> None:
    """Show where the points lie on a body, or what is said of a point.

    Give --sex, --age, --height and --weight, and what else was measured. Each place is where to start
    feeling, with the radius within which two of three places lie. It is never a needle target. With --point
    and no measure, it tells what is known of that point. Lengths in the output are metres.
    """
    if context.invoked_subcommand:
        return
    tables = default_tables()
    codes = _codes(options.pop("wanted"), options.pop("groups"), tables)
    people, landmarks_only = options.pop("people"), options.pop("landmarks_only")
    everything, as_json = options.pop("everything"), options.pop("as_json")
    if people is not None:
        _tell_people(people, tables, codes, landmarks_only=landmarks_only, everything=everything)
        return
    measures = measures_from(options, needed=not codes)
    if measures is None:
        _tell_facts([tables.points.points[code] for code in codes or ()], as_json=as_json)
        return
    placed = place(measures, tables)
    if as_json:
        document = body_document(placed, tables, codes, everything=everything)
        click.echo(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))
        return
    for line in place_lines(placed, point_rows(placed, tables, codes, everything=everything)):
        click.echo(one_line(line))


@command.command(name="find")
@click.argument("text", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def find(text: tuple[str, ...], *, as_json: bool) -> None:
    """Find a point by code, old number, pinyin, characters or lay name.

    For example: deqi points find B54 behind the knee.
    """
    search = find_points(" ".join(text), default_tables().points)
    if as_json:
        click.echo(json.dumps(plain(search), indent=2, ensure_ascii=False))
    else:
        for line in search_lines(search, default_tables().points):
            click.echo(line)
    if not search.matches:
        click.get_current_context().exit(InputError.exit_status)


@command.command(name="choose")
@click.option(
    "--json", "file", metavar="FILE", required=True, help='A person, as for deqi ask ("-" is stdin).'
)
@_measured
@click.option(
    "--limb",
    "limbs",
    multiple=True,
    type=click.Choice([limb.value for limb in Limb]),
    help="A limb that swells or has lost lymph nodes; may be repeated.",
)
@click.option(
    "--override-reason", metavar="TEXT", help="A trained practitioner's reason, kept in the answer."
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The date of the answer.  [default: today]",
)
def choose(
    file: str,
    limbs: tuple[str, ...],
    override_reason: str | None,
    today: datetime | None,
    **options: Any,
) -> None:
    """Propose points for one person, after the safety check, as JSON.

    Somebody who must be seen today or now gets no points. Measures are optional; with them each point
    carries its places.
    """
    person = person_from_json(read_input(file, most=INPUT_LIMIT_BYTES))
    measures = measures_from(options, needed=False)
    result = which_points.answer(
        person=person,
        today=_day(today),
        tables=default_tables(),
        measures=measures,
        limbs=[Limb(limb) for limb in limbs],
        override_reason=override_reason,
    )
    click.echo(json.dumps(points_document(result), indent=2, ensure_ascii=False, allow_nan=False))
    if isinstance(result, Refusal):
        click.echo("Being seen comes first: no points are proposed.", err=True)


def measures_from(options: dict[str, Any], *, needed: bool) -> Measures | None:
    """The measures that the options give; ``None`` when none was given and none is ``needed``."""
    given = {FIELDS[name]: value for name, value in options.items() if name in FIELDS and value is not None}
    sex = options.get("sex")
    if sex is None and not given and not needed:
        return None
    missing = [name for name in ("age", "height", "weight") if FIELDS[name] not in given]
    missing = ["sex", *missing] if sex is None else missing
    if missing:
        raise InputError(
            what=f"Missing: {', '.join(f'--{name}' for name in missing)}.",
            rule="A body needs --sex, --age, --height and --weight.",
            next_step="For example: deqi points --sex female --age 45 --height 165 --weight 70",
            where="measures",
        )
    return Measures(sex=Sex(sex), **given)


def _codes(wanted: Iterable[str], groups: Iterable[str], tables: Tables) -> list[str] | None:
    """The codes asked for in the order of asking; ``None`` means all."""
    codes = [one_point(text, tables.points).code for text in wanted]
    known = {group.id: group.codes for group in tables.care.groups}
    for group in groups:
        if group not in known:
            raise InputError(
                what=f"No group is called {group!r}.",
                rule=f"The groups are {', '.join(known)}.",
                next_step="Use one of these.",
                where="--group",
            )
        codes += known[group]
    return list(dict.fromkeys(codes)) or None


def _tell_facts(points: list[PointFacts], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([plain(point) for point in points], indent=2, ensure_ascii=False))
        return
    for point in points:
        for line in facts_lines(point, default_tables()):
            click.echo(line)


def _tell_people(
    file: Path, tables: Tables, codes: list[str] | None, *, landmarks_only: bool, everything: bool
) -> None:
    failed = 0
    for line in told_people(file, tables, codes, landmarks_only=landmarks_only, everything=everything):
        failed += "error" in line
        sys.stdout.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
    if failed:
        click.echo(f"{failed} rows could not be used; their lines say why.", err=True)
        click.get_current_context().exit(InputError.exit_status)


def _day(today: datetime | None) -> date:
    return today.date() if today else datetime.now(tz=UTC).astimezone().date()
