"""What must hold of the proposed points for everybody."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deqi.answers import default_tables, points_document, points_from_document, which_points
from deqi.vocabulary import (
    Limb,
    Person,
    PointsResult,
    Refusal,
    Reply,
    ReviewState,
    Sex,
    Side,
    Urgency,
    WhichPoints,
)

TABLES = default_tables()
ORDER = [Reply.NO, None, Reply.UNKNOWN, Reply.YES]
"""Replies from calm to worrying. A caution that was never asked is read as not told."""

replies = st.sampled_from(ORDER)
told = st.dictionaries(
    st.sampled_from(sorted(TABLES.safety.cautions)), st.sampled_from(list(Reply)), max_size=8
)
mostly_calm = st.dictionaries(
    st.sampled_from(sorted(TABLES.safety.findings)), st.sampled_from(list(Reply)), max_size=2
)
people = st.builds(
    lambda age, sex, pregnant, cautions, findings: Person(
        age=age,
        sex=sex,
        pain_weeks=40,
        leg_pain=Reply.NO,
        pregnant=pregnant,
        cautions=cautions,
        findings=dict.fromkeys(TABLES.safety.findings, Reply.NO) | findings,
    ),
    st.one_of(st.none(), st.integers(16, 95)),
    st.sampled_from([None, *Sex]),
    replies,
    told,
    mostly_calm,
)
limbs = st.frozensets(st.sampled_from(list(Limb)), max_size=2)
reasons = st.one_of(st.none(), st.just("Trained in obstetrics; consent was given."))
calm = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def ask(person: Person, limbs: frozenset[Limb] = frozenset(), reason: str | None = None) -> PointsResult:
    return which_points.answer(
        person=person, today=date(2026, 1, 31), tables=TABLES, limbs=limbs, override_reason=reason
    )


def places(result: PointsResult) -> set[tuple[str, Side]]:
    if isinstance(result, Refusal):
        return set()
    return {(p.code, side) for group in result.groups for p in group.points for side in p.sides}


@calm
@given(people, limbs, reasons)
def test_no_hidden_point_is_proposed_on_the_side_that_is_hidden(
    person: Person, limbs: frozenset[Limb], reason: str | None
) -> None:
    result = ask(person, limbs, reason)
    if isinstance(result, WhichPoints):
        hidden = {(point.code, side) for point in result.hidden for side in point.sides}
        assert hidden & places(result) == set()


@calm
@given(people, limbs)
def test_every_point_of_every_group_is_either_proposed_or_hidden(
    person: Person, limbs: frozenset[Limb]
) -> None:
    result = ask(person, limbs)
    if isinstance(result, WhichPoints):
        hidden = {(point.code, side) for point in result.hidden for side in point.sides}
        both = {Side.LEFT, Side.RIGHT}
        every = {
            (code, side)
            for code in TABLES.care.points
            for side in (both if TABLES.points.points[code].bilateral else {Side.MIDLINE})
        }
        assert hidden | places(result) == every


@calm
@given(people, limbs, reasons)
def test_nobody_urgent_gets_points(person: Person, limbs: frozenset[Limb], reason: str | None) -> None:
    result = ask(person, limbs, reason)
    urgent = result.safety.urgency >= Urgency.SAME_DAY
    assert isinstance(result, Refusal) is urgent
    assert not urgent or "groups" not in points_document(result)


@calm
@given(people, st.sampled_from(sorted(TABLES.safety.cautions)))
def test_one_more_caution_never_adds_a_point(person: Person, caution: str) -> None:
    calmer = ask(Person(**{**vars(person), "cautions": {**person.cautions, caution: Reply.NO}}))
    worse = ask(Person(**{**vars(person), "cautions": {**person.cautions, caution: Reply.YES}}))
    assert places(worse) <= places(calmer)


@calm
@given(people)
def test_not_sure_hides_what_yes_hides(person: Person) -> None:
    sure = ask(Person(**{**vars(person), "pregnant": Reply.YES, "sex": Sex.FEMALE, "age": 30}))
    unsure = ask(Person(**{**vars(person), "pregnant": Reply.UNKNOWN, "sex": Sex.FEMALE, "age": 30}))
    if isinstance(sure, WhichPoints) and isinstance(unsure, WhichPoints):
        assert places(unsure) == places(sure)


@calm
@given(people, limbs)
def test_nothing_unchecked_is_shown_and_every_source_is_named(person: Person, limbs: frozenset[Limb]) -> None:
    result = ask(person, limbs)
    if isinstance(result, Refusal):
        return
    named = {source.id for source in result.sources}
    cited: set[str] = set()
    states = {statement.review for statement in result.statements}
    for group in result.groups:
        for point in group.points:
            states |= {point.place_review, *(use.review for use in point.uses)}
            states |= {risk.review for risk in point.risks}
            states |= {point.depth.review} if point.depth else set()
            cited |= {use.source for use in point.uses} | {s for risk in point.risks for s in risk.sources}
            cited |= {point.depth.source} if point.depth else set()
    cited |= {source for item in (*result.hidden, *result.statements) for source in item.sources}
    assert ReviewState.UNCHECKED not in states
    assert cited <= named


@calm
@given(people, limbs, reasons)
def test_the_stored_answer_reads_back_as_it_was(
    person: Person, limbs: frozenset[Limb], reason: str | None
) -> None:
    result = ask(person, limbs, reason)
    assert points_from_document(points_document(result)) == result


@calm
@given(people, limbs)
def test_a_thumb_presses_only_where_it_may(person: Person, limbs: frozenset[Limb]) -> None:
    result = ask(person, limbs)
    if isinstance(result, WhichPoints):
        pressed = [point for group in result.groups for point in group.points if point.press]
        assert all(point.handling.value == "press" and not point.overridden for point in pressed)
        assert not pressed or result.safety.urgency < Urgency.WITHIN_2_WEEKS
