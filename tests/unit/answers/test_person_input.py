"""From JSON to a person: nothing is guessed, nothing is dropped."""

import json
import time

import pytest

from deqi.answers.person_input import parse_document, person_from_document
from deqi.vocabulary import InputError, Person, Reply, Sex

IDS = {"finding_ids": {"F01", "F02"}, "caution_ids": {"K01"}}


def person(document: object) -> Person:
    return person_from_document(document, **IDS)


def refusal(document: object) -> InputError:
    with pytest.raises(InputError) as caught:
        person(document)
    return caught.value


def test_every_key_arrives_where_it_belongs() -> None:
    assert person(
        {
            "age": 45,
            "sex": "female",
            "pain_weeks": 30,
            "pain_now": 6.5,
            "leg_pain": "no",
            "pregnant": "unknown",
            "function": 40,
            "findings": {"F01": "no", "F02": "yes"},
            "cautions": {"K01": "unknown"},
        }
    ) == Person(
        age=45,
        sex=Sex.FEMALE,
        pain_weeks=30,
        pain_now=6.5,
        leg_pain=Reply.NO,
        pregnant=Reply.UNKNOWN,
        function=40,
        findings={"F01": Reply.NO, "F02": Reply.YES},
        cautions={"K01": Reply.UNKNOWN},
    )


def test_nothing_told_is_nothing_known() -> None:
    assert person({}) == Person()


@pytest.mark.parametrize("key", ["age", "sex", "leg_pain", "findings", "cautions"])
def test_null_is_the_same_as_leaving_the_key_out(key: str) -> None:
    assert person({key: None}) == Person()


def test_a_null_finding_is_a_question_that_was_not_answered_and_never_a_no() -> None:
    assert dict(person({"findings": {"F01": None}}).findings) == {}


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"agee": 45}, "agee"),
        ({"age": "45"}, "age"),
        ({"age": True}, "age"),
        ({"age": []}, "age"),
        ({"age": -1}, "age"),
        ({"age": 121}, "age"),
        ({"pain_now": 11}, "pain_now"),
        ({"pain_weeks": float("inf")}, "pain_weeks"),
        ({"pain_weeks": float("nan")}, "pain_weeks"),
        ({"sex": "F"}, "sex"),
        ({"sex": ["female"]}, "sex"),
        ({"leg_pain": True}, "leg_pain"),
        ({"findings": ["F01"]}, "findings"),
        ({"findings": {"F99": "yes"}}, "findings.F99"),
        ({"findings": {"F01": "maybe"}}, "findings.F01"),
        ({"cautions": {"F01": "yes"}}, "cautions.F01"),
        ([], ""),
        ("text", ""),
        (None, ""),
    ],
)
def test_each_mistake_names_its_place_the_rule_and_the_next_step(document: object, where: str) -> None:
    error = refusal(document)
    assert error.where == where
    assert error.what
    assert error.rule
    assert error.next_step
    assert error.exit_status == 2


def test_long_keys_and_values_are_cut_in_the_message() -> None:
    assert len(str(refusal({"x" * 10_000: 1}))) < 500
    assert len(str(refusal({"age": "9" * 10_000}))) < 500


def test_a_key_that_stands_twice_is_refused_because_one_of_the_two_would_be_dropped() -> None:
    with pytest.raises(InputError, match="only once") as caught:
        parse_document(b'{"findings": {"F01": "yes", "F01": "no"}}')
    assert caught.value.where == "F01"


def test_looking_for_repeated_keys_takes_no_long_time() -> None:
    pairs = ",".join(f'"{number}":0' for number in range(15_000))
    start = time.perf_counter()
    with pytest.raises(InputError):
        parse_document(f'{{{pairs},"1":0}}'.encode())
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1, column 1"),
        (b'{"age": }', "line 1, column 9"),
        (b'{"age": NaN}', "finite"),
        (b'{"age": -Infinity}', "finite"),
        (b"\xff\xfe\xfa", "UTF-8"),
        (b"[" * 50_000, "nested"),
        (b'{"age": ' + b"9" * 5_000 + b"}", "ordinary length"),
        (b" " * 200_001, "200,000"),
    ],
)
def test_bytes_that_are_not_usable_json_are_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse_document(content)


def test_every_depth_of_nesting_ends_in_a_message() -> None:
    for depth in range(900, 1_000):
        with pytest.raises(InputError):
            person(parse_document(b'{"age": ' + b"[" * depth + b"]" * depth + b"}"))


def test_a_value_that_is_too_deep_to_print_is_still_named() -> None:
    deep: object = 1
    for _ in range(5_000):
        deep = [deep]
    assert refusal({"age": deep}).where == "age"


def test_what_is_parsed_is_what_json_says() -> None:
    text = '{"age": 45.5, "findings": {"F01": "yes"}, "sex": null}'
    assert parse_document(text.encode()) == json.loads(text)
