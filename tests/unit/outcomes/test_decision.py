"""The rule of go on, change, stop, step by step."""

from dataclasses import replace

import pytest

from deqi.answers import default_tables
from deqi.outcomes import Situation, decide
from deqi.vocabulary import Change, Decision, Graded, Outlook, Verdict

RULE = default_tables().outcomes.decision
SAME = Change(
    score="pain",
    label="pain",
    baseline=6.0,
    now=6.0,
    by=0.0,
    percent=0.0,
    weeks_used=3,
    important=False,
    reliable=False,
    worse=False,
    noise=1.8,
)
BETTER = replace(SAME, now=3.0, by=3.0, percent=50.0, important=True, reliable=True)
SMALL = replace(SAME, baseline=8.0, now=6.0, by=2.0, percent=25.0, reliable=True)
WORSE = replace(SAME, now=9.0, by=-3.0, percent=-50.0, worse=True)


def outlook(better: float) -> Outlook:
    return Outlook(12.0, 5.0, 2.0, 8.0, 0.9, better, better, 30.0, 2.0)


def situation(**told: object) -> Situation:
    plain = Situation(
        visits=5, weeks=5.0, change=SAME, outlook=outlook(45.0), events=(), fresh=True, treated=True
    )
    return replace(plain, **told)


def decided(**told: object) -> Decision:
    return decide(situation(**told), RULE, "beside")


@pytest.mark.parametrize(
    ("better", "verdict"),
    [
        (5.0, Verdict.STOP),
        (14.9, Verdict.STOP),
        (15.0, Verdict.CHANGE),
        (34.9, Verdict.CHANGE),
        (35.0, Verdict.TOO_EARLY),
        (59.9, Verdict.TOO_EARLY),
        (60.0, Verdict.GO_ON),
        (95.0, Verdict.GO_ON),
    ],
)
def test_the_chance_decides_at_visits_four_to_eleven(better: float, verdict: Verdict) -> None:
    assert decided(outlook=outlook(better)).verdict is verdict


@pytest.mark.parametrize(
    ("change", "verdict"), [(BETTER, Verdict.GO_ON), (SMALL, Verdict.CHANGE), (SAME, Verdict.STOP)]
)
@pytest.mark.parametrize("when", [{"visits": 12}, {"weeks": 12.0}, {"visits": 0, "weeks": 40.0}])
def test_what_was_measured_decides_at_the_end(
    change: Change, verdict: Verdict, when: dict[str, float]
) -> None:
    """Whatever the forecast says."""
    for better in (1.0, 99.0):
        assert decided(change=change, outlook=outlook(better), **when).verdict is verdict


@pytest.mark.parametrize("visits", [1, 5, 12])
def test_worse_is_a_reason_to_change_at_any_visit(visits: int) -> None:
    assert decided(change=WORSE, visits=visits, outlook=outlook(99.0)).verdict is Verdict.CHANGE


def test_old_scores_say_nothing_about_today() -> None:
    assert decided(change=BETTER, visits=12, fresh=False).verdict is Verdict.TOO_EARLY


@pytest.mark.parametrize(("grade", "verdict"), [(3, Verdict.CHANGE), (4, Verdict.STOP)])
def test_a_serious_effect_comes_before_any_gain(grade: int, verdict: Verdict) -> None:
    event = Graded("faint", "Fainted", grade, "", "2026-03-02", "see a doctor", assumed=False)
    assert decided(change=BETTER, outlook=outlook(99.0), events=(event,)).verdict is verdict


def test_without_a_forecast_an_early_look_decides_nothing() -> None:
    assert decided(outlook=None).verdict is Verdict.TOO_EARLY


def test_beside_is_carried_with_every_verdict() -> None:
    for better in (1.0, 20.0, 45.0, 90.0):
        assert decided(outlook=outlook(better)).beside == "beside"


@pytest.mark.parametrize("better", [1.0, 20.0, 45.0, 90.0])
@pytest.mark.parametrize("change", [SAME, BETTER, SMALL, WORSE])
@pytest.mark.parametrize("visits", [0, 5, 12])
def test_no_word_is_left_unfilled(better: float, change: Change, visits: int) -> None:
    found = decided(outlook=outlook(better), change=change, visits=visits)
    said = [found.headline, found.text, *found.reasons, found.expected, found.cause, found.next_look]
    assert all(said)
    assert not any("{" in part or "None" in part or "nan" in part for part in said)
