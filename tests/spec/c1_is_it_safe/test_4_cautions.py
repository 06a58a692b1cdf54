"""Before the first needle

Things that do not forbid acupuncture but that the acupuncturist must know.
"""


def test_a_blood_thinner(ask, calm):
    """A blood thinner is listed, with what to say."""
    cautions = ask(calm(K07="yes"))["safety"]["cautions"]
    assert [caution["id"] for caution in cautions] == ["K07"]
    assert cautions[0]["certain"] is True


def test_not_sure_counts(ask, calm):
    """ "Not sure" is listed too, marked as uncertain."""
    cautions = ask(calm(K07="unknown"))["safety"]["cautions"]
    assert cautions[0]["certain"] is False


def test_a_caution_is_no_refusal(ask, calm):
    """A caution alone does not stop the second answer."""
    assert ask(calm(K07="yes"))["kind"] == "answer"
