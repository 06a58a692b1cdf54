"""``deqi data``: are the data files whole?"""

from pathlib import Path

import click

from deqi.answers import load_tables
from deqi.datafiles import DATA_ROOT


@click.group(name="data")
def command() -> None:
    """The data files that every answer rests on."""


@command.command()
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=DATA_ROOT,
    help="Another folder of data files, such as a copy that you edit.  [default: the one of this version]",
)
def check(root: Path) -> None:
    """Read every data file against its schema and print the hash of each table.

    Exit status 3 names the file and the line that is broken, or the figure that nobody has checked.
    """
    for name, sha256 in load_tables(root).hashes.items():
        click.echo(f"{name:<12} sound  sha256 {sha256}")
