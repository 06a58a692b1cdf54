"""The public log of reviews that were taken down."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from deqi.web.pages.views.common import page as sourced
from deqi.web.reviews.models import Removal


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What was taken down, when, and why; a hundred at a time."""
    rows = Removal.objects.select_related("review", "review__practitioner")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[:101])
    context = {"removals": found[:100], "before": found[99].pk if len(found) > 100 else ""}
    return sourced(request, "reviews/removals.html", context)
