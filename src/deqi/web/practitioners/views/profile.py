"""One practitioner: facts apart, reviews, outcomes. The address cannot be guessed or counted through."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from deqi.answers import directory_tables, who_should_treat
from deqi.web.pages.views.common import page as sourced
from deqi.web.practitioners.models import Practitioner
from deqi.web.practitioners.presenters.facts import shown
from deqi.web.reviews.presenters.outcomes import shown_outcome
from deqi.web.reviews.presenters.stars import review_page, star_picture


def by_public_id(public_id: str) -> Practitioner:
    """The practitioner with this name in addresses, or 404."""
    found = Practitioner.objects.prefetch_related("proofs", "places").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
def profile(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that may be told about one practitioner."""
    person, today, tables = by_public_id(public_id), timezone.localdate(), directory_tables()
    told = who_should_treat.answer(standing=person.standing, today=today, tables=tables)
    register = tables.registers[person.register]
    context = {
        "person": person,
        "told": told,
        "facts": [shown(fact, today) for fact in told.facts],
        "register": register,
        "reviews_off": register.reviews_allowed != "yes",
        "stars": star_picture(person),
        "reviews": review_page(person, request.GET.get("after", "")),
        "outcome": shown_outcome(person),
    }
    response = sourced(request, "practitioners/profile.html", context)
    if not told.is_shown:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
