"""The order of questions: emergencies first, only what can apply, few screens."""

from dataclasses import replace

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.safety import load_safety_tables, next_screen, screen_by_id
from deqi.safety.flow import asked_when
from deqi.safety.formula import AnyOf, NotTold, NumberBelow, NumberFrom, ReplyAtLeast, SexIs
from deqi.vocabulary import Person, Reply, Sex, UsageError

TABLES = load_safety_tables(DATA_ROOT / "safety")
NO, YES, UNKNOWN = Reply.NO, Reply.YES, Reply.UNKNOWN


def answered(person, field, value):
    group, _, id_ = field.partition(".")
    if id_:
        return replace(person, **{group: {**getattr(person, group), id_: value}})
    return replace(person, **{group: value})


def walk(yes=(), **about):
    """Everybody answers "no" but for ``yes``. Returns the ids of the screens and the fields asked."""
    about = {
        "age": 40,
        "sex": Sex.MALE,
        "pain_weeks": 20,
        "pain_now": 4,
        "leg_pain": NO,
        "pregnant": NO,
        **about,
    }
    person, screens, fields = Person(), [], []
    while screen := next_screen(person, screens, TABLES):
        screens.append(screen.id)
        for question in screen.questions:
            fields.append(question.field)
            id_ = question.field.rpartition(".")[2]
            person = answered(person, question.field, about.get(id_, YES if id_ in yes else NO))
    return screens, fields


@pytest.mark.parametrize(
    ("yes", "about"),
    [
        ((), {}),
        ((), {"pain_weeks": 1}),
        ((), {"pain_weeks": 104, "age": 75}),
        ((), {"sex": Sex.FEMALE, "age": 30}),
        ((), {"sex": Sex.FEMALE, "age": 30, "pregnant": YES}),
        (("F10", "F50"), {}),
        (("F14",), {"age": 60}),
        (("F04",), {"leg_pain": YES}),
        ((), {"age": None, "sex": None, "pain_weeks": None, "pain_now": None, "pregnant": None}),
    ],
)
def test_most_people_see_fifteen_screens_or_fewer(yes, about):
    screens, fields = walk(yes, **about)
    assert 10 <= len(screens) <= 15
    assert len(fields) == len(set(fields))


def test_an_emergency_ends_the_questions_at_once():
    screens, _ = walk(("F01",))
    assert len(screens) == 3
    assert walk(("F24",))[0][-1] == "07-chest-belly"
    assert next_screen(Person(findings={"F07": YES}), (), TABLES) is None


def test_an_urgent_sign_that_is_no_emergency_does_not_end_them():
    screens, _ = walk(("F39",))
    assert screens[-1] == "19-skin"


def test_only_what_can_apply_is_asked():
    man = set(walk()[1])
    assert not man & {
        "pregnant",
        "findings.F22",
        "findings.F23",
        "findings.F25",
        "findings.F29",
        "findings.F52",
    }
    woman = walk(sex=Sex.FEMALE, age=30)[1]
    assert "pregnant" in woman
    assert "findings.F22" not in woman
    assert "pregnant" not in walk(sex=Sex.FEMALE, age=61)[1]
    assert {"findings.F22", "findings.F23"} <= set(walk(sex=Sex.FEMALE, age=30, pregnant=UNKNOWN)[1])
    assert {"findings.F25", "findings.F26"} <= set(walk(("F32",))[1])
    assert "findings.F20" in walk(age=None)[1]
    assert "findings.F20" not in man
    assert "findings.F31" not in walk(pain_weeks=4)[1]


def test_signs_of_emergency_come_before_everything_else():
    _, fields = walk(("F32",), sex=Sex.FEMALE, age=30, pregnant=YES)
    last_emergency = max(
        fields.index(f"findings.{id_}") for id_ in ("F01", "F02", "F03", "F07", "F22", "F24", "F25")
    )
    later = [fields.index(f"findings.{id_}") for id_ in ("F08", "F10", "F14", "F17")]
    assert last_emergency < min(later)


def test_pain_is_asked_before_the_cautions_and_cautions_come_last():
    _, fields = walk()
    first_caution = min(i for i, field in enumerate(fields) if field.startswith("cautions."))
    assert fields.index("pain_now") < first_caution
    assert all(field.startswith("cautions.") for field in fields[first_caution:])


def test_what_decides_whether_a_question_applies_is_asked_on_an_earlier_screen():
    earlier = set()
    for screen in TABLES.screens:
        for question in screen.questions:
            for literal in asked_when(question.field, TABLES).literals():
                assert needed(literal, question) <= earlier | {question.field}, question.field
        earlier |= {question.field for question in screen.questions}


def needed(literal, question):
    match literal:
        case NumberFrom(field=field) | NumberBelow(field=field) | NotTold(field=field):
            return {field}
        case SexIs():
            return {"sex"}
        case ReplyAtLeast(id=id_):
            # needling-can-apply looks at its own two questions; they stand on different screens on purpose
            if id_ in {"F25", "F26"} and question.field in {"findings.F25", "findings.F26"}:
                return set()
            prefix = {"F": "findings.", "K": "cautions."}.get(id_[0], "")
            return {prefix + id_}
    return set()


def test_a_screen_can_be_shown_again_by_its_id():
    screen = screen_by_id("02-pain", Person(age=40, pain_weeks=104), TABLES)
    assert [question.field for question in screen.questions] == ["leg_pain", "findings.F31", "findings.F32"]
    with pytest.raises(UsageError, match="nowhere"):
        screen_by_id("nowhere", Person(), TABLES)


def test_seen_screens_are_not_shown_again_even_when_skipped():
    seen = []
    while screen := next_screen(Person(), seen, TABLES):
        assert screen.id not in seen
        seen.append(screen.id)
    assert len(seen) >= 10


def test_questions_carry_what_a_form_needs():
    first = next_screen(Person(), (), TABLES)
    age, sex, weeks = first.questions
    assert (age.field, age.kind, age.low, age.high, age.unit) == ("age", "number", 0, 120, "years")
    assert [choice.value for choice in sex.choices] == ["female", "male", "other", None]
    assert [choice.value for choice in weeks.choices] == [1, 4, 9, 26, 104, None]
    for screen in TABLES.screens:
        assert screen.title
        for question in screen.questions:
            assert question.text.endswith("?"), question.field
            assert question.kind in {"number", "choice", "reply"}
            assert bool(question.choices) == (question.kind == "choice")


def test_every_formula_part_is_reached_by_literals():
    formula = AnyOf((NotTold("age"), AnyOf((NotTold("sex"),))))
    assert [literal.field for literal in formula.literals()] == ["age", "sex"]
