"""The trials, listed and one by one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deqi.answers import default_tables
from deqi.web.evidence_library.presenters.sorting import headings
from deqi.web.evidence_library.presenters.trial import trial_page
from deqi.web.evidence_library.trials import trial_list


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the trials that the filters leave; 400 when the address says something impossible."""
    found = trial_list(request.GET, default_tables().evidence)
    context = {"found": found, "headings": headings(request.GET, found)}
    return render(request, "evidence_library/trials.html", context, status=400 if found.faults else 200)


@require_safe
def page(request: HttpRequest, study_id: str) -> HttpResponse:
    """One trial: its arms, numbers, dose, and where each number was seen."""
    tables = default_tables().evidence
    if study_id not in tables.trials:
        raise Http404
    return render(request, "evidence_library/trial.html", {"page": trial_page(study_id, tables)})
