"""Unwanted effects: how serious, and what to do. What was not told is never taken as mild."""

from collections.abc import Mapping
from dataclasses import dataclass

from deqi.vocabulary import AdverseEvent, Graded, Reply, Severity, Urgency

LABELS = {1: "mild", 2: "moderate", 3: "serious", 4: "emergency"}
BY_SEVERITY = {Severity.MILD: 1, Severity.MODERATE: 2, Severity.SEVERE: 3}
WHEN_NOT_TOLD = 2
AT_LEAST = {Urgency.SAME_DAY: 3, Urgency.EMERGENCY: 4}


@dataclass(frozen=True)
class AdverseKind:
    """One kind of unwanted effect; ``finding`` is the warning sign that it is, or empty."""

    id: str
    label: str
    urgency: Urgency
    what_to_do: str
    finding: str
    sources: tuple[str, ...]


def grade(event: AdverseEvent, kinds: Mapping[str, AdverseKind], day: str) -> Graded:
    """The grade from 1 to 4 of one event that was told on ``day``. Raises ``KeyError`` for an unknown kind.

    The kind, the severity and whether it needed care each set a floor; the highest counts. Severity that was
    not told counts as moderate and is marked as assumed.
    """
    kind = kinds[event.kind]
    floors = [WHEN_NOT_TOLD if event.severity is None else BY_SEVERITY[event.severity]]
    floors.append(AT_LEAST.get(kind.urgency, 1))
    if event.needed_care is Reply.YES:
        floors.append(3)
    found = max(floors)
    return Graded(
        kind=kind.id,
        label=kind.label,
        grade=found,
        grade_label=LABELS[found],
        day=event.day.isoformat() if event.day else day,
        what_to_do=kind.what_to_do,
        assumed=event.severity is None,
    )
