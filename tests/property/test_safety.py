"""Properties of the safety check over all people."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deqi.datafiles import DATA_ROOT
from deqi.safety import assess, load_safety_tables, next_screen
from deqi.safety.assess import is_emergency
from deqi.vocabulary import Person, Reply, Sex, Urgency

TABLES = load_safety_tables(DATA_ROOT / "safety")
FINDINGS, CAUTIONS = sorted(TABLES.findings), sorted(TABLES.cautions)
ORDER = [Reply.NO, None, Reply.UNKNOWN, Reply.YES]
FIELDS = [*FINDINGS, *CAUTIONS, "leg_pain", "pregnant"]

ages = st.none() | st.sampled_from([5, 17, 18, 40, 60, 61, 65, 69, 70, 90])
weeks = st.none() | st.sampled_from([0, 1, 2, 11, 12, 26, 51, 52, 103, 104, 500])
pains = st.none() | st.sampled_from([0, 4, 7, 10])
sexes = st.none() | st.sampled_from(Sex)


@st.composite
def replies(draw):
    """A reply for every field: mostly one common reply, with some others strewn in."""
    common = draw(st.sampled_from(ORDER[:3]))
    strewn = draw(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(ORDER), max_size=8))
    return dict.fromkeys(FIELDS, common) | strewn


def build(given_replies: Mapping[str, Reply | None], **about) -> Person:
    told = {field: reply for field, reply in given_replies.items() if reply is not None}
    return Person(
        **about,
        leg_pain=given_replies["leg_pain"],
        pregnant=given_replies["pregnant"],
        findings={id_: told[id_] for id_ in given_replies if id_ in FINDINGS and id_ in told},
        cautions={id_: told[id_] for id_ in given_replies if id_ in CAUTIONS and id_ in told},
    )


about = st.fixed_dictionaries({"age": ages, "sex": sexes, "pain_weeks": weeks, "pain_now": pains})


@settings(max_examples=250, deadline=None)
@given(replies(), about, st.sets(st.sampled_from(FIELDS), min_size=1, max_size=4), st.integers(1, 3))
def test_a_more_worrying_reply_never_lowers_urgency(told, person, raised, steps):
    before = assess(build(told, **person), TABLES)
    more = {field: ORDER[min(ORDER.index(told[field]) + steps, 3)] for field in raised}
    after = assess(build(told | more, **person), TABLES)
    assert after.urgency >= before.urgency


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("common", ORDER[:3], ids=["no", "missing", "unknown"])
def test_each_reply_alone_is_monotone(field, common):
    for person in (
        {"age": 30, "sex": Sex.FEMALE, "pain_weeks": 1},
        {"age": 72, "sex": Sex.MALE, "pain_weeks": 150, "pain_now": 8},
        {},
    ):
        told = dict.fromkeys(FIELDS, common)
        tiers = [assess(build(told | {field: reply}, **person), TABLES).urgency for reply in ORDER]
        assert tiers == sorted(tiers)


@settings(max_examples=100, deadline=None)
@given(replies(), about)
def test_unknown_never_reads_as_no(told, person):
    """Where all is "no" but some replies are open, the result is no calmer, and says what is open."""
    cleared = {field: Reply.NO if reply in (None, Reply.UNKNOWN) else reply for field, reply in told.items()}
    open_result = assess(build(told, **person), TABLES)
    no_result = assess(build(cleared, **person), TABLES)
    assert open_result.urgency >= no_result.urgency
    assert set(no_result.unanswered) <= set(open_result.unanswered)
    if open_result.unanswered:
        assert not open_result.complete
        assert open_result.urgency > Urgency.NONE


@settings(max_examples=50, deadline=None)
@given(replies(), about)
def test_come_back_if_is_always_printed(told, person):
    result = assess(build(told, **person), TABLES)
    assert result.come_back_if == TABLES.come_back_if
    assert len(result.come_back_if) >= 5


@settings(max_examples=50, deadline=None)
@given(replies(), about, st.randoms(use_true_random=False))
def test_the_order_of_replies_does_not_matter(told, person, rng):
    shuffled = list(told.items())
    rng.shuffle(shuffled)
    assert assess(build(told, **person), TABLES) == assess(build(dict(shuffled), **person), TABLES)


@settings(max_examples=50, deadline=None)
@given(replies(), about, weeks)
def test_pain_of_unknown_length_is_never_less_urgent(told, person, known):
    unknown = assess(build(told, **(person | {"pain_weeks": None})), TABLES)
    assert unknown.urgency >= assess(build(told, **(person | {"pain_weeks": known})), TABLES).urgency


@settings(max_examples=50, deadline=None)
@given(replies(), about)
def test_urgency_is_the_highest_reason_and_reasons_are_sorted(told, person):
    result = assess(build(told, **person), TABLES)
    tiers = [reason.urgency for reason in result.reasons]
    assert tiers == sorted(tiers, reverse=True)
    assert result.urgency == max(tiers, default=Urgency.NONE)
    assert result.is_refusal == (result.urgency in (Urgency.SAME_DAY, Urgency.EMERGENCY))


@settings(max_examples=50, deadline=None)
@given(replies(), about)
def test_the_questions_end_and_end_early_in_an_emergency(told, person):
    someone = build(dict.fromkeys(FIELDS))
    seen = []
    while screen := next_screen(someone, seen, TABLES):
        assert assess(someone, TABLES).urgency is not Urgency.EMERGENCY
        assert screen.questions
        seen.append(screen.id)
        for question in screen.questions:
            someone = answer(someone, question.field, told, person)
    assert len(seen) == len(set(seen)) <= len(TABLES.screens)
    if assess(someone, TABLES).urgency is not Urgency.EMERGENCY:
        assert seen[-1] == TABLES.screens[-1].id


def answer(someone, field, told, person):
    group, _, id_ = field.partition(".")
    if not id_:
        return replace(someone, **{field: told[field] if field in told else person[field]})
    if told[id_] is None:
        return someone
    return replace(someone, **{group: {**getattr(someone, group), id_: told[id_]}})


@settings(max_examples=250, deadline=None)
@given(replies(), about)
def test_the_short_way_to_an_emergency_agrees_with_the_long_one(told, known):
    person = build(told, **known)
    assert is_emergency(person, TABLES) is (assess(person, TABLES).urgency is Urgency.EMERGENCY)
