"""What goes out follows the published schema, and what comes in is what the input schema allows."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from deqi.answers import default_tables, person_from_document, to_document, to_json, would_it_help
from deqi.vocabulary import LIMITS, InputError, Person, Reply

SCHEMAS = Path(__file__).resolve().parents[3] / "src/deqi/data/schemas"
TODAY = date(2026, 1, 31)
IDS = {"finding_ids": ("F01", "F02"), "caution_ids": ("K01",)}


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


INPUT, ANSWER = validator("ask-input"), validator("ask-answer")

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-5, 6000)
    | st.floats(-5, 6000)
    | st.sampled_from(["yes", "no", "45", ""])
)
replies = st.dictionaries(st.sampled_from(["F01", "F02", "K01"]), scalars | st.just("unknown"), max_size=3)
values = (
    scalars
    | st.sampled_from(["female", "male", "other", "unknown"])
    | replies
    | st.lists(scalars, max_size=2)
)
documents = (
    st.dictionaries(st.sampled_from([*INPUT.schema["properties"], "height"]), values, max_size=4) | values
)


def schema_allows(document: Any) -> bool:
    if not INPUT.is_valid(document):
        return False
    known = ((document.get("findings"), IDS["finding_ids"]), (document.get("cautions"), IDS["caution_ids"]))
    return all(set(given or {}) <= set(ids) for given, ids in known)


@given(document=documents)
@example(document={"age": True})
@example(document={"age": 120})
@example(document={"age": 120.5})
@example(document={"findings": {"F01": None}})
@example(document={"findings": None})
@example(document={"cautions": {"F01": "yes"}})
def test_the_schema_and_the_reader_allow_the_same_documents(document: Any) -> None:
    try:
        person_from_document(document, **IDS)
    except InputError:
        assert not schema_allows(document)
    else:
        assert schema_allows(document)


@pytest.mark.parametrize("name", LIMITS)
def test_the_schema_and_the_vocabulary_have_the_same_limits(name: str) -> None:
    rule = INPUT.schema["properties"][name]
    assert (rule["minimum"], rule["maximum"]) == (LIMITS[name].low, LIMITS[name].high)


@pytest.mark.parametrize("document", INPUT.schema["examples"])
def test_the_examples_of_the_schema_can_be_asked(document: dict[str, object]) -> None:
    safety = default_tables().safety
    assert INPUT.is_valid(document)
    person_from_document(document, finding_ids=safety.findings, caution_ids=safety.cautions)


@pytest.mark.parametrize(
    "person",
    [
        Person(),
        Person(age=45, pain_weeks=40, pain_now=6, leg_pain=Reply.NO),
        Person(age=72, pain_weeks=200, pain_now=8),
        Person(age=30, pain_weeks=2, pain_now=4),
        Person(age=50, pain_weeks=8, pain_now=7, leg_pain=Reply.YES),
        Person(age=31, pain_weeks=10, pregnant=Reply.YES, cautions={"K07": Reply.YES}),
        Person(findings={"F01": Reply.YES}),
    ],
)
def test_every_answer_follows_the_published_schema(person: Person) -> None:
    result = would_it_help.answer(person=person, today=TODAY, tables=default_tables())
    assert [fault.message for fault in ANSWER.iter_errors(to_document(result))] == []
    assert json.loads(to_json(result)) == to_document(result)


def test_a_refusal_has_no_ledger_and_no_number_of_people() -> None:
    result = would_it_help.answer(
        person=Person(findings={"F01": Reply.YES}), today=TODAY, tables=default_tables()
    )
    document = to_document(result)
    assert document["kind"] == "refusal"
    assert set(document) == {"kind", "safety", "sources", "provenance"}
    assert document["safety"]["urgency"] == "EMERGENCY"  # type: ignore[index]


def test_every_result_says_where_it_comes_from() -> None:
    for person in (Person(), Person(findings={"F01": Reply.YES})):
        provenance = would_it_help.answer(person=person, today=TODAY, tables=default_tables()).provenance
        assert provenance.date == "2026-01-31"
        assert provenance.engine_version
        assert all(len(stamp) == 64 for stamp in provenance.tables.values())
        assert {"safety"} <= set(provenance.tables)


def test_what_comes_in_is_still_the_same_tomorrow() -> None:
    person = Person(age=45, pain_weeks=40, pain_now=6)
    first, second = (
        to_document(would_it_help.answer(person=person, today=day, tables=default_tables()))
        for day in (TODAY, date(2027, 1, 31))
    )
    assert first.pop("provenance") != second.pop("provenance")
    assert first == second
