"""The tables themselves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deqi.answers import default_tables
from deqi.web.evidence_library.exports.tables import TABLES, table_csv
from deqi.web.evidence_library.presenters.data import data_page
from deqi.web.evidence_library.version import stamp


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Which tables there are, their licence and their hashes."""
    return render(request, "evidence_library/data.html", {"page": data_page(default_tables().evidence)})


@require_safe
def table(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """One table as CSV, without the rows that nobody has checked."""
    if name not in TABLES:
        raise Http404
    tables = default_tables().evidence
    response = HttpResponse(table_csv(name, tables), content_type="text/csv; charset=utf-8")
    version = stamp(tables)
    response["Content-Disposition"] = f'attachment; filename="deqi-{name}-{version}.csv"'
    response["Deqi-Data-Version"] = version
    return response
