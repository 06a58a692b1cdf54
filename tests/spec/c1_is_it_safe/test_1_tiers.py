"""Five tiers

The answer says how soon somebody must be seen.
"""


def test_nothing_found(ask, calm):
    """Every question was answered with no: nothing that was told needs a doctor first."""
    assert ask(calm())["safety"]["urgency"] == "NONE"


def test_emergency(ask, calm):
    """Numbness between the legs may be a crushed bundle of nerves. It cannot wait until tomorrow."""
    assert ask(calm(F01="yes"))["safety"]["urgency"] == "EMERGENCY"


def test_same_day(ask, calm):
    """A fever with back pain may be an infection of the spine: a doctor today."""
    assert ask(calm(F08="yes"))["safety"]["urgency"] == "SAME DAY"


def test_within_two_weeks(ask, calm):
    """Pain that is there at night and at rest, and nothing else: soon, but not today."""
    assert ask(calm(F16="yes"))["safety"]["urgency"] == "WITHIN 2 WEEKS"


def test_the_reasons_name_the_findings(ask, calm):
    """The answer says which findings led there."""
    reasons = ask(calm(F01="yes"))["safety"]["reasons"]
    assert "F01" in reasons[0]["findings"]


def test_a_no_never_reassures(ask, calm):
    """Even when nothing was found, the answer says when to come back."""
    assert ask(calm())["safety"]["come_back_if"]


def test_nobody_has_signed(ask, calm):
    """Until a clinician signs the rules off, every answer says that nobody has."""
    assert ask(calm())["safety"]["signed_off"] is False
