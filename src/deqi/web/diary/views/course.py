"""The course: what was noted, as a picture and in words, and what follows from it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from deqi.answers import default_tables, is_it_safe
from deqi.vocabulary import CourseAnswer, InputError, Person
from deqi.web.ask.presenters.safety import safety_view
from deqi.web.diary.asking import ask, letter_for, may_see
from deqi.web.diary.book import book_of
from deqi.web.diary.gate import Opened, for_owner, for_readers
from deqi.web.diary.pdf import paper
from deqi.web.diary.presenters.course import course_view, due_view
from deqi.web.diary.presenters.report import letter_document, report_document
from deqi.web.diary.presenters.signs import signs_of
from deqi.web.diary.said import said


@require_safe
@for_readers
def course(request: HttpRequest, opened: Opened) -> HttpResponse:
    """How it went so far. Where somebody must be seen first, that alone, and the notes as they are."""
    book, today = book_of(opened.diary), timezone.localdate()
    context: dict[str, object] = {
        "opened": opened,
        "book": book,
        "said": said(request),
        "due": due_view(book, today),
        "may_see": may_see(opened),
    }
    try:
        result, opinion = ask(opened, book, today)
    except InputError as fault:
        context["fault"] = fault
        context["watch"] = safety_view(is_it_safe.answer(person=Person(), tables=default_tables()), {})
        return render(request, "diary/course.html", context)
    if isinstance(result, CourseAnswer):
        context["course"] = course_view(result, opinion)
        context["watch"] = safety_view(result.safety, {})
    else:
        context["safety"] = safety_view(result.safety, {})
    return render(request, "diary/course.html", context)


@require_safe
@for_owner
def signs(request: HttpRequest, opened: Opened) -> HttpResponse:
    """What to do about the warning signs and unwanted effects in the note that was just saved."""
    newest = opened.diary.records.exclude(document=None).order_by("-pk").first()
    view = signs_of(newest.document or {}) if newest else None
    if view is None:
        return redirect("diary:course")
    context = {"opened": opened, "safety": view.safety, "events": view.events, "said": said(request)}
    return render(request, "diary/signs.html", context)


@require_safe
@for_readers
def report(request: HttpRequest, opened: Opened) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """One page for the doctor; the course explains what cannot be worked out."""
    book, today = book_of(opened.diary), timezone.localdate()
    try:
        result, opinion = ask(opened, book, today)
    except InputError:
        return redirect("diary:course")
    document = report_document(book, result, opinion, today, shows_forecast=may_see(opened))
    return paper("report", document, today)


@require_safe
@for_readers
def letter(request: HttpRequest, opened: Opened) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """A letter to the payer that the owner named."""
    today = timezone.localdate()
    try:
        written = letter_for(book_of(opened.diary), today)
    except InputError:
        return redirect("diary:course")
    if written is None:
        raise Http404
    return paper("letter", letter_document(written), today)
