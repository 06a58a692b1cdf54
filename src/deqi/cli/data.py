"""``deqi data``: are the data files whole?"""

from collections.abc import Callable
from pathlib import Path

import click

from deqi.answers import load_tables
from deqi.atlas import load_atlas_tables, load_point_book
from deqi.care import load_care_tables
from deqi.cli.data_review import diff, stale
from deqi.cli.shown import show
from deqi.curate import load_panel, load_policy
from deqi.datafiles import DATA_ROOT, problems
from deqi.directory import load_directory_tables
from deqi.directory.trust import load_choosing, load_trust_tables
from deqi.evidence import check_all
from deqi.language import load_rules
from deqi.outcomes import check_outcomes, forecast
from deqi.safety import load_safety_tables
from deqi.vocabulary import DataFileError


@click.group(name="data")
@click.pass_context
def command(context: click.Context) -> None:
    """The data files that every answer rests on."""
    context.obj = DATA_ROOT


command.add_command(stale)
command.add_command(diff)


@command.command()
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=DATA_ROOT,
    help="Another folder of data files, such as a copy that you edit.  [default: the one of this version]",
)
def check(root: Path) -> None:
    """Read every data file against its schema and print the hash of each table.

    With exit status 3 it lists every file that is broken, and where in it.
    """
    faults = [
        *check_all(root),
        *check_outcomes(root),
        *problems([lambda: load_safety_tables(root / "safety"), *_rules(root)]),
    ]
    for fault in faults:
        show(fault)
        click.echo(err=True)
    if faults:
        click.get_current_context().exit(DataFileError.exit_status)
    tables = load_tables(root)
    # the tables of the points name sources and each other; only together can that be seen
    of_points = tables.point_hashes if (root / "atlas").is_dir() else {}
    for name, sha256 in {**tables.hashes, **of_points}.items():
        click.echo(f"{name:<26}sound  sha256 {sha256}")


def _rules(root: Path) -> list[Callable[[], object]]:
    """The files that a copy for evidence alone may lack."""
    checks: list[Callable[[], object]] = []
    if (root / "language").is_dir():
        checks.append(lambda: load_rules(root))
    if (root / "atlas").is_dir():
        checks += [lambda: load_point_book(root), lambda: load_atlas_tables(root)]
    if (root / "care").is_dir():
        checks.append(lambda: load_care_tables(root))
    if (root / "outcomes/forecast").is_dir():
        checks.append(lambda: forecast.load_forecast_tables(root))
    if (root / "curation").is_dir():
        checks += [lambda: load_policy(root), lambda: load_panel(root)]
    if (root / "directory").is_dir():
        checks += [lambda: load_directory_tables(root), lambda: load_trust_tables(root)]
        checks.append(lambda: load_choosing(root))
    return checks
