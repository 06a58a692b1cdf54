"""Question 5: Is it working?"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from deqi import __version__
from deqi.answers.tables import Tables
from deqi.answers.urgent import safety_of, told_events
from deqi.evidence.ledger import ledger_for
from deqi.outcomes import (
    Situation,
    bands_of,
    before_and_after,
    check_record,
    decide,
    grade,
    item_points,
    measured_change,
    outlook_of,
    posterior_of,
    prior_of,
)
from deqi.vocabulary import (
    Burden,
    Care,
    CareRecord,
    CourseAnswer,
    CourseChart,
    CourseResult,
    Coverage,
    Doubt,
    ErrorRate,
    Graded,
    Ledger,
    Mark,
    Outlook,
    Point,
    Provenance,
    Refusal,
    SafetyAssessment,
    Sees,
    Source,
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


def answer(
    *,
    record: CareRecord,
    today: date,
    tables: Tables,
    sees: Sees = Sees.PERSON,
    rules: Sequence[str] = (),
) -> CourseResult:
    """How the course goes, what to expect, and whether to go on, change or stop.

    Safety first: a warning sign or an unwanted effect that somebody must see today or now ends in a
    ``Refusal``, without a forecast. ``sees`` says who will read it: forecast and decision are left out for
    ``Sees.NOBODY``, and for the person where they are the clinician's alone is for the caller to choose.
    ``rules`` are payer rules to check. Raises ``InputError`` for a record that cannot be right.
    """
    check_record(record, today, tables.outcomes)
    safety = safety_of(record, today, tables)
    provenance = Provenance(engine_version=__version__, tables=tables.hashes, date=today.isoformat())
    if safety.is_refusal:
        return Refusal(safety, _sources(_safety_sources(safety), tables), provenance)
    return _course(record, today, tables, sees, safety, provenance)


def _course(
    record: CareRecord,
    today: date,
    tables: Tables,
    sees: Sees,
    safety: SafetyAssessment,
    provenance: Provenance,
) -> CourseAnswer:
    rule = tables.outcomes.decision
    score = tables.outcomes.weekly.score_rule(rule["score"]["id"])
    before, after = before_and_after(record, score.id, tables.outcomes)
    change = measured_change(
        [point.score for point in before],
        after,
        score,
        mean_weeks=rule["mean"]["weeks"],
        at_least=rule["mean"]["at_least"],
        z=rule["noise"]["z"],
    )
    end = record.plan.weeks or rule["plan"]["weeks"]
    weeks = (today - record.start).days / 7
    posterior = posterior_of(prior_of(score), before, after) if before else None
    last = after[-1].week if after else 0.0
    outlook = outlook_of(posterior, max(end, last), score) if posterior else None
    usual = _usual_care(ledger_for(record.person, tables.ledger, tables.content), end, rule["text"])
    events = _events(record, tables)
    recent = tuple(
        event
        for event in events
        if (today - date.fromisoformat(event.day)).days <= rule["events"]["within_days"]
    )
    fresh = bool(after) and (today - date.fromisoformat(after[-1].day)).days <= rule["stale"]["days"]
    decision = decide(
        Situation(
            visits=len(record.sessions),
            weeks=weeks,
            change=change,
            outlook=outlook,
            events=recent,
            fresh=fresh,
            planned_visits=record.plan.visits or rule["plan"]["visits"],
            planned_weeks=end,
            treated=record.care is Care.ACUPUNCTURE,
        ),
        rule,
        usual.text,
    )
    ahead = [week for week in range(int(last) + 1, int(max(end, last)) + 1)]
    chart = CourseChart(
        label=score.label,
        low=score.low,
        high=score.high,
        better=score.better,
        scores=(*before, *after),
        sealed=bands_of(posterior_of(prior_of(score), before, ()), list(range(0, int(end) + 1)))
        if before
        else (),
        ahead=bands_of(posterior, ahead) if posterior else (),
        usual_care=(),
        sessions=tuple(_mark(record, s.day, "session", "visit") for s in record.sessions),
        events=tuple(_mark(record, date.fromisoformat(e.day), e.kind, e.label) for e in events),
        other_care=(),
        sentence=" ".join(decision.reasons[:2]),
    )
    shown = sees is not Sees.NOBODY
    return CourseAnswer(
        safety=safety,
        sees=sees,
        changes=(change,),
        outlook=outlook if shown else None,
        decision=decision if shown else None,
        usual_care=usual,
        burden=_burden(record, change.by, rule["burden"]),
        events=events,
        tracked=_tracked(record, tables),
        chart=chart,
        coverage=(),
        rates=(),
        doubts=(),
        sources=_sources([*_safety_sources(safety), *rule["sources"]], tables),
        provenance=provenance,
    )


def _usual_care(ledger: Ledger, end: float, text: dict[str, str]) -> UsualCare:
    known = [horizon for horizon in ledger.horizons if horizon.usual_care is not None]
    if not known:
        return UsualCare(end, "", None, text["beside_unknown"])
    nearest = min(known, key=lambda horizon: abs(horizon.weeks - end))
    count = nearest.usual_care
    said = text["beside"].format(usual=round(count.estimate) if count else 0, when=nearest.label)
    return UsualCare(nearest.weeks, nearest.label, count, said)


def _events(record: CareRecord, tables: Tables) -> tuple[Graded, ...]:
    return tuple(
        grade(event, tables.outcomes.adverse, day.isoformat())
        for event, day in sorted(told_events(record), key=lambda pair: pair[1])
    )


def _burden(record: CareRecord, gained: float | None, text: dict[str, str]) -> Burden:
    visits = len(record.sessions)
    spent = None if record.plan.price is None else record.plan.price * visits
    said = "1 visit" if visits == 1 else f"{visits} visits"
    if spent is None:
        return Burden(visits, None, "", None, text["text"].format(visits=said))
    per_point = spent / gained if gained is not None and gained > 0 else None
    told = text["money"].format(visits=said, spent=f"{spent:g}", currency=record.plan.currency)
    if per_point is not None:
        told += " " + text["per_point"].format(per_point=f"{per_point:.0f}", currency=record.plan.currency)
    return Burden(visits, spent, record.plan.currency, per_point, told)


def _tracked(record: CareRecord, tables: Tables) -> tuple[Tracked, ...]:
    note = tables.outcomes.decision["tracked"]["note"]
    found = []
    for name in TRACKED:
        item = tables.outcomes.weekly.item(name)
        points = item_points(record, name)
        if points:
            found.append(Tracked(name, _label(record, name, item.text), item.better, points, note))
    return tuple(found)


def _label(record: CareRecord, name: str, text: str) -> str:
    place, _, number = name.partition("_")
    if place == "activity" and int(number) <= len(record.activities):
        return text.format(activity=record.activities[int(number) - 1])
    return text.format(activity="an activity")


def _mark(record: CareRecord, day: date, kind: str, label: str) -> Mark:
    return Mark((day - record.start) / timedelta(days=7), day.isoformat(), kind, label)


def _safety_sources(safety: SafetyAssessment) -> list[str]:
    cited = [safety.sources, *(reason.sources for reason in safety.reasons)]
    cited += [caution.sources for caution in safety.cautions]
    return [name for names in cited for name in names]


def _sources(ids: Iterable[str], tables: Tables) -> tuple[Source, ...]:
    return tuple(tables.sources[name] for name in dict.fromkeys(ids))
