"""Begin a diary, see its link once, come in by it, and leave."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deqi.web.ask.models import hash_token, new_token
from deqi.web.diary import limits
from deqi.web.diary.gate import KEY, Opened, by_link, for_owner, later, opened_in, private
from deqi.web.diary.models import Diary, Link
from deqi.web.diary.reminder import calendar_response
from deqi.web.diary.shown_once import code_of

NEW = "diary_new"
"""Where the session holds a token until its link was shown."""
NEW_ROLE = "diary_new_role"


@private
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What the diary is, and a button that begins one."""
    return render(request, "diary/start.html", {"opened": opened_in(request), "days": settings.DIARY_DAYS})


@private
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Make a diary and open it in this browser. A button pressed twice makes one."""
    now = timezone.now()
    if limits.too_many(request, limits.STARTS) or _full(now):
        return later(request)
    limits.count(request, limits.STARTS)
    Diary.objects.erase_expired(now=now)
    token = _held(request, NEW) or new_token()
    Diary.objects.begin(token, now=now)
    remember(request, token, Link.OWNER)
    request.session[KEY] = hash_token(token)
    return redirect("diary:link")


def remember(request: HttpRequest, token: str, role: str) -> None:
    """Keep a new token in the session until its link was shown."""
    request.session[NEW], request.session[NEW_ROLE] = token, role


@require_safe
@for_owner
def link(request: HttpRequest, opened: Opened) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """Show a new link once: as text, as a picture for a phone, and inside a calendar file."""
    token, role = _held(request, NEW), request.session.get(NEW_ROLE)
    request.session.pop(NEW, None)
    request.session.pop(NEW_ROLE, None)
    if not token:
        return render(request, "diary/link.html", {"address": ""})
    address = address_of(request, token)
    context = {
        "address": address,
        "token": token,
        "code": code_of(address),
        "for_reader": role == Link.READER,
    }
    return render(request, "diary/link.html", context)


def address_of(request: HttpRequest, token: str) -> str:
    """The whole address that opens a diary."""
    return request.build_absolute_uri(reverse("diary:open", args=[token]))


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def enter(request: HttpRequest, link: Link, token: str) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """Ask whether to open the diary; on POST, remember it in this browser and leave the address behind."""
    if request.method != "POST":
        return render(request, "diary/open.html", {"owned": link.role == Link.OWNER})
    request.session[KEY] = link.token_hash
    return redirect("diary:course")


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def calendar(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Weekly reminders as a calendar file; the link stands in it only when the page that shows it asks."""
    token = request.POST.get("token", "")
    found = Link.objects.opening(hash_token(token)) if token else None
    own = found is not None and found.diary == opened.diary
    return calendar_response(opened.diary, address_of(request, token) if own else "")


@private
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the diary in this browser; its drafts go too."""
    for name in (KEY, NEW, NEW_ROLE):
        request.session.pop(name, None)
    return redirect("diary:left")


@private
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Say that it is closed here, and let the browser throw its drafts away."""
    return render(request, "diary/left.html")


def _held(request: HttpRequest, key: str) -> str:
    held = request.session.get(key)
    return held if isinstance(held, str) else ""


def _full(now: datetime) -> bool:
    return Diary.objects.begun_since(now - timedelta(hours=1)) >= settings.DIARIES_PER_HOUR
