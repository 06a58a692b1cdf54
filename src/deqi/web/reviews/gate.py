"""Who may see the private pages of a practice: whoever holds its link. One neutral answer for all others."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from deqi.web.ask.models import hash_token
from deqi.web.diary import limits
from deqi.web.diary.gate import private
from deqi.web.practitioners.models import Practitioner
from deqi.web.reviews.models import PracticeLink

P = ParamSpec("P")
KEY = "practice"
"""Where the session holds the hash of the link."""


def for_practice(
    view: Callable[Concatenate[HttpRequest, Practitioner, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the view the practitioner whose link is open in this browser."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        held = request.session.get(KEY)
        link = PracticeLink.objects.opening(held) if isinstance(held, str) and held else None
        if link is None:
            return render(request, "reviews/practice_closed.html", status=403)
        return view(request, link.practitioner, *args, **kwargs)

    return private(guarded)


def by_token(request: HttpRequest, token: str) -> PracticeLink | HttpResponse:
    """The link, or the page that says nothing of why it does not open."""
    if limits.too_many(request, limits.LINKS):
        response = render(request, "reviews/practice_closed.html", status=429)
        response.headers["Retry-After"] = str(int(limits.STRETCH.total_seconds()))
        return response
    link = PracticeLink.objects.opening(hash_token(token))
    if link is None:
        limits.count(request, limits.LINKS)
        return render(request, "reviews/practice_closed.html", status=404)
    return link
