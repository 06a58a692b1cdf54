"""Whose body is shown, and what this person told in the check. Both lie in the reader's own signed cookie."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from deqi.answers import default_tables
from deqi.vocabulary import Measures, Person, Sex
from deqi.web.ask import replies
from deqi.web.ask.journey import follow
from deqi.web.atlas_pages.forms import METRIC, MeasuresForm

_KEY = "measures"
EXAMPLE = Measures(sex=Sex.FEMALE, age_years=45, height_cm=165, weight_kg=70)
"""The made-up body that a newcomer sees."""


@dataclass(frozen=True)
class Visit:
    """``own`` is false for the example body. ``person`` holds what the check knows, nothing when not taken.

    ``checked`` says whether the check was finished, ``begun`` whether any of it was sent.
    """

    measures: Measures
    own: bool
    form: MeasuresForm
    person: Person
    begun: bool
    checked: bool


def visit(request: HttpRequest) -> Visit:
    """What this browser's cookie holds. Measures that can no longer be used are as if never given."""
    journey = follow(replies.load(request.session), default_tables())
    form = _held(request.session)
    measures = form.read()[0] if form else None
    if form is None or measures is None:
        return Visit(
            EXAMPLE, False, _first_form(journey.person), journey.person, bool(journey.path), journey.finished
        )
    return Visit(measures, True, form, journey.person, bool(journey.path), journey.finished)


def keep(session: SessionBase, form: MeasuresForm) -> None:
    """Hold the measures as they were written, so that the form shows them in the same units again."""
    session[_KEY] = {name: value for name, value in form.values.items() if value}


def forget(session: SessionBase) -> None:
    """Drop the measures and keep the check."""
    session.pop(_KEY, None)


def _held(session: SessionBase) -> MeasuresForm | None:
    held = session.get(_KEY)
    return MeasuresForm.of(held) if isinstance(held, Mapping) else None


def _first_form(person: Person) -> MeasuresForm:
    """The example's measures, with age and sex as the check knows them."""
    age = EXAMPLE.age_years if person.age is None or not 18 <= person.age <= 100 else person.age
    sex = person.sex if person.sex in {Sex.FEMALE, Sex.MALE} else EXAMPLE.sex
    return MeasuresForm(
        {
            "units": METRIC,
            "sex": sex.value if sex else "",
            "age": f"{age:g}",
            "height": f"{EXAMPLE.height_cm:g}",
            "weight": f"{EXAMPLE.weight_kg:g}",
            "feet": "5",
            "inches": "5",
            "pounds": "154",
        }
    )
