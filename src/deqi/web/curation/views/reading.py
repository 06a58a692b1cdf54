"""One curator reads one trial in, alone."""

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deqi.curate import entry_faults
from deqi.web.curation.forms import SCHEMAS, CellsForm, ResultForm, TrialForm
from deqi.web.curation.gate import for_curators
from deqi.web.curation.models import READERS, Curator, Reading, Study

MOST_RESULTS = 200


@require_POST
@for_curators
def begin(request: HttpRequest, curator: Curator, study_id: str) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """Take one of the two places, if one is free."""
    study = get_object_or_404(Study, study_id=study_id)
    if not study.readings.filter(curator=curator).exists():
        now = timezone.now()
        place = study.readings.count() + 1
        if place > READERS:
            return redirect("curation:desk")
        try:
            with transaction.atomic():
                study.readings.create(curator=curator, place=place, started_at=now)
        except IntegrityError:
            return redirect("curation:desk")  # somebody else took the place in the same moment
        study.note(curator, "began to read", now=now)
    return redirect("curation:reading", study_id)


@require_safe
@for_curators
def overview(request: HttpRequest, curator: Curator, study_id: str) -> HttpResponse:
    """What was read so far, and what is still wrong with it."""
    return _overview(request, _own(study_id, curator, closed=None))


@require_http_methods(["GET", "HEAD", "POST"])
@for_curators
def trial(request: HttpRequest, curator: Curator, study_id: str) -> HttpResponse:
    """The row of the trial."""
    reading = _own(study_id, curator)
    known = reading.entry.trial
    form = TrialForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        reading.keep({**reading.entry.document(), "trial": form.cells()})
        return redirect("curation:reading", study_id)
    return _form(request, form, reading, number=0)


@require_http_methods(["GET", "HEAD", "POST"])
@for_curators
def result(request: HttpRequest, curator: Curator, study_id: str, number: int) -> HttpResponse:
    """One result, from 1; the number after the last is a new one, which starts as a copy of the last."""
    reading = _own(study_id, curator)
    rows = reading.entry.document()["results"]
    if not 1 <= number <= min(len(rows) + 1, MOST_RESULTS):
        raise Http404
    is_new = number > len(rows)
    if request.method == "POST" and "remove" in request.POST and not is_new:
        del rows[number - 1]
        return _keep_rows(reading, rows)
    known = rows[number - 1] if not is_new else _like_the_last(rows)
    form = ResultForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        rows[number - 1 : number] = [form.cells()]
        return _keep_rows(reading, rows)
    return _form(request, form, reading, number=number)


@require_POST
@for_curators
def close(request: HttpRequest, curator: Curator, study_id: str) -> HttpResponse:
    """Close the own reading for good. Refused while a cell does not fit, or no result was read."""
    reading = _own(study_id, curator)
    if entry_faults(reading.entry, SCHEMAS) or not reading.entry.results:
        return _overview(request, reading, status=422)
    reading.finished_at = timezone.now()
    reading.save(update_fields=["finished_at"])
    reading.study.note(curator, "closed the reading", now=reading.finished_at)
    return redirect("curation:desk")


def _own(study_id: str, curator: Curator, *, closed: bool | None = False) -> Reading:
    """The curator's own reading, and nobody else's; ``closed=None`` gives it open or closed."""
    found = Reading.objects.filter(study__study_id=study_id, curator=curator).select_related("study")
    if closed is False:
        found = found.filter(finished_at__isnull=True)
    return get_object_or_404(found)


def _keep_rows(reading: Reading, rows: list[dict[str, str]]) -> HttpResponse:
    reading.keep({**reading.entry.document(), "results": rows})
    return redirect("curation:reading", reading.study.study_id)


def _like_the_last(rows: list[dict[str, str]]) -> dict[str, str]:
    """The cells that stay the same from row to row; never a number that was read."""
    kept = ("outcome", "instrument", "scale_min", "scale_max", "higher_is_better", "review", "statistic")
    return {column: rows[-1][column] for column in kept} if rows else {"computed": "no"}


def _overview(request: HttpRequest, reading: Reading, status: int = 200) -> HttpResponse:
    entry = reading.entry
    context = {
        "reading": reading,
        "study": reading.study,
        "has_trial": any(entry.trial.values()),
        "results": list(enumerate(entry.results, start=1)),
        "next": len(entry.results) + 1,
        "faults": entry_faults(entry, SCHEMAS),
        "refused": status != 200,
    }
    return render(request, "curation/reading.html", context, status=status)


def _form(request: HttpRequest, form: CellsForm, reading: Reading, *, number: int) -> HttpResponse:
    is_new = number > len(reading.entry.results)
    context = {"form": form, "study": reading.study, "number": number, "is_new": is_new}
    return render(request, "curation/cells.html", context, status=422 if form.is_bound else 200)
