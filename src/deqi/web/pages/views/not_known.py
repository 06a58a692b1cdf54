"""What we do not know: generated, so that it cannot forget."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from deqi.answers import default_tables
from deqi.web.pages.presenters.not_known import not_known
from deqi.web.pages.views.common import page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Count every gap in the tables of this version."""
    tables = default_tables()
    groups = not_known(tables, today=timezone.localdate())
    return page(request, "pages/not_known.html", {"groups": groups}, tables=tables)
