"""Groups of people

Evidence from one group is not lent to another.
"""


def test_chronic(ask, calm):
    """Pain for twelve weeks or more, under 65, not down the leg."""
    assert ask(calm(pain_weeks=12))["ledger"]["stratum"] == "chronic"


def test_older(ask, calm):
    """From 65 on, trials in older people count."""
    assert ask(calm(age=65))["ledger"]["stratum"] == "chronic, 65 and over"


def test_acute(ask, calm):
    """Less than twelve weeks. Too few trials to give numbers: not known."""
    ledger = ask(calm(pain_weeks=3))["ledger"]
    assert ledger["stratum"] == "acute"
    assert ledger["status"] == "not known"


def test_sciatica(ask, calm):
    """Pain that runs down the leg."""
    assert ask(calm(leg_pain="yes"))["ledger"]["stratum"] == "sciatica"


def test_pregnancy(ask, calm):
    """Pregnant people were studied apart."""
    assert ask(calm(sex="female", pregnant="yes"))["ledger"]["stratum"] == "pregnancy"


def test_not_known_is_said(ask, calm):
    """Where numbers are not known, none is shown, and what is known is told in words."""
    ledger = ask(calm(pain_weeks=3))["ledger"]
    assert all(horizon["acupuncture"] is None for horizon in ledger["horizons"])
    assert ledger["known"]


def test_only_severity_changes_the_numbers(ask, calm):
    """Age below 65 and sex change nothing: trials support no such difference."""
    younger, older = ask(calm(age=30))["ledger"], ask(calm(age=60, sex="female"))["ledger"]
    assert younger["horizons"] == older["horizons"]
    assert ask(calm(pain_now=9))["ledger"]["horizons"] != ask(calm(pain_now=4))["ledger"]["horizons"]


def test_no_forecast_of_sleep_stress_and_surgery(ask, calm):
    """What trials showed of them is told; nothing is forecast."""
    assert ask(calm())["ledger"]["not_forecast"]
