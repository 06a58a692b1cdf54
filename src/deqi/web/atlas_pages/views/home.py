"""Which points, and where on my body?"""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from deqi.vocabulary import InputError, Refusal
from deqi.web.atlas_pages import visit as visits
from deqi.web.atlas_pages.bodies import placed
from deqi.web.atlas_pages.forms import MeasuresForm, Problem
from deqi.web.atlas_pages.presenters.form import form_view
from deqi.web.atlas_pages.presenters.maps import body_maps
from deqi.web.atlas_pages.presenters.words import tier_words
from deqi.web.atlas_pages.views.common import proposed, refused, viewer
from deqi.web.pages.views.common import page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """The body of this visit with its points; with POST, keep the measures that are sent."""
    if request.method != "POST":
        return _show(request)
    form = MeasuresForm.of(request.POST.dict())
    found, problems = form.read()
    if found is None:
        return _show(request, form=form, problems=problems)
    visits.keep(request.session, form)
    return redirect("points:home")


@never_cache
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Drop the measures."""
    visits.forget(request.session)
    return redirect("points:home")


@never_cache
@require_POST
def override(request: HttpRequest) -> HttpResponse:
    """Keep a trained practitioner's reason to show what pregnancy hides, or take it back."""
    if "take_back" in request.POST:
        visits.forget_reason(request.session)
        return redirect("points:home")
    reason = request.POST.get("reason", "")
    if "trained" not in request.POST:
        return _show(request, reason=reason, reason_problem="trained")
    try:
        visits.keep_reason(request.session, reason)
    except InputError as error:
        return _show(request, reason=reason, reason_problem=f"{error.what} {error.rule} {error.next_step}")
    return redirect("points:home")


def _show(
    request: HttpRequest,
    *,
    form: MeasuresForm | None = None,
    problems: Sequence[Problem] = (),
    reason: str = "",
    reason_problem: str = "",
) -> HttpResponse:
    """What cannot be used is shown as it was written, beside the body that was there before."""
    seen = visits.visit(request)
    result = seen.points()
    if isinstance(result, Refusal):
        return refused(request, result)
    held = placed(seen.measures)
    chosen = proposed(result, held)
    context = {
        "form": form_view(form or seen.form, problems),
        "visit": seen,
        "chosen": chosen,
        "groups": chosen.groups,
        "maps": body_maps(seen.measures, chosen.groups),
        "tier": tier_words(seen.measures.tier),
        "viewer": viewer(),
        "reason": reason,
        "reason_problem": reason_problem,
    }
    response = page(request, "points/home.html", context)
    if problems or reason_problem:
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response
