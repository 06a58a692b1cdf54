"""Whose body is shown, and what this person told: in the check, and beside the measures.

All of it lies in the reader's own signed cookie.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from deqi.answers import default_tables, which_points
from deqi.vocabulary import InputError, Measures, Person, PointsResult, Reply, Sex
from deqi.web.ask import replies
from deqi.web.ask.journey import Journey, follow
from deqi.web.atlas_pages.forms import METRIC, MeasuresForm

_KEY, _REASON = "measures", "override"
ADULT = (18, 100)
LIMB_CAUTION = "K03"
EXAMPLE = Measures(sex=Sex.FEMALE, age_years=45, height_cm=165, weight_kg=70)
"""The made-up body that a newcomer sees."""


@dataclass(frozen=True)
class Visit:
    """``own`` is false for the example body. ``person`` is who the points are chosen for.

    ``checked`` says whether the check was finished, ``begun`` whether any of it was sent. ``reason`` is that
    of a trained practitioner to show what pregnancy hides.
    """

    measures: Measures
    own: bool
    form: MeasuresForm
    person: Person
    begun: bool
    checked: bool
    reason: str | None

    @property
    def asks_limbs(self) -> bool:
        """Whether a limb swells or lost its lymph nodes, as far as was told: then the page asks which one."""
        return self.person.cautions.get(LIMB_CAUTION) in {Reply.YES, Reply.UNKNOWN} or bool(self.form.limbs)

    def points(self) -> PointsResult:
        """The one call into the core: the points for this person, or a refusal that says what to do now."""
        return which_points.answer(
            person=self.person,
            today=timezone.localdate(),
            tables=default_tables(),
            limbs=self.form.limbs if self.asks_limbs else (),
            override_reason=self.reason,
        )


def visit(request: HttpRequest) -> Visit:
    """What this browser's cookie holds. Measures that can no longer be used are as if never given."""
    journey = follow(replies.load(request.session), default_tables())
    held = _held(request.session)
    own = held.read()[0] if held else None
    form = held if held and own else first_form(journey.person)
    return Visit(
        measures=own or form.read()[0] or EXAMPLE,
        own=own is not None,
        form=form,
        person=_person(journey, form, own),
        begun=bool(journey.path),
        checked=journey.finished,
        reason=_reason(request.session),
    )


def keep(session: SessionBase, form: MeasuresForm) -> None:
    """Hold the measures as they were written, so that the form shows them in the same units again."""
    session[_KEY] = {name: value for name, value in form.values.items() if value}


def keep_reason(session: SessionBase, reason: str) -> None:
    """Hold a practitioner's reason. Raises ``InputError`` when it is none."""
    which_points.answer(
        person=Person(), today=timezone.localdate(), tables=default_tables(), override_reason=reason
    )
    session[_REASON] = " ".join(reason.split())


def forget_reason(session: SessionBase) -> None:
    """Take a practitioner's reason back."""
    session.pop(_REASON, None)


def forget(session: SessionBase) -> None:
    """Drop the measures and what hangs on them, and keep the check."""
    session.pop(_KEY, None)
    forget_reason(session)


def first_form(person: Person) -> MeasuresForm:
    """The example's measures, with age and sex as the check knows them."""
    low, high = ADULT
    age = EXAMPLE.age_years if person.age is None or not low <= person.age <= high else person.age
    sex = person.sex if person.sex in {Sex.FEMALE, Sex.MALE} and person.sex else EXAMPLE.sex
    return MeasuresForm(
        {
            "units": METRIC,
            "sex": sex.value,
            "age": f"{age:g}",
            "height": f"{EXAMPLE.height_cm:g}",
            "weight": f"{EXAMPLE.weight_kg:g}",
        }
    )


def _held(session: SessionBase) -> MeasuresForm | None:
    held = session.get(_KEY)
    return MeasuresForm.of(held) if isinstance(held, Mapping) else None


def _reason(session: SessionBase) -> str | None:
    held = session.get(_REASON)
    if not isinstance(held, str):
        return None
    try:
        which_points.answer(
            person=Person(), today=timezone.localdate(), tables=default_tables(), override_reason=held
        )
    except InputError:
        return None
    return held


def _person(journey: Journey, form: MeasuresForm, own: Measures | None) -> Person:
    """Who the points are for: the check's replies, filled up with what stands beside the measures.

    A newcomer sees the example's points: a made-up woman who is not pregnant, and the page says so. As soon
    as somebody has told anything, nothing is assumed: a pregnancy that nobody excluded counts.
    """
    told = journey.person
    if own is None:
        if journey.path:
            return told
        return replace(told, sex=EXAMPLE.sex, age=EXAMPLE.age_years, pregnant=Reply.NO)
    return replace(
        told,
        sex=told.sex or own.sex,
        age=own.age_years if told.age is None else told.age,
        pregnant=_stricter(told.pregnant, form.pregnant),
    )


def _stricter(one: Reply | None, other: Reply | None) -> Reply | None:
    """Of two replies the one that is more careful; silence gives way to a reply."""
    order = (Reply.YES, Reply.UNKNOWN, Reply.NO)
    return next((reply for reply in order if reply in {one, other}), None)
