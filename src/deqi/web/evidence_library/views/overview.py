"""The front page of the library."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deqi.answers import default_tables
from deqi.web.evidence_library.presenters.overview import overview


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Say what the library holds, counted from the data."""
    return render(request, "evidence_library/overview.html", {"page": overview(default_tables().evidence)})
