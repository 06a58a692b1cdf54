"""What the adverts say: every claim, and one page each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from deqi.answers import default_tables
from deqi.web.pages.presenters.claims import claim_groups, claim_view
from deqi.web.pages.views.common import page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every claim that somebody has checked, by topic."""
    return page(request, "pages/claims.html", {"groups": claim_groups(default_tables().content.claims)})


@require_safe
def claim(request: HttpRequest, claim_id: str) -> HttpResponse:
    """One claim: verdict, size, certainty, conflicts, what is open, sources."""
    claims = default_tables().content.claims
    place = next((number for number, item in enumerate(claims) if item.id == claim_id), None)
    if place is None:
        raise Http404
    context = {
        "claim": claim_view(claims[place]),
        "before": claims[place - 1] if place else None,
        "after": claims[place + 1] if place + 1 < len(claims) else None,
    }
    return page(request, "pages/claim.html", context)
