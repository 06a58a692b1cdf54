"""Combine what a person told us into one urgency, with reasons, cautions and what to watch for."""

from collections.abc import Iterable

from deqi.safety.formula import Standing, standing_of
from deqi.safety.tables import Advice, Finding, SafetyTables
from deqi.vocabulary import Caution, InputError, Person, Reason, SafetyAssessment, Urgency

NOT_ANSWERED = "not-answered"
"""The id of the reason that stands for questions without a clear reply."""


def assess(person: Person, tables: SafetyTables) -> SafetyAssessment:
    """Answer "Is it safe for me?".

    The urgency is the highest of every rule that holds and of the least urgency that open questions demand.
    Moving any reply up the scale no < never asked < not sure < yes never lowers it. Raises ``InputError``
    when the person carries the id of a finding or caution that no file describes.
    """
    _refuse_unknown_ids(person, tables)
    rule_reasons = _rule_reasons(person, tables)
    open_findings = [finding for finding in tables.findings.values() if open_floor(finding, person)]
    floor = max((open_floor(finding, person) for finding in open_findings), default=Urgency.NONE)
    urgency = max([floor, *(reason.urgency for reason in rule_reasons)])
    reasons = [*rule_reasons, *_open_reason(open_findings, floor, tables)]
    cautions = _cautions(person, tables)
    notes = [note for note in tables.notes if urgency in note.tiers]
    advice = _advice(urgency, floor, tables)
    cited = [*(r.sources for r in reasons), *(c.sources for c in cautions), *(n.basis.sources for n in notes)]
    return SafetyAssessment(
        urgency=urgency,
        headline=advice.headline,
        action=advice.action,
        reasons=tuple(sorted(reasons, key=lambda reason: -reason.urgency)),
        notes=(*(note.text for note in notes), *([] if tables.sign_off.signed else [tables.unsigned])),
        cautions=cautions,
        come_back_if=tables.come_back_if,
        unanswered=tuple(finding.id for finding in open_findings),
        contradictions=tuple(clash.text for clash in tables.contradictions if clash.when.holds(person)),
        complete=not open_findings,
        sign_off=tables.sign_off,
        sources=_in_order(id_ for ids in cited for id_ in ids),
    )


def is_emergency(person: Person, tables: SafetyTables) -> bool:
    """Whether ``assess`` would say EMERGENCY, without the words: the question asked before each screen."""
    emergency = Urgency.EMERGENCY
    return any(rule.when.holds(person) for rule in tables.rules if rule.urgency is emergency) or any(
        open_floor(finding, person) is emergency
        for finding in tables.findings.values()
        if emergency in (finding.if_unknown, finding.if_missing)
    )


def open_floor(finding: Finding, person: Person) -> Urgency:
    """The least urgency while this question has no clear reply; ``NONE`` when it has, or cannot apply.

    A gate saves a question and throws no answer away: "not sure" about one that the form would have
    skipped still leaves a note, unless it cannot concern this person at all.
    """
    standing = standing_of(person, finding.id)
    if not finding.asked or standing not in (Standing.MISSING, Standing.UNKNOWN):
        return Urgency.NONE
    if finding.asked_when.holds(person):
        return finding.if_unknown if standing is Standing.UNKNOWN else finding.if_missing
    doubted = standing is Standing.UNKNOWN and finding.concerns.holds(person)
    return min(finding.if_unknown, Urgency.NOTE) if doubted else Urgency.NONE


def unknown_ids(ids: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Those of ``ids`` that ``known`` (``tables.findings`` or ``tables.cautions``) lacks, in order."""
    known = set(known)
    return tuple(id_ for id_ in ids if id_ not in known)


def _refuse_unknown_ids(person: Person, tables: SafetyTables) -> None:
    for where, given, known in (
        ("findings", person.findings, tables.findings),
        ("cautions", person.cautions, tables.cautions),
    ):
        strangers = unknown_ids(given, known)
        if strangers:
            raise InputError(
                what=f"{', '.join(strangers)} is not known.",
                rule=f"The ids under {where} go from {min(known)} to {max(known)}.",
                next_step="Correct the id, or leave it out.",
                where=f"{where}.{strangers[0]}",
            )


def _rule_reasons(person: Person, tables: SafetyTables) -> list[Reason]:
    """A reason for each rule that holds, without those that a more urgent one already tells in full."""
    reasons = [
        Reason(
            rule=rule.id,
            urgency=rule.urgency,
            text=rule.text,
            findings=_in_order(rule.when.witnesses(person)),
            sources=rule.basis.sources,
        )
        for rule in tables.rules
        if rule.when.holds(person)
    ]
    return [reason for reason in reasons if not any(_tells_more(other, reason) for other in reasons)]


def _tells_more(other: Reason, reason: Reason) -> bool:
    return (
        bool(reason.findings)
        and other.urgency > reason.urgency
        and set(reason.findings) <= set(other.findings)
    )


def _open_reason(open_findings: list[Finding], floor: Urgency, tables: SafetyTables) -> list[Reason]:
    if not open_findings:
        return []
    ids = tuple(finding.id for finding in open_findings)
    return [Reason(rule=NOT_ANSWERED, urgency=floor, text=tables.not_answered, findings=ids)]


def _advice(urgency: Urgency, floor: Urgency, tables: SafetyTables) -> Advice:
    """The words for a tier; while open questions alone could hold it up, they say that we cannot tell."""
    if urgency is floor is Urgency.WITHIN_2_WEEKS:
        return tables.cannot_tell
    if urgency is floor is Urgency.NOTE:
        return tables.partly_asked
    return tables.advice[urgency]


def _cautions(person: Person, tables: SafetyTables) -> tuple[Caution, ...]:
    """What to tell the acupuncturist: from replies, and from other answers that already tell it."""
    found = []
    for item in tables.cautions.values():
        standing = standing_of(person, item.id)
        derived = item.derived_when is not None and item.derived_when.holds(person)
        if derived or standing >= Standing.UNKNOWN:
            certain = standing is Standing.YES or (derived and _is_certain(item.id, person, tables))
            found.append(Caution(item.id, item.level, item.title, item.text, certain, item.basis.sources))
    return tuple(found)


def _is_certain(caution: str, person: Person, tables: SafetyTables) -> bool:
    """Whether no "not sure" stands behind a derived caution."""
    formula = tables.cautions[caution].derived_when
    witnesses = list(formula.witnesses(person)) if formula else []
    return not witnesses or any(standing_of(person, id_) is Standing.YES for id_ in witnesses)


def _in_order(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
