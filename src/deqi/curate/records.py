"""Any data folder as plain cells, whatever version of the schemas it was written for."""

import csv
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deqi.vocabulary import DataFileError

NOT_CONTENT = ("schemas",)
"""Folders that say how data are written, not what they say."""
Cells = Mapping[str, str]
"""Column, or dotted place in a TOML file, to its text; an empty cell is ``""``."""


@dataclass(frozen=True)
class Record:
    """One row of a CSV file, or one TOML file. ``key`` tells it from the others of its file."""

    file: str
    key: str
    cells: Cells

    @property
    def name(self) -> str:
        """How a person finds it: the file, and the row when it is one of many."""
        return f"{self.file}: {self.key}" if self.key else self.file


def records(root: Path) -> Iterator[Record]:
    """Every record below ``root`` in the order of file names. Raises ``DataFileError``."""
    for path in sorted((*root.rglob("*.csv"), *root.rglob("*.toml"))):
        file = path.relative_to(root).as_posix()
        if file.split("/")[0] not in NOT_CONTENT:
            yield from _csv(path, file, root) if path.suffix == ".csv" else _toml(path, file)


def _toml(path: Path, file: str) -> Iterator[Record]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _broken(file, str(error)) from error
    yield Record(file, "", dict(_flat(document, "")))


def _flat(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _flat(part, f"{place}.{name}" if place else name)
    elif isinstance(value, list) and any(isinstance(part, dict) for part in value):
        for number, part in enumerate(value, start=1):
            yield from _flat(part, f"{place}.{number}")
    elif isinstance(value, list):
        yield place, "; ".join(map(str, value))
    else:
        yield place, " ".join(str(value).split())


def _csv(path: Path, file: str, root: Path) -> Iterator[Record]:
    try:
        lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""), strict=True))
    except (OSError, ValueError, csv.Error) as error:
        raise _broken(file, str(error)) from error
    if not lines:
        return
    header, seen = lines[0], dict[str, int]()
    keys = [name for name in _key(path, file, root) if name in header] or header[:1]
    for line in lines[1:]:
        cells = dict(zip(header, line, strict=False))
        key = ", ".join(cells.get(name, "") for name in keys if cells.get(name))
        seen[key] = seen.get(key, 0) + 1
        yield Record(file, key if seen[key] == 1 else f"{key} ({seen[key]})", cells)


def _key(path: Path, file: str, root: Path) -> list[str]:
    """The columns that tell rows apart, as the schema of that folder says."""
    names = (f"{path.stem}.json", f"{file.removesuffix('.csv').replace('/', '-')}.json")
    for name in names[::-1] if "/" in file else names:
        schema = root / "schemas" / name
        if schema.is_file():
            found: list[str] = json.loads(schema.read_text(encoding="utf-8")).get("x-key", [])
            return found
    return []


def _broken(file: str, what: str) -> DataFileError:
    return DataFileError(
        what=f"It cannot be read: {what}.",
        rule="A data file is CSV or TOML in UTF-8.",
        next_step="Mend the file; `deqi data check` reads them all.",
        where=file,
    )
