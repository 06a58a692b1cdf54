"""The check: one screen at a time, each with its own address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deqi.answers import default_tables
from deqi.safety import Screen
from deqi.web.ask import replies
from deqi.web.ask.forms import ScreenForm
from deqi.web.ask.journey import Journey, follow
from deqi.web.ask.presenters.questions import screen_view


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Go to the first screen that has not been sent yet, or to the answer."""
    return _onwards(follow(replies.load(request.session), default_tables()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: HttpRequest, screen_id: str) -> HttpResponse:
    """Show one screen with what was answered before; keep what is sent and go on."""
    tables = default_tables()
    given = replies.load(request.session)
    journey = follow(given, tables)
    asked = journey.screen(screen_id)
    if asked is None:
        if all(screen_id != known.id for known in tables.safety.screens):
            raise Http404
        return _onwards(journey)
    if request.method != "POST":
        return _show(request, journey, asked, ScreenForm(asked), given)
    form = ScreenForm(asked, request.POST)
    if not form.is_valid():
        return _show(request, journey, asked, form, given)
    given = given.with_values(form.replies())
    replies.save(request.session, given)
    # Who changes one answer after the end goes straight back to it; who is under way sees the next screen.
    return _onwards(follow(given, tables), after=None if journey.finished else asked.id)


@never_cache
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Erase every answer and go home."""
    replies.forget(request.session)
    return redirect("ask:home")


def _onwards(journey: Journey, after: str | None = None) -> HttpResponse:
    """The screen after the one just sent, so that a person who changes one answer sees the next one again."""
    ids = [passed.id for passed in journey.path]
    if after in ids[:-1]:
        return redirect("ask:screen", ids[ids.index(after) + 1])
    if journey.current is None:
        return redirect("ask:answer")
    return redirect("ask:screen", journey.current.id)


def _show(
    request: HttpRequest, journey: Journey, asked: Screen, form: ScreenForm, given: replies.Replies
) -> HttpResponse:
    view = screen_view(asked, form, given, number=journey.number(asked.id), about=journey.about)
    context = {"screen": view, "before": journey.before(asked.id), "finished": journey.finished}
    return render(request, "ask/screen.html", context, status=422 if view.errors else 200)
