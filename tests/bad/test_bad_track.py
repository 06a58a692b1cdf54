"""Courses that cannot be right: a clear message with the place, nothing lost, nothing guessed."""

import copy
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from deqi.answers import course_document, default_tables, is_it_working, parse_document, record_from_document
from deqi.vocabulary import InputError

TODAY = date(2026, 3, 24)
GOOD: dict[str, Any] = {
    "start": "2026-03-02",
    "entries": [
        {"day": "2026-03-02", "scores": {"pain": 7}},
        {"day": "2026-03-09", "scores": {"pain": 5}},
    ],
    "sessions": [{"day": "2026-03-02"}],
}


def asked(document: object) -> object:
    record = record_from_document(document, default_tables())
    return is_it_working.answer(record=record, today=TODAY, tables=default_tables())


def first(document: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = document["entries"][0]
    return entry


BAD: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "pain of 11": (lambda d: first(d)["scores"].update(pain=11), "entries.0.scores.pain"),
    "pain below 0": (lambda d: first(d)["scores"].update(pain=-0.1), "entries.0.scores.pain"),
    "pain as text": (lambda d: first(d)["scores"].update(pain="7"), "entries.0.scores.pain"),
    "pain as yes": (lambda d: first(d)["scores"].update(pain=True), "entries.0.scores.pain"),
    "pain nan": (lambda d: first(d)["scores"].update(pain=float("nan")), "entries.0.scores.pain"),
    "unknown item": (lambda d: first(d)["scores"].update(knee=3), "entries.0.scores.knee"),
    "scores a list": (lambda d: first(d).update(scores=[7]), "entries.0.scores"),
    "the day after tomorrow": (lambda d: first(d).update(day="2026-03-26"), "entries.0.day"),
    "before anybody": (lambda d: first(d).update(day="0001-01-01"), "entries.0.day"),
    "31 February": (lambda d: first(d).update(day="2026-02-31"), "entries.0.day"),
    "no day": (lambda d: first(d).pop("day"), "entries.0.day"),
    "the same week twice": (lambda d: d["entries"].append({"day": "2026-03-08"}), "entries.1.day"),
    "the same day twice": (lambda d: d["entries"].append({"day": "2026-03-09"}), "entries.1.day"),
    "unknown key": (lambda d: first(d).update(smell="x"), "entries.0.smell"),
    "unknown event": (lambda d: first(d).update(events=[{"kind": "miracle"}]), "entries.0.events.0.kind"),
    "event without kind": (lambda d: first(d).update(events=[{}]), "entries.0.events.0.kind"),
    "unknown severity": (
        lambda d: first(d).update(events=[{"kind": "bruise", "severity": "bad"}]),
        "entries.0.events.0.severity",
    ),
    "event in the future": (
        lambda d: first(d).update(events=[{"kind": "bruise", "day": "2027-01-01"}]),
        "entries.0.events.0.day",
    ),
    "unknown care": (lambda d: first(d).update(other_care=[{"kind": "x"}]), "entries.0.other_care.0.kind"),
    "unknown sign": (lambda d: first(d).update(findings={"F99": "yes"}), "entries.0.findings"),
    "huge note": (lambda d: first(d).update(note="x" * 5001), "entries.0.note"),
    "note a number": (lambda d: first(d).update(note=5), "entries.0.note"),
    "visit in the future": (lambda d: d["sessions"][0].update(day="2026-12-24"), "sessions.0.day"),
    "needles by half": (lambda d: d["sessions"][0].update(needles=2.5), "sessions.0.needles"),
    "minutes below 0": (lambda d: d["sessions"][0].update(minutes=-1), "sessions.0.minutes"),
    "price below 0": (lambda d: d.update(plan={"price": -1}), "plan.price"),
    "four activities": (lambda d: d.update(activities=["a", "b", "c", "d"]), "activities"),
    "age as text": (lambda d: d.update(person={"age": "45"}), "person.age"),
    "unknown form": (
        lambda d: d.update(responses=[{"questionnaire": "x", "day": "2026-03-02"}]),
        "responses.0.questionnaire",
    ),
    "unknown answer": (
        lambda d: d.update(
            responses=[{"questionnaire": "peg", "day": "2026-03-02", "answers": {"peg-9": 1}}]
        ),
        "responses.0.answers.peg-9",
    ),
    "answer off the scale": (
        lambda d: d.update(
            responses=[{"questionnaire": "peg", "day": "2026-03-02", "answers": {"peg-1": 11}}]
        ),
        "responses.0.answers.peg-1",
    ),
    "pain since next year": (lambda d: d.update(facts={"pain_since": "2027-01-01"}), "facts.pain_since"),
    "pain since the end of time": (
        lambda d: d.update(facts={"pain_since": "9999-12-31"}),
        "facts.pain_since",
    ),
    "a week as a day": (lambda d: first(d).update(day="2026-W10-1"), "entries.0.day"),
    "digits of another script": (lambda d: first(d).update(day="٢٠٢٦-٠٣-٠٢"), "entries.0.day"),
    "facts a list": (lambda d: d.update(facts=[]), "facts"),
    "plan an empty text": (lambda d: d.update(plan=""), "plan"),
    "person false": (lambda d: d.update(person=False), "person"),
    "entries an object": (lambda d: d.update(entries={}), "entries"),
    "too many": (lambda d: d.update(sessions=[{"day": "2026-03-02"}] * 1001), "sessions"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_mistake_is_named_with_its_place(name: str) -> None:
    document = copy.deepcopy(GOOD)
    change, where = BAD[name]
    change(document)
    with pytest.raises(InputError) as caught:
        asked(document)
    assert caught.value.where == where
    assert caught.value.what
    assert caught.value.rule
    assert caught.value.next_step
    assert len(str(caught.value)) < 600


def test_the_good_one_is_good() -> None:
    assert asked(GOOD)


def test_tomorrow_is_taken_because_somewhere_it_is_tomorrow() -> None:
    document = copy.deepcopy(GOOD)
    document["entries"].append({"day": (TODAY + timedelta(days=1)).isoformat()})
    assert asked(document)


def test_scripts_in_notes_are_text_and_go_nowhere() -> None:
    """Notes are kept by whoever keeps the diary; the answer does not repeat them."""
    document = copy.deepcopy(GOOD)
    document["entries"][0]["note"] = "<script>alert(1)</script>"
    document["sessions"][0]["felt"] = "{{ settings.SECRET_KEY }}"
    record = record_from_document(document, default_tables())
    told = is_it_working.answer(record=record, today=TODAY, tables=default_tables())
    assert "script" not in json.dumps(course_document(told))
    assert record.entries[0].note == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "part", ['"plan": {"visits": %s}', '"entries": [{"day": "2026-03-02", "scores": {"pain": %s}}]']
)
def test_a_number_of_hundreds_of_digits_is_refused(part: str) -> None:
    for digits in (50, 400):
        with pytest.raises(InputError):
            asked(parse_document(('{"start": "2026-03-02", %s}' % (part % ("9" * digits))).encode()))


@pytest.mark.parametrize("text", ['{"start": NaN}', '{"start": "2026-03-02", "start": "2026-03-03"}', "\x00"])
def test_json_that_is_not_plain_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        asked(parse_document(text.encode()))


def test_a_deep_value_does_not_exhaust_anything() -> None:
    deep: object = "x"
    for _ in range(900):
        deep = [deep]
    with pytest.raises(InputError) as caught:
        asked({"start": deep})
    assert len(str(caught.value)) < 400
