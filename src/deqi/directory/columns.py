"""The columns of each layout by name. Spaces, case and punctuation of a header do not count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deqi.datafiles import Row as DataRow

SLOTS = 15
PUNCTUATION = re.compile(r"[^a-z0-9]+")


def header_key(name: str) -> str:
    """A header as it is compared: ``"Address-  Address Line 2"`` and ``"address_address_line_2"`` are one."""
    return PUNCTUATION.sub("", name.lower())


@dataclass(frozen=True)
class Column:
    """One column of a layout: our ``field``, the publisher's ``header``, and other headers that mean it."""

    field: str
    header: str
    required: bool
    keys: tuple[str, ...]


def columns_from(rows: Sequence[DataRow]) -> tuple[Column, ...]:
    """Columns of one layout; a header with ``{n}`` stands for fifteen numbered ones."""
    return tuple(column for row in rows for column in _expand(row))


def _expand(row: DataRow) -> list[Column]:
    names = [row["header"], *(row["aliases"] or "").split("; ")]
    numbers = range(1, SLOTS + 1) if "{n}" in row["header"] else (0,)
    return [
        Column(
            field=row["field"].replace("{n}", str(number)),
            header=row["header"].replace("{n}", str(number)),
            required=bool(row["required"]) and number < 2,
            keys=tuple(header_key(name.replace("{n}", str(number))) for name in names if name),
        )
        for number in numbers
    ]
