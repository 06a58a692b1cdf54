"""What the viewer fetches: the body with its points, the triangles, and the names."""

import json
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from deqi.web.atlas_pages.bodies import faces as shared_faces
from deqi.web.atlas_pages.bodies import placed
from deqi.web.atlas_pages.forms import MeasuresForm
from deqi.web.atlas_pages.parcel import body_parcel
from deqi.web.atlas_pages.presenters.proposal import groups
from deqi.web.atlas_pages.visit import keep, visit

KEPT = "public, max-age=31536000, immutable"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scene(request: HttpRequest) -> HttpResponse:
    """The body of this visit; with POST the one of the measures that are sent, which are then kept.

    Measures that cannot be used answer 422 with a problem for each field, and keep nothing.
    """
    seen = visit(request)
    measures = seen.measures
    if request.method == "POST":
        form = MeasuresForm.of(request.POST.dict())
        found, problems = form.read()
        if found is None:
            told = {problem.field: problem.words for problem in problems}
            return JsonResponse(told, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        keep(request.session, form)
        measures = found
    held = placed(measures)
    shown = [point for point in held.points if point.on_skin]
    proposed = {card.code for group in groups() for card in group.cards}
    return HttpResponse(
        body_parcel(held.body.vertices, shown, held.lines, proposed),
        content_type="application/octet-stream",
        headers={"Content-Encoding": "identity"},
    )


@require_safe
def faces(request: HttpRequest, stamp: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The triangles under the stamp of their content, which a browser may keep for ever."""
    now, content = shared_faces()
    if stamp != now:
        raise Http404
    return HttpResponse(content, content_type="application/octet-stream", headers={"Cache-Control": KEPT})


@require_safe
def names(request: HttpRequest, stamp: str) -> HttpResponse:
    return HttpResponse(json.dumps({c.code: {"name": c.name, "han": c.han, "channel": c.code[:2], "groups": [g.id]} for g in groups() for c in g.cards}), content_type="application/json")
