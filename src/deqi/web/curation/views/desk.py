"""Come in by the own link, see what is to do, open a trial, leave."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deqi.web.curation.forms import StudyForm
from deqi.web.curation.gate import KEY, for_curators, where_curation_is_on
from deqi.web.curation.models import Curator, Study
from deqi.web.curation.states import standing


@never_cache
@where_curation_is_on
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Say who the link belongs to; on POST, remember it in this browser and leave the link behind."""
    curator = Curator.objects.for_token(token)
    if curator is None:
        raise Http404
    if request.method != "POST":
        return render(request, "curation/enter.html", {"curator": curator})
    request.session[KEY] = curator.token_hash
    return redirect("curation:desk")


@require_safe
@for_curators
def desk(request: HttpRequest, curator: Curator) -> HttpResponse:
    """Every study, with what this curator can do next."""
    studies = Study.objects.prefetch_related("readings")
    context = {"curator": curator, "standings": [standing(study, curator) for study in studies]}
    return render(request, "curation/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_curators
def open_study(request: HttpRequest, curator: Curator) -> HttpResponse:
    """Open a trial for two readers."""
    form = StudyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        study = Study.objects.create(**form.cleaned_data, opened_by=curator, opened_at=now)
        study.note(curator, "opened", now=now)
        return redirect("curation:desk")
    status = 422 if form.is_bound else 200
    return render(request, "curation/open.html", {"form": form}, status=status)


@require_POST
@for_curators
def leave(request: HttpRequest, curator: Curator) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """Forget the curator in this browser."""
    request.session.pop(KEY, None)
    return redirect("ask:home")
