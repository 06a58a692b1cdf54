"""Unwanted effects are graded by the worst of what was told."""

import pytest

from deqi.answers import default_tables
from deqi.outcomes import grade
from deqi.vocabulary import AdverseEvent, Reply, Severity, Urgency

KINDS = default_tables().outcomes.adverse


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (AdverseEvent("bruise", Severity.MILD), 1),
        (AdverseEvent("bruise", Severity.MILD, Reply.NO), 1),
        (AdverseEvent("bruise", Severity.MILD, Reply.UNKNOWN), 1),
        (AdverseEvent("bruise", Severity.MODERATE), 2),
        (AdverseEvent("bruise"), 2),
        (AdverseEvent("bruise", Severity.SEVERE), 3),
        (AdverseEvent("bruise", Severity.MILD, Reply.YES), 3),
        (AdverseEvent("needle_left", Severity.MILD), 3),
        (AdverseEvent("breathless", Severity.MILD, Reply.NO), 4),
    ],
)
def test_the_highest_of_kind_severity_and_care_counts(event: AdverseEvent, expected: int) -> None:
    assert grade(event, KINDS, "2026-03-02").grade == expected


@pytest.mark.parametrize("kind", KINDS)
def test_every_urgent_kind_is_serious_however_mild_it_felt(kind: str) -> None:
    found = grade(AdverseEvent(kind, Severity.MILD, Reply.NO), KINDS, "2026-03-02")
    assert (found.grade >= 3) == (KINDS[kind].urgency >= Urgency.SAME_DAY)
    assert found.what_to_do


def test_signs_of_the_safety_check_are_known_there() -> None:
    findings = default_tables().safety.findings
    assert {kind.finding for kind in KINDS.values()} - {""} <= set(findings)
