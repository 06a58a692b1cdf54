"""Write a review with a visit code. Every code that opens nothing gets one answer by one way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from deqi.answers import directory_tables
from deqi.web.diary import limits
from deqi.web.diary.gate import private
from deqi.web.practitioners.views.profile import by_public_id
from deqi.web.reviews.forms import ReviewForm
from deqi.web.reviews.models import Review


@private
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, public_id: str, code: str = "") -> HttpResponse:
    """The form; opening the page looks no code up, so a preview of a link learns and spends nothing."""
    person = by_public_id(public_id)
    allowed = directory_tables().registers[person.register].reviews_allowed == "yes"
    context: dict[str, object] = {"person": person, "allowed": allowed}
    if not allowed:
        return render(request, "reviews/write.html", context, status=404)
    if request.method != "POST":
        form = ReviewForm(initial={"code": code[:60]})
        return render(request, "reviews/write.html", {**context, "form": form})
    form = ReviewForm(request.POST)
    if limits.too_many(request, limits.CODES):
        response = render(request, "reviews/write.html", {**context, "form": form, "later": True}, status=429)
        response.headers["Retry-After"] = str(int(limits.STRETCH.total_seconds()))
        return response
    if not form.is_valid():
        return render(request, "reviews/write.html", {**context, "form": form}, status=422)
    limits.count(request, limits.CODES)
    told = form.cleaned_data
    written = Review.objects.write(
        person,
        told["code"],
        stars=int(told["stars"]),
        text=told["text"],
        tie=told["tie"],
        today=timezone.localdate(),
    )
    if written is None:
        return render(
            request, "reviews/write.html", {**context, "form": form, "opens_nothing": True}, status=422
        )
    return render(request, "reviews/thanks.html", {"person": person, "review": written})
