"""The sheet to take along, as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from deqi.vocabulary import Refusal
from deqi.web.atlas_pages.bodies import placed
from deqi.web.atlas_pages.pdf import sheet_bytes
from deqi.web.atlas_pages.presenters.maps import body_maps
from deqi.web.atlas_pages.views.common import proposed, refused
from deqi.web.atlas_pages.visit import visit


@never_cache
@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """This visit's points on this visit's body; a refusal is shown as a page."""
    seen = visit(request)
    result = seen.points()
    if isinstance(result, Refusal):
        return refused(request, result)
    chosen = proposed(result, placed(seen.measures))
    content = sheet_bytes(
        chosen,
        body_maps(seen.measures, chosen.groups),
        seen.measures,
        own=seen.own,
        checked=seen.checked,
        today=timezone.localdate(),
    )
    headers = {"Content-Disposition": 'attachment; filename="deqi-points.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
