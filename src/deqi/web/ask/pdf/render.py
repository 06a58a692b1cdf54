"""Hand the page's own view to the typst template, pictures included, and compile it."""

import dataclasses
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from deqi.web.ask.pdf.labels import labels
from deqi.web.ask.presenters.icons import IconArray, Swatch
from deqi.web.ask.presenters.page import AnswerPage
from deqi.web.ask.presenters.scales import Line, Scale

FOLDER = Path(__file__).resolve().parent
PARTS = ("safety", "ledger", "doubts", "sources", "provenance", "fictitious")
"""What the template reads of the page's view."""


def pdf_response(page: AnswerPage) -> HttpResponse:
    """The PDF as a download that no cache keeps."""
    response = HttpResponse(pdf_bytes(page), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="deqi-answer.pdf"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


def pdf_bytes(page: AnswerPage) -> bytes:
    """A tagged PDF/UA-1 document. The same page gives the same bytes: its time stamp is the answer's date."""
    shown = {name: _plain(getattr(page, name)) for name in PARTS}
    document = {"page": shown, "labels": labels(), "language": (get_language() or "en").split("-")[0]}
    return compiled(FOLDER / "answer.typ", document, _timestamp(page))


def compiled(template: Path, document: Mapping[str, object], at: datetime) -> bytes:
    """A tagged PDF/UA-1 document from a typst template that reads ``document`` and nothing else."""
    made = typst.Compiler(
        template,
        root=template.parent,
        font_paths=_fonts(),
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
    ).compile(format="pdf", pdf_standards=["ua-1"], timestamp=at)
    return b"".join([made] if isinstance(made, bytes) else made or [])


@cache
def _fonts() -> typst.Fonts:
    """Our own fonts and those inside typst; never the machine's, so that every server prints alike."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FOLDER / "fonts"])


def _timestamp(page: AnswerPage) -> datetime:
    return datetime.fromisoformat(page.provenance.date).replace(tzinfo=UTC)


def _plain(value: object) -> object:
    """The view as JSON, each picture drawn as SVG with its text alternative beside it."""
    if isinstance(value, Swatch):
        return {"svg": render_to_string("svg/swatch.html", {"swatch": value})}
    if isinstance(value, IconArray | Scale | Line):
        return {"svg": _draw(value), "alt": f"{value.title}. {value.description}", "title": value.title}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {part.name: _plain(getattr(value, part.name)) for part in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value


def _draw(picture: IconArray | Scale | Line) -> str:
    if isinstance(picture, Line):
        return render_to_string("svg/line.html", {"line": picture, "width": "300"})
    if isinstance(picture, Scale):
        return render_to_string("svg/scale.html", {"scale": picture, "id": "s"})
    return render_to_string("svg/people.html", {"picture": picture, "id": "p"})
