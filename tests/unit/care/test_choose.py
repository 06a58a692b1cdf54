"""Which points are left for whom: each caution takes away what it must, on the side it must."""

from datetime import date

import pytest

from deqi.answers import Tables, default_tables, points_document, which_points
from deqi.vocabulary import (
    InputError,
    Limb,
    Person,
    PointsResult,
    PointSupport,
    Refusal,
    Reply,
    Sex,
    Side,
    WhichPoints,
)

GROUPS = {"lower-back", "hipbone", "knee-back", "hand", "stomach", "missed"}
LUMBOSACRAL = {"BL23", "BL25", "BL26", "GV3", "GV4", "BL31", "BL32", "BL33", "BL34", "BL53", "BL54", "GB30"}
TRADITION = {"LI4", "BL60", "CV3", "CV4", "CV6", "ST25"}
"""Those of the published lists (WHO 1999, Carr 2015) that stand in the six groups."""


@pytest.fixture(scope="module")
def tables() -> Tables:
    return default_tables()


def asked(tables: Tables, *, person: dict[str, object] | None = None, **options: object) -> PointsResult:
    """A man of 45 who says no to everything, with what ``person`` changes."""
    told: dict[str, object] = {
        "age": 45,
        "sex": Sex.MALE,
        "pain_weeks": 40,
        "pain_now": 5,
        "leg_pain": Reply.NO,
        "pregnant": Reply.NO,
        "findings": dict.fromkeys(tables.safety.findings, Reply.NO),
        "cautions": dict.fromkeys(tables.safety.cautions, Reply.NO),
    }
    for name, value in (person or {}).items():
        kind = "findings" if name in tables.safety.findings else "cautions"
        if name in tables.safety.findings or name in tables.safety.cautions:
            told[kind] = {**told[kind], name: value}  # type: ignore[dict-item]
        else:
            told[name] = value
    return which_points.answer(
        person=Person(**told),  # type: ignore[arg-type]
        today=date(2026, 1, 31),
        tables=tables,
        **options,  # type: ignore[arg-type]
    )


def points(result: PointsResult) -> dict[str, object]:
    assert isinstance(result, WhichPoints)
    return {point.code: point for group in result.groups for point in group.points}


def test_nothing_told_against_it_leaves_every_group_whole(tables: Tables) -> None:
    result = asked(tables)
    assert isinstance(result, WhichPoints)
    assert {group.id for group in result.groups} == GROUPS
    assert result.hidden == ()
    assert {"BL60", "GB34", "KI3", "BL57"} <= set(points(result))


def test_somebody_urgent_gets_no_points_at_all(tables: Tables) -> None:
    result = asked(tables, person={"F01": Reply.YES})
    assert isinstance(result, Refusal)
    text = str(points_document(result))
    assert not [code for code in tables.care.points if code in text]


@pytest.mark.parametrize(
    "person",
    [
        {"sex": Sex.FEMALE, "age": 30, "pregnant": Reply.YES},
        {"sex": Sex.FEMALE, "age": 30, "pregnant": Reply.UNKNOWN},
        {"sex": Sex.FEMALE, "age": 30, "pregnant": None},
        {"sex": None, "age": None, "pregnant": None},
        {"sex": Sex.OTHER, "age": 30, "pregnant": None},
        {"sex": Sex.MALE, "age": 30, "pregnant": Reply.YES},
    ],
    ids=["yes", "not sure", "never asked", "nothing told", "other", "a man who says yes"],
)
def test_pregnancy_hides_what_tradition_and_the_guideline_leave_out(
    tables: Tables, person: dict[str, object]
) -> None:
    result = asked(tables, person=person)
    assert isinstance(result, WhichPoints)
    assert (LUMBOSACRAL | TRADITION) & set(points(result)) == set()
    assert {point.code for point in result.hidden} >= LUMBOSACRAL | TRADITION
    assert all(point.reason and point.sources and point.override for point in result.hidden)


@pytest.mark.parametrize(
    "person",
    [
        {"sex": Sex.MALE, "pregnant": None},
        {"sex": Sex.FEMALE, "age": 70, "pregnant": None},
        {"sex": Sex.FEMALE, "age": 30, "pregnant": Reply.NO},
    ],
)
def test_who_cannot_be_pregnant_sees_them(tables: Tables, person: dict[str, object]) -> None:
    assert set(points(asked(tables, person=person))) >= LUMBOSACRAL


def test_an_override_brings_back_and_is_kept_with_its_reason(tables: Tables) -> None:
    pregnant = {"sex": Sex.FEMALE, "age": 30, "pregnant": Reply.YES}
    result = asked(tables, person=pregnant, override_reason="Trained in obstetrics; consent was given.")
    assert isinstance(result, WhichPoints)
    assert result.override is not None
    assert result.override.reason == "Trained in obstetrics; consent was given."
    assert set(result.override.codes) >= LUMBOSACRAL | TRADITION
    for group in result.groups:
        for point in group.points:
            if point.code in result.override.codes:
                assert (point.overridden, point.press) == (True, False)
                assert any("pregnancy" in text for text in point.when_not)


def test_an_override_brings_back_nothing_but_what_pregnancy_hides(tables: Tables) -> None:
    person = {"sex": Sex.FEMALE, "age": 30, "pregnant": Reply.YES, "K23": Reply.YES, "K12": Reply.YES}
    result = asked(tables, person=person, override_reason="Trained in obstetrics; consent was given.")
    assert {"GV3", "GV4", "EX-B2", "BL23", "CV4"} & set(points(result)) == set()


@pytest.mark.parametrize("reason", ["", "   ", "because", "x" * 501, "Trained\x1b[2J in obstetrics"])
def test_what_is_no_reason_is_refused(tables: Tables, reason: str) -> None:
    with pytest.raises(InputError, match="reason"):
        asked(tables, override_reason=reason)


@pytest.mark.parametrize("reply", [Reply.YES, Reply.UNKNOWN])
@pytest.mark.parametrize(
    ("caution", "gone"),
    [
        ("K07", {"BL40", "EX-B2"}),
        ("K08", {"BL40", "EX-B2"}),
        ("K09", {"BL40", "EX-B2"}),
        ("K12", {"BL40", "BL23", "GB30", "CV4"}),
        ("K23", {"EX-B2", "EX-B8", "GV3", "GV4"}),
        ("K27", {"BL60", "KI3"}),
    ],
)
def test_a_caution_takes_away_its_points(tables: Tables, caution: str, gone: set[str], reply: Reply) -> None:
    result = asked(tables, person={caution: reply})
    assert isinstance(result, WhichPoints)
    assert gone & set(points(result)) == set()
    assert gone <= {point.code for point in result.hidden}
    assert not any(point.override for point in result.hidden)


def test_a_tumour_leaves_no_point(tables: Tables) -> None:
    result = asked(tables, person={"K02": Reply.YES})
    assert points(result) == {}
    assert isinstance(result, WhichPoints)
    assert any("cancer team" in text for text in result.first)


def test_a_child_gets_no_point(tables: Tables) -> None:
    assert points(asked(tables, person={"age": 16})) == {}


def test_a_swollen_leg_takes_away_its_own_side(tables: Tables) -> None:
    result = asked(tables, person={"K03": Reply.YES}, limbs=[Limb.LEFT_LEG])
    chosen = points(result)
    for code in ("BL40", "BL60", "GB34", "KI3", "ST36", "BL23", "GB30"):
        assert chosen[code].sides == (Side.RIGHT,), code  # type: ignore[attr-defined]
    assert chosen["SI3"].sides == (Side.LEFT, Side.RIGHT)  # type: ignore[attr-defined]
    assert isinstance(result, WhichPoints)
    lost = {point.code: point.sides for point in result.hidden}
    assert lost["BL40"] == (Side.LEFT,)
    assert lost["GV3"] == (Side.MIDLINE,)


def test_an_arm_takes_away_the_hand_and_keeps_the_legs(tables: Tables) -> None:
    chosen = points(asked(tables, person={"K03": Reply.YES}, limbs=[Limb.RIGHT_ARM]))
    assert chosen["SI3"].sides == (Side.LEFT,)  # type: ignore[attr-defined]
    assert chosen["BL40"].sides == (Side.LEFT, Side.RIGHT)  # type: ignore[attr-defined]


def test_a_limb_that_nobody_named_takes_away_every_limb(tables: Tables) -> None:
    result = asked(tables, person={"K03": Reply.YES})
    assert points(result) == {}
    assert isinstance(result, WhichPoints)
    assert any("Say which limb" in text for text in result.first)


def test_a_named_limb_counts_even_when_the_question_was_not_answered(tables: Tables) -> None:
    chosen = points(asked(tables, limbs=[Limb.LEFT_LEG]))
    assert chosen["BL40"].sides == (Side.RIGHT,)  # type: ignore[attr-defined]


def test_pressing_stops_where_bleeding_or_a_doctor_comes_first(tables: Tables) -> None:
    def pressed(**person: object) -> set[str]:
        return {code for code, point in points(asked(tables, person=person)).items() if point.press}  # type: ignore[attr-defined]

    assert "BL25" in pressed()
    assert {"GV3", "CV4", "EX-B2"} & pressed() == set()
    assert {"BL25", "GB30"} & pressed(K07=Reply.YES) == set()
    assert pressed(K12=Reply.YES) == set()
    assert pressed(F16=Reply.YES) == set()


def test_support_is_said_for_what_it_is(tables: Tables) -> None:
    chosen = points(asked(tables))
    supports = {code: point.support for code, point in chosen.items()}  # type: ignore[attr-defined]
    assert supports["BL23"] is PointSupport.TRIALS
    assert supports["BL57"] is PointSupport.OTHER_LISTS
    assert {supports[code] for code in ("CV4", "CV6", "ST25", "CV3", "LI4", "LU7")} == {PointSupport.HEARSAY}
    assert "place 1 of 11" in chosen["BL23"].support_text  # type: ignore[attr-defined]
    assert all("alone" in p.support_text or "Nothing shows" in p.support_text for p in chosen.values())  # type: ignore[attr-defined]


def test_what_was_not_asked_is_asked(tables: Tables) -> None:
    result = which_points.answer(
        person=Person(findings=dict.fromkeys(tables.safety.findings, Reply.NO)),
        today=date(2026, 1, 31),
        tables=tables,
    )
    assert isinstance(result, WhichPoints)
    assert tables.safety.cautions["K03"].question in result.ask
    assert tables.safety.cautions["K07"].question in result.ask
    assert any("pregnant" in text for text in result.ask)
    assert isinstance(asked(tables), WhichPoints)
    assert asked(tables).ask == ()  # type: ignore[union-attr]
