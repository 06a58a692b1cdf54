"""Was this clear? One question, stored as a count a day and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from deqi.web.pages.models import ClearVote

PAGES = frozenset({"answer", "teach-back"})
"""Pages that ask. Any other name in a form is refused, so that nobody can write words into the table."""


@require_POST
def vote(request: HttpRequest) -> HttpResponse:
    """Count one choice; 400 when the page or the choice is none that we ask."""
    page, choice = request.POST.get("page", ""), request.POST.get("choice", "")
    if page not in PAGES or choice not in ClearVote.Choice.values:
        return render(request, "errors/400.html", status=400)
    ClearVote.objects.count_one(day=timezone.localdate(), page=page, choice=choice)
    return redirect("pages:clear-thanks")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say thanks, and what was stored."""
    return render(request, "pages/clear_thanks.html")
