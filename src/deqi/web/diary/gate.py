"""Who may come in. An unknown, a foreign and a revoked link all go the same way and get the same answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from deqi.web.ask.models import hash_token
from deqi.web.diary import limits
from deqi.web.diary.models import Diary, Link
from deqi.web.diary.presenters.signs import urgent_in

P = ParamSpec("P")
KEY = "diary"
"""Where the session holds the hash of the link, so that a revoked link ends its sessions too."""


@dataclass(frozen=True)
class Opened:
    """A diary, and as whom it was opened."""

    diary: Diary
    link: Link

    @property
    def owned(self) -> bool:
        """Whether the owner is here, not a reader."""
        return self.link.role == Link.OWNER


def private(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Keep the page out of caches and search engines, and its address out of every later request.

    ``strict-origin`` sends the name of the site at most and never the path, in which a token may stand.
    ``no-referrer`` would hide the name too, but then browsers send ``Origin: null`` with our own forms, and
    the check against forged forms would refuse them.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        add_never_cache_headers(response)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def by_link(view: Callable[[HttpRequest, Link, str], HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view the link behind the token. Whatever does not open gets one answer by one way."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        if limits.too_many(request, limits.LINKS):
            return later(request)
        link = Link.objects.opening(hash_token(token))
        if link is None:
            return opens_nothing(request)
        return view(request, link, token)

    return private(guarded)


def for_owner(
    view: Callable[Concatenate[HttpRequest, Opened, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the view the diary of this session, for its owner alone."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        opened = opened_in(request)
        if opened is None:
            return closed(request)
        if not opened.owned:
            return opens_nothing(request)
        return view(request, opened, *args, **kwargs)

    return private(guarded)


def for_readers(
    view: Callable[Concatenate[HttpRequest, Opened, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the view the diary of this session, for its owner or a reader."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        opened = opened_in(request)
        return closed(request) if opened is None else view(request, opened, *args, **kwargs)

    return private(guarded)


def opened_in(request: HttpRequest) -> Opened | None:
    """The diary that is open in this browser."""
    held = request.session.get(KEY)
    link = Link.objects.opening(held) if isinstance(held, str) and held else None
    return None if link is None else Opened(link.diary, link)


def opens_nothing(request: HttpRequest) -> HttpResponse:
    """The one neutral answer, counted against the address that asked."""
    limits.count(request, limits.LINKS)
    return render(request, "diary/opens_nothing.html", status=404)


def later(request: HttpRequest) -> HttpResponse:
    """Too many tries from this address."""
    response = render(request, "diary/later.html", {"typed": typed(request)}, status=429)
    response.headers["Retry-After"] = str(int(limits.STRETCH.total_seconds()))
    return response


def closed(request: HttpRequest) -> HttpResponse:
    """No diary is open in this browser. What was typed is shown again, and help for a sign that was told."""
    context = {"typed": typed(request), "signs": urgent_in(request.POST)}
    return render(request, "diary/closed.html", context, status=403)


def typed(request: HttpRequest) -> list[str]:
    """Every text of a form that could not be used."""
    left = {"csrfmiddlewaretoken", "key"}
    return [
        text for name, texts in request.POST.lists() if name not in left for text in texts if text.strip()
    ]
