"""Safety first

A warning sign in the diary comes before any score.
"""


def test_breathlessness_after_a_needle_is_an_emergency(track, course):
    """There is no forecast and no decision then, only what to do."""
    told = track(course([7, 7, 3], visits=2, week={"events": [{"kind": "breathless"}]}))
    assert told["kind"] == "refusal"
    assert told["safety"]["urgency"] == "EMERGENCY"
    assert "decision" not in told


def test_a_needle_left_in_must_be_seen_today(track, course):
    """So must any unwanted effect that its file calls urgent."""
    told = track(course([7, 7, 3], visits=2, week={"events": [{"kind": "needle_left", "severity": "mild"}]}))
    assert told["safety"]["urgency"] == "SAME DAY"


def test_a_warning_sign_in_the_diary_leads_to_the_safety_words(track, course):
    """Numb between the legs, however well the back does."""
    assert track(course([7, 7, 1, 1], visits=4, week={"findings": {"F01": "yes"}}))["kind"] == "refusal"


def test_a_serious_effect_is_a_reason_to_talk_before_the_next_needle(track, course):
    """It needed care, so it counts as serious, even while the pain is much less."""
    event = {"kind": "faint", "severity": "mild", "needed_care": "yes"}
    told = track(course([7, 7, 3, 3, 3, 3], visits=4, week={"events": [event]}))
    assert told["decision"]["verdict"] == "change"
    assert told["events"][0]["grade_label"] == "serious"


def test_severity_that_was_not_told_is_not_mild(track, course):
    """It counts as moderate, and says that this was assumed."""
    event = track(course([7, 7, 3], week={"events": [{"kind": "bruise"}]}))["events"][0]
    assert (event["grade_label"], event["assumed"]) == ("moderate", True)


def test_every_effect_says_what_to_do(track, course):
    """Also a small one."""
    assert track(course([7, 7, 3], week={"events": [{"kind": "bruise"}]}))["events"][0]["what_to_do"]
