"""What is left out

A caution takes points away. Each that is gone is listed with the reason.
"""

from deqi.vocabulary import Limb

PREGNANT = {"sex": "female", "age": 30, "pregnant": "yes"}


def test_pregnancy(points, calm, by_code):
    """The low back, the sacrum, the belly and some points of hand and foot are left out."""
    shown = by_code(points(calm(**PREGNANT)))
    assert {"BL23", "BL32", "GB30", "CV4", "LI4", "BL60"} & set(shown) == set()


def test_pregnancy_that_nobody_excluded(points, calm, by_code):
    """Not being asked is not a no."""
    woman = calm(sex="female", age=30)
    del woman["pregnant"]
    assert "BL23" not in by_code(points(woman))


def test_the_reason_is_told(points, calm):
    """It is a precaution, and harm is not proven: both are said."""
    hidden = {point["code"]: point for point in points(calm(**PREGNANT))["hidden"]}
    assert "precaution" in hidden["BL60"]["reason"]


def test_a_trained_practitioner_may_override(points, calm, by_code):
    """With a reason, which is kept in the answer."""
    reason = "Trained in obstetrics; consent was given."
    answer = points(calm(**PREGNANT), override_reason=reason)
    assert answer["override"]["reason"] == reason
    assert by_code(answer)["BL23"]["overridden"] is True


def test_a_swollen_leg(points, calm, by_code):
    """No needle in that leg or the trunk beside it; the other side remains."""
    answer = points(calm(K03="yes"), limbs=[Limb.LEFT_LEG])
    assert by_code(answer)["BL40"]["sides"] == ["right"]


def test_a_limb_that_was_not_named(points, calm, by_code):
    """When nobody says which limb, no limb is used."""
    assert by_code(points(calm(K03="yes"))) == {}


def test_a_blood_thinner(points, calm, by_code):
    """Points near large vessels go; over the trunk the answer says how to needle."""
    shown = by_code(points(calm(K07="yes")))
    assert "BL40" not in shown
    assert "shallow" in " ".join(shown["BL25"]["when_not"])


def test_not_sure_counts(points, calm, by_code):
    """ "Not sure" about a blood thinner leaves out what a yes leaves out."""
    assert "BL40" not in by_code(points(calm(K07="unknown")))
