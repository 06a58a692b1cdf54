"""Read what a command is given: a file, or standard input."""

import sys
from pathlib import Path

from deqi.vocabulary import InputError


def read_input(file: str, *, most: int) -> bytes:
    """At most ``most`` + 1 bytes of the file, or of standard input for "-".

    One more than allowed is enough to see that it is too long. Raises ``InputError`` when it cannot be read.
    """
    if file == "-":
        return sys.stdin.buffer.read(most + 1)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(most + 1)
    except (OSError, ValueError) as error:
        raise InputError(
            what=f"This file cannot be read: {getattr(error, 'strerror', None) or error}.",
            rule="It must be the name of a readable file.",
            next_step='Check the name, or give "-" and send the JSON to standard input.',
            where=file,
        ) from error
