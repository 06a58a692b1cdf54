"""What must hold for every course: no credit to needles, nothing counted as 0, no sign ignored."""

import re
import sys
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deqi.answers import (
    course_document,
    course_from_document,
    course_json,
    default_tables,
    is_it_working,
    record_from_document,
)
from deqi.vocabulary import (
    AdverseEvent,
    Care,
    CareRecord,
    CourseAnswer,
    DiaryEntry,
    Person,
    Refusal,
    Session,
    Severity,
    Urgency,
    Verdict,
)

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "validation/decision"))
from worlds import START, WEEKS, World, courses, record_at

TABLES = default_tables()
SCORE = st.none() | st.integers(0, 10).map(float)
CREDIT = re.compile(
    r"\b(it|acupuncture|treatment|needl\w+|visits?|sessions?)( \w+)? "
    r"(works?|worked|helps?|helped|heal\w*|cured?|reliev\w+|eased|lower\w*|reduc\w+)\b"
    r"|\b(because of|thanks to|due to|owing to)\b|\bworking for you\b",
    re.IGNORECASE,
)


def spoken(answer: CourseAnswer) -> str:
    """Every sentence that the person reads about how it goes."""
    decision = answer.decision
    assert decision is not None
    parts = [decision.headline, decision.text, *decision.reasons, decision.expected, decision.cause]
    parts += [decision.beside, decision.next_look, answer.chart.sentence, answer.burden.text]
    return " ".join(parts)


def answered(record: CareRecord, week: int) -> CourseAnswer:
    found = is_it_working.answer(record=record, today=START + timedelta(weeks=week), tables=TABLES)
    assert isinstance(found, CourseAnswer)
    return found


@pytest.mark.parametrize("week", [2, 5, 8, 12])
def test_in_untreated_people_no_word_says_that_treatment_worked(week: int) -> None:
    """People to whom nothing happens, who began at their worst: most of them fall towards their own mean."""
    world = World("nothing happens", drift=0.0, drift_sd=0.0)
    verdicts = set()
    for course in courses(world, 60, np.random.default_rng(week)):
        found = answered(record_at(course, week), week)
        said = spoken(found)
        assert not CREDIT.search(said), CREDIT.search(said)
        verdicts.add(found.decision.verdict if found.decision else None)
        if found.decision and found.decision.verdict is Verdict.GO_ON:
            assert "With usual care alone, about" in found.decision.beside
            assert "Nobody can tell" in found.decision.cause
            assert found.chart.usual_care
    assert len(verdicts) > 1 or week < 4


@pytest.mark.parametrize(
    "said", ["It worked.", "Acupuncture has helped.", "Needling lowers pain.", "Better thanks to the visits."]
)
def test_the_search_for_credit_finds_credit(said: str) -> None:
    assert CREDIT.search(said)


def test_regression_to_the_mean_is_really_there() -> None:
    """Otherwise the test above tests nothing: half of the untreated look better by a point or more."""
    world = World("nothing happens", drift=0.0, drift_sd=0.0)
    fell = [
        course.baseline - np.nanmean(course.ratings[-3:])
        for course in courses(world, 300, np.random.default_rng(0))
        if not np.isnan(course.ratings[-3:]).all()
    ]
    assert float(np.mean(fell)) > 0.8


@settings(max_examples=150, deadline=None)
@given(st.lists(SCORE, min_size=1, max_size=WEEKS), SCORE, SCORE, st.integers(0, 20))
def test_every_course_has_an_answer_that_can_be_stored_and_read(
    after: list[float | None], first: float | None, second: float | None, visits: int
) -> None:
    scores = [first, second, *after]
    entries = tuple(
        DiaryEntry(START + timedelta(weeks=at), {"pain": score})
        for at, score in zip(range(-1, len(after) + 1), scores, strict=True)
    )
    record = CareRecord(
        start=START,
        person=Person(age=50, pain_weeks=60),
        entries=entries,
        sessions=tuple(Session(START) for _ in range(visits)),
    )
    found = answered(record, len(after))
    assert "NaN" not in course_json(found)
    assert course_from_document(course_document(found)) == found
    told = [score for score in (first, second) if score is not None]
    assert found.changes[0].baseline == (pytest.approx(sum(told) / len(told)) if told else None)
    assert len(found.chart.scores) == len([score for score in scores if score is not None])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 10).map(float), min_size=3, max_size=10), st.integers(0, 9))
def test_a_week_left_out_is_not_a_week_of_no_pain(scores: list[float], gap: int) -> None:
    """Leaving a week's score out, or the whole entry out, is one and the same."""
    entries = [DiaryEntry(START + timedelta(weeks=at), {"pain": score}) for at, score in enumerate(scores)]
    place = min(gap, len(entries) - 2)
    blank = [
        DiaryEntry(entry.day, {"pain": None}) if at == place else entry for at, entry in enumerate(entries)
    ]
    gone = [entry for at, entry in enumerate(entries) if at != place]
    results = [answered(CareRecord(start=START, entries=tuple(each)), len(scores)) for each in (blank, gone)]
    assert results[0].changes == results[1].changes
    assert results[0].decision == results[1].decision


URGENT = [name for name, kind in TABLES.outcomes.adverse.items() if kind.urgency >= Urgency.SAME_DAY]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(URGENT),
    st.sampled_from([None, *Severity]),
    st.sampled_from(["entry", "visit"]),
    st.lists(st.integers(0, 10).map(float), min_size=2, max_size=8),
)
def test_an_urgent_effect_always_leads_to_the_safety_words(
    kind: str, severity: Severity | None, where: str, scores: list[float]
) -> None:
    """However mild it felt and however well the back does: no score, no forecast, what to do now."""
    event = AdverseEvent(kind, severity)
    day = START + timedelta(weeks=len(scores) - 1)
    entries = [DiaryEntry(START + timedelta(weeks=at), {"pain": score}) for at, score in enumerate(scores)]
    if where == "entry":
        entries[-1] = DiaryEntry(day, {"pain": scores[-1]}, events=(event,))
    record = CareRecord(
        start=START,
        entries=tuple(entries),
        sessions=(Session(day, events=(event,)),) if where == "visit" else (),
    )
    found = is_it_working.answer(record=record, today=day, tables=TABLES)
    assert isinstance(found, Refusal)
    assert found.safety.urgency >= TABLES.outcomes.adverse[kind].urgency
    assert any(TABLES.outcomes.adverse[kind].label in reason.text for reason in found.safety.reasons) or (
        TABLES.outcomes.adverse[kind].finding
    )


def test_an_old_warning_sign_is_not_forgotten() -> None:
    """A "yes" of six weeks ago that nobody took back counts as not sure: it is asked again."""
    document = {
        "start": START.isoformat(),
        "entries": [{"day": START.isoformat(), "scores": {"pain": 6}, "findings": {"F01": "yes"}}],
    }
    record = record_from_document(document, TABLES)
    later = is_it_working.answer(record=record, today=START + timedelta(weeks=6), tables=TABLES)
    assert later.safety.urgency >= Urgency.WITHIN_2_WEEKS
    assert "F01" in later.safety.unanswered


def test_a_diary_without_acupuncture_gets_the_forecast_of_usual_care() -> None:
    entries = (DiaryEntry(START, {"pain": 6.0}),)
    person = Person(age=50, pain_weeks=60, pain_now=6)
    with_, without = (
        answered(CareRecord(start=START, care=care, person=person, entries=entries), 1) for care in Care
    )
    assert with_.outlook
    assert without.outlook
    assert with_.outlook.better > without.outlook.better + 10
