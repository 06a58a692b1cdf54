"""``deqi directory``: what an operator types, and what comes back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deqi.cli import main
from deqi.directory import MadeUp
from deqi.web.practitioners.models import Practitioner

pytestmark = pytest.mark.django_db
WRITER = MadeUp((("10001", "NY"),), every=1)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["directory", *arguments])


def refused(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert not isinstance(result.exception, Exception), result.exception
    assert "Traceback" not in result.stderr
    return result.stderr


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(WRITER.header_line() + "".join(WRITER.rows(5)), encoding="utf-8")
    return path


def test_a_file_is_imported_and_reported(register: Path) -> None:
    done = run("import", str(register))
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)[0]["applied"]["new"] == 5


def test_a_broken_file_is_told_with_line_column_and_rule(register: Path) -> None:
    register.write_text(register.read_text().replace(WRITER.row(2)[1:11], "2000000011"), encoding="utf-8")
    told = refused(run("import", str(register)))
    for part in ("line 4, column NPI", "[npi]", "--skip-bad-rows"):
        assert part in told
    assert Practitioner.objects.count() == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "no-such-file.csv"),
        ("import", "."),
        ("import", "no-such-file.csv", "--stands-for", "yesterday"),
        ("search", "Nowhere"),
        ("search", "10001", "--radius", "1000"),
        ("search", "10001", "--limit", "0"),
        ("search", "10001", "--cursor", "abc"),
        ("verify", "1234567893"),
        ("verify", "1234567893", "--same", "--another"),
        ("import",),
        ("find",),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...]) -> None:
    refused(run(*arguments))


def test_without_checks_nobody_is_found_unless_asked_for(register: Path) -> None:
    run("import", str(register))
    assert json.loads(run("search", "10001").stdout)["practitioners"] == []
    found = json.loads(run("search", "10001", "--all", "--limit", "2").stdout)
    assert len(found["practitioners"]) == 2
    assert found["cursor"]
    first = found["practitioners"][0]
    assert not first["checked"]
    assert [fact["kind"] for fact in first["facts"]] == [
        *("register number", "licence", "certificate", "exclusion list", "Medicare"),
    ]
    rest = json.loads(run("search", "10001", "--all", "--cursor", found["cursor"]).stdout)
    assert len(rest["practitioners"]) == 3


def test_the_demonstration_can_be_searched_and_settled() -> None:
    made_up = json.loads(run("demo").stdout)
    assert made_up["made_up_people"] == 240
    assert made_up["made_up_reviews"] > 0
    waiting = json.loads(run("verify").stdout)
    assert waiting["compare_with_the_exclusion_list"] == 1
    number = waiting["first"][0]["number"]
    assert len(json.loads(run("verify", number).stdout)["namesakes_to_compare"]) == 1
    assert "--by" in refused(run("verify", number, "--another"))
    settled = json.loads(run("verify", number, "--another", "--by", "A", "--reason", "other city").stdout)
    assert settled["namesakes_to_compare"] == []
    assert {fact["kind"]: fact["state"] for fact in settled["facts"]}["exclusion list"] == "holds"
