"""Keep an answer, only when asked: a private link, and a button that erases it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deqi.answers import default_tables, from_document, to_document
from deqi.web.ask import replies
from deqi.web.ask.journey import follow
from deqi.web.ask.models import KeptAnswer
from deqi.web.ask.pdf import pdf_response
from deqi.web.ask.presenters.page import AnswerPage, answer_page
from deqi.web.ask.views.answer import answer_for

_TOKEN = "kept_token"  # noqa: S105 - the name of a session key


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Say what keeping means; on POST, store the answer as given and show its link once."""
    journey = follow(replies.load(request.session), default_tables())
    if not journey.finished:
        return redirect("ask:check")
    if request.method != "POST":
        return render(request, "ask/keep.html", {"days": settings.KEEP_DAYS})
    now = timezone.now()
    KeptAnswer.objects.erase_expired(now=now)
    request.session[_TOKEN] = KeptAnswer.objects.keep(to_document(answer_for(journey)), now=now)
    return redirect("ask:kept-link")


@never_cache
@require_safe
def link(request: HttpRequest) -> HttpResponse:
    """Show the private link once; a second look finds nothing to show."""
    token = request.session.pop(_TOKEN, None)
    address = request.build_absolute_uri(reverse("ask:kept", args=[token])) if token else None
    return render(request, "ask/kept_link.html", {"address": address, "days": settings.KEEP_DAYS})


@never_cache
@require_safe
def kept(request: HttpRequest, token: str) -> HttpResponse:
    """The stored answer as it was given."""
    stored = _stored(token)
    context = {"page": _page(stored), "kept": stored, "token": token}
    return render(request, "ask/answer.html", context)


@never_cache
@require_safe
def kept_pdf(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The stored answer on paper."""
    return pdf_response(_page(_stored(token)))


@never_cache
@require_POST
def erase(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Delete a stored answer for good."""
    _stored(token).delete()
    return redirect("ask:erased")


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that it is gone."""
    return render(request, "ask/erased.html")


def _stored(token: str) -> KeptAnswer:
    stored = KeptAnswer.objects.for_token(token, now=timezone.now())
    if stored is None:
        raise Http404
    return stored


def _page(stored: KeptAnswer) -> AnswerPage:
    return answer_page(from_document(stored.document))
