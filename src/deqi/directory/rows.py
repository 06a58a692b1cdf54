"""Rows of a CSV file by column name, two ways: every line parsed, or only the lines that can be wanted.

``every_row`` parses all. ``wanted_rows`` looks for codes and numbers in the raw bytes and parses the hits. It
may be used when each line is one row, and it proves that as it goes: in a file that quotes every value, each
line must begin and end with a double quote, and each hit must parse into as many values as there are columns.
A file that fails this raises ``NotOneRowALine``, and the caller reads it again with ``every_row``.
"""

import csv
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from deqi.directory.columns import Column, header_key
from deqi.directory.faults import FileFault

LONGEST_LINE = 1_000_000
BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
UTF8_BOM = b"\xef\xbb\xbf"
OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}


class NotOneRowALine(Exception):  # noqa: N818 - a turn of the road, not an error that anybody sees
    """The file may hold line breaks inside values."""


@dataclass(frozen=True)
class Header:
    """Where each known field stands. ``names`` are the columns as the file writes them."""

    names: tuple[str, ...]
    places: Mapping[str, int]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]

    def column(self, field: str) -> str:
        """The file's own name of a field, for a message."""
        place = self.places.get(field)
        return field if place is None else self.names[place]


@dataclass(frozen=True)
class Row:
    """One row. ``cells`` follow the header; a field that the file lacks reads as empty."""

    line: int
    cells: Sequence[str]
    header: Header

    def __getitem__(self, field: str) -> str:
        place = self.header.places.get(field)
        return "" if place is None else self.cells[place].strip()


def read_header(line: bytes, columns: Sequence[Column], file: str) -> Header:
    """Find the known columns by name, whatever their order. Raises ``FileFault``."""
    text = _decode(line, 1, file)
    names = _parse(text, 1, file)
    keys = [header_key(name) for name in names]
    known = {key: column for column in columns for key in column.keys}
    places: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key not in known:
            continue
        field = known[key].field
        if field in places:
            raise FileFault(
                "header", f"The column {names[place]!r} stands twice.", column=names[place], file=file
            )
        places[field] = place
    _refuse_repeats(names, keys, file)
    _refuse_unusable(text, columns, places, file)
    missing = tuple(column.header for column in columns if column.field not in places)
    unknown = tuple(name for name, key in zip(names, keys, strict=True) if key not in known)
    return Header(tuple(names), places, missing, unknown)


def _refuse_repeats(names: Sequence[str], keys: Sequence[str], file: str) -> None:
    for key, times in Counter(keys).items():
        if times > 1 and key:
            name = names[keys.index(key)]
            raise FileFault("header", f"The column {name!r} stands {times} times.", column=name, file=file)


def _refuse_unusable(text: str, columns: Sequence[Column], places: Mapping[str, int], file: str) -> None:
    lacking = [column for column in columns if column.required and column.field not in places]
    if not lacking:
        return
    _refuse_delimiter(text, file)
    names = ", ".join(repr(column.header) for column in lacking[:4])
    raise FileFault(
        "header",
        f"The header lacks {names}.",
        column=lacking[0].header,
        file=file,
        next_step="Look whether a column was renamed or the header line is gone. Nothing has changed.",
    )


def _refuse_delimiter(text: str, file: str) -> None:
    for mark, word in OTHER_DELIMITERS.items():
        if text.count(mark) > max(text.count(","), 1):
            raise FileFault("delimiter", f"The header seems to be separated by {word}.", file=file)


def lines(pieces: Iterator[bytes], file: str) -> Iterator[tuple[int, bytes]]:
    """Each line with its number and its line end. Raises ``FileFault`` for a line without end."""
    carry, number = b"", 0
    for piece in pieces:
        block = carry + piece if carry else piece
        start = 0
        while (end := block.find(b"\n", start) + 1) > 0:
            number += 1
            _refuse_long(end - start, number, file)
            yield number, block[start:end]
            start = end
        carry = block[start:]
        _refuse_long(len(carry), number + 1, file)
    if carry:
        yield number + 1, carry


def _refuse_long(length: int, number: int, file: str) -> None:
    if length > LONGEST_LINE:
        raise FileFault(
            "line-length", f"Line {number} goes on after {LONGEST_LINE:,} bytes.", line=number, file=file
        )


def every_row(pieces: Iterator[bytes], columns: Sequence[Column], file: str) -> Iterator[Row]:
    """Every row below the header, each parsed. Raises ``FileFault`` at the first line that cannot be read."""
    numbered = lines(pieces, file)
    header = read_header(_first(numbered, file), columns, file)
    feed = _Feed(numbered, file)
    reader = csv.reader(feed, strict=True)
    found = False
    while True:
        begun = feed.line + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise FileFault(
                "quoting", f"The row that begins here cannot be read ({error}).", line=begun, file=file
            ) from None
        if not cells:
            continue
        found = True
        _check_count(cells, header, begun, file)
        yield Row(begun, cells, header)
    if not found:
        raise FileFault("rows", "There is a header and nothing below it.", file=file)


class _Feed(Iterator[str]):
    """Lines as text for the CSV reader; knows how far it has come."""

    def __init__(self, numbered: Iterator[tuple[int, bytes]], file: str) -> None:
        self.numbered = numbered
        self.file = file
        self.line = 1

    def __next__(self) -> str:
        self.line, line = next(self.numbered)
        return _decode(line, self.line, self.file)


def wanted_rows(
    pieces: Iterator[bytes],
    columns: Sequence[Column],
    file: str,
    *,
    codes: Sequence[str],
    numbers: frozenset[str],
) -> Iterator[Row]:
    """The rows that hold one of ``codes`` anywhere, or whose first value is one of ``numbers``.

    Raises ``NotOneRowALine`` when only ``every_row`` can tell, and ``FileFault`` for a damaged file.
    """
    blocks = _blocks(pieces, file)
    line, block = next(blocks, (1, b""))
    end = block.find(b"\n") + 1
    header = read_header(_without_bom(block[:end], file), columns, file)
    if header.names[0] != header.column("npi") or not block.startswith(b'"', end) or end == len(block):
        raise NotOneRowALine
    search = _Search([code.encode() for code in codes], {number.encode() for number in numbers})
    line, block = 2, block[end:]
    while block:
        for number, raw in search.hits(block, line):
            yield Row(number, _one_row(raw, header), header)
        line += search.lines
        last = block[block.rfind(b"\n", 0, len(block) - 1) + 1 :]
        _, block = next(blocks, (0, b""))
    # A plain file that was cut off ends inside a row.
    if not last.endswith(b"\n"):
        _one_row(last, header)


class _Search:
    """Finds the lines of a block that are worth parsing, and counts all of them."""

    def __init__(self, codes: Sequence[bytes], numbers: set[bytes]) -> None:
        self.codes = codes
        self.numbers = numbers
        self.lines = 0

    def hits(self, block: bytes, line: int) -> list[tuple[int, bytes]]:
        """Line number and bytes of each hit, in order; ``line`` is the number of the first line."""
        starts = self._starts(block)
        self.lines = len(starts)
        chosen = self._with_number(block, starts) | self._with_code(block, starts)
        ends = [*starts[1:], len(block)]
        return [(line + index, block[starts[index] : ends[index]]) for index in sorted(chosen)]

    @staticmethod
    def _starts(block: bytes) -> list[int]:
        # A row that fills one line begins and ends with a quote, and so does every other.
        starts, position, size, quote = [0], 0, len(block), 34
        find, add = block.find, starts.append
        if block[0] != quote:
            raise NotOneRowALine
        while (position := find(b"\n", position) + 1) and position < size:
            if block[position] != quote or block[position - 2] not in b'"\r':
                raise NotOneRowALine
            add(position)
        return starts

    def _with_number(self, block: bytes, starts: list[int]) -> set[int]:
        if not self.numbers:
            return set()
        wanted = self.numbers
        return {index for index, at in enumerate(starts) if block[at + 1 : at + 11] in wanted}

    def _with_code(self, block: bytes, starts: list[int]) -> set[int]:
        found: set[int] = set()
        for code in self.codes:
            at = block.find(code)
            while at >= 0:
                index = bisect_right(starts, at) - 1
                found.add(index)
                after = starts[index + 1] if index + 1 < len(starts) else len(block)
                at = block.find(code, after)
        return found


def _blocks(pieces: Iterator[bytes], file: str) -> Iterator[tuple[int, bytes]]:
    """Pieces cut at line ends, so that no line lies in two blocks."""
    carry = b""
    for piece in pieces:
        end = piece.rfind(b"\n") + 1
        if not end:
            carry += piece
            _refuse_long(len(carry), 1, file)
            continue
        block = carry + piece[:end] if carry else piece[:end]
        carry = piece[end:]
        if 0 in block:
            raise NotOneRowALine
        yield 0, block
    if carry:
        yield 0, carry


def _one_row(raw: bytes, header: Header) -> list[str]:
    try:
        cells = next(csv.reader([raw.decode("utf-8")], strict=True), [])
    except (csv.Error, UnicodeDecodeError):
        raise NotOneRowALine from None
    if len(cells) != len(header.names):
        raise NotOneRowALine
    return cells


def _first(numbered: Iterator[tuple[int, bytes]], file: str) -> bytes:
    return _without_bom(next(numbered, (1, b""))[1], file)


def _without_bom(line: bytes, file: str) -> bytes:
    for bom, name in BOMS.items():
        if line.startswith(bom):
            raise FileFault("encoding", f"The file is written in {name}.", file=file)
    line = line.removeprefix(UTF8_BOM)
    if not line.strip():
        raise FileFault("header", "The first line is empty.", file=file)
    return line


def _decode(line: bytes, number: int, file: str) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileFault(
            "encoding",
            f"Byte {error.start + 1} of the line ({line[error.start]:#04x}) is not UTF-8.",
            line=number,
            column=f"at byte {error.start + 1}",
            file=file,
            next_step="Save it as UTF-8, or name another with --encoding. Nothing has changed.",
        ) from None
    if "\0" in text:
        raise FileFault("encoding", "There is a NUL character in it.", line=number, file=file)
    return text


def _parse(text: str, line: int, file: str) -> list[str]:
    try:
        return next(csv.reader([text], strict=True))
    except csv.Error as error:
        raise FileFault("quoting", f"It cannot be read ({error}).", line=line, file=file) from None


def _check_count(cells: Sequence[str], header: Header, line: int, file: str) -> None:
    if len(cells) != len(header.names):
        column = header.names[min(len(cells), len(header.names)) - 1]
        raise FileFault(
            "field-count",
            f"The row has {len(cells)} values, the header has {len(header.names)} columns.",
            line=line,
            column=f"after {column}",
            file=file,
        )


def first_names(pieces: Iterator[bytes], file: str) -> tuple[str, ...]:
    """The column names of the first line, as they are written. Raises ``FileFault``."""
    text = _decode(_first(lines(pieces, file), file), 1, file)
    _refuse_delimiter(text, file)
    return tuple(_parse(text, 1, file))
