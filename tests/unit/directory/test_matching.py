"""The exclusion list: a number settles it, a name asks a person, and nobody is excluded for a namesake."""

import pytest

from deqi.directory import ExclusionFinding, Suspect, compare_with_list, name_key

KEY = name_key("O'Neil-Smith", "José")


def compare(*suspects: Suspect, decided: dict[str, bool] | None = None) -> ExclusionFinding:
    return compare_with_list(
        number="1234567893",
        name_keys=[KEY],
        states=frozenset({"NY"}),
        suspects=suspects,
        decided=decided or {},
    )


def test_names_are_compared_without_accents_case_and_marks() -> None:
    assert name_key("ONEIL SMITH", "JOSE") == KEY


def test_the_same_number_is_on_the_list_whatever_the_name() -> None:
    assert compare(Suspect("X|Y", "1234567893", "CA", "a")) is ExclusionFinding.LISTED


def test_the_same_name_with_another_number_is_another_person() -> None:
    assert compare(Suspect(KEY, "1245319599", "NY", "a")) is ExclusionFinding.CLEAR


def test_the_same_name_in_the_same_state_is_a_question_and_not_an_exclusion() -> None:
    assert compare(Suspect(KEY, "", "NY", "a")) is ExclusionFinding.POSSIBLE


@pytest.mark.parametrize("suspect", [Suspect(KEY, "", "CA", "a"), Suspect("X|Y", "", "NY", "a")])
def test_another_state_or_another_name_is_nothing(suspect: Suspect) -> None:
    assert compare(suspect) is ExclusionFinding.CLEAR


def test_what_a_person_decided_is_kept() -> None:
    namesake = Suspect(KEY, "", "NY", "a")
    assert compare(namesake, decided={"a": False}) is ExclusionFinding.RULED_OUT
    assert compare(namesake, decided={"a": True}) is ExclusionFinding.LISTED


def test_one_namesake_ruled_out_does_not_answer_for_another() -> None:
    first, second = Suspect(KEY, "", "NY", "a"), Suspect(KEY, "", "NY", "b")
    assert compare(first, second, decided={"a": False}) is ExclusionFinding.POSSIBLE
