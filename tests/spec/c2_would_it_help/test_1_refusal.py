"""When there is no second answer

Being seen comes first.
"""


def test_emergency_has_no_ledger(ask, calm):
    """In an emergency there is no figure about acupuncture at all."""
    assert "ledger" not in ask(calm(F01="yes"))


def test_same_day_has_no_ledger(ask, calm):
    """Nor is there one when somebody must be seen today."""
    assert ask(calm(F08="yes"))["kind"] == "refusal"


def test_a_refusal_says_what_to_do_and_where_it_comes_from(ask, calm):
    """It says what to do now, and carries the same provenance as an answer."""
    refusal = ask(calm(F01="yes"))
    assert refusal["safety"]["action"]
    assert refusal["provenance"]["date"] == "2026-01-31"
