"""What stands beside it

No decision stands alone.
"""


def test_usual_care_stands_beside_every_decision(track, course):
    """It says how many of 100 people were clearly better in trials with usual care alone."""
    told = track(course([7, 7, 6, 4, 3, 3, 3], visits=6))
    assert "With usual care alone" in told["decision"]["beside"]
    assert "of 100 people" in told["decision"]["beside"]


def test_it_says_that_nobody_can_tell_the_cause(track, course):
    """From one diary nobody can tell what caused a change."""
    assert "Nobody can tell" in track(course([7, 7, 6, 4, 3, 3, 3], visits=6))["decision"]["cause"]


def test_the_forecast_counts_both_sides(track, course):
    """How many of 100 such courses end clearly better, and how many do not."""
    told = track(course([7, 7, 6, 5, 5], visits=4))
    better = round(told["outlook"]["better"])
    assert f"about {better} end clearly better" in told["decision"]["expected"]
    assert f"{100 - better} do not" in told["decision"]["expected"]


def test_the_first_forecast_is_what_trials_found(track, course):
    """Before any weekly score it says the same as "Would it help me?": about 54 of 100 with acupuncture."""
    told = track(course([6, 6]))
    assert abs(told["outlook"]["better"] - 54) < 3


def test_how_often_the_rule_errs_is_told(track, course):
    """The rates come from made-up courses, and are part of each answer."""
    ids = [rate["id"] for rate in track(course([7, 7, 6, 5, 5], visits=4))["rates"]]
    assert {"false_stop_early", "false_go_early"} <= set(ids)


def test_money_for_each_point_needs_a_price_and_a_gain(track, course):
    """Six visits of 60 and a fall of 4 points."""
    plan = {"price": 60, "currency": "EUR"}
    assert round(track(course([7, 7, 3, 3, 3], visits=6, plan=plan))["burden"]["per_point"]) == 90
    assert track(course([7, 7, 7, 7, 7], visits=6, plan=plan))["burden"]["per_point"] is None


def test_sleep_stress_and_surgery_are_shown_and_never_forecast(track, course):
    """They are written down as they were told."""
    told = track(course([7, 7, 6], week={"scores": {"pain": 6, "sleep": 4, "stress": 8}}))
    assert [each["id"] for each in told["tracked"]] == ["sleep", "stress"]
    assert all("no forecast" in each["note"] for each in told["tracked"])


def test_a_price_without_a_currency_is_told_without_one(track, course) -> None:
    """A price without a currency is told as it was given."""
    paid = {"visits": 12, "weeks": 10, "price": 80}
    told = track(course([7, 7, 7], visits=6, plan=paid))["burden"]["text"]
    assert told.endswith("480 of your own money.")
    euro = track(course([7, 7, 7], visits=6, plan=paid | {"currency": "EUR"}))["burden"]["text"]
    assert euro.endswith("480 EUR of your own money.")
