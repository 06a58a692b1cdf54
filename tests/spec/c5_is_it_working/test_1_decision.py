"""Go on, change, stop, or too early to say

The decision looks at the mean of several weeks and at the forecast. It says nothing about what caused a
change.
"""


def test_one_rating_is_never_enough(track, course):
    """After one week it is too early to say, however good or bad that week was."""
    assert track(course([7, 7, 0], visits=5))["decision"]["verdict"] == "too early to say"
    assert track(course([7, 7, 10], visits=5))["decision"]["verdict"] == "too early to say"


def test_before_the_fourth_visit_it_is_too_early(track, course):
    """The first look comes after four visits."""
    assert track(course([7, 7, 5, 4, 4], visits=3))["decision"]["verdict"] == "too early to say"


def test_a_clear_gain_after_six_visits_says_go_on(track, course):
    """Pain fell from 7 to about 3: going on as planned fits."""
    assert track(course([7, 7, 6, 4, 3, 3, 3], visits=6))["decision"]["verdict"] == "go on"


def test_no_gain_after_twelve_weeks_says_stop(track, course):
    """The planned course is over and the pain is where it was."""
    weeks = [7, 7, 7, 6, 7, 7, 7, 6, 7, 7, 7, 7, 7, 7]
    assert track(course(weeks, visits=12))["decision"]["verdict"] == "stop"


def test_clearly_worse_is_a_reason_to_change(track, course):
    """Pain is higher than at the start, by more than such ratings move by chance."""
    assert track(course([4, 4, 7, 8, 8, 8], visits=4))["decision"]["verdict"] == "change"


def test_clearly_better_means_thirty_percent_less(track, course):
    """The line stands in the answer: for somebody who began at 7, it is 4.9."""
    assert "means 4.9 or lower for you" in " ".join(
        track(course([7, 7, 6, 5], visits=4))["decision"]["reasons"]
    )


def test_what_was_not_told_is_not_zero(track, course):
    """A week that was left out is left out: the mean of 6 and 6 is 6."""
    assert track(course([7, 7, 6, None, 6], visits=4))["changes"][0]["now"] == 6


def test_without_a_score_from_before_there_is_nothing_to_compare(track, course):
    """The decision says so, and gives no forecast."""
    told = track(course([None, None, 4, 4, 4], visits=4))
    assert told["decision"]["verdict"] == "too early to say"
    assert told["outlook"] is None
