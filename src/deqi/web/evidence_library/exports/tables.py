"""The evidence tables as CSV: the columns as shipped, without the rows that nobody has checked."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from enum import Enum
from types import MappingProxyType
from typing import Any

from deqi.evidence import EvidenceTables


def _sources_in_use(tables: EvidenceTables) -> Iterable[Any]:
    rows = (
        *tables.trials.values(),
        *tables.results,
        *tables.contrasts,
        *tables.effects,
        *tables.pooled,
        *tables.natural_history,
    )
    used = {row.source_id for row in rows}
    return [source for source in tables.sources.values() if source.id in used]


TABLES: Mapping[str, Callable[[EvidenceTables], Iterable[Any]]] = MappingProxyType(
    {
        "trials": lambda tables: tables.trials.values(),
        "results": lambda tables: tables.results,
        "contrasts": lambda tables: tables.contrasts,
        "effects": lambda tables: tables.effects,
        "pooled": lambda tables: tables.pooled,
        "natural_history": lambda tables: tables.natural_history,
        "sources": _sources_in_use,
    }
)
WHERE_FROM = ("source_id", "source_location", "review", "review_note")
"""Columns that every table but the sources ends with."""


def table_csv(name: str, tables: EvidenceTables) -> str:
    """One table (a key of ``TABLES``) as text."""
    rows = list(TABLES[name](tables))
    columns = [field.name for field in fields(rows[0])] if rows else []
    own = [column for column in columns if column not in WHERE_FROM or name == "sources"]
    columns = own + [column for column in columns if column not in own]
    return csv_text(columns, ([cell(getattr(row, column)) for column in columns] for row in rows))


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A CSV file with a header."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return sheet.getvalue()


def cell(value: Any) -> str:
    """A value as the shipped tables write it: unknown is empty, yes or no, plain numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)
