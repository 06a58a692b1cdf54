"""``deqi track``: the same answer for people and for programs."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deqi.answers import course_document, default_tables, is_it_working, record_from_document
from deqi.cli import main
from deqi.datafiles import DATA_ROOT

COURSE = {
    "start": "2026-03-02",
    "person": {"age": 45, "pain_weeks": 60},
    "plan": {"price": 60, "currency": "EUR"},
    "entries": [
        {"day": "2026-02-23", "scores": {"pain": 7}},
        {"day": "2026-03-02", "scores": {"pain": 7, "sleep": 4}},
        {"day": "2026-03-09", "scores": {"pain": 5}},
        {"day": "2026-03-16", "scores": {"pain": 4}, "events": [{"kind": "bruise"}]},
        {"day": "2026-03-23", "scores": {"pain": 4}},
    ],
    "sessions": [{"day": f"2026-03-{day:02d}"} for day in (2, 5, 9, 16, 20)],
}


def run(*arguments: str, document: object = COURSE) -> Result:
    stdin = document if isinstance(document, str) else json.dumps(document)
    return CliRunner().invoke(main, ["track", *arguments, "--today", "2026-03-24"], input=stdin)


def test_json_is_what_the_core_gives() -> None:
    result = run("-", "--json", "--rule", "medicare", "--rule", "g-ba")
    assert result.exit_code == 0, result.output
    expected = is_it_working.answer(
        record=record_from_document(COURSE, default_tables()),
        today=date(2026, 3, 24),
        tables=default_tables(),
        rules=("medicare", "g-ba"),
    )
    assert json.loads(result.stdout) == course_document(expected)


def test_a_person_reads_decision_usual_care_cost_effects_and_rule(tmp_path: Path) -> None:
    file = tmp_path / "course.json"
    file.write_text(json.dumps(COURSE), encoding="utf-8")
    result = run(str(file), "--rule", "medicare")
    assert result.exit_code == 0, result.output
    for part in (
        "GO ON",
        "With usual",
        "300 EUR",
        "Bruise",
        "Left as things stand: 7",
        "Our reading of the rule",
        "How often this rule errs",
        "Come back if",
    ):
        assert part in result.stdout


def test_the_setting_hides_forecast_and_decision() -> None:
    said = run("-", "--sees", "nobody").stdout
    assert "GO ON" not in said
    assert "of 100 courses like" not in said
    assert "7.0" in said


def test_an_emergency_is_a_refusal_with_status_0() -> None:
    document = {**COURSE, "entries": [{"day": "2026-03-23", "events": [{"kind": "breathless"}]}]}
    result = run("-", document=document)
    assert result.exit_code == 0
    assert "EMERGENCY" in result.stdout
    assert "GO ON" not in result.stdout


def test_the_example_of_the_schema_is_answered() -> None:
    schema = json.loads((DATA_ROOT / "schemas/track-input.json").read_text(encoding="utf-8"))
    assert run("-", document=schema["examples"][0]).exit_code == 0


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ("{", ""),
        ("[]", ""),
        ({}, "start"),
        ({"start": "soon"}, "start"),
        ({**COURSE, "extra": 1}, "extra"),
    ],
)
def test_a_mistake_ends_with_status_2_and_its_place(document: object, where: str) -> None:
    result = run("-", document=document)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert "Next:" in result.stderr
    assert f"Where: {where}" in result.stderr if where else "Where:" not in result.stderr


def test_a_file_that_is_not_there() -> None:
    assert run("/nonexistent/course.json").exit_code == 2
