"""Cells to values: masks read as unknown, dates must exist, text holds no control characters."""

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from deqi.directory.check_digits import npi_holds
from deqi.directory.faults import RowFault
from deqi.directory.rows import Row

MASK = re.compile(r"[$*_=]{3,}|<UNAVAIL>|-{2,}", re.IGNORECASE)
"""How a publisher writes what it will not tell; ``--`` stands for no prefix."""
AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})( 0?0:00(:00)?)?", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})([T ]00:00(:00)?)?", re.ASCII)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
BLANK = re.compile(r"[ \t\r\n\x7f-\xa0\u2028\u2029]+")
"""Runs of these read as one blank: real registers hold them where a keyboard or an old code page slipped."""
CONTROL = re.compile(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069]")
"""Also the marks that turn the direction of a text round, with which one name can be dressed as another."""
WHOLE_AS_FLOAT = re.compile(r"(\d{10})\.0", re.ASCII)

Value = TypeVar("Value")


class Refused(Exception):  # noqa: N818 - carries the fault to the reader of the file
    """This row cannot be used."""

    def __init__(self, fault: RowFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def refuse(row: Row, field: str, rule: str, what: str) -> Refused:
    """The error to raise for a cell; the cell is shown, cut to 60 characters."""
    return Refused(RowFault(row.line, row.header.column(field), rule, what))


def text(row: Row, field: str, longest: int = 200) -> str:
    """A cell as text, ``""`` when it is empty or masked. Runs of blanks become one."""
    value = row[field]
    if not value or MASK.fullmatch(value):
        return ""
    value = BLANK.sub(" ", value).strip()
    if CONTROL.search(value):
        raise refuse(row, field, "control", f"{shown(value)} holds a control character.")
    if len(value) > longest:
        raise refuse(row, field, "length", f"It has {len(value)} characters, at most {longest} fit.")
    return value


def needed(row: Row, field: str, longest: int = 200) -> str:
    """A cell that may not be empty."""
    value = text(row, field, longest)
    if not value:
        raise refuse(row, field, "missing", "It is empty.")
    return value


def npi(row: Row, field: str = "npi") -> str:
    """A number that passes its check digit."""
    value = row[field]
    value = found[1] if (found := WHOLE_AS_FLOAT.fullmatch(value)) else value
    if not npi_holds(value):
        raise refuse(row, field, "npi", f"{shown(value)} is not an NPI.")
    return value


def day(row: Row, field: str, today: date, *, past: bool = True) -> date | None:
    """A date, ``None`` when empty, masked or all zeros; ``past`` when it cannot lie after ``today``."""
    value = row[field]
    if not value or MASK.fullmatch(value) or not value.strip("0/- "):
        return None
    found = _date(value)
    if found is None:
        raise refuse(row, field, "date", f"{shown(value)} is not a date.")
    if past and found > today:
        raise refuse(row, field, "future", f"{shown(value)} lies after today.")
    return found


def _date(value: str) -> date | None:
    if match := AMERICAN.fullmatch(value):
        parts = (match[3], match[1], match[2])
    elif match := ISO.fullmatch(value) or COMPACT.fullmatch(value):
        parts = (match[1], match[2], match[3])
    else:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def degrees(row: Row, field: str, most: float) -> float | None:
    """A coordinate between ``-most`` and ``most``; ``None`` when empty."""
    value = row[field]
    if not value:
        return None
    if re.fullmatch(r"-?\d{1,3}(\.\d{1,12})?", value, re.ASCII) and abs(float(value)) <= most:
        return float(value)
    raise refuse(row, field, "place", f"{shown(value)} is not a coordinate.")


def one_of(row: Row, field: str, allowed: Callable[[str], Value | None]) -> Value:
    """A cell that a table translates; refused when the table does not know it."""
    value = allowed(row[field].lower())
    if value is None:
        raise refuse(row, field, "code", f"{shown(row[field])} is not one of the allowed values.")
    return value


def shown(value: str) -> str:
    """A cell as a message may show it."""
    return repr(value if len(value) <= 60 else value[:57] + "...")
