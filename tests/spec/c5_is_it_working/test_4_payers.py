"""What a payer's rule says

The rules are dated files. What was not told never reads as covered.
"""

TOLD = {
    "pain_since": "2025-01-01",
    "systemic_cause": "no",
    "after_surgery": "no",
    "pregnant": "no",
    "beyond_knee": "no",
    "documented": "yes",
    "qualified": "yes",
}


def test_medicare_pays_for_twelve_visits_in_ninety_days(track, course):
    """After 6 visits, 6 are left, and the ninetieth day is 30 May."""
    covered = track(course([7, 7, 6], visits=6, facts=TOLD), rules=("medicare",))["coverage"][0]
    assert (covered["covered"], covered["left"], covered["until"]) == ("yes", 6, "2026-05-30")


def test_eight_more_need_a_gain(track, course):
    """After 12 visits it depends on the scores."""
    better, same = [7, 7] + [3] * 12, [7, 7] + [7] * 12
    told = [
        track(course(weeks, visits=12, facts=TOLD), rules=("medicare",))["coverage"][0]
        for weeks in (better, same)
    ]
    assert [(each["covered"], each["left"]) for each in told] == [("yes", 8), ("no", 0)]


def test_what_was_not_told_is_not_covered(track, course):
    """Nobody said whether the pain has to do with an operation."""
    facts = {name: word for name, word in TOLD.items() if name != "after_surgery"}
    covered = track(course([7, 7, 6], visits=1, facts=facts), rules=("medicare",))["coverage"][0]
    assert covered["covered"] == "not known"
    assert any("operation" in why for why in covered["why"])


def test_the_german_rule_gives_ten_visits_in_six_weeks(track, course):
    """Six visits in six weeks leave four, until the 42nd day."""
    covered = track(course([7, 7, 6], visits=6, facts=TOLD), rules=("g-ba",))["coverage"][0]
    assert (covered["left"], covered["until"], covered["again"]) == (4, "2026-04-12", "2027-04-06")


def test_our_own_reading_is_marked_as_ours(track, course):
    """The rule does not say which year it means; the answer says so."""
    covered = track(course([7, 7, 6], facts=TOLD), rules=("medicare",))["coverage"][0]
    assert any("does not say which" in line for line in covered["judgement"])
    assert covered["as_of"]
