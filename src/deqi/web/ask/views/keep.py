"""Keep an answer, only when asked: a private link, and a button that erases it."""

import json
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deqi.answers import default_tables, from_document, to_document
from deqi.vocabulary import DataFileError
from deqi.web.ask import replies
from deqi.web.ask.journey import follow
from deqi.web.ask.models import KeptAnswer, hash_token, new_token
from deqi.web.ask.pdf import pdf_response
from deqi.web.ask.presenters.page import AnswerPage, answer_page
from deqi.web.ask.views.answer import answer_for
from deqi.web.diary.traces import wipe_traces

_TOKEN = "kept_token"  # noqa: S105 - the name of a session key
"""The session's token for the next answer to keep, until its link was shown: a form sent twice keeps one."""
_BEFORE = "kept_before"
"""The hash of what this session kept last. It opens nothing; keeping again erases that earlier copy."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Say what keeping means; on POST, store the answer as given and show its link once."""
    journey = follow(replies.load(request.session), default_tables())
    if not journey.finished:
        return redirect("ask:check")
    token = _held(request, _TOKEN) or new_token()
    request.session[_TOKEN] = token
    if request.method != "POST":
        return render(request, "ask/keep.html", {"days": settings.KEEP_DAYS})
    now, before = timezone.now(), _held(request, _BEFORE)
    KeptAnswer.objects.erase_expired(now=now)
    if KeptAnswer.objects.kept_since(now - timedelta(hours=1), besides=before) >= settings.KEEP_PER_HOUR:
        response = render(request, "ask/keep_later.html", status=503)
        response.headers["Retry-After"] = "3600"
        return response
    KeptAnswer.objects.keep(to_document(answer_for(journey)), now=now, token=token, replaces=before)
    request.session[_BEFORE] = hash_token(token)
    return redirect("ask:kept-link")


@never_cache
@require_safe
def link(request: HttpRequest) -> HttpResponse:
    """Show the private link once; a second look finds nothing to show."""
    token = _held(request, _TOKEN)
    request.session.pop(_TOKEN, None)
    stored = KeptAnswer.objects.for_token(token, now=timezone.now())
    address = request.build_absolute_uri(reverse("ask:kept", args=[token])) if stored else None
    return render(request, "ask/kept_link.html", {"address": address, "days": settings.KEEP_DAYS})


@never_cache
@require_safe
def kept(request: HttpRequest, token: str) -> HttpResponse:
    """The stored answer as it was given."""
    stored = _stored(token)
    try:
        page = _page(stored)
    except DataFileError:
        return _as_stored(request, stored)
    return render(request, "ask/answer.html", {"page": page, "kept": stored, "token": token})


@never_cache
@require_safe
def kept_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The stored answer on paper."""
    stored = _stored(token)
    try:
        page = _page(stored)
    except DataFileError:
        return _as_stored(request, stored)
    return pdf_response(page)


@never_cache
@require_POST
def erase(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Delete a stored answer for good."""
    _stored(token).delete()
    wipe_traces()
    return redirect("ask:erased")


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that it is gone."""
    return render(request, "ask/erased.html")


def _held(request: HttpRequest, key: str) -> str:
    """What the session holds under this key, empty when it is no text."""
    held = request.session.get(key)
    return held if isinstance(held, str) else ""


def _stored(token: str) -> KeptAnswer:
    now = timezone.now()
    KeptAnswer.objects.erase_expired(now=now)
    stored = KeptAnswer.objects.for_token(token, now=now)
    if stored is None:
        raise Http404
    return stored


def _as_stored(request: HttpRequest, stored: KeptAnswer) -> HttpResponse:
    """An answer that another version of Deqi kept and this one cannot draw: every word of it, as data."""
    text = json.dumps(stored.document, indent=2, ensure_ascii=False)
    return render(request, "ask/kept_older.html", {"kept": stored, "text": text})


def _page(stored: KeptAnswer) -> AnswerPage:
    return answer_page(from_document(stored.document))
