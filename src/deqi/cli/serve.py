"""``deqi serve``: the website, from this machine."""

import ipaddress
import os
import socket

import click
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import Error as DatabaseTrouble
from granian import Granian
from granian.constants import Interfaces

from deqi.answers import default_tables
from deqi.vocabulary import InputError

APPLICATION = "deqi.web.wsgi:application"


@click.command(name="serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option("--demo", is_flag=True, help="First fill the database with people who do not exist.")
def command(host: str, port: int, workers: int, *, demo: bool) -> None:
    """Check the data, bring the database up to date, then serve the website until Ctrl+C."""
    _refuse_unusable_address(host, port)
    click.echo("Reading the data files ...", err=True)
    # here too, so that a broken file is named plainly and ends with status 3, before any process starts
    default_tables()
    _set_up()
    _refuse_debug_pages_for_others(host)
    _prepare_database(demo=demo)
    place = "localhost" if host in ("127.0.0.1", "0.0.0.0") else _in_address(host)  # noqa: S104 - compared, not bound
    click.echo(f"Deqi is at http://{place}:{port} (Ctrl+C stops it).", err=True)
    if not _is_this_machine(host) and settings.ALLOWED_HOSTS == settings.LOCAL_HOSTS:
        click.echo(
            "It answers to the name localhost only. For another name or address, set DEQI_HOSTS.", err=True
        )
    Granian(APPLICATION, address=host, port=port, workers=workers, interface=Interfaces.WSGI).serve()


def _prepare_database(*, demo: bool) -> None:
    click.echo("Bringing the database up to date ...", err=True)
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("erase_expired", verbosity=0)
        if demo:
            click.echo("Adding made-up people for the demonstration ...", err=True)
            call_command("seed_demo", verbosity=0)
    except DatabaseTrouble as error:
        raise InputError(
            where="database",
            what=f"Deqi cannot use its database: {str(error).partition(chr(10))[0]}.",
            rule="The database must exist or be makeable, and Deqi must be able to write it.",
            next_step="Check DEQI_DATA_DIR or DATABASE_URL, and that the database is running.",
        ) from None


def _refuse_debug_pages_for_others(host: str) -> None:
    if settings.DEBUG and not _is_this_machine(host):
        raise InputError(
            where=f"--host {host}",
            what="DEQI_DEBUG=1 is set, and others could reach this address.",
            rule="Debug pages show settings and answers, so they are for this machine only.",
            next_step="Leave DEQI_DEBUG out, or leave --host out.",
        )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a short form such as 127.1, which the system reads but we do not
        return False


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _refuse_unusable_address(host: str, port: int) -> None:
    # Granian shares a port with any other Granian, which would split one site's readers between two keys.
    try:
        family, *_, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
        )[0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        raise InputError(
            where=f"{_in_address(host)}:{port}",
            what=f"Deqi cannot listen here: {error.strerror}.",
            rule="It needs a number address of this machine, and a port that no other program uses.",
            next_step=f"Stop the other program or take another port: deqi serve --port {port % 65535 + 1}.",
        ) from None


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deqi.web.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, OSError) as error:
        raise InputError(
            where="settings",
            what=f"Deqi cannot start: {error}",
            rule="The settings must fit together, and Deqi must be able to write its folder.",
            next_step="docs/how-to/run-on-your-server.md lists the settings.",
        ) from None
