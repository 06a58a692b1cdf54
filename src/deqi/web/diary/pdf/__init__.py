"""The report for the doctor and the letter for the payer, on paper: PDF/UA-1 by typst."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from django.http import HttpResponse
from django.utils.translation import get_language

from deqi.web.ask.pdf import compiled

FOLDER = Path(__file__).resolve().parent


def paper(name: str, document: dict[str, object], day: date) -> HttpResponse:
    """The template ``name`` filled with ``document``, as a download. The same day gives the same bytes."""
    language = (get_language() or "en").split("-")[0]
    at = datetime.combine(day, time(), tzinfo=UTC)
    made = compiled(FOLDER / f"{name}.typ", {**document, "language": language}, at)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="diary-{name}.pdf"'
    return response
