"""Literals against a hand-written truth table; witnesses; shape."""

import pytest

from deqi.safety.formula import Standing, parse, reply_of, standing_of, terms_in
from deqi.vocabulary import Person, Reply, Sex

NO, YES, UNKNOWN = Reply.NO, Reply.YES, Reply.UNKNOWN


def with_f01(reply):
    return Person(findings={} if reply is None else {"F01": reply})


@pytest.mark.parametrize(
    ("word", "no", "missing", "unknown", "yes"),
    [
        ("yes", False, False, False, True),
        ("possible", False, False, True, True),
        ("not_excluded", False, True, True, True),
        ("no", True, False, False, False),
    ],
)
def test_reply_literals(word, no, missing, unknown, yes):
    formula = parse({word: "F01"}, {})
    replies = (NO, None, UNKNOWN, YES)
    assert [formula.holds(with_f01(reply)) for reply in replies] == [no, missing, unknown, yes]


def test_a_reply_is_found_where_the_person_keeps_it():
    person = Person(leg_pain=YES, pregnant=UNKNOWN, findings={"F01": NO}, cautions={"K07": YES})
    assert [reply_of(person, id_) for id_ in ("leg_pain", "pregnant", "F01", "K07", "F02")] == [
        YES,
        UNKNOWN,
        NO,
        YES,
        None,
    ]
    assert standing_of(person, "F02") is Standing.MISSING


@pytest.mark.parametrize(
    ("written", "person", "holds"),
    [
        ({"age_at_least": 65}, Person(age=65), True),
        ({"age_at_least": 65}, Person(age=64.9), False),
        ({"age_at_least": 65}, Person(), False),
        ({"age_below": 18}, Person(age=17), True),
        ({"age_below": 18}, Person(age=18), False),
        ({"age_below": 18}, Person(), False),
        ({"weeks_below": 12}, Person(pain_weeks=11.9), True),
        ({"weeks_below": 12}, Person(pain_weeks=12), False),
        ({"weeks_at_least": 12}, Person(pain_weeks=12), True),
        ({"weeks_at_least": 12}, Person(), False),
        ({"pain_at_least": 7}, Person(pain_now=7), True),
        ({"pain_at_least": 7}, Person(pain_now=6), False),
        ({"pain_at_least": 0}, Person(pain_now=0), True),
        ({"not_told": "pain_weeks"}, Person(), True),
        ({"not_told": "pain_weeks"}, Person(pain_weeks=0), False),
        ({"sex": "female"}, Person(sex=Sex.FEMALE), True),
        ({"sex": "female"}, Person(), False),
        ({"all": [{"age_at_least": 1}, {"age_below": 9}]}, Person(age=5), True),
        ({"all": [{"age_at_least": 1}, {"age_below": 9}]}, Person(age=9), False),
        ({"any": [{"age_below": 1}, {"age_at_least": 9}]}, Person(age=9), True),
        ({"any": [{"age_below": 1}, {"age_at_least": 9}]}, Person(age=5), False),
    ],
)
def test_number_literals_and_groups(written, person, holds):
    assert parse(written, {}).holds(person) is holds


def test_a_term_stands_for_its_formula():
    old = parse({"age_at_least": 65}, {})
    formula = parse({"any": [{"term": "old"}, {"yes": "F01"}]}, {"old": old})
    assert formula.holds(Person(age=70))
    assert not formula.holds(Person(age=40))
    assert list(terms_in({"all": [{"any": [{"term": "a"}]}, {"term": "b"}, {"yes": "F01"}]})) == ["a", "b"]
    with pytest.raises(KeyError, match="old"):
        parse({"term": "old"}, {})


def test_witnesses_are_replies_that_were_given_and_count():
    formula = parse({"any": [{"all": [{"yes": "F01"}, {"not_excluded": "F02"}]}, {"possible": "F03"}]}, {})
    assert list(formula.witnesses(Person(findings={"F01": YES}))) == ["F01"]
    assert list(formula.witnesses(Person(findings={"F01": YES, "F02": UNKNOWN, "F03": NO}))) == ["F01", "F02"]
    assert list(formula.witnesses(Person(findings={"F01": YES, "F02": NO}))) == []
    assert list(formula.witnesses(Person(findings={"F03": UNKNOWN}))) == ["F03"]
