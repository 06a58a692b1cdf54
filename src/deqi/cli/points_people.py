"""Bodies and points as JSON, for one person or for a file of many."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deqi.answers import Tables, body_summary, place, point_rows
from deqi.vocabulary import InputError, Measures, Sex

NEEDED = {"sex": "sex", "age": "age_years", "height_cm": "height_cm", "weight_kg": "weight_kg"}
OPTIONAL = ("inseam_cm", "waist_cm", "sitting_height_cm", "c7_height_cm", "iliac_crest_height_cm")


def told_people(
    file: Path, tables: Tables, codes: list[str] | None, *, landmarks_only: bool, everything: bool
) -> Iterator[dict[str, Any]]:
    """One record a row of ``file``, in order. A row that cannot be used gives a record with ``error``.

    Raises ``InputError`` when the header lacks a column or holds one that is not known.
    """
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        _check_header(reader.fieldnames or [])
        for row in reader:
            told: dict[str, Any] = {"line": reader.line_num}
            if "id" in row:
                told["id"] = row["id"]
            try:
                placed = place(_measures(row), tables, points=not landmarks_only)
            except InputError as error:
                yield told | {"error": error.as_dict()}
                continue
            told |= body_summary(placed)
            if not landmarks_only:
                told["points"] = point_rows(placed, tables, codes, everything=everything)
            yield told


def _check_header(header: Any) -> None:
    missing = [name for name in NEEDED if name not in header]
    strange = [str(name) for name in header if name not in NEEDED and name not in OPTIONAL and name != "id"]
    if missing or strange:
        raise InputError(
            what=f"The file lacks {missing or 'nothing'} and has unknown columns {strange or 'none'}.",
            rule=f"Columns: {', '.join(NEEDED)}; if known also {', '.join(OPTIONAL)}; and id.",
            next_step="Rename or remove columns, and keep the header in the first line.",
            where="--people",
        )


def _measures(row: dict[str, str]) -> Measures:
    if None in row or None in row.values():
        raise InputError(
            what="The row has more or fewer cells than the header.",
            rule="Each row has one cell for each column.",
            next_step="Mend the row.",
            where="row",
        )
    sex = row["sex"].strip().lower()
    if sex not in ("female", "male"):
        raise InputError(
            what=f"{row['sex']!r} cannot be used here.",
            rule="sex is female or male: it chooses which survey is used.",
            next_step="Write one of the two words.",
            where="sex",
        )
    columns = {**{name: field for name, field in NEEDED.items() if name != "sex"}, **{n: n for n in OPTIONAL}}
    numbers = {field: _number(name, row.get(name, "")) for name, field in columns.items()}
    lacking = [name for name in ("age_years", "height_cm", "weight_kg") if numbers[name] is None]
    if lacking:
        raise InputError(
            what=f"{', '.join(lacking)} is empty.",
            rule="A body needs sex, age, height and weight.",
            next_step="Fill it in, or remove the row.",
            where=lacking[0],
        )
    return Measures(sex=Sex(sex), **numbers)  # type: ignore[arg-type]


def _number(name: str, cell: str) -> float | None:
    if not cell.strip():
        return None
    try:
        return float(cell)
    except ValueError as error:
        raise InputError(
            what=f"{cell[:40]!r} is not a number.",
            rule="Measures are plain numbers in cm, kg or years.",
            next_step="Write it with a point and without a unit, or leave the cell empty.",
            where=name,
        ) from error
