"""A third curator decides where two readings differ; then there are rows."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deqi.curate import FIRST, OTHER, SECOND, WHOLE_ROW, Difference, cell_fault, csv_text
from deqi.vocabulary import DeqiError
from deqi.web.curation.forms import LABELS, SCHEMAS
from deqi.web.curation.gate import for_curators
from deqi.web.curation.models import Curator, Study
from deqi.web.curation.states import Step, agreed_rows, differences, standing
from deqi.web.curation.working_copy import write_rows

AT_ONCE = 20
"""Differences on one page: a long form is tiring, and a browser may send only so many fields."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_curators
def decide_page(request: HttpRequest, curator: Curator, study_id: str) -> HttpResponse:
    """Show the differences that are not decided yet; keep what was decided; at the end, make the rows."""
    study = _to_decide(study_id, curator)
    left = _left(study)
    if request.method != "POST":
        return _page(request, study, left)
    with transaction.atomic():
        # somebody else may be deciding too: nobody's decision is lost
        study = Study.objects.select_for_update().get(pk=study.pk)
        left = _left(study)
        faults = _keep_decisions(request, study, curator, left[:AT_ONCE])
    left = _left(study)
    if not left and "agree" in request.POST:
        return _agree(study, curator)
    return _page(request, study, left, faults=faults)


@require_safe
@for_curators
def rows_page(request: HttpRequest, curator: Curator, study_id: str) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """The agreed rows, to look at, to take away, or to write."""
    return _rows(request, _agreed(study_id))


@require_safe
@for_curators
def download(request: HttpRequest, curator: Curator, study_id: str, table: str) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """The rows of one table as CSV."""
    rows = agreed_rows(_agreed(study_id))
    wanted = {"trials": rows.trials, "results": rows.results}.get(table)
    if wanted is None:
        raise Http404
    response = HttpResponse(csv_text(wanted), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{study_id}-{table}.csv"'
    return response


@require_POST
@for_curators
def write(request: HttpRequest, curator: Curator, study_id: str) -> HttpResponse:
    """Add the rows to the working copy that the operator named, unless the tables would break."""
    study = _agreed(study_id)
    if not settings.CURATION_FOLDER:
        raise Http404
    try:
        faults = [str(fault) for fault in write_rows(agreed_rows(study), Path(settings.CURATION_FOLDER))]
    except (OSError, DeqiError) as error:
        faults = [str(error)]
    if faults:
        return _rows(request, study, faults=faults, status=422)
    study.note(curator, "wrote the rows into the working copy", now=timezone.now())
    return redirect("curation:rows", study_id)


def _to_decide(study_id: str, curator: Curator) -> Study:
    study = get_object_or_404(Study, study_id=study_id)
    if standing(study, curator).step is not Step.DECIDE:
        raise Http404
    return study


def _agreed(study_id: str) -> Study:
    return get_object_or_404(Study, study_id=study_id, agreed_at__isnull=False)


def _left(study: Study) -> list[Difference]:
    return [difference for difference in differences(study) if difference.where not in study.decisions]


def _keep_decisions(
    request: HttpRequest, study: Study, curator: Curator, asked: list[Difference]
) -> dict[str, str]:
    """Keep each decision that was made; what was left open is asked again. What is wrong, by difference."""
    faults, now, made = {}, timezone.now(), []
    for place, difference in enumerate(asked, start=1):
        # the form names the difference, so that a page that is out of date decides nothing
        if request.POST.get(f"where-{place}") != difference.where:
            continue
        choice, text = (request.POST.get(f"{part}-{place}", "").strip() for part in ("choice", "text"))
        fault = cell_fault(difference, text, SCHEMAS) if choice == OTHER else ""
        if fault:
            faults[difference.where] = fault
        elif choice in choices(difference):
            kept = {"choice": choice, "text": text if choice == OTHER else "", "by": curator.name}
            study.decisions[difference.where] = kept
            made.append(f"{difference.where}: {choice} {kept['text']}".strip())
    if made:
        study.save(update_fields=["decisions"])
        study.note(curator, "decided", now=now, detail="; ".join(made))
    return faults


def choices(difference: Difference) -> tuple[str, ...]:
    """A row that one reader found alone can be kept or dropped; a cell can also be read anew."""
    return (FIRST, SECOND) if difference.column == WHOLE_ROW else (FIRST, SECOND, OTHER)


def _agree(study: Study, curator: Curator) -> HttpResponse:
    agreed_rows(study)  # refuses what the tables would refuse
    study.agreed_at, study.decided_by = timezone.now(), curator
    study.save(update_fields=["agreed_at", "decided_by"])
    study.note(curator, "made the rows", now=study.agreed_at)
    return redirect("curation:rows", study.study_id)


def _page(
    request: HttpRequest, study: Study, left: list[Difference], *, faults: dict[str, str] | None = None
) -> HttpResponse:
    wrong = faults or {}
    items = [_item(place, difference, wrong) for place, difference in enumerate(left[:AT_ONCE], start=1)]
    context = {"study": study, "items": items, "left": len(left)}
    return render(request, "curation/decide.html", context, status=422 if wrong else 200)


def _item(place: int, difference: Difference, wrong: dict[str, str]) -> dict[str, object]:
    whole = difference.column == WHOLE_ROW
    return {
        "place": place,
        "difference": difference,
        "label": _("The whole row") if whole else LABELS[difference.column],
        "row": difference.where.partition(".")[2].removesuffix(f".{difference.column}"),
        "whole": whole,
        "error": wrong.get(difference.where, ""),
    }


def _rows(
    request: HttpRequest, study: Study, *, faults: list[str] | None = None, status: int = 200
) -> HttpResponse:
    rows = agreed_rows(study)
    context = {
        "study": study,
        "texts": {"trials": csv_text(rows.trials), "results": csv_text(rows.results)},
        "events": study.events.select_related("curator"),
        "can_write": bool(settings.CURATION_FOLDER),
        "faults": faults or [],
    }
    return render(request, "curation/rows.html", context, status=status)
