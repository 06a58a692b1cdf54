"""A researcher's question: one comparator, nothing invented, nothing dropped in silence."""

import json
from pathlib import Path
from typing import Any

import pytest

from deqi.answers import default_tables, pooled_answer, pooled_document, trials_document
from deqi.evidence import Group, Modality, pool
from deqi.vocabulary import Comparator, InputError, ReviewState, UsageError

TABLES = default_tables()
SCHEMA = json.loads(
    (Path(__file__).resolve().parents[3] / "src/deqi/data/schemas/ask-evidence.json").read_text(
        encoding="utf-8"
    )
)["properties"]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("condition", [kind.value for kind in Group]),
        ("comparator", [kind.value for kind in Comparator]),
        ("modality", [kind.value for kind in Modality]),
        ("outcome", sorted({row.outcome for row in TABLES.evidence.effects})),
    ],
)
def test_the_schema_offers_what_the_tables_know(key: str, words: list[str]) -> None:
    assert sorted(SCHEMA[key]["enum"]) == sorted(words)


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"outcome": "pain"}, ""),
        ({"comparator": ["sham", "usual care"], "outcome": "pain"}, "comparator"),
        ({"comparator": "any", "outcome": "pain"}, "comparator"),
        ({"comparator": "sham", "outcome": "pain", "level": 1}, "level"),
        ({"comparator": "sham", "outcome": "pain", "weeks_from": "4"}, "weeks_from"),
        ({"comparator": "sham", "outcome": "pain", "colour": "red"}, ""),
        ([], ""),
    ],
)
def test_a_question_that_is_none_names_its_place(document: Any, where: str) -> None:
    with pytest.raises(InputError) as caught:
        pooled_answer(document, TABLES)
    assert caught.value.where == where


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(UsageError):
        pooled_answer({"comparator": "sham", "outcome": "pain", "weeks_from": 17, "weeks_to": 4}, TABLES)


def test_the_pool_of_trials_with_one_row_each_is_the_plain_pool_of_those_rows() -> None:
    answer = pooled_answer({"comparator": "no treatment", "outcome": "pain", "weeks_from": 0}, TABLES)
    rows = answer.selection.rows
    assert len({row.study_id for row in rows}) == len(rows) > 1
    plain = pool([row.difference_0_100 for row in rows], [row.se_0_100**2 for row in rows])
    assert answer.pooled is not None
    assert answer.pooled.estimate == pytest.approx(plain.estimate)
    assert (answer.pooled.ci_low, answer.pooled.ci_high) == pytest.approx((plain.ci_low, plain.ci_high))


def test_method_interval_and_level_reach_the_pool() -> None:
    question = {"comparator": "no treatment", "outcome": "pain", "weeks_from": 0}
    asked = pooled_answer(question | {"tau2_method": "DL", "interval": "normal", "level": 0.9}, TABLES).pooled
    assert asked is not None
    assert (asked.tau2_method, asked.interval, asked.level) == ("DL", "normal", 0.9)


@pytest.mark.parametrize("comparator", list(Comparator))
@pytest.mark.parametrize("outcome", SCHEMA["outcome"]["enum"])
def test_every_question_has_an_answer_or_a_reason(comparator: Comparator, outcome: str) -> None:
    for condition in SCHEMA["condition"]["enum"]:
        question = {
            "condition": condition,
            "comparator": comparator.value,
            "outcome": outcome,
            "weeks_to": 520,
        }
        answer = pooled_answer(question, TABLES)
        assert (answer.pooled is None) == bool(answer.why_not)
        assert {row.comparator for row in answer.selection.rows} <= {comparator}
        json.dumps(pooled_document(answer, TABLES), allow_nan=False)


def test_nothing_unchecked_is_ever_shown() -> None:
    shown = json.dumps(trials_document({}, TABLES))
    assert ReviewState.UNCHECKED.value not in {trial["review"] for trial in trials_document({}, TABLES)}
    hidden = {row.study_id for row in TABLES.evidence.unchecked if hasattr(row, "title")}
    assert [study for study in hidden if f'"{study}"' in shown] == []


def test_filters_only_ever_take_away() -> None:
    everything = {trial["study_id"] for trial in trials_document({}, TABLES)}
    for key, words in (("condition", Group), ("comparator", Comparator), ("modality", Modality)):
        parts = [{t["study_id"] for t in trials_document({key: word.value}, TABLES)} for word in words]
        assert all(part <= everything for part in parts)
        assert key == "comparator" or set().union(*parts) == everything
