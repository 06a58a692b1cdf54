"""Question 5: Is it working?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from deqi import __version__
from deqi.answers.course_parts import (
    burden_of,
    chart_of,
    events_of,
    shares_of,
    tracked_of,
    usual_care,
    weeks_ahead,
)
from deqi.answers.tables import Tables
from deqi.answers.urgent import safety_of
from deqi.datafiles import Row
from deqi.evidence.ledger import ledger_for
from deqi.outcomes import (
    Gain,
    Posterior,
    ScoreRule,
    Situation,
    bands_of,
    before_and_after,
    check_record,
    covered_by,
    decide,
    measured_change,
    outlook_of,
    posterior_of,
    prior_of,
)
from deqi.outcomes.forecast import Prediction
from deqi.vocabulary import (
    Band,
    Care,
    CareRecord,
    Change,
    CourseAnswer,
    CourseResult,
    Coverage,
    Decision,
    Doubt,
    Graded,
    Horizon,
    InputError,
    Letter,
    Outlook,
    Point,
    Provenance,
    Refusal,
    SafetyAssessment,
    Sees,
    Source,
    UsualCare,
)


def answer(
    *,
    record: CareRecord,
    today: date,
    tables: Tables,
    rules: Sequence[str] = (),
    sees: Sees = Sees.PERSON,
    reader: Sees = Sees.PERSON,
) -> CourseResult:
    """How the course goes, what to expect, and whether to go on, change or stop.

    Safety first: a warning sign or an unwanted effect that somebody must see today or now ends in a
    ``Refusal``, without a forecast. ``rules`` are ids (or short names) of payer rules to check on ``today``.
    ``sees`` is the site's setting and ``reader`` who reads: see ``shown_to``. Raises ``InputError`` for a
    record that cannot be right, or an unknown rule.
    """
    check_record(record, today, tables.outcomes)
    chosen = [_payer(name, tables)["id"] for name in rules]
    safety = safety_of(record, today, tables)
    provenance = _provenance(today, tables)
    if safety.is_refusal:
        return Refusal(safety, _sources(_safety_sources(safety), tables), provenance)
    course = _look(record, today, tables)
    coverage = tuple(_coverage(record, today, course.change, tables, name) for name in chosen)
    cited = [*_safety_sources(safety), *course.sources]
    cited += [name for each in coverage for name in each.sources]
    found = CourseAnswer(
        safety=safety,
        sees=sees,
        changes=(course.change,),
        outlook=course.outlook,
        decision=course.decision,
        usual_care=course.usual,
        burden=burden_of(record, course.change, tables.outcomes.decision["burden"]),
        events=course.events,
        tracked=tracked_of(record, tables),
        chart=chart_of(record, tables, points=course.points, bands=course.bands, sentence=_sentence(course)),
        coverage=coverage,
        rates=tables.outcomes.rates,
        doubts=_doubts(record, course, tables),
        sources=_sources(cited, tables),
        provenance=provenance,
    )
    return shown_to(found, sees=sees, reader=reader)


def shown_to(found: CourseAnswer, *, sees: Sees, reader: Sees) -> CourseAnswer:
    """The answer as ``reader`` may see it under the site's setting ``sees``.

    ``Sees.PERSON``: everybody sees all of it. ``Sees.CLINICIAN``: forecast and decision for the clinician
    alone. ``Sees.NOBODY``: for nobody. What was measured, usual care, cost and coverage are always shown.
    """
    if sees is Sees.PERSON or (sees is Sees.CLINICIAN and reader is Sees.CLINICIAN):
        return replace(found, sees=sees)
    chart = replace(found.chart, sealed=(), ahead=(), usual_care=(), sentence=_measured_only(found))
    return replace(found, sees=sees, outlook=None, decision=None, chart=chart, rates=())


def letter(*, record: CareRecord, today: date, tables: Tables, rule: str) -> Letter:
    """What a letter to the payer of ``rule`` states: visits, scores, the rule and what it says.

    Raises ``InputError`` for an unknown rule or a record that cannot be right.
    """
    check_record(record, today, tables.outcomes)
    payer = _payer(rule, tables)
    course = _look(record, today, tables)
    found = _coverage(record, today, course.change, tables, payer["id"])
    words = tables.outcomes.decision["letter"]
    facts = _values(record, found, today)
    return Letter(
        title=words["title"],
        payer=payer["payer"],
        rule=payer["title"],
        on=today.isoformat(),
        paragraphs=(
            words["visits"].format_map(facts),
            *course.decision.reasons,
            *found.why,
            words["cause"],
        ),
        visits=tuple(day.isoformat() for day in sorted(each.day for each in record.sessions)),
        scores=course.points,
        score_label=course.change.label,
        documents=found.documents,
        sources=_sources(found.sources, tables),
        provenance=_provenance(today, tables),
    )


def start_forecast(*, record: CareRecord, tables: Tables, weeks: Sequence[float]) -> Prediction | None:
    """What is expected before the first visit, for ``weeks`` after it; ``None`` without a score from before.

    It is the forecast that is worth sealing: nothing that came after the start enters it.
    """
    score = tables.outcomes.weekly.score_rule(tables.outcomes.decision["score"]["id"])
    before, _after = before_and_after(record, score.id, tables.outcomes)
    if not before:
        return None
    person = record.person
    if person.pain_now is None:
        person = replace(person, pain_now=sum(point.score for point in before) / len(before))
    horizons = ledger_for(person, tables.ledger, tables.content).horizons
    return _posteriors(record, score, before, (), horizons)["start"].predict(list(weeks))


@dataclass(frozen=True)
class _Course:
    """What one look at the record found."""

    change: Change
    points: tuple[Point, ...]
    outlook: Outlook | None
    decision: Decision
    usual: UsualCare
    events: tuple[Graded, ...]
    bands: dict[str, tuple[Band, ...]]
    horizons: tuple[Horizon, ...]
    sources: tuple[str, ...]


def _look(record: CareRecord, today: date, tables: Tables) -> _Course:
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
    person = record.person
    if person.pain_now is None and change.baseline is not None:
        person = replace(person, pain_now=change.baseline)
    horizons = ledger_for(person, tables.ledger, tables.content).horizons
    end = float(record.plan.weeks or rule["plan"]["weeks"])
    posteriors = _posteriors(record, score, before, after, horizons)
    last = after[-1].week if after else 0.0
    now = posteriors.get("now")
    outlook = outlook_of(now, max(end, last), score) if now else None
    usual = usual_care(horizons, end, rule["text"])
    events = events_of(record, tables)
    situation = Situation(
        visits=len(record.sessions),
        weeks=(today - record.start).days / 7,
        change=change,
        outlook=outlook,
        events=_recent(events, today, rule["events"]["within_days"]),
        fresh=bool(after) and (today - date.fromisoformat(after[-1].day)).days <= rule["stale"]["days"],
        treated=record.care is Care.ACUPUNCTURE,
    )
    whole = list(range(int(end) + 1))
    return _Course(
        change=change,
        points=(*before, *after),
        outlook=outlook,
        decision=decide(situation, rule, usual.text),
        usual=usual,
        events=events,
        bands={
            "sealed": bands_of(posteriors["start"], whole) if now else (),
            "usual_care": bands_of(posteriors["usual"], whole) if "usual" in posteriors else (),
            "ahead": weeks_ahead(now, last, end),
        },
        horizons=horizons,
        sources=rule["sources"],
    )


def _posteriors(
    record: CareRecord,
    score: ScoreRule,
    before: Sequence[Point],
    after: Sequence[Point],
    horizons: Sequence[Horizon],
) -> dict[str, Posterior]:
    """At the start, now, and at the start of usual care; nothing without a baseline."""
    if not before:
        return {}
    baseline = sum(point.score for point in before) / len(before)
    shares = shares_of(horizons, treated=record.care is Care.ACUPUNCTURE)
    belief = prior_of(score, baseline, shares)
    found = {
        "start": posterior_of(belief, before, ()),
        "now": posterior_of(belief, before, after) if after else posterior_of(belief, before, ()),
    }
    usual = shares_of(horizons, treated=False)
    if usual:
        found["usual"] = posterior_of(prior_of(score, baseline, usual), before, ())
    return found


def _recent(events: Sequence[Graded], today: date, days: int) -> tuple[Graded, ...]:
    return tuple(each for each in events if (today - date.fromisoformat(each.day)).days <= days)


def _coverage(record: CareRecord, on: date, change: Change, tables: Tables, rule: str) -> Coverage:
    improving = change.reliable
    if change.reliable is False and change.by is not None and change.by > 0:
        improving = None  # a gain that chance could have made: neither a gain nor none
    return covered_by(record, on, Gain(improving, change.worse), tables.outcomes.payers[rule])


def _payer(name: str, tables: Tables) -> Row:
    for row in tables.outcomes.payers.values():
        if name in (row["id"], row["short"]):
            return row
    known = ", ".join(row["short"] for row in tables.outcomes.payers.values())
    raise InputError(
        what=f"{name[:60]} is not a payer rule that Deqi knows.",
        rule=f"The rules are {known}.",
        next_step="Use one of these, or leave the rule out.",
        where="rule",
    )


def _sentence(course: _Course) -> str:
    """What the chart shows, in words."""
    decision = course.decision
    return " ".join([*decision.reasons, decision.expected, decision.beside])


def _measured_only(found: CourseAnswer) -> str:
    change = found.changes[0]
    if change.baseline is None or change.now is None:
        return ""
    return f"At the start {change.baseline:.1f}, and {change.now:.1f} in the last {change.weeks_used} weeks."


def _doubts(record: CareRecord, course: _Course, tables: Tables) -> tuple[Doubt, ...]:
    text = tables.outcomes.decision["doubts"]
    kinds = tables.outcomes.other_care
    broke = any(kinds[each.kind].breaks_course for entry in record.entries for each in entry.other_care)
    holds = {
        "baseline_single": sum(point.week <= 0 for point in course.points) == 1,
        "no_evidence": not course.horizons,
        "other_care": broke,
        "severity_assumed": any(each.assumed for each in course.events),
        "not_tested": True,
        "worst_first": True,
    }
    return tuple(Doubt(name, text[name]) for name, held in holds.items() if held)


def _values(record: CareRecord, found: Coverage, today: date) -> dict[str, object]:
    days = sorted(each.day for each in record.sessions)
    return {
        "visits": len(days),
        "first": days[0] if days else "-",
        "last": days[-1] if days else "-",
        "counted": found.counted,
        "today": today,
    }


def _provenance(today: date, tables: Tables) -> Provenance:
    return Provenance(engine_version=__version__, tables=tables.hashes, date=today.isoformat())


def _safety_sources(safety: SafetyAssessment) -> list[str]:
    cited = [safety.sources, *(reason.sources for reason in safety.reasons)]
    cited += [caution.sources for caution in safety.cautions]
    return [name for names in cited for name in names]


def _sources(ids: Iterable[str], tables: Tables) -> tuple[Source, ...]:
    """Each cited source once, in the order of first citation."""
    return tuple(tables.sources[name] for name in dict.fromkeys(ids))
