"""The course: what was noted, as a picture and in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from deqi.web.diary.book import book_of
from deqi.web.diary.gate import Opened, for_owner, for_readers
from deqi.web.diary.presenters.signs import signs_of_ids
from deqi.web.diary.said import said


@require_safe
@for_readers
def course(request: HttpRequest, opened: Opened) -> HttpResponse:
    """How it went so far."""
    context = {"opened": opened, "book": book_of(opened.diary), "said": said(request)}
    return render(request, "diary/course.html", context)


@require_safe
@for_owner
def signs(request: HttpRequest, opened: Opened) -> HttpResponse:
    """What to do about the warning signs in the note that was just saved."""
    newest = opened.diary.records.exclude(document=None).order_by("-pk").first()
    view = signs_of_ids((newest.document or {}).get("findings", ())) if newest else None
    if view is None:
        return redirect("diary:course")
    context = {"opened": opened, "safety": view, "said": said(request)}
    return render(request, "diary/signs.html", context)
