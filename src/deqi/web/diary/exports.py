"""Everything in a diary as a file that the owner takes along."""

import csv
import io
import json
from collections.abc import Iterator

from django.http import HttpResponse

from deqi import __version__
from deqi.web.diary.book import Book
from deqi.web.diary.models import Record

COLUMNS = ("kind", "about", "version", "counts", "noted_at", "field", "value")
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run as a formula."""


def json_response(book: Book, *, shows_forecast: bool) -> HttpResponse:
    """Every row with every version, and the choices of the owner. No link stands in it."""
    document = export_document(book, shows_forecast=shows_forecast)
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    return _download(text, "application/json", "diary.json")


def csv_response(book: Book) -> HttpResponse:
    """One line for each value of each version."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for line in _lines(book):
        table.writerow([_harmless(cell) for cell in line])
    return _download(written.getvalue(), "text/csv", "diary.csv")


def export_document(book: Book, *, shows_forecast: bool) -> dict[str, object]:
    """The diary as JSON-ready data. Where the forecast is not for its owner, its time and hash alone."""
    diary = book.diary
    return {
        "kind": "deqi-diary",
        "engine_version": __version__,
        "began": book.began.isoformat(),
        "counts_for_calibration": diary.counts_for_calibration,
        "shared_with_practitioner": diary.shared_with_practitioner,
        "practitioner_reference": diary.practitioner_reference,
        "seals": [
            {
                "sealed_at": seal.sealed_at.isoformat(),
                "sha256": seal.sha256,
                "before_treatment": seal.before_treatment,
                **({"document": json.loads(seal.document)} if shows_forecast else {}),
            }
            for seal in diary.seals.order_by("pk")
        ],
        "rows": [
            {
                "kind": record.kind,
                "about": record.subject,
                "version": record.version,
                "counts": _counts(book, record),
                "noted_at": record.noted_at.isoformat(),
                "document": record.document,
            }
            for record in book.records
        ],
    }


def _lines(book: Book) -> Iterator[tuple[object, ...]]:
    for record in book.records:
        start = (
            record.kind,
            record.subject,
            record.version,
            "yes" if _counts(book, record) else "no",
            record.noted_at.isoformat(),
        )
        for name, value in _flat("", record.document or {}):
            yield (*start, name, value)


def _counts(book: Book, record: Record) -> bool:
    newest = book.notes[(record.kind, record.subject)].newest
    return newest.pk == record.pk and record.document is not None


def _flat(name: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _flat(f"{name}.{key}" if name else str(key), part)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _flat(f"{name}.{number}", part)
    else:
        yield name, value


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell


def _download(text: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
