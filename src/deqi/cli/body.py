"""``deqi body``: a body with your measures, as a file for other programs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from deqi.atlas import BodyFormat, build_body, export_body, load_atlas_tables
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import InputError, Measures, Sex

F = TypeVar("F", bound=Callable[..., Any])

OPTIONS = {
    "age_years": ("--age", True, "In years."),
    "height_cm": ("--height", True, "In cm, without shoes."),
    "weight_kg": ("--weight", True, "In kg."),
    "inseam_cm": ("--inseam", False, "Crotch to floor, in cm."),
    "waist_cm": ("--waist", False, "Around the belly at the navel, in cm."),
    "sitting_height_cm": ("--sitting-height", False, "Seat to top of head, in cm."),
    "c7_height_cm": ("--c7", False, "Root of the neck to floor, as a practitioner felt it, in cm."),
    "iliac_crest_height_cm": ("--iliac-crest", False, "Top of the hip bone to floor, as felt, in cm."),
}
"""Measure to its option, whether it must be given, and the help text."""


def measuring(function: F) -> F:
    """The options that tell a person's measures."""
    for name, (option, needed, text) in reversed(OPTIONS.items()):
        function = click.option(option, name, type=float, required=needed, help=text)(function)
    kinds = click.Choice([Sex.FEMALE.value, Sex.MALE.value])
    return click.option("--sex", type=kinds, required=True, help="Which survey is used.")(function)


def measures_from(given: dict[str, Any]) -> Measures:
    """The measures that ``measuring`` collected. Raises ``InputError``."""
    return Measures(**{**given, "sex": Sex(given["sex"])})


@click.group(name="body")
def command() -> None:
    """A body with your measures."""


@command.command()
@measuring
@click.option("--format", "kind", type=click.Choice([kind.value for kind in BodyFormat]), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
def export(*, kind: str, out: Path, **given: Any) -> None:
    """Write the body as a glTF (.glb), OBJ or PLY file.

    Metres. OBJ and PLY: x to the person's right, y to the front, z up. glTF: y up, as its standard asks.
    """
    body = build_body(measures_from(given), load_atlas_tables(DATA_ROOT))
    content = export_body(body, BodyFormat(kind))
    try:
        out.write_bytes(content)
    except OSError as error:
        raise InputError(
            what=f"{str(out)!r} cannot be written: {error.strerror}.",
            rule="The file must be in a folder that exists and that you may write to.",
            next_step="Choose another place with --out.",
            where="--out",
        ) from error
    click.echo(f"{out}: {len(body.vertices)} vertices, {len(body.faces)} triangles, {len(content)} bytes")
