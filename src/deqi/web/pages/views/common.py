"""What every page here needs: the sources that it may cite."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from deqi.answers import default_tables
from deqi.web.pages.citations import Citations


def page(request: HttpRequest, template: str, context: Mapping[str, object] | None = None) -> HttpResponse:
    """Render with an empty list of sources, which the template fills as it cites."""
    citations = Citations(default_tables().sources)
    return render(request, template, {"citations": citations, **(context or {})})
