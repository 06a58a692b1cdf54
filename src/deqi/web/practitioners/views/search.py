"""Find somebody near a place. Works as a plain form that asks by its address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from deqi.answers import directory_tables, who_should_treat
from deqi.directory import Point
from deqi.vocabulary import FactKind, InputError
from deqi.web.pages.views.common import page as sourced
from deqi.web.practitioners.forms import SearchForm
from deqi.web.practitioners.models import PracticePlace, Practitioner
from deqi.web.practitioners.presenters.compass import Compass, compass, direction
from deqi.web.practitioners.presenters.facts import ShownFact, shown
from deqi.web.practitioners.searching import Asked, Filters, Hit, Page, search
from deqi.web.reviews.models import TrackedOutcome

IN_LIST = (FactKind.LICENCE, FactKind.EXCLUSION, FactKind.CERTIFICATE)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PAGE = 20


@dataclass(frozen=True)
class Found:
    """One person in the list. ``mark`` only ties the list to the picture."""

    mark: str
    person: Practitioner
    place: PracticePlace
    miles: str
    direction: str
    facts: tuple[ShownFact, ...]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The form, and what it found when a place was given."""
    form = SearchForm({"radius": "25", **request.GET.dict()} if "near" in request.GET else None)
    context: dict[str, object] = {"form": form, "any_made_up": _made_up()}
    if form.is_bound:
        context |= _results(request, form)
    status = 422 if context.get("fault") or form.errors else 200
    response = sourced(request, "practitioners/index.html", context)
    response.status_code = status
    return response


def _made_up() -> bool:
    return Practitioner.objects.filter(is_made_up=True).exists()


def _results(request: HttpRequest, form: SearchForm) -> dict[str, object]:
    if not form.is_valid():
        return {}
    told, tables = form.cleaned_data, directory_tables()
    filters = Filters(
        checked=not told["everybody"],
        certified=told["certified"],
        language=told["language"],
        price_at_most=told["price"],
    )
    try:
        centre = who_should_treat.place_from(told["near"], tables)
        asked = Asked(centre.point, float(told["radius"]), PAGE, filters, told["outcomes"])
        found = search(
            asked, tables=tables, today=timezone.localdate(), cursor=request.GET.get("cursor", "")[:400]
        )
    except InputError as fault:
        return {"fault": fault}
    people = [_found(mark, hit, centre.point) for mark, hit in zip(LETTERS, found.hits, strict=False)]
    return {
        "searched": True,
        "people": people,
        "order": who_should_treat.order_text(
            checked=filters.checked, by_outcomes=asked.by_outcomes, radius_miles=asked.radius_miles
        ),
        "compass": _compass(centre.point, found, asked.radius_miles),
        "next": _next(request, found.cursor),
        "later_page": bool(request.GET.get("cursor")),
        "wider": _wider(request),
        "centre": centre,
        "none_by_outcomes": asked.by_outcomes and not TrackedOutcome.objects.filter(may_order=True).exists(),
    }


def _found(mark: str, hit: Hit, centre: Point) -> Found:
    today = timezone.localdate()
    told = who_should_treat.answer(standing=hit.practitioner.standing, today=today, tables=directory_tables())
    facts = tuple(shown(fact, today) for fact in told.facts if fact.kind in IN_LIST)
    point = _point(hit.place)
    return Found(
        mark,
        hit.practitioner,
        hit.place,
        f"{hit.miles:.0f}" if hit.miles >= 1.5 else "1",
        direction(centre, point) if point else "",
        facts,
    )


def _point(place: PracticePlace) -> Point | None:
    if place.lat_deg is None or place.lon_deg is None:
        return None
    return Point(place.lat_deg, place.lon_deg)


def _compass(centre: Point, found: Page, radius: float) -> Compass | None:
    spots = [(mark, _point(hit.place)) for mark, hit in zip(LETTERS, found.hits, strict=False)]
    known = [(mark, point) for mark, point in spots if point]
    return compass(centre, known, radius) if known else None


def _next(request: HttpRequest, cursor: str) -> str:
    if not cursor:
        return ""
    return f"{reverse('practitioners:index')}?{urlencode({**_asked(request), 'cursor': cursor})}"


def _wider(request: HttpRequest) -> str:
    return (
        f"{reverse('practitioners:index')}?{urlencode({**_asked(request), 'radius': 100, 'everybody': 'on'})}"
    )


def _asked(request: HttpRequest) -> dict[str, str]:
    told = ((name, str(request.GET.get(name, ""))) for name in SearchForm.base_fields)
    return {name: value for name, value in told if 0 < len(value) <= 60}
