"""What was not told

Unknown is a value. It is never read as no.
"""


def test_nothing_told(ask):
    """Somebody who told nothing is not told that all is well."""
    assert ask({})["safety"]["urgency"] == "WITHIN 2 WEEKS"
    assert ask({})["safety"]["complete"] is False


def test_not_sure(ask, calm):
    """ "Not sure" about an urgent question keeps it open, and the answer lists it."""
    safety = ask(calm(F08="unknown"))["safety"]
    assert safety["unanswered"] == ["F08"]
    assert safety["urgency"] == "WITHIN 2 WEEKS"


def test_never_asked(ask, calm):
    """A question that was never answered is left open in the same way."""
    person = calm()
    del person["findings"]["F08"]
    assert ask(person)["safety"]["unanswered"] == ["F08"]


def test_null_is_not_no(ask, calm):
    """In JSON, ``null`` is the same as leaving the question out."""
    assert ask(calm(F08=None))["safety"]["unanswered"] == ["F08"]


def test_what_cannot_apply_is_not_missed(ask, calm):
    """Questions about pregnancy do not stay open for a man."""
    person = calm(sex="male")
    del person["pregnant"], person["findings"]["F22"], person["findings"]["F23"]
    assert ask(person)["safety"]["complete"] is True


def test_an_unknown_duration_counts_as_new(ask, calm):
    """Without a duration, pain in both legs is taken as new, which is the more urgent reading."""
    assert ask(calm(F03="yes", pain_weeks=None))["safety"]["urgency"] == "EMERGENCY"
    assert ask(calm(F03="yes", pain_weeks=8))["safety"]["urgency"] == "SAME DAY"
