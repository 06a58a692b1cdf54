"""Errors as text for a terminal: printable, not too long."""

import click

from deqi.vocabulary import DeqiError

LONGEST = 400


def show(error: DeqiError) -> None:
    """Where, what, which rule, and what next, on standard error and without a traceback."""
    parts = {"Where": error.where, "What": error.what, "Rule": error.rule, "Next": error.next_step}
    for title, text in parts.items():
        if text:
            click.echo(f"{title + ':':<7}{one_line(text)}", err=True)


def one_line(text: str) -> str:
    """``text`` with control characters written out, so that no input can steer the terminal."""
    shown = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 3]}..."
