"""The question, and what comes of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deqi.answers import default_tables
from deqi.web import navigation
from deqi.web.ask import replies


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what Deqi answers, what it does not, and where to start."""
    context = {
        "has_answers": bool(replies.load(request.session).values),
        "read_on": navigation.read_on(),
        "sign_off": default_tables().safety.sign_off,
    }
    return render(request, "ask/home.html", context)
