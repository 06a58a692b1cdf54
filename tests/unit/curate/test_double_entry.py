"""Two readings, their differences, a decision for each, and rows that the tables accept."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deqi.curate import (
    RESULT_COLUMNS,
    TRIAL_COLUMNS,
    WHOLE_ROW,
    Decision,
    Entry,
    compare,
    csv_text,
    decide,
    entry_faults,
    row_key,
    to_rows,
)
from deqi.datafiles import DATA_ROOT, load_csv
from deqi.vocabulary import InputError

SCHEMAS = DATA_ROOT / "schemas"
TRIAL = {
    "title": "A made-up trial", "year": "2001", "country": "Nowhere", "n_randomised": "120",
    "group": "chronic", "condition": "chronic", "modality": "needling", "design": "RCT",
    "sham": "penetrating",
    "source_location": "Table 2", "review": "seen",
}  # fmt: skip
RESULT = {
    "arm": "verum", "role": "acupuncture", "modality": "needling", "n": "60", "outcome": "pain",
    "instrument": "VAS-100", "scale_min": "0", "scale_max": "100", "higher_is_better": "no", "weeks": "12",
    "weeks_approximate": "no", "statistic": "mean", "value": "34.5", "sd": "21", "computed": "no",
    "source_location": "Table 2", "review": "seen",
}  # fmt: skip
SHAM = {**RESULT, "arm": "sham", "role": "sham", "modality": "", "value": "43.7"}


def entry(*results: dict[str, str], **trial: str) -> Entry:
    return Entry.from_document({"trial": {**TRIAL, **trial}, "results": list(results) or [RESULT]})


def test_the_same_readings_do_not_differ() -> None:
    first = entry(RESULT, SHAM)
    again = entry({**SHAM, "value": "43.70"}, {**RESULT, "n": "60.0", "arm": " Verum "}, country="nowhere ")
    assert compare(first, again) == ()


def test_each_cell_that_differs_is_named_with_both_readings() -> None:
    found = compare(entry(), entry({**RESULT, "sd": "12"}, n_randomised="121"))
    assert [(d.column, d.first, d.second) for d in found] == [
        ("n_randomised", "120", "121"),
        ("sd", "21", "12"),
    ]
    assert found[1].where == "results.verum | pain | vas-100 | 12 | mean.sd"


def test_empty_is_not_zero() -> None:
    (found,) = compare(entry({**RESULT, "sd": ""}), entry({**RESULT, "sd": "0"}))
    assert (found.first, found.second) == ("", "0")


def test_a_row_that_one_reader_found_alone_is_a_difference() -> None:
    (found,) = compare(entry(RESULT), entry(RESULT, SHAM))
    assert found.column == WHOLE_ROW
    assert found.first == ""
    assert "value 43.7" in found.second


def test_decisions_make_one_entry_and_notes_of_both_readings() -> None:
    first, second = entry(n_randomised="120"), entry({**RESULT, "sd": "12"}, SHAM, n_randomised="121")
    trial, deviation, lone = (difference.where for difference in compare(first, second))
    agreed, notes = decide(
        first,
        second,
        {trial: Decision("second"), deviation: Decision("other", "21.5"), lone: Decision("second")},
    )
    assert agreed.trial["n_randomised"] == "121"
    assert [row["sd"] for row in agreed.results] == ["21.5", "21"]
    assert notes["trial"] == "Two readings. n_randomised: read as 120 and 121, decided 121."
    assert "read as 21 and 12, decided 21.5" in notes["results.verum | pain | vas-100 | 12 | mean"]


def test_a_lone_row_can_be_dropped() -> None:
    first, second = entry(RESULT), entry(RESULT, SHAM)
    (lone,) = compare(first, second)
    agreed, _ = decide(first, second, {lone.where: Decision("first")})
    assert [row["arm"] for row in agreed.results] == ["verum"]


@pytest.mark.parametrize(
    ("decisions", "rule"),
    [
        ({}, "Each difference needs a decision."),
        ({"trial.year": Decision("first"), "trial.country": Decision("first")}, "A decision belongs"),
        ({"trial.year": Decision("third")}, "A decision is the first reading"),
    ],
)
def test_decisions_must_fit_the_differences(decisions: dict[str, Decision], rule: str) -> None:
    with pytest.raises(InputError, match=rule):
        decide(entry(), entry(year="2002"), decisions)


def test_a_lone_row_takes_no_other_text() -> None:
    first, second = entry(RESULT), entry(RESULT, SHAM)
    (lone,) = compare(first, second)
    with pytest.raises(InputError, match="A decision is the first reading"):
        decide(first, second, {lone.where: Decision("other", "43")})


@pytest.mark.parametrize(
    ("table", "column", "text", "message"),
    [
        ("trial", "year", "19", "less than the minimum"),
        ("trial", "year", "two", "is not a whole number"),
        ("trial", "country", "", "It is empty."),
        ("trial", "group", "old", "is not one of"),
        ("results", "value", "", "It is empty."),
        ("results", "value", "1_000", "is not a number"),
        ("results", "higher_is_better", "true", "is not yes or no"),
        ("results", "sd", "-1", "less than the minimum"),
        ("results", "n", "3.5", "is not a whole number"),
    ],
)
def test_a_cell_that_the_schema_forbids_is_named(table: str, column: str, text: str, message: str) -> None:
    changed = entry(**{column: text}) if table == "trial" else entry({**RESULT, column: text})
    (fault,) = entry_faults(changed, SCHEMAS)
    assert fault.where == ("trial" if table == "trial" else "results.1") + f".{column}"
    assert message in fault.message


def test_a_row_given_twice_is_a_fault() -> None:
    (fault,) = entry_faults(entry(RESULT, RESULT), SCHEMAS)
    assert fault.where == "results.2"


def test_a_good_entry_has_no_fault() -> None:
    assert entry_faults(entry(RESULT, SHAM), SCHEMAS) == ()


def test_rows_that_break_the_schema_are_refused() -> None:
    with pytest.raises(InputError, match="The rows must pass the schemas"):
        to_rows(entry(year="x"), {}, study_id="made-up-2001", source_id="made-up", schemas=SCHEMAS)


def test_the_tables_read_the_rows_that_are_written(tmp_path: Path) -> None:
    """The reader of the data files, which is other code, gets every cell back."""
    rows = to_rows(
        entry(RESULT, SHAM),
        {"trial": "A note."},
        study_id="made-up-2001",
        source_id="made-up",
        schemas=SCHEMAS,
    )
    for name, written in (("trials", rows.trials), ("results", rows.results)):
        shipped = (DATA_ROOT / f"evidence/{name}.csv").read_text(encoding="utf-8")
        path = tmp_path / f"{name}.csv"
        path.write_text(csv_text(written, shipped), encoding="utf-8")
        table = load_csv(path, SCHEMAS / f"{name}.json")
        assert len(table) == len(
            load_csv(DATA_ROOT / f"evidence/{name}.csv", SCHEMAS / f"{name}.json")
        ) + len(written)
        for row, cells in zip(table.rows[-len(written) :], written, strict=True):
            assert {column: "" if value is None else str(value) for column, value in row.items()} == {
                column: {"yes": "True", "no": "False"}.get(text, text)
                if column in ("computed", "higher_is_better", "weeks_approximate")
                else f"{float(text)}"
                if column in ("value", "sd", "weeks", "scale_min", "scale_max") and text
                else text
                for column, text in cells.items()
            }


def test_a_table_of_another_version_is_refused() -> None:
    with pytest.raises(InputError, match="other columns"):
        csv_text([{"a": "1"}], "b\n2\n")


cell = st.text(alphabet="ab1.2 ,\"'\n-é", max_size=8)
trials = st.fixed_dictionaries(dict.fromkeys(TRIAL_COLUMNS, cell))
results = st.lists(st.fixed_dictionaries(dict.fromkeys(RESULT_COLUMNS, cell)), max_size=3)
entries = st.builds(
    lambda trial, rows: Entry.from_document({"trial": trial, "results": rows}), trials, results
)


@given(entries)
def test_an_entry_agrees_with_itself_and_survives_its_document(one: Entry) -> None:
    assert compare(one, one) == ()
    assert Entry.from_document(one.document()) == one


@given(entries, entries)
def test_a_difference_is_seen_from_both_sides(first: Entry, second: Entry) -> None:
    there = {(d.where, d.first, d.second) for d in compare(first, second)}
    assert there == {(d.where, d.second, d.first) for d in compare(second, first)}


@given(entries, entries, st.sampled_from(["first", "second"]))
def test_taking_one_side_everywhere_gives_that_entry(first: Entry, second: Entry, side: str) -> None:
    decisions = {difference.where: Decision(side) for difference in compare(first, second)}
    agreed, _ = decide(first, second, decisions)
    wanted = first if side == "first" else second
    assert compare(agreed, replace(wanted, results=tuple(sorted(wanted.results, key=row_key)))) == ()


@given(st.lists(st.builds(lambda a, b: {"a": a, "b": b}, cell, cell), min_size=1, max_size=4))
def test_csv_gives_back_every_cell(rows: list[dict[str, str]]) -> None:
    half = csv_text(rows[:1])
    whole = csv_text(rows[1:], half) if rows[1:] else half
    assert list(csv.DictReader(io.StringIO(whole, newline=""))) == rows
