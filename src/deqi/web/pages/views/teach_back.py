"""Three questions after the ledger: a wrong reply shows the passage again. Nothing is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from deqi.answers import default_tables
from deqi.vocabulary import Answer
from deqi.web.ask import replies
from deqi.web.ask.journey import follow
from deqi.web.ask.views.answer import answer_for
from deqi.web.pages.presenters.teach_back import questions
from deqi.web.pages.site_files import back_questions


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Ask about the answer that this session holds; without one, go back to the check."""
    journey = follow(replies.load(request.session), default_tables())
    if not journey.finished:
        return redirect("ask:check")
    result = answer_for(journey)
    if not isinstance(result, Answer):
        return redirect("ask:answer")
    asked = back_questions()
    given = {question.id: request.POST.get(question.id, "") for question in asked}
    views = questions(result.ledger, asked, given)
    context = {
        "questions": views,
        "sent": request.method == "POST",
        "all_right": all(view.right for view in views),
    }
    return render(request, "pages/teach_back.html", context)
