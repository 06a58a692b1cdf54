"""``deqi directory``: who could treat me. Registers in, people near a place out."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import Error as DatabaseTrouble

from deqi.cli.directory_signals import show_queue
from deqi.vocabulary import InputError


@click.group(name="directory")
def command() -> None:
    """Practitioners: import registers, search near a place, look at what was checked."""


@command.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--layout",
    type=click.Choice(["nppes", "locations", "other-names", "leie", "proofs", "people"]),
    help="What the file is, when its columns do not tell.",
)
@click.option(
    "--full/--update", "full", default=None, help="Does it replace the register, or change part of it?"
)
@click.option("--stands-for", metavar="YYYY-MM-DD", help="The day that the file stands for.")
@click.option("--code", multiple=True, help="Also keep people with this taxonomy code.")
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "cp1252", "latin-1"]),
    default="utf-8",
    show_default=True,
    help="How the text is written.",
)
@click.option("--skip-bad-rows", is_flag=True, help="Import the sound rows of a file with bad ones.")
@click.option("--allow-loss", is_flag=True, help="Accept an older file, or one that takes many people away.")
def import_(
    files: tuple[Path, ...], stands_for: str | None, code: tuple[str, ...], **options: object
) -> None:
    """Import files of NPPES (ZIP or CSV), the exclusion list, licence boards, or plain lists of people.

    Each file is read to its end before anything changes. A file that cannot be used changes nothing.
    """
    _set_up()
    for file in files:
        _call(
            "directory_import",
            str(file),
            stands_for=_day(stands_for),
            code=list(code),
            **options,
        )


@command.command()
@click.argument("near")
@click.option("--radius", default=25.0, show_default=True, help="Miles.")
@click.option("--limit", default=20, show_default=True, help="People on a page.")
@click.option("--all", "everybody", is_flag=True, help="Also people whose licence nobody looked up.")
@click.option("--certified", is_flag=True, help="Only people with a certificate that was seen.")
@click.option("--language", default="", help="Two letters, such as es.")
@click.option("--price-at-most", type=int, help="Only people whose price is known and not higher.")
@click.option("--profession", default="", help="Such as acupuncturist or physician.")
@click.option("--by-outcomes", is_flag=True, help="People with enough tracked patients first.")
@click.option("--cursor", default="", help="Go on behind an earlier page.")
def search(near: str, **options: object) -> None:
    """Find people near a ZIP (or LAT,LON in degrees), nearest first, with the facts about each, as JSON."""
    _set_up()
    options["all"] = options.pop("everybody")
    _call("directory_search", near, **options)


@command.command()
@click.argument("number", default="")
@click.option("--register", default="us-npi", show_default=True)
@click.option("--same", is_flag=True, help="The namesake on the exclusion list is this person.")
@click.option("--another", is_flag=True, help="The namesake is somebody else.")
@click.option("--by", default="", help="Who compared them.")
@click.option("--reason", default="", help="Where they looked and what they saw.")
def verify(number: str, **options: object) -> None:
    """Show what is known about one number; without a number, who waits for a person to look."""
    if options["same"] and options["another"]:
        raise InputError(
            where="--same, --another",
            what="Both were given.",
            rule="The namesake is this person or another.",
            next_step="Give one of the two.",
        )
    _set_up()
    _call("directory_verify", number, **options)


@command.command()
@click.argument("number")
@click.option("--register", default="us-npi", show_default=True)
@click.option(
    "--visit", default="", metavar="YYYY-MM-DD", help="The day of the visit that has ended.  [default: today]"
)
@click.option("--course", default="", help="Your own name for the course of care: it gets one review.")
@click.option("--count", default=1, show_default=True, help="Codes for as many people.")
@click.option(
    "--site", default="http://localhost:8000", show_default=True, help="Where people reach this site."
)
@click.option("--sheet", default="", metavar="FILE.pdf", help="Write slips to print instead.")
@click.option("--practice-link", is_flag=True, help="A private link to the practice's own pages instead.")
def codes(number: str, **options: object) -> None:
    """Visit codes for reviews, to print and hand out after a visit. They are shown once."""
    _set_up()
    _call("directory_codes", number, **options)


@command.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--label", default="", metavar="COLUMN", help="The column with judgements; - for none.")
@click.option("--bad-label", default="", metavar="VALUE", help="The value that means: not genuine.")
@click.option("--learn-share", default=0.5, show_default=True, type=click.FloatRange(0.05, 0.95))
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(0, 100_000), help="How many to show."
)
@click.option("--output", type=click.Path(path_type=Path), help="Write the whole queue as CSV.")
@click.option("--looked", default="", metavar="REVIEW", help="Note that a person looked at this review.")
@click.option("--by", default="", help="Who looked.")
@click.option("--note", default="", help="What they found.")
def signals(file: Path | None, looked: str, by: str, note: str, **options: Any) -> None:
    """Reviews that a person should look at first, each with its reasons; nothing is hidden by them.

    Without FILE: the reviews of this site. With FILE: any set of reviews as CSV with columns for place,
    date and stars, and if there are for author, text and label. With labels it learns on the earlier part
    and says how well that orders the later part.
    """
    if file is not None:
        show_queue(file, **options)
        return
    _set_up()
    _call("directory_signals", looked=looked, by=by, note=note)


@command.command(name="take-down")
@click.argument("review")
@click.option("--ground", required=True, type=click.Choice(["law", "private", "threat", "no-visit"]))
@click.option("--reason", required=True, help="What everybody will read in the public log.")
@click.option("--by", required=True, help="Who decided. This stays private.")
def take_down(review: str, **options: object) -> None:
    """Take one review down, with a reason that stands in the public log. A low rating is no ground."""
    _set_up()
    _call("directory_take_down", review, **options)


@command.command()
def outcomes() -> None:
    """Work out anew how tracked patients did, from diaries whose owners agreed. Run it each night."""
    _set_up()
    _call("directory_outcomes")


@command.command()
def demo() -> None:
    """Fill the directory with people who do not exist."""
    _set_up()
    _call("directory_demo")


def _day(text: str | None) -> object:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(
            where="--stands-for",
            what=f"{text!r} is not a date.",
            rule="A date is written YYYY-MM-DD.",
            next_step="Write it like 2026-01-31.",
        ) from None


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deqi.web.settings")
    try:
        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
    except (ImproperlyConfigured, OSError, DatabaseTrouble) as error:
        raise InputError(
            where="settings",
            what=f"Deqi cannot start: {str(error).partition(chr(10))[0]}",
            rule="The settings must fit together, and Deqi must be able to write its folder.",
            next_step="docs/how-to/run-on-your-server.md lists the settings.",
        ) from None


def _call(name: str, *arguments: str, **options: object) -> None:
    try:
        call_command(name, *arguments, **options)
    except DatabaseTrouble as error:
        raise InputError(
            where="database",
            what=f"Deqi cannot use its database: {str(error).partition(chr(10))[0]}.",
            rule="The database must be reachable and writable, by one import at a time.",
            next_step="Check DEQI_DATA_DIR or DATABASE_URL, and whether another import is running.",
        ) from None
