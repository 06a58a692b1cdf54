"""The parts of "Is it working?" that stand around the decision: burden, unwanted effects, the chart."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from deqi.answers.tables import Tables
from deqi.answers.urgent import told_events
from deqi.outcomes import Posterior, bands_of, grade, item_points
from deqi.vocabulary import (
    Band,
    Burden,
    CareRecord,
    Change,
    Count,
    CourseChart,
    Graded,
    Horizon,
    Mark,
    Point,
    Tracked,
    UsualCare,
)

TRACKED = (
    "interference",
    "activity_1",
    "activity_2",
    "activity_3",
    "sleep",
    "stress",
    "mood",
    "medicine_days",
)
"""Items of the diary that are shown and never forecast."""
LONGEST = 156
"""Weeks that a chart reaches at most."""


def shares_of(horizons: Sequence[Horizon], *, treated: bool) -> list[tuple[float, Count]]:
    """(weeks, people of 100 clearly better) under the care, where trials tell."""
    found = [(each.weeks, each.acupuncture if treated else each.usual_care) for each in horizons]
    return [(weeks, count) for weeks, count in found if count is not None]


def usual_care(horizons: Sequence[Horizon], end: float, text: Mapping[str, str]) -> UsualCare:
    """What usual care alone gave in trials, at the time nearest to the end of the course."""
    known = [(each, each.usual_care) for each in horizons if each.usual_care is not None]
    if not known:
        return UsualCare(end, "", None, text["beside_unknown"])
    nearest, count = min(known, key=lambda pair: abs(pair[0].weeks - end))
    numbers = {
        "usual": round(count.estimate),
        "low": round(count.low),
        "high": round(count.high),
        "when": nearest.label,
    }
    return UsualCare(nearest.weeks, nearest.label, count, text["beside"].format(**numbers))


def events_of(record: CareRecord, tables: Tables) -> tuple[Graded, ...]:
    """Every unwanted effect, graded, oldest first."""
    return tuple(
        grade(event, tables.outcomes.adverse, day.isoformat())
        for event, day in sorted(told_events(record), key=lambda pair: pair[1])
    )


def burden_of(record: CareRecord, change: Change, text: Mapping[str, str]) -> Burden:
    """Visits and money so far. Money for each point needs a price and a gain beyond chance."""
    visits = len(record.sessions)
    said = "no visit" if visits == 0 else "1 visit" if visits == 1 else f"{visits} visits"
    plan = record.plan
    if plan.price is None:
        return Burden(visits, None, "", None, text["text"].format(visits=said))
    spent = plan.price * visits
    told = text["money"].format(visits=said, spent=_money(f"{spent:g}", plan.currency))
    if not change.reliable or not change.by or not spent:
        return Burden(visits, spent, plan.currency, None, told)
    per_point = spent / change.by
    told += " " + text["per_point"].format(per_point=_money(f"{per_point:.0f}", plan.currency))
    return Burden(visits, spent, plan.currency, per_point, told)


def _money(amount: str, currency: str) -> str:
    """An amount with its currency, if one was told."""
    return f"{amount} {currency}" if currency else amount


def tracked_of(record: CareRecord, tables: Tables) -> tuple[Tracked, ...]:
    """What is written down and shown, and never forecast."""
    note = tables.outcomes.decision["tracked"]["note"]
    found = []
    for name in TRACKED:
        item, points = tables.outcomes.weekly.item(name), item_points(record, name)
        if points:
            found.append(Tracked(name, _label(record, item.label, name), item.better, points, note))
    return tuple(found)


def _label(record: CareRecord, label: str, name: str) -> str:
    place, _, number = name.partition("_")
    if place != "activity" or int(number) > len(record.activities):
        return label
    return record.activities[int(number) - 1]


def chart_of(
    record: CareRecord,
    tables: Tables,
    *,
    points: Sequence[Point],
    bands: Mapping[str, tuple[Band, ...]],
    sentence: str,
) -> CourseChart:
    """The numbers of the chart, and the sentence that says the same."""
    rule = tables.outcomes.weekly.score_rule(tables.outcomes.decision["score"]["id"])
    kinds = tables.outcomes.other_care
    return CourseChart(
        label=rule.label,
        low=rule.low,
        high=rule.high,
        better=rule.better,
        scores=tuple(points),
        sealed=bands["sealed"],
        ahead=bands["ahead"],
        usual_care=bands["usual_care"],
        sessions=tuple(_mark(record, each.day, "session", "visit") for each in record.sessions),
        events=tuple(
            _mark(record, day, event.kind, tables.outcomes.adverse[event.kind].label)
            for event, day in told_events(record)
        ),
        other_care=tuple(
            _mark(record, care.day or entry.day, care.kind, kinds[care.kind].label)
            for entry in record.entries
            for care in entry.other_care
        ),
        sentence=sentence,
    )


def weeks_ahead(posterior: Posterior | None, last: float, end: float) -> tuple[Band, ...]:
    """The band of each whole week after the last score, to the end of the course."""
    if posterior is None:
        return ()
    return bands_of(posterior, list(range(int(last) + 1, min(int(max(end, last)), LONGEST) + 1)))


def _mark(record: CareRecord, day: date, kind: str, label: str) -> Mark:
    return Mark((day - record.start) / timedelta(days=7), day.isoformat(), kind, label)
