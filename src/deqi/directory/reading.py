"""Read one file of a register from beginning to end: what was found, and what was refused."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, TypeVar

from deqi.directory import containers
from deqi.directory.cells import Refused, npi
from deqi.directory.columns import SLOTS, Column, header_key
from deqi.directory.entries import Entry, Exclusion, Listed, Location, OtherName, Proof
from deqi.directory.faults import FileFault, RowFault
from deqi.directory.nppes import entry_from, location_from, other_name_from
from deqi.directory.plain_files import exclusion_from, listed_from, proof_from
from deqi.directory.rows import NotOneRowALine, Row, every_row, first_names, wanted_rows
from deqi.directory.tables import DirectoryTables

SMALL = 16 * 1024 * 1024
"""Below this size every row is parsed and checked, wanted or not: it takes well under a second."""
MEMBERS = {
    "nppes": containers.NPPES_MAIN,
    "locations": re.compile(r"(^|/)pl_pfile_[^/]*\.csv$", re.IGNORECASE),
    "other-names": re.compile(r"(^|/)othername_pfile_[^/]*\.csv$", re.IGNORECASE),
}
WEEK_DAYS = 45
"""A file that spans fewer days than this holds changes alone."""

Record = Entry | Location | OtherName | Exclusion | Proof | Listed
Found = TypeVar("Found", bound=Record)


@dataclass(frozen=True)
class Wanted:
    """Whom to keep: everybody with one of ``codes``, and these ``numbers`` whatever their codes."""

    codes: frozenset[str]
    numbers: frozenset[str] = frozenset()

    def wants(self, row: Row) -> bool:
        """Whether this row of the main file is kept."""
        codes = (row[f"taxonomy_{n}"].upper() for n in range(1, SLOTS + 1))
        return row["npi"] in self.numbers or any(code in self.codes for code in codes)


@dataclass(frozen=True)
class Begin:
    """The first thing a reading yields; it comes again when the file has to be read over in full."""

    thorough: bool


def period_of(name: str) -> tuple[date, date] | None:
    """The first and last day that an NPPES file covers, from its name; ``None`` when it does not say."""
    found = containers.SPAN.findall(name)
    try:
        return (_compact(found[-1][0]), _compact(found[-1][1])) if found else None
    except ValueError:
        return None


def _compact(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def is_full(name: str) -> bool | None:
    """Whether an NPPES file replaces everything (true) or holds changes (false); ``None``: unnamed."""
    period = period_of(name)
    return None if period is None else (period[1] - period[0]).days > WEEK_DAYS


def read_file(  # noqa: PLR0913 - what it is, and what to keep of it
    file: BinaryIO,
    name: str,
    layout: str,
    *,
    tables: DirectoryTables,
    today: date,
    wanted: Wanted | None = None,
    thorough: bool = False,
    encoding: str = "utf-8",
) -> Iterator[Begin | Record | RowFault]:
    """Everything worth keeping of ``file``, in its order, each refusal in its place.

    Yields ``Begin`` first, and again when the quick way was not safe and reading starts over: forget what
    came before it. ``layout`` is one of the layouts of ``columns.csv``. ``wanted`` matters for ``nppes``
    alone. A file in another ``encoding`` is read in full. Memory does not grow with the file. Raises
    ``FileFault`` when the file as a whole cannot be used.
    """
    opened = containers.open_register(file, name, _member(file, layout))
    columns = tables.columns[layout]
    build = _builder(layout, tables, today)
    quick = wanted is not None and layout == "nppes" and not thorough and encoding == "utf-8"
    if quick and wanted is not None and not _is_small(file):
        yield Begin(thorough=False)
        rows = wanted_rows(
            opened.pieces(), columns, opened.name, codes=sorted(wanted.codes), numbers=wanted.numbers
        )
        try:
            yield from _records(rows, build, wanted)
        except NotOneRowALine:
            pass
        else:
            return
    yield Begin(thorough=True)
    pieces = opened.pieces()
    if encoding != "utf-8":
        pieces = containers.transcoded(pieces, encoding, opened.name)
    yield from _records(every_row(pieces, columns, opened.name), build, wanted)


def layouts_inside(file: BinaryIO, name: str) -> tuple[str, ...]:
    """The layouts that a published ZIP of NPPES holds, main file first; empty for any other file."""
    members = containers.zip_members(file, name)
    return tuple(
        layout for layout, known in MEMBERS.items() if any(known.search(member) for member in members)
    )


def inner_name(file: BinaryIO, name: str, layout: str) -> str:
    """The name that says which days a file covers: its own, or that of the file in the ZIP."""
    return containers.open_register(file, name, _member(file, layout)).name


def _member(file: BinaryIO, layout: str) -> re.Pattern[str] | None:
    """How to pick the file in a published ZIP; a ZIP of another make must hold one CSV alone."""
    known = MEMBERS.get(layout)
    published = known is not None and any(known.search(member) for member in containers.zip_members(file, ""))
    return known if published else None


def _is_small(file: BinaryIO) -> bool:
    packed_limit = SMALL // 10
    file.seek(0)
    packed = file.read(2) in (b"PK", b"\x1f\x8b")
    return file.seek(0, 2) < (packed_limit if packed else SMALL)


def _builder(layout: str, tables: DirectoryTables, today: date) -> Callable[[Row], Record]:
    builders: dict[str, Callable[[Row], Record]] = {
        "nppes": lambda row: entry_from(row, today),
        "locations": location_from,
        "other-names": other_name_from,
        "leie": lambda row: exclusion_from(row, today),
        "proofs": lambda row: proof_from(row, today, tables.professions),
        "people": lambda row: listed_from(row, today, tables.professions, tables.register_countries),
    }
    return builders[layout]


def _records(
    rows: Iterator[Row], build: Callable[[Row], Record], wanted: Wanted | None
) -> Iterator[Record | RowFault]:
    for row in rows:
        try:
            if wanted is None or wanted.wants(row):
                yield build(row)
            else:
                npi(row)
        except Refused as refused:
            yield refused.fault


def guess_layout(header: Sequence[str], tables: DirectoryTables) -> str | None:
    """The layout with which ``header`` shares the most columns; ``None`` when it shares fewer than two.

    Whether a required column is missing is told when the file is read.
    """
    keys = {header_key(name) for name in header}

    def shared(columns: Sequence[Column]) -> tuple[int, bool]:
        known = [bool(keys & set(column.keys)) for column in columns]
        lacking = any(column.required and not has for column, has in zip(columns, known, strict=True))
        return sum(known), not lacking

    best = max(tables.columns, key=lambda layout: shared(tables.columns[layout]))
    return best if shared(tables.columns[best])[0] > 1 else None


def header_of(file: BinaryIO, name: str) -> tuple[str, ...]:
    """The names in the first line, for guessing what a file is. Raises ``FileFault``."""
    opened = containers.open_register(file, name)
    pieces = opened.pieces()
    try:
        names = first_names(pieces, opened.name)
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()
    if not names:
        raise FileFault("header", "The first line is empty.", file=name)
    return names
