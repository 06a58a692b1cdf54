"""The command ``deqi`` and how it reports what went wrong."""

import errno
import importlib
import os
import sys
from typing import Any

import click

from deqi import __version__
from deqi.cli.shown import show
from deqi.vocabulary import DeqiError

COMMANDS = {
    "ask": "Is it safe for me, and would it help me?",
    "track": "Is it working: go on, change or stop?",
    "evidence": "The trials, their pooled results, and a forest plot.",
    "safety": "The questions of the safety check.",
    "directory": "Practitioners: registers in, people near a place out.",
    "calibrate": "How good is the forecast on finished courses of your own?",
    "data": "Check the data files that answers rest on.",
    "language": "Does a text speak plainly and promise nothing?",
    "serve": "Serve the website from this machine.",
}
"""Each is a file beside this one, read only when it is called: the numeric libraries take a second."""

UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
"""Why writing to an open file fails."""


class Commands(click.Group):
    """The commands by name, imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Their names in the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command with this name, read from its file."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"deqi.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list for the help text, without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error of our own family is shown and becomes its exit status."""
        try:
            return super().invoke(ctx)
        except DeqiError as error:
            show(error)
            ctx.exit(error.exit_status)
        except OSError as error:
            # click itself ends quietly when a reader such as "head" has gone
            if error.errno not in UNWRITABLE or error.filename is not None:
                raise
            _tell_unwritable(error)
            ctx.exit(1)


def _tell_unwritable(error: OSError) -> None:
    show(
        DeqiError(
            where="output",
            what=f"The output cannot be written: {error.strerror}.",
            rule="What Deqi prints must fit where it goes.",
            next_step="Make room there, or send it elsewhere. What arrived so far is not whole.",
        )
    )
    # what still waits to be written would fail once more when Python ends
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Commands, name="deqi")
@click.version_option(__version__, prog_name="deqi")
def main() -> None:
    """Acupuncture for low back pain, told honestly.

    Exit status: 0 for an answer and for a refusal, 2 for input that cannot be used,
    3 for a broken data file.
    """
