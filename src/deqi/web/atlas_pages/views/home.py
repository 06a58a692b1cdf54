"""Which points, and where on my body?"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from deqi.web.atlas_pages import visit as visits
from deqi.web.atlas_pages.bodies import drawing, faces, placed
from deqi.web.atlas_pages.figure.body_map import Marked, best_views, body_map
from deqi.web.atlas_pages.figure.view import VIEWS
from deqi.web.atlas_pages.forms import MeasuresForm
from deqi.web.atlas_pages.presenters.form import form_view
from deqi.web.atlas_pages.presenters.proposal import groups
from deqi.web.pages.views.common import page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """The body of this visit with its points; with POST, keep the measures that are sent."""
    seen = visits.visit(request)
    form, problems = seen.form, ()
    if request.method == "POST":
        form = MeasuresForm.of(request.POST.dict())
        found, problems = form.read()
        if found is not None:
            visits.keep(request.session, form)
            return redirect("points:home")
    gs = groups()
    held = placed(seen.measures)
    by = {c.code: c for g in gs for c in g.cards}
    drawings = [drawing(seen.measures, view) for view in VIEWS]
    marked = [Marked(p, by[p.code].group, f"{p.code} {by[p.code].name}") for p in held.points if p.code in by]
    best = best_views([m.point for m in marked], drawings)
    regions = {g.id: (g.title, f"{g.title}: to the list") for g in gs}
    maps = [("Front", body_map(drawings[0], marked, best, regions)), ("Back", body_map(drawings[1], marked, best, regions)), ("Right side", body_map(drawings[2], marked, best, regions))]
    context = {
        "form": form_view(form, problems),
        "own": seen.own,
        "groups": gs,
        "maps": maps,
        "viewer": {"faces": reverse("points:faces", args=[faces()[0]]), "names": reverse("points:names", args=["x"]), "point": reverse("points:point", args=["CODE"]), "start": "back"},
    }
    response = page(request, "points/home.html", context)
    if problems:
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response


@never_cache
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Drop the measures."""
    visits.forget(request.session)
    return redirect("points:home")
