"""How to choose who treats you: a page, and a card to print and take along."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deqi.answers import choosing_advice, default_tables
from deqi.web.ask.pdf import compiled
from deqi.web.pages.views.common import page as sourced

FOLDER = Path(__file__).resolve().parents[1] / "pdf"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Questions, a fair offer, the marks of a scam, costs, Medicare, and what stars cannot tell."""
    return sourced(request, "practitioners/how_to_choose.html", {"parts": choosing_advice().parts})


@require_safe
def card(_request: HttpRequest) -> HttpResponse:
    """The same on one sheet: PDF/UA-1."""
    sources = default_tables().sources
    parts = [
        {
            "id": part.id,
            "title": part.title,
            "lead": part.lead,
            "items": [item.text for item in part.items if item.on_card],
        }
        for part in choosing_advice().parts
    ]
    cited = dict.fromkeys(
        name
        for part in choosing_advice().parts
        for item in part.items
        if item.on_card
        for name in item.sources
    )
    document = {
        "parts": [part for part in parts if part["items"]],
        "sources": [sources[name].citation for name in cited],
        "title": _("How to choose who treats you"),
        "sources_title": _("Sources"),
        "made_by": _("Printed from Deqi. It is no advert, and nobody paid for it."),
        "language": (get_language() or "en").split("-")[0],
    }
    at = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    response = HttpResponse(compiled(FOLDER / "card.typ", document, at), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="how-to-choose.pdf"'
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
