"""The answer to what was told so far, as a page and as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from deqi.answers import default_tables, would_it_help
from deqi.vocabulary import AskedResult
from deqi.web.ask import replies
from deqi.web.ask.journey import Journey, follow
from deqi.web.ask.pdf import pdf_response
from deqi.web.ask.presenters.page import answer_page


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Safety first, then the ledger; back to the check while a screen is missing."""
    journey = follow(replies.load(request.session), default_tables())
    if not journey.finished:
        return redirect("ask:check")
    questions = {id_: finding.question for id_, finding in default_tables().safety.findings.items()}
    context = {
        "page": answer_page(answer_for(journey), questions=questions),
        "screens": journey.path,
        "own": True,
    }
    return render(request, "ask/answer.html", context)


@never_cache
@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """The same answer on paper."""
    journey = follow(replies.load(request.session), default_tables())
    if not journey.finished:
        return redirect("ask:check")
    return pdf_response(answer_page(answer_for(journey)))


def answer_for(journey: Journey) -> AskedResult:
    """The one call into the core."""
    return would_it_help.answer(person=journey.person, today=timezone.localdate(), tables=default_tables())
