"""Of 100 people like you

Whole groups of people, never a promise to one.
"""


def test_three_points_in_time(ask, calm):
    """The ledger looks at about 8 to 12, 26 and 52 weeks."""
    assert [horizon["weeks"] for horizon in ask(calm())["ledger"]["horizons"]] == [8, 26, 52]


def test_the_parts_add_up(ask, calm):
    """Better anyway, more because of visits, more because of where the needles go: these make the total."""
    first = ask(calm())["ledger"]["horizons"][0]
    parts = first["usual_care"]["estimate"] + first["visits"]["estimate"] + first["needle_place"]["estimate"]
    assert abs(parts - first["acupuncture"]["estimate"]) < 0.3


def test_those_who_are_not_better_are_counted(ask, calm):
    """Those who are clearly better and those who are not make 100."""
    first = ask(calm())["ledger"]["horizons"][0]
    assert abs(first["acupuncture"]["estimate"] + first["not_better"]["estimate"] - 100) < 0.2


def test_every_number_has_its_range(ask, calm):
    """Each count stands between its limits, and says how sure anyone can be."""
    first = ask(calm())["ledger"]["horizons"][0]
    assert first["added"]["low"] < first["added"]["estimate"] < first["added"]["high"]
    assert first["certainty"] in ("high", "moderate", "low", "very low")


def test_the_definition_stands_beside_the_number(ask, calm):
    """ "Clearly better" means 30% or more."""
    assert "30%" in ask(calm())["ledger"]["responder_definition"]


def test_harms_stand_in_the_same_answer(ask, calm):
    """What can go wrong is told in people of 100 as well."""
    assert all(harm["of_100"] for harm in ask(calm())["ledger"]["harms"])


def test_the_alternatives_name_their_comparator(ask, calm):
    """Each number about another treatment says what it was compared with, and when."""
    options = [option for option in ask(calm())["ledger"]["options"] if option["points"]]
    assert all(option["comparator"] and option["when"] for option in options)
