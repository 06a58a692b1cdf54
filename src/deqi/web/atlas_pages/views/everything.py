"""Every point: a table with a search, and the search as JSON for the viewer."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from deqi.answers import default_tables
from deqi.atlas import find_points
from deqi.vocabulary import InputError, Refusal
from deqi.web.atlas_pages.bodies import placed
from deqi.web.atlas_pages.presenters.table import filters, found_view, rows
from deqi.web.atlas_pages.views.common import proposed, refused
from deqi.web.atlas_pages.visit import visit
from deqi.web.pages.views.common import page


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The table, searched by ``q`` and narrowed by ``channel`` and ``area``; neither tells of a person."""
    seen = visit(request)
    result = seen.points()
    if isinstance(result, Refusal):
        return refused(request, result)
    book = default_tables().points
    held = placed(seen.measures)
    chosen = proposed(result, held)
    asked = request.GET.get("q", "").strip()
    found, fault = found_view(asked, book)
    channel, area = request.GET.get("channel", ""), request.GET.get("area", "")
    wanted = filters(book, channel, area)
    context = {
        "asked": asked[:80],
        "found": found,
        "fault": fault,
        "filters": wanted,
        "rows": rows(book, held, chosen, wanted, found),
        "total": len(book.points),
        "own": seen.own,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
    response = page(request, "points/all.html", context)
    response.status_code = status
    return response


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What a typed text may mean, for the search box of the viewer."""
    try:
        found = find_points(request.GET.get("q", ""), default_tables().points)
    except InputError as error:
        return JsonResponse({"found": [], "note": f"{error.what} {error.rule}"})
    near = f" {', '.join(found.near)}?" if found.near else ""
    return JsonResponse(
        {
            "found": [
                {"code": match.code, "label": f"{match.code} {match.pinyin}", "note": match.why}
                for match in found.matches[:6]
            ],
            "note": f"{found.note}{near}",
        }
    )
