"""One point, on this visit's body."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from deqi.answers import default_tables
from deqi.vocabulary import Refusal
from deqi.web.atlas_pages.bodies import placed
from deqi.web.atlas_pages.presenters.point import point_view
from deqi.web.atlas_pages.views.common import proposed, refused
from deqi.web.atlas_pages.visit import visit
from deqi.web.pages.views.common import page as render_page


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Names, how to find it, where it lies on this body, what used it, what lies under it."""
    book = default_tables().points
    if code not in book.points:
        if code.upper() in book.points:
            return redirect("points:point", code.upper())
        raise Http404
    seen = visit(request)
    result = seen.points()
    if isinstance(result, Refusal):
        return refused(request, result)
    held = placed(seen.measures)
    chosen = proposed(result, held)
    view = point_view(code, default_tables(), held, chosen, seen.measures)
    context = {"point": view, "own": seen.own}
    return render_page(request, "points/point.html", context)
