"""Payer rules against an independent, slow and literal reading, over random calendars of visits.

The literal reading walks day by day and knows no formula for months: it asks the calendar.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from deqi.answers import default_tables, record_from_document
from deqi.outcomes import Gain, covered_by
from deqi.vocabulary import CareRecord, Coverage, Covered, PayerFacts, Reply, Session

TABLES = default_tables()
MEDICARE, GBA = (TABLES.outcomes.payers[name] for name in ("us-ncd-30-3-3", "de-gba-12"))
FIT = PayerFacts(
    pain_since=date(2015, 1, 1),
    systemic_cause=Reply.NO,
    after_surgery=Reply.NO,
    pregnant=Reply.NO,
    beyond_knee=Reply.NO,
    documented=Reply.YES,
    qualified=Reply.YES,
)
DAY = timedelta(days=1)
# around a leap day on purpose
STARTS = st.dates(date(2023, 1, 1), date(2025, 12, 31)) | st.sampled_from(
    [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2023, 3, 1), date(2024, 12, 31)]
)
GAPS = st.lists(
    st.integers(0, 12) | st.integers(0, 2) | st.sampled_from([88, 89, 90, 300, 365, 366]), max_size=30
)
BETTER, SAME = Gain(improving=True, worse=False), Gain(improving=False, worse=False)
OPEN, SILENT = Gain(improving=None, worse=False), Gain(improving=None, worse=None)
WORSE = Gain(improving=False, worse=True)
GAINS = st.sampled_from([BETTER, SAME, OPEN, SILENT, WORSE])


def calendar(start: date, gaps: Sequence[int]) -> list[date]:
    days = [start]
    for gap in gaps:
        days.append(days[-1] + gap * DAY)
    return days


def asked(days: Sequence[date], on: date, gain: Gain, rule: object, facts: PayerFacts = FIT) -> Coverage:
    record = CareRecord(start=days[0], facts=facts, sessions=tuple(Session(day) for day in days))
    return covered_by(record, on, gain, rule)


def full_year_after(day: date) -> date:
    """The first day on which twelve months have passed: the same day of the same month, one year on."""
    later = day + DAY
    while (later.month, later.day) != (day.month, day.day):
        if (day.month, day.day) == (2, 29) and (later.month, later.day) == (3, 1) and later.year > day.year:
            return later
        later += DAY
    return later


def literal_medicare(  # noqa: C901 - one long reading, on purpose
    days: Sequence[date], on: date, gain: Gain
) -> tuple[Covered, int]:
    """Up to 12 in 90 days; 8 more if improving; no more than 20 in the year; stop when worse."""
    year: list[date] = []
    for day in [*sorted(days), on]:
        if year and day >= full_year_after(year[0]):
            year = []
        if day is not on:
            year.append(day)
    first = year[0] if year else on
    ninety = {first + number * DAY for number in range(90)}
    opening = extra = 0
    for day in year:
        if day in ninety and opening < 12:
            opening += 1
        else:
            extra += 1
    if len(year) >= 20:
        month = first.replace(day=1)
        for _ in range(12):
            month = (month + 31 * DAY).replace(day=1)
        return (Covered.NOT_KNOWN if month <= on else Covered.NO), 0
    if gain.worse:
        return Covered.NO, 0
    room = 20 - len(year)
    if on in ninety and opening < 12:
        return Covered.YES, min(12 - opening, room)
    if extra >= 8 or gain.improving is False:
        return Covered.NO, 0
    return (Covered.YES, min(8 - extra, room)) if gain.improving else (Covered.NOT_KNOWN, 0)


def literal_gba(days: Sequence[date], on: date) -> tuple[Covered, int]:
    """Up to 10 within 6 weeks, as an exception 15 within 12 weeks, again 12 months after the last."""
    course: list[date] = []
    for day in [*sorted(days), on]:
        if course and day >= full_year_after(course[-1]):
            course = []
        if day is not on:
            course.append(day)
    first = course[0] if course else on
    six, twelve = ({first + number * DAY for number in range(7 * weeks)} for weeks in (6, 12))
    if on in six and len(course) < 10:
        return Covered.YES, 10 - len(course)
    if on in twelve and len(course) < 15:
        return Covered.NOT_KNOWN, 0
    return Covered.NO, 0


@settings(max_examples=400, deadline=None)
@given(STARTS, GAPS, st.integers(0, 500) | st.sampled_from([0, 89, 90, 364, 365, 366]), GAINS)
@example(date(2024, 2, 29), [1] * 19, 366, BETTER)
@example(date(2024, 1, 1), [0] * 11, 89, OPEN)
@example(date(2024, 1, 1), [0] * 10, 90, OPEN)
def test_medicare_agrees_with_the_literal_reading(
    start: date, gaps: list[int], later: int, gain: Gain
) -> None:
    days = calendar(start, gaps)
    on = days[-1] + later * DAY
    found = asked(days, on, gain, MEDICARE)
    assert (found.covered, found.left) == literal_medicare(days, on, gain)


@settings(max_examples=400, deadline=None)
@given(STARTS, GAPS, st.integers(0, 500) | st.sampled_from([41, 42, 83, 84, 365, 366]))
@example(date(2024, 2, 29), [3] * 9, 366)
@example(date(2024, 1, 1), [], 41)
@example(date(2024, 1, 1), [], 42)
def test_the_german_rule_agrees_with_the_literal_reading(start: date, gaps: list[int], later: int) -> None:
    days = calendar(start, gaps)
    on = days[-1] + later * DAY
    found = asked(days, on, SILENT, GBA)
    assert (found.covered, found.left) == literal_gba(days, on)


@settings(max_examples=100, deadline=None)
@given(STARTS, GAPS, st.permutations(range(12)))
def test_the_order_in_which_visits_are_noted_changes_nothing(
    start: date, gaps: list[int], order: list[int]
) -> None:
    days = calendar(start, gaps)
    mixed = [days[place] for place in order if place < len(days)] + days[len(order) :]
    for rule in (MEDICARE, GBA):
        assert asked(days, days[-1], BETTER, rule) == asked(sorted(mixed), days[-1], BETTER, rule)
        shuffled = CareRecord(start=days[0], facts=FIT, sessions=tuple(Session(day) for day in mixed))
        assert covered_by(shuffled, days[-1], BETTER, rule).left == asked(days, days[-1], BETTER, rule).left


@settings(max_examples=200, deadline=None)
@given(STARTS, GAPS, st.integers(0, 400), GAINS)
def test_taking_what_is_left_is_covered_visit_by_visit(
    start: date, gaps: list[int], later: int, gain: Gain
) -> None:
    """Whoever is told that n are left and takes them that day is told yes n times, and not once more."""
    days = calendar(start, gaps)
    on = days[-1] + later * DAY
    for rule in (MEDICARE, GBA):
        left = asked(days, on, gain, rule).left
        assume(left)
        taken = list(days)
        for _ in range(left or 0):
            assert asked(taken, on, gain, rule).covered is Covered.YES
            taken.append(on)
        after = asked(taken, on, replace(gain, improving=None), rule)
        assert after.covered is not Covered.YES


@given(
    STARTS, GAPS, st.sampled_from(["systemic_cause", "after_surgery", "pregnant", "qualified", "pain_since"])
)
@settings(max_examples=100, deadline=None)
def test_what_was_not_told_never_reads_as_covered(start: date, gaps: list[int], silent: str) -> None:
    days = calendar(start, gaps)
    facts = replace(FIT, **{silent: None})
    assert asked(days, days[-1], BETTER, MEDICARE, facts).covered is not Covered.YES


@given(STARTS, GAPS, st.integers(-14, 14))
@settings(max_examples=100, deadline=None)
def test_a_visit_counts_on_the_day_of_the_place_where_it_was(
    start: date, gaps: list[int], hours: int
) -> None:
    """Half past eleven at night in Hawaii is tomorrow in UTC; the visit was today."""
    zone = timezone(timedelta(hours=hours))
    days = calendar(start, gaps)
    rows = [{"day": datetime(day.year, day.month, day.day, 23, 30, tzinfo=zone).isoformat()} for day in days]
    record = record_from_document({"start": days[0].isoformat(), "sessions": rows}, TABLES)
    assert [session.day for session in record.sessions] == days
    shifted = [datetime.fromisoformat(row["day"]).astimezone(UTC).date() for row in rows]
    assert hours >= 0 or shifted != days


@pytest.mark.parametrize(("weeks", "covered"), [(12, Covered.YES), (11.9, Covered.NO)])
def test_pain_must_have_lasted_twelve_weeks(weeks: float, covered: Covered) -> None:
    on = date(2026, 3, 2)
    facts = replace(FIT, pain_since=on - timedelta(days=int(weeks * 7)))
    record = CareRecord(start=on, facts=facts)
    assert covered_by(record, on, SILENT, MEDICARE).covered is covered
