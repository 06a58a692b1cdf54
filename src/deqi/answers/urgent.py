"""Warning signs and unwanted effects in a diary lead to the safety words, before anything else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from deqi.answers import is_it_safe
from deqi.answers.tables import Tables
from deqi.vocabulary import (
    AdverseEvent,
    CareRecord,
    InputError,
    Reason,
    Reply,
    SafetyAssessment,
    Urgency,
)

NEEDLED = "F32"
"""The warning-sign question about needles in the last 2 weeks."""


def told_events(record: CareRecord) -> Iterator[tuple[AdverseEvent, date]]:
    """Every unwanted effect of the diary and the visits, with the day it happened or was told."""
    for entry in record.entries:
        for event in entry.events:
            yield event, event.day or entry.day
    for session in record.sessions:
        for event in session.events:
            yield event, event.day or session.day


def safety_of(record: CareRecord, today: date, tables: Tables) -> SafetyAssessment:
    """The safety check of this person with what the diary told lately; the most urgent reading wins.

    A warning sign told within the last days counts as it was told. An older "yes" that nobody took back
    counts as "not sure": we do not know how it went on. An unwanted effect counts in its own right.
    """
    _check_ids(record, tables)
    person = replace(record.person, findings=_findings(record, today, tables))
    safety = is_it_safe.answer(person=person, tables=tables)
    return _with_events(safety, record, today, tables)


def _findings(record: CareRecord, today: date, tables: Tables) -> dict[str, Reply]:
    found = dict(record.person.findings)
    window = tables.outcomes.decision["events"]["urgent_for_days"]
    for entry in sorted(record.entries, key=lambda entry: entry.day):
        old = (today - entry.day).days > window
        for name, reply in entry.findings.items():
            found[name] = Reply.UNKNOWN if old and reply is Reply.YES else reply
    for event, day in told_events(record):
        sign = tables.outcomes.adverse[event.kind].finding
        if sign and (today - day).days <= window:
            found[sign] = Reply.YES
    if any(0 <= (today - session.day).days <= window for session in record.sessions):
        found.setdefault(NEEDLED, Reply.YES)
    return found


def _check_ids(record: CareRecord, tables: Tables) -> None:
    told = [(number, name) for number, entry in enumerate(record.entries) for name in entry.findings]
    for number, name in told:
        if name not in tables.safety.findings:
            raise InputError(
                what=f"{name[:60]} cannot be used here.",
                rule="No warning sign has this id.",
                next_step="`deqi safety list` shows every id.",
                where=f"entries.{number}.findings",
            )


def _with_events(
    safety: SafetyAssessment, record: CareRecord, today: date, tables: Tables
) -> SafetyAssessment:
    window = tables.outcomes.decision["events"]["urgent_for_days"]
    recent = [
        tables.outcomes.adverse[event.kind]
        for event, day in told_events(record)
        if (today - day).days <= window
    ]
    reasons = tuple(
        Reason(f"adverse/{kind.id}", kind.urgency, f"{kind.label}: {kind.what_to_do}", (), kind.sources)
        for kind in {kind.id: kind for kind in recent}.values()
        if kind.urgency >= Urgency.SAME_DAY
    )
    if not reasons:
        return safety
    urgency = max(reason.urgency for reason in reasons)
    if urgency <= safety.urgency:
        return replace(safety, reasons=(*safety.reasons, *reasons))
    advice = tables.safety.advice[urgency]
    return replace(
        safety,
        urgency=urgency,
        headline=advice.headline,
        action=advice.action,
        reasons=(*reasons, *safety.reasons),
    )
