"""What the safety check says for hand-written people; each expected tier was written by hand."""

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.safety import assess, load_safety_tables, unknown_ids
from deqi.vocabulary import InputError, Person, Reply, Sex, Urgency

TABLES = load_safety_tables(DATA_ROOT / "safety")
NO, YES, UNKNOWN = Reply.NO, Reply.YES, Reply.UNKNOWN
ALL_NO = dict.fromkeys(TABLES.findings, NO)


def person(yes="", unsure="", missing="", **about):
    """Somebody of 40 with pain for 20 weeks who answered everything, "no" but for what is named."""
    about = {
        "age": 40,
        "sex": Sex.MALE,
        "pain_weeks": 20,
        "pain_now": 4,
        "leg_pain": NO,
        "pregnant": NO,
        **about,
    }
    replies = ALL_NO | dict.fromkeys(yes.split(), YES) | dict.fromkeys(unsure.split(), UNKNOWN)
    cautions = {id_: replies.pop(id_) for id_ in list(replies) if id_.startswith("K")}
    for id_ in missing.split():
        del replies[id_]
    return Person(**about, findings=replies, cautions=cautions)


def urgency(*args, **about):
    return assess(person(*args, **about), TABLES).urgency.label


WOMAN = {"sex": Sex.FEMALE, "age": 30}
E, S, W, N, CALM = "EMERGENCY", "SAME DAY", "WITHIN 2 WEEKS", "NOTE", "NONE"


@pytest.mark.parametrize(
    ("yes", "about", "expected"),
    [
        ("", {}, CALM),
        ("F01", {}, E),
        ("F02", {"pain_weeks": 300}, E),
        ("F03", {"pain_weeks": 1}, E),
        ("F03", {"pain_weeks": None}, E),
        ("F03", {"pain_weeks": 2}, S),
        ("F03", {"pain_weeks": 51}, S),
        ("F03", {"pain_weeks": 52}, W),
        ("F03 F31", {"pain_weeks": 300}, S),
        ("F03 F30", {"pain_weeks": 300}, E),
        ("F03 F04", {"pain_weeks": 300}, E),
        ("F03 F05", {"pain_weeks": 300}, E),
        ("F04", {}, S),
        ("F04 F29", {}, E),
        ("F05", {"pain_weeks": 11}, E),
        ("F05", {"pain_weeks": 12}, S),
        ("F05", {"pain_weeks": None}, E),
        ("F04 F05", {"pain_weeks": 300}, E),
        ("F33", {"pain_weeks": 3}, E),
        ("F33", {"pain_weeks": 30}, S),
        ("F34", {}, S),
        ("F34 F33", {}, E),
        ("F07", {}, E),
        ("F36", {}, E),
        ("F37", {"pain_weeks": 1}, E),
        ("F37", {"pain_weeks": 100}, S),
        ("F38", {}, E),
        ("F39", {}, S),
        ("F40", {}, N),
        ("F40", {"age": 65}, S),
        ("F40 K07", {}, S),
        ("F40 K12", {}, S),
        ("K07 K08 K09 K12", {}, CALM),
        ("F08", {}, S),
        ("F08 F35", {}, E),
        ("F08 F04", {}, E),
        ("F08 F03", {"pain_weeks": 100}, E),
        ("F08 F50", {"pain_now": 7}, E),
        ("F08 F10", {"pain_now": None}, E),
        ("F08 F10", {"pain_now": 6}, S),
        ("F08", {**WOMAN, "pregnant": YES}, E),
        ("F08", {**WOMAN, "pregnant": UNKNOWN}, E),
        ("F08", {"pregnant": UNKNOWN}, S),
        ("F09", {}, S),
        ("F09", {"pain_weeks": 52}, W),
        ("F09", {"pain_weeks": None}, S),
        ("F10", {}, N),
        ("F10", {"pain_weeks": 3}, N),
        ("F10", {"pain_weeks": 3, "pain_now": 7}, S),
        ("F10", {"pain_weeks": 3, "pain_now": None}, W),
        ("F10 F16", {}, S),
        ("F10 F09", {"pain_weeks": 100}, S),
        ("F10 F46", {}, W),
        ("F10 F48", {"pain_weeks": 3}, S),
        ("F10 F50", {"pain_weeks": 3}, N),
        ("F11", {"pain_weeks": 1}, E),
        ("F11", {"pain_weeks": None}, E),
        ("F11", {"pain_weeks": 3}, S),
        ("F11", {"pain_weeks": 12}, W),
        ("F11", {"pain_weeks": 104}, N),
        ("F12", {"pain_weeks": 3}, S),
        ("F12", {"pain_weeks": None}, S),
        ("F12", {"pain_weeks": 12}, W),
        ("F13", {}, S),
        ("F14", {}, W),
        ("F14 F16", {}, S),
        ("F14 F15", {}, S),
        ("F14", {"leg_pain": YES}, S),
        ("F14 F04", {}, E),
        ("F14 F34", {}, E),
        ("F14 F52", {}, S),
        ("F14 F52 F33", {}, E),
        ("F15", {}, W),
        ("F15 F10 F18", {}, W),
        ("F16", {}, W),
        ("F17", {}, W),
        ("F18", {}, N),
        ("", {"age": 75, "pain_weeks": 3}, N),
        ("", {"age": 75, "pain_weeks": 30}, CALM),
        ("F54", {"age": 75, "pain_weeks": 3}, S),
        ("", {"age": 16}, W),
        ("F20", {"age": None}, W),
        ("F21", {}, S),
        ("F21 F08", {**WOMAN, "pregnant": YES}, E),
        ("F22", WOMAN, E),
        ("F23", WOMAN, E),
        ("F24", {}, E),
        ("F25", {}, E),
        ("F26", {}, S),
        ("F27", {}, N),
        ("F28", {}, N),
        ("F41", WOMAN, E),
        ("F42", WOMAN, N),
        ("F42 F43", WOMAN, S),
        ("F42 F08", WOMAN, S),
        ("F44", {}, S),
        ("F45", {}, S),
        ("F51", {}, N),
        ("F51", {"pain_weeks": 1, "pain_now": 8}, S),
        ("F51", {"pain_weeks": 1, "pain_now": 3}, N),
        ("F55", {}, S),
        ("F56", {}, E),
        ("F57", {}, N),
    ],
)
def test_tier_of_yes(yes, about, expected):
    assert urgency(yes, **about) == expected


@pytest.mark.parametrize(
    ("unsure", "about", "expected"),
    [
        ("F01", {}, W),
        ("F01", {"pain_weeks": 3, "leg_pain": YES}, S),
        ("F02", {"pain_weeks": None, "leg_pain": YES}, S),
        ("F02", {"pain_weeks": 12, "leg_pain": YES}, W),
        ("F02 F03", {"pain_weeks": 3}, S),
        ("F07", {"age": 64}, W),
        ("F07", {"age": 65}, E),
        ("F07", {"age": None}, S),
        ("F07 K08", {}, W),
        ("F40 K07", {}, N),
        ("F14", {}, W),
        ("F16", {}, N),
        ("F22 F23", {}, CALM),
        ("F22 F23", {"sex": Sex.FEMALE, "age": 61, "pregnant": UNKNOWN}, CALM),
        ("F22", {**WOMAN, "pregnant": UNKNOWN}, W),
        ("F25 F26", {}, CALM),
        ("F20", {}, CALM),
        ("F46", {}, N),
        ("F11", {"pain_weeks": 150}, CALM),
        ("F11", {"pain_weeks": 50}, W),
    ],
)
def test_tier_of_not_sure(unsure, about, expected):
    assert urgency("", unsure, **about) == expected


def test_no_question_about_the_other_leg_counts_as_both():
    assert urgency("F04", missing="F03") == E
    assert urgency("F04", unsure="F03") == E
    assert urgency("F04") == S


def test_sudden_pain_and_a_blood_thinner_with_one_of_them_not_sure():
    assert urgency("K08", unsure="F07") == S
    assert urgency("F40", unsure="K08") == S
    assert urgency("F40", unsure="F18") == N


def test_missing_triggers_no_uplift_but_we_cannot_tell():
    result = assess(person(missing="F01 F02", pain_weeks=3, leg_pain=YES), TABLES)
    assert result.urgency is Urgency.WITHIN_2_WEEKS
    assert result.headline == TABLES.cannot_tell.headline
    assert result.unanswered == ("F01", "F02")
    assert not result.complete
    assert urgency(missing="F07", age=80) == W


def test_nothing_answered_at_all_is_neither_note_nor_none():
    result = assess(Person(), TABLES)
    assert result.urgency is Urgency.WITHIN_2_WEEKS
    assert result.headline == "We cannot tell yet."
    assert "today" in result.action
    assert not result.complete
    assert result.reasons[-1].findings == result.unanswered
    assert {"F01", "F07", "F24"} <= set(result.unanswered)


def test_a_client_that_knows_the_first_list_alone_is_told_that_we_cannot_tell_about_everything():
    first_list = {f"F{number:02d}": NO for number in range(1, 29)}
    result = assess(Person(age=40, sex=Sex.MALE, pain_weeks=20, findings=first_list), TABLES)
    assert result.urgency is Urgency.NOTE
    assert result.headline == TABLES.partly_asked.headline
    assert "F36" in result.unanswered


def test_everything_answered_with_no_is_complete_and_still_says_when_to_come_back():
    result = assess(person(), TABLES)
    assert result.complete
    assert result.unanswered == ()
    assert len(result.come_back_if) >= 5
    assert result.headline == TABLES.advice[Urgency.NONE].headline


def test_reasons_name_findings_and_the_most_urgent_comes_first():
    result = assess(person("F18 F08 F01"), TABLES)
    tiers = [reason.urgency for reason in result.reasons]
    assert tiers == sorted(tiers, reverse=True)
    assert {"F01", "F08"} <= set(result.reasons[0].findings + result.reasons[1].findings)
    assert all(reason.text for reason in result.reasons)


def test_a_reason_that_a_more_urgent_one_tells_in_full_is_left_out():
    rules = [reason.rule for reason in assess(person("F04 F03"), TABLES).reasons]
    assert "both-legs-with-another-sign" in rules
    assert "weakness-one-leg" not in rules


def test_a_reason_that_rests_on_age_alone_stands_beside_a_more_urgent_one():
    rules = [reason.rule for reason in assess(person("F24", age=75, pain_weeks=3), TABLES).reasons]
    assert rules == ["chest", "older-new-pain"]


def test_answers_that_clash_take_the_urgent_side_and_are_asked_again():
    result = assess(person("F22"), TABLES)
    assert result.urgency is Urgency.EMERGENCY
    assert any("male" in text for text in result.contradictions)
    assert assess(person("F20", age=45), TABLES).contradictions
    assert assess(person("F20", age=45), TABLES).urgency is Urgency.WITHIN_2_WEEKS
    assert assess(person("F19"), TABLES).contradictions
    assert assess(person(), TABLES).contradictions == ()


def test_cautions_come_from_replies_and_from_other_answers():
    result = assess(person("K07 F10 F48", unsure="K13", pregnant=YES, sex=Sex.FEMALE), TABLES)
    cautions = {caution.id: caution for caution in result.cautions}
    assert set(cautions) == {"K04", "K07", "K13", "K15", "K16"}
    assert [cautions[id_].certain for id_ in ("K04", "K07", "K13", "K15")] == [True, True, False, True]
    assert cautions["K13"].level == "stop"


def test_a_caution_that_nobody_is_sure_about_is_marked():
    found = assess(person(pregnant=UNKNOWN, **WOMAN), TABLES).cautions
    assert [(caution.id, caution.certain) for caution in found] == [("K15", False), ("K16", False)]
    assert assess(person(pregnant=UNKNOWN), TABLES).cautions == ()
    assert [c.id for c in assess(person(age=12), TABLES).cautions] == ["K29"]


def test_single_weak_signs_are_set_in_proportion():
    notes = assess(person("F15"), TABLES).notes
    assert any("80 of 100" in note and "fewer than 1 of 100" in note for note in notes)
    assert not any("80 of 100" in note for note in assess(person("F01"), TABLES).notes)


def test_the_missing_sign_off_is_said_with_every_result():
    for someone in (person(), person("F01"), Person()):
        result = assess(someone, TABLES)
        assert not result.sign_off.signed
        assert any("No clinician has signed" in note for note in result.notes)


def test_an_id_that_no_file_describes_is_refused():
    with pytest.raises(InputError, match="F99") as caught:
        assess(Person(findings={"F99": YES}), TABLES)
    assert caught.value.where == "findings.F99"
    with pytest.raises(InputError, match="K99"):
        assess(Person(cautions={"K99": NO}), TABLES)
    assert unknown_ids(["F01", "F99", "K07"], TABLES.findings) == ("F99", "K07")


def test_sources_of_reasons_cautions_and_notes_are_listed():
    known = {source.id for source in TABLES.sources}
    result = assess(person("F11 K07", pain_weeks=20), TABLES)
    assert {"downie-2013", "hsieh-2023", "henschke-2009"} <= set(result.sources) <= known


def test_self_harm_says_where_to_turn():
    reason = assess(person("F56"), TABLES).reasons[0]
    assert "988" in reason.text
    assert "116 123" in reason.text
