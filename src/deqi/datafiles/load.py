"""Load TOML and CSV, each checked against one JSON Schema, into frozen tables."""

import csv
import io
import json
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from deqi.datafiles.provenance import combined_hash
from deqi.vocabulary import DataFileError

DATA_ROOT = Path(__file__).resolve().parent.parent / "data"
"""Where the data files of this package live; schemas are in ``schemas`` below it."""

WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
PLAIN = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)

Row = Mapping[str, Any]
"""One record. An empty CSV cell is ``None``: unknown, never zero and never "no"."""


@dataclass(frozen=True)
class Table:
    """Checked records in file order, with the SHA-256 of the files they came from."""

    name: str
    rows: tuple[Row, ...]
    sha256: str

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def load_csv(path: Path, schema: Path) -> Table:
    """Read a CSV table. Cells become numbers, booleans or text as the schema's types say.

    Raises ``DataFileError`` naming file, line and column when a cell breaks the schema, when columns
    are missing, unknown or repeated, or when a row has too many or too few cells.
    """
    content = _read(path)
    rules = _schema(schema)
    reader = csv.reader(io.StringIO(_text(content, path), newline=""), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise _broken(path, f"line {reader.line_num}: {error}.") from error
    if not lines:
        raise _broken(path, "The file is empty.")
    header = lines[0][1]
    _check_header(header, rules, path)
    rows = tuple(_csv_row(cells, header, rules, path, line) for line, cells in lines[1:])
    if not rows:
        raise _broken(path, "It has a header and no rows.")
    _check_unique(rows, [line for line, _ in lines[1:]], rules, path)
    return Table(path.stem, rows, combined_hash([(path.name, content)]))


def load_toml(path: Path, schema: Path) -> Table:
    """Read one TOML file as a table with a single record. Raises ``DataFileError``."""
    content = _read(path)
    row = _toml_row(path, content, _schema(schema))
    return Table(path.stem, (row,), combined_hash([(path.name, content)]))


def load_toml_folder(folder: Path, schema: Path) -> Table:
    """Read every ``*.toml`` in ``folder``, one record a file, in order of file name.

    A record's ``id`` must equal its file's name. Raises ``DataFileError``.
    """
    rules = _schema(schema)
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise _broken(folder, "No TOML file was found in this folder.")
    contents = [(path, _read(path)) for path in paths]
    rows = []
    for path, content in contents:
        row = _toml_row(path, content, rules)
        if row.get("id") != path.stem:
            raise _broken(path, f"Its id is {row.get('id')!r} but its file is named {path.stem!r}.")
        rows.append(row)
    stamp = combined_hash((path.name, content) for path, content in contents)
    return Table(folder.name, tuple(rows), stamp)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _broken(path, f"It cannot be read: {error.strerror}.") from error


def _text(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _broken(path, f"Byte {error.start} is not UTF-8.") from error


def _schema(path: Path) -> dict[str, Any]:
    try:
        rules: dict[str, Any] = json.loads(_text(_read(path), path))
        Draft202012Validator.check_schema(rules)
    except (json.JSONDecodeError, SchemaError) as error:
        raise _broken(path, f"It is not a valid JSON Schema: {error}.") from error
    return rules


def _broken(path: Path, what: str) -> DataFileError:
    return DataFileError(
        what=what,
        rule="A data file must be complete and follow its schema.",
        next_step="Mend the file; `deqi data check` reads them all.",
        where=path.name,
    )


def _toml_row(path: Path, content: bytes, rules: dict[str, Any]) -> Row:
    try:
        row = tomllib.loads(_text(content, path))
    except tomllib.TOMLDecodeError as error:
        raise _broken(path, f"It is not valid TOML: {error}.") from error
    _check_finite(row, path, ())
    _check_row(row, rules, path, "")
    frozen: Row = _freeze(row)
    return frozen


def _check_finite(value: Any, path: Path, where: tuple[str, ...]) -> None:
    # TOML knows nan and inf, and JSON Schema's ranges let nan through.
    if isinstance(value, dict):
        for name, part in value.items():
            _check_finite(part, path, (*where, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            _check_finite(part, path, (*where, str(number)))
    elif isinstance(value, float) and not math.isfinite(value):
        raise _broken(path, f"{'.'.join(where)}: {value!r} is not a number.")


def _check_header(header: list[str], rules: dict[str, Any], path: Path) -> None:
    known = set(rules["properties"])
    repeated = {name for name in header if header.count(name) > 1}
    if repeated:
        raise _broken(path, f"Column {sorted(repeated)} stands in the header more than once.")
    if set(header) != known:
        missing, extra = sorted(known - set(header)), sorted(set(header) - known)
        raise _broken(path, f"The header lacks {missing} and has unknown columns {extra}.")


def _csv_row(cells: list[str], header: list[str], rules: dict[str, Any], path: Path, line: int) -> Row:
    if len(cells) != len(header):
        raise _broken(path, f"Line {line} has {len(cells)} cells, the header has {len(header)}.")
    row = {
        name: _cell(text, rules["properties"][name], path, line, name)
        for name, text in zip(header, cells, strict=True)
    }
    _check_row(row, rules, path, f"Line {line}, column ")
    return MappingProxyType(row)


def _cell(text: str, rule: dict[str, Any], path: Path, line: int, column: str) -> Any:
    if text == "":
        return None
    kinds = rule.get("type", "string")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "integer" in kinds or "number" in kinds:
        return _number(text, path, line, column, whole="integer" in kinds)
    if "boolean" in kinds:
        if text not in ("yes", "no"):
            raise _broken(path, f"Line {line}, column {column}: {text!r} is neither yes nor no.")
        return text == "yes"
    return text


def _number(text: str, path: Path, line: int, column: str, *, whole: bool) -> int | float:
    # Python would also take "1_000", " 5" and "nan"; a table means plain figures only.
    if whole and WHOLE.fullmatch(text):
        return int(text)
    if not whole and PLAIN.fullmatch(text):
        return float(text)
    kind = "a whole number" if whole else "a number"
    raise _broken(path, f"Line {line}, column {column}: {text!r} is not {kind}.")


def _check_row(row: Mapping[str, Any], rules: dict[str, Any], path: Path, where: str) -> None:
    faults = sorted(Draft202012Validator(rules).iter_errors(dict(row)), key=str)
    if faults:
        fault = faults[0]
        place = ".".join(str(part) for part in fault.absolute_path) or "the record"
        raise _broken(path, f"{where}{place}: {fault.message}.")


def _check_unique(rows: tuple[Row, ...], lines: list[int], rules: dict[str, Any], path: Path) -> None:
    key = rules.get("x-key")
    if not key:
        return
    seen: dict[tuple[Any, ...], int] = {}
    for row, line in zip(rows, lines, strict=True):
        value = tuple(row[name] for name in key)
        if value in seen:
            same = dict(zip(key, value, strict=True))
            raise _broken(path, f"Line {line} repeats line {seen[value]}: {same}.")
        seen[value] = line


def _freeze(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({name: _freeze(part) for name, part in value.items()})
    if isinstance(value, list):
        return tuple(_freeze(part) for part in value)
    return value
