"""``deqi data stale`` and ``deqi data diff``: what waits for a person, and what a change moved."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from deqi.answers import load_tables
from deqi.cli.data_versions import data_folder
from deqi.cli.shown import one_line
from deqi.curate import (
    CountMove,
    DataDiff,
    Due,
    Moves,
    Stale,
    answers_moved,
    compare_folders,
    load_panel,
    load_policy,
)
from deqi.curate import stale as what_is_stale
from deqi.vocabulary import Count, DataFileError

SHOWN = 20
"""Lines of each list in the text; --json and --all give every one."""


@click.command(name="stale")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another folder.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day to count from.  [default: today]",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--all", "everything", is_flag=True, help="Print every line of long lists.")
@click.pass_obj
def stale(
    default: Path, root: Path | None, today: datetime | None, *, as_json: bool, everything: bool
) -> None:
    """List what is overdue for review, has no date, or was never checked, and what waits for it.

    The intervals stand in curation/policy.toml of the data folder.
    """
    folder = root or default
    day = today.date() if today else datetime.now(tz=UTC).astimezone().date()
    found = what_is_stale(folder, load_policy(folder), day)
    if as_json:
        click.echo(json.dumps({"today": day, **asdict(found)}, indent=2, ensure_ascii=False, default=str))
        return
    for line in _stale_lines(found, day, None if everything else SHOWN):
        click.echo(one_line(line))


def _stale_lines(found: Stale, day: date, most: int | None) -> Iterator[str]:
    yield f"Overdue on {day}: {len(found.overdue)}"
    yield from _some([f"  {_due(entry)}" for entry in found.overdue], most)
    yield f"No date of review written down: {len(found.undated)}"
    yield from _some([f"  {entry.record} ({entry.kind})" for entry in found.undated], most)
    yield f"Never checked, so shown to nobody: {len(found.unchecked)}"
    yield from _some(
        [
            f"  {entry.record}" + "".join(f"\n      waits: {name}" for name in entry.waiting)
            for entry in found.unchecked
        ],
        most,
    )


def _due(entry: Due) -> str:
    return f"{entry.record}: seen on {entry.seen_on}, {entry.days_over} days over ({entry.kind})"


def _some(lines: list[str], most: int | None) -> list[str]:
    lines = [part for line in lines for part in line.split("\n")]
    if most is None or len(lines) <= most:
        return lines
    return [*lines[:most], f"  and {len(lines) - most} more lines: --all shows them"]


@click.command(name="diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--all", "everything", is_flag=True, help="Print every line of long lists.")
@click.pass_obj
def diff(default: Path, old: str, new: str | None, *, as_json: bool, everything: bool) -> None:
    """Tell what changed from OLD to NEW, and which answers moved by how much.

    Each is a folder of data files, or a version that git knows, such as v0.1.0 or HEAD~1. NEW is the data of
    this installation when left out. The answers are those of a fixed panel of made-up people
    (curation/panel.toml), asked with the engine of this installation.
    """
    with TemporaryDirectory() as place:
        before = data_folder(old, Path(place) / "old")
        after = data_folder(new, Path(place) / "new") if new else default
        changes = compare_folders(before, after)
        moves, why_not = _moves(before, after, default)
    if as_json:
        click.echo(json.dumps(_document(changes, moves, why_not), indent=2, ensure_ascii=False))
        return
    for line in [*_diff_lines(changes, None if everything else SHOWN), *_move_lines(moves, why_not)]:
        click.echo(one_line(line))


def _moves(before: Path, after: Path, default: Path) -> tuple[Moves | None, str]:
    """The moves, or why they cannot be told: older data may not fit the engine of today."""
    panel = load_panel(after if (after / "curation/panel.toml").is_file() else default)
    try:
        # the day stands in the provenance alone, which is not compared
        return answers_moved(panel, load_tables(before), load_tables(after), today=date(2000, 1, 1)), ""
    except (DataFileError, KeyError, TypeError) as error:
        return None, f"one of the two does not fit this engine: {error}"


def _document(changes: DataDiff, moves: Moves | None, why_not: str) -> dict[str, Any]:
    told: dict[str, Any] = asdict(changes)
    if moves is not None:
        counts = [{**asdict(move), "by": move.by} for move in moves.counts]
        told["answers"] = {**asdict(moves), "counts": counts}
    else:
        told["answers"] = None
    return told | {"why_no_answers": why_not}


def _diff_lines(changes: DataDiff, most: int | None) -> Iterator[str]:
    if changes.empty:
        yield "The data say the same."
    lists = {
        "Files added": list(changes.files_added),
        "Files removed": list(changes.files_removed),
        "Records added": list(changes.added),
        "Records removed": list(changes.removed),
        "Cells changed": [
            f"{cell.record}, {cell.column}: {cell.before or 'nothing'!s} -> {cell.after or 'nothing'}"
            for cell in changes.changed
        ],
    }
    for title, names in lists.items():
        if names:
            yield f"{title}: {len(names)}"
            yield from _some([f"  {name}" for name in names], most)


def _move_lines(moves: Moves | None, why_not: str) -> Iterator[str]:
    if moves is None:
        yield f"Answers not compared: {why_not}"
        return
    yield f"Answers: {len(moves.counts)} of {moves.compared} counts moved, for {moves.people} made-up people"
    for move in moves.counts:
        yield f"  {_move(move)}"
    for word in moves.words:
        yield f"  {word.person}, {word.what}: {word.before or 'nothing'} -> {word.after or 'nothing'}"
    if moves.largest is not None:
        yield f"The largest: {_move(moves.largest)}"


def _move(move: CountMove) -> str:
    by = "" if move.by is None else f", {move.by:+.2f} people of 100"
    return f"{move.person}, {move.when}, {move.what}: {_count(move.before)} -> {_count(move.after)}{by}"


def _count(count: Count | None) -> str:
    return "not known" if count is None else f"{count.estimate:.2f} ({count.low:.2f} to {count.high:.2f})"
