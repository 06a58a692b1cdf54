"""The practice's own pages: its control charts, and answers to reviews."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deqi.web.diary.gate import private
from deqi.web.practitioners.models import Practitioner
from deqi.web.reviews.forms import AnswerForm
from deqi.web.reviews.gate import KEY, by_token, for_practice
from deqi.web.reviews.models import PracticeAnswer
from deqi.web.reviews.presenters.charts import charts_for
from deqi.web.reviews.presenters.outcomes import shown_outcome
from deqi.web.reviews.presenters.stars import review_page


@private
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to open; on POST, remember it in this browser and leave the address behind."""
    link = by_token(request, token)
    if isinstance(link, HttpResponse):
        return link
    if request.method != "POST":
        return render(request, "reviews/practice_open.html")
    request.session[KEY] = link.token_hash
    return redirect("practice:home")


@require_safe
@for_practice
def home(request: HttpRequest, person: Practitioner) -> HttpResponse:
    """Charts for the practice's own eyes, and its reviews."""
    return _home(request, person)


@require_POST
@for_practice
def answer(request: HttpRequest, person: Practitioner, review_id: str) -> HttpResponse:
    """Publish the answer to one review, once."""
    review = get_object_or_404(person.reviews.standing(), public_id=review_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _home(request, person, wrong=review_id, form=form, status=422)
    PracticeAnswer.objects.get_or_create(
        review=review, defaults={"text": form.cleaned_data["text"], "written_on": timezone.localdate()}
    )
    return redirect("practice:home")


@private
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the pages in this browser."""
    request.session.pop(KEY, None)
    return redirect("practitioners:index")


def _home(
    request: HttpRequest,
    person: Practitioner,
    *,
    wrong: str = "",
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "person": person,
        "charts": charts_for(person),
        "outcome": shown_outcome(person),
        "reviews": review_page(person, request.GET.get("after", "")),
        "wrong": wrong,
        "form": form,
    }
    return render(request, "reviews/practice.html", context, status=status)
