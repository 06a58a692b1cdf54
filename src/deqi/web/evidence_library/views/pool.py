"""Build your own selection: a page for each address, and the same selection to take away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from deqi.answers import default_tables
from deqi.web.evidence_library.analysis import analyse
from deqi.web.evidence_library.exports import KINDS, Parcel
from deqi.web.evidence_library.holdings import holdings
from deqi.web.evidence_library.presenters.form import pool_form
from deqi.web.evidence_library.presenters.pool import pool_page
from deqi.web.evidence_library.query import read
from deqi.web.evidence_library.version import stamp


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The form; with a selection, its charts. An address without a data version is sent to one with it."""
    tables = default_tables().evidence
    form = pool_form(request.GET, tables)
    reading = read(request.GET, tables)
    if reading.query is None:
        faults = reading.faults if request.GET else []
        context = {"form": form, "faults": faults, "holdings": holdings(tables, stamp(tables))}
        return render(request, "evidence_library/pool.html", context, status=400 if faults else 200)
    if not reading.data:
        return redirect(f"{reverse('evidence:pool')}?{reading.query.address(stamp(tables))}")
    here = request.build_absolute_uri(reverse("evidence:pool"))
    shown = pool_page(analyse(reading.query, tables), tables, asked_data=reading.data, here=here)
    return render(request, "evidence_library/pool.html", {"form": form, "page": shown})


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The same selection as a file. 404 for a kind that is not made, 400 for an address that says nothing."""
    tables = default_tables().evidence
    make = KINDS.get(kind)
    if make is None:
        return render(request, "errors/404.html", status=404)
    reading = read(request.GET, tables)
    if reading.query is None:
        words = "\n".join(str(fault) for fault in reading.faults)
        return HttpResponse(words + "\n", status=400, content_type="text/plain; charset=utf-8")
    analysis = analyse(reading.query, tables)
    here = request.build_absolute_uri(reverse("evidence:pool"))
    parcel = Parcel(analysis, tables, f"{here}?{reading.query.address(stamp(tables))}", reading.data)
    return make.response(parcel)
