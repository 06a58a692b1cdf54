"""Signs together

One weak sign is no alarm. Some signs together are.
"""


def test_one_weak_sign(ask, calm):
    """Weight loss or night pain alone is common in healthy backs: within two weeks at most."""
    assert ask(calm(F15="yes"))["safety"]["urgency"] in ("NOTE", "WITHIN 2 WEEKS")


def test_cancer_with_a_weak_nerve(ask, calm):
    """A history of cancer alone is looked at within two weeks; with a weak leg it is an emergency."""
    assert ask(calm(F14="yes"))["safety"]["urgency"] == "WITHIN 2 WEEKS"
    assert ask(calm(F14="yes", F04="yes"))["safety"]["urgency"] == "EMERGENCY"


def test_fever_in_pregnancy(ask, calm):
    """Fever and back pain while pregnant, or perhaps pregnant, cannot wait."""
    assert ask(calm(sex="female", F08="yes", pregnant="unknown"))["safety"]["urgency"] == "EMERGENCY"


def test_more_trouble_is_never_calmer(ask, calm):
    """A further sign can make an answer more urgent, and never less."""
    assert ask(calm(F01="yes", F15="yes", F17="yes"))["safety"]["urgency"] == "EMERGENCY"


def test_benign_answers_hide_nothing(ask, calm):
    """However many calm answers stand around it, an emergency stays one."""
    person = calm(F02="yes", age=25, pain_now=1, pain_weeks=300)
    assert ask(person)["safety"]["urgency"] == "EMERGENCY"


def test_answers_that_clash(ask, calm):
    """When two answers cannot both be right, the more urgent one counts, and both are asked again."""
    safety = ask(calm(sex="male", pregnant="yes"))["safety"]
    assert safety["contradictions"]
