"""About: how answers are made, who pays, what is kept, how to report an error; and the standard."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from deqi.answers import default_tables
from deqi.web.pages.site_files import criteria
from deqi.web.pages.views.common import page


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Versions and hashes come from the tables that this process has loaded."""
    tables = default_tables()
    context = {
        "operator": settings.OPERATOR,
        "keep_days": settings.KEEP_DAYS,
        "hashes": sorted(tables.hashes.items()),
        "checked": max(claim.checked for claim in tables.content.claims),
        "sign_off": tables.safety.sign_off,
    }
    return page(request, "pages/about.html", context)


@require_safe
def standard(request: HttpRequest) -> HttpResponse:
    """Each minimum criterion for a decision aid, met or not, and where."""
    known = criteria()
    groups = [
        (kind, [criterion for criterion in known if criterion.kind == kind])
        for kind in ("qualifying", "certifying")
    ]
    met = sum(criterion.met for criterion in known)
    return page(request, "pages/standard.html", {"groups": groups, "met": met, "unmet": len(known) - met})
