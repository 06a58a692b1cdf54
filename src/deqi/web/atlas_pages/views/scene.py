"""What the viewer fetches: the body with its points, the triangles, and the names."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from deqi.vocabulary import PlacedPoint, Refusal
from deqi.web.atlas_pages.bodies import channels, placed
from deqi.web.atlas_pages.bodies import faces as shared_faces
from deqi.web.atlas_pages.forms import MeasuresForm
from deqi.web.atlas_pages.names import names_file
from deqi.web.atlas_pages.parcel import body_parcel, lines_parcel
from deqi.web.atlas_pages.presenters.proposal import Proposal
from deqi.web.atlas_pages.views.common import proposed
from deqi.web.atlas_pages.visit import keep, visit

KEPT = "public, max-age=31536000, immutable"
BINARY = "application/octet-stream"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scene(request: HttpRequest) -> HttpResponse:
    """The body of this visit; with POST the one of the measures that are sent, which are then kept.

    Measures that cannot be used answer 422 with a problem for each field, and keep nothing. Somebody who must
    be seen first gets 403 and no point.
    """
    if request.method == "POST":
        form = MeasuresForm.of(request.POST.dict())
        found, problems = form.read()
        if found is None:
            told = {problem.field: problem.words for problem in problems}
            return JsonResponse(told, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        keep(request.session, form)
    seen = visit(request)
    result = seen.points()
    if isinstance(result, Refusal):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    held = placed(seen.measures)
    chosen = proposed(result, held)
    # Keys go from point to point in this order: the set first, as the page lists it.
    order = {card.point.code: number for number, card in enumerate(chosen.cards)}
    shown = [point for point in held.points if _may_show(point, chosen)]
    shown.sort(key=lambda point: order.get(point.code, len(order)))
    return _packed_already(body_parcel(held.body.vertices, shown, chosen.codes))


@never_cache
@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """The channels on the body of this visit. They are tradition's, and the same whoever looks."""
    return _packed_already(lines_parcel(channels(visit(request).measures)))


def _packed_already(content: bytes) -> HttpResponse:
    """Packing it takes longer here than sending it, so it is said to be packed."""
    return HttpResponse(content, content_type=BINARY, headers={"Content-Encoding": "identity"})


def _may_show(point: PlacedPoint, chosen: Proposal) -> bool:
    """Every point on the skin, save what is left out for this person, on both sides or on this one."""
    if not point.on_skin or point.code in chosen.left_out:
        return False
    return point.code not in chosen.codes or any(
        point.side in card.point.sides for card in chosen.cards if card.point.code == point.code
    )


@require_safe
def faces(request: HttpRequest, stamp: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The triangles under the stamp of their content, which a browser may keep for ever."""
    return _for_ever(stamp, shared_faces(), BINARY)


@require_safe
def names(request: HttpRequest, stamp: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Names and groups of every point, kept in the same way."""
    return _for_ever(stamp, names_file(), "application/json")


def _for_ever(stamp: str, held: tuple[str, bytes], kind: str) -> HttpResponse:
    now, content = held
    if stamp != now:
        raise Http404
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": KEPT})
