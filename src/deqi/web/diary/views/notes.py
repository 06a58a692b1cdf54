"""Write down a week, a visit, the plan; correct them, and take them back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from deqi.web.diary import limits
from deqi.web.diary.book import PLAN, Book, ClashError, GoneError, book_of, write
from deqi.web.diary.forms import DiaryForm, PlanForm, VisitForm, WeekForm
from deqi.web.diary.gate import Opened, closed, for_owner
from deqi.web.diary.models import Record
from deqi.web.diary.presenters.signs import EVENT, signs_of, urgent_in
from deqi.web.diary.said import say
from deqi.web.diary.seal import rescore, seal_if_due

ANSWERS = 200
WRONG, CLASHED, LIMITED = 422, 409, 429


@dataclass(frozen=True)
class Sheet:
    """A form to be written down: under which subject, with which template, and what to say afterwards."""

    kind: str
    template: str
    form: DiaryForm
    context: Mapping[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def week(request: HttpRequest, opened: Opened, number: int | None = None) -> HttpResponse:
    """One week: this one, one that was missed, or one to correct."""
    book, today = book_of(opened.diary), timezone.localdate()
    newest = book.week_of(today)
    wanted = newest if number is None else number
    if wanted > newest:
        raise Http404
    noted = book.weeks.get(wanted)
    draft = draft_key(opened, "week") if noted is None else draft_key(opened, "week", wanted)
    context = {"book": book, "noted": noted, "draft": draft}
    if request.method != "POST":
        filled = WeekForm.filled_from(noted.document) if noted else {}
        initial = {"week": str(wanted), "after": book.version(Record.WEEK, str(wanted)), **filled}
        form = WeekForm(book, today, initial=initial)
        return _show(request, opened, "week", form, context)
    form = WeekForm(book, today, request.POST)
    return _write(request, opened, "week", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def visit(request: HttpRequest, opened: Opened, mark: str = "") -> HttpResponse:
    """One visit, new or to be corrected."""
    book = book_of(opened.diary)
    noted = book.notes.get((Record.SESSION, mark)) if mark else None
    if mark and (noted is None or not noted.document):
        raise Http404
    draft = draft_key(opened, "visit", mark) if mark else draft_key(opened, "visit")
    context = {"book": book, "noted": noted, "draft": draft}
    if request.method == "POST":
        return _write(request, opened, "visit", VisitForm(request.POST), context)
    filled = (
        VisitForm.filled_from(noted.document)
        if noted
        else {"day": timezone.localdate(), **_as_last_time(book)}
    )
    initial = {"mark": mark or secrets.token_hex(16), "after": noted.newest.version if noted else 0, **filled}
    return _show(request, opened, "visit", VisitForm(initial=initial), context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def plan(request: HttpRequest, opened: Opened) -> HttpResponse:
    """What the owner wants to follow."""
    book = book_of(opened.diary)
    context = {"book": book, "draft": draft_key(opened, "plan")}
    if request.method == "POST":
        return _write(request, opened, "plan", PlanForm(request.POST), context)
    initial = {"after": book.version(Record.PLAN, PLAN), **PlanForm.filled_from(book.plan)}
    return _show(request, opened, "plan", PlanForm(initial=initial), context)


@require_POST
@for_owner
def take_back(request: HttpRequest, opened: Opened, kind: str, subject: str) -> HttpResponse:
    """No longer count one note. What it said stays in the history until the diary is erased."""
    note = book_of(opened.diary).notes.get((kind, subject))
    if note is None:
        raise Http404
    try:
        write(opened.diary, kind, subject, None, after=note.newest.version, now=timezone.now())
    except GoneError:
        return closed(request)
    _follow(opened)
    say(request, "taken-back")
    return redirect("diary:everything")


def _write(
    request: HttpRequest, opened: Opened, name: str, form: DiaryForm, context: Mapping[str, Any]
) -> HttpResponse:
    # A warning sign leads to help even when something else on the page is wrong.
    context = {**context, "signs": urgent_in(request.POST)}
    if limits.too_many(request, limits.ENTRIES):
        form.add_error(None, _too_much())
        return _show(request, opened, name, form, context, status=LIMITED)
    if not form.is_valid():
        return _show(request, opened, name, form, context, status=WRONG)
    kind, subject = _place(name, form)
    after = form.cleaned_data["after"] or 0
    try:
        limits.count(request, limits.ENTRIES)
        kept = write(opened.diary, kind, subject, form.document(), after=after, now=timezone.now())
    except ClashError as clash:
        return _offer_correction(request, opened, name, form, {**context, "clash": clash.newest})
    except GoneError:
        return closed(request)
    say(request, name, draft=context["draft"])
    _follow(opened)
    if name != "plan" and signs_of(kept.document or {}) is not None:
        return redirect("diary:signs")
    return redirect("diary:course" if name != "plan" else "diary:week")


def _follow(opened: Opened) -> None:
    """After a note is on the disk: seal the forecast if it is due, and see how the sealed one does."""
    book, now = book_of(opened.diary), timezone.now()
    today = timezone.localdate(now)
    seal_if_due(book, now=now, today=today)
    rescore(book, today=today)


def _place(name: str, form: DiaryForm) -> tuple[str, str]:
    if name == "week":
        return Record.WEEK, str(int(form.cleaned_data["week"]))
    if name == "visit":
        return Record.SESSION, str(form.cleaned_data["mark"])
    return Record.PLAN, PLAN


def _offer_correction(
    request: HttpRequest, opened: Opened, name: str, form: DiaryForm, context: Mapping[str, Any]
) -> HttpResponse:
    """Show what stands there already; sent again, what was typed becomes its correction."""
    data = request.POST.copy()
    data["after"] = str(context["clash"].version)
    form.data = data
    return _show(request, opened, name, form, context, status=CLASHED)


def _show(
    request: HttpRequest,
    opened: Opened,
    name: str,
    form: DiaryForm,
    context: Mapping[str, Any],
    *,
    status: int = ANSWERS,
) -> HttpResponse:
    shown = {
        "opened": opened,
        "form": form,
        "events": [form[each] for each in form.fields if each.startswith(EVENT)],
        **context,
    }
    return render(request, f"diary/{name}.html", shown, status=status)


def draft_key(opened: Opened, *parts: object) -> str:
    """The name under which the browser may keep a draft of this page; it opens nothing."""
    return ":".join([opened.diary.key, *(str(part) for part in parts)])


def _as_last_time(book: Book) -> dict[str, Any]:
    """What seldom changes from one visit to the next."""
    if not book.visits:
        return {name: book.plan[name] for name in ("price",) if name in book.plan}
    last = book.visits[-1].document
    return {name: last[name] for name in ("who", "price") if name in last}


def _too_much() -> str:
    return _(
        "Too much was sent from here. Wait ten minutes, then press the button again. "
        "All you wrote is still on this page."
    )
