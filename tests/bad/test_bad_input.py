"""Bad input, by every door: a clear message that names the place, no traceback, and no answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from deqi.cli import main

DEEP = b'{"findings": ' + b"[" * 900 + b"]" * 900 + b"}"
BAD = {
    "an impossible age": (b'{"age": 200}', "age"),
    "a negative age": (b'{"age": -1}', "age"),
    "an age without end": (b'{"age": 1e999}', "age"),
    "a number of thousands of digits": (b'{"age": ' + b"9" * 5000 + b"}", "ordinary length"),
    "a pain of 11": (b'{"pain_now": 11}', "pain_now"),
    "text in a number": (b'{"pain_weeks": "six"}', "pain_weeks"),
    "a number in quotes": (b'{"age": "45"}', "age"),
    "yes as true": (b'{"leg_pain": true}', "leg_pain"),
    "a reply that is none": (b'{"findings": {"F01": "maybe"}}', "findings.F01"),
    "a reply with a capital": (b'{"findings": {"F01": "Yes"}}', "findings.F01"),
    "an unknown key": (b'{"agee": 45}', "agee"),
    "an unknown finding": (b'{"findings": {"F99999": "yes"}}', "findings.F99999"),
    "a finding among the cautions": (b'{"cautions": {"F01": "yes"}}', "cautions.F01"),
    "a list of findings": (b'{"findings": ["F01"]}', "findings"),
    "a key that stands twice": (b'{"age": 30, "age": 80}', "age"),
    "a finding that stands twice": (b'{"findings": {"F01": "yes", "F01": "no"}}', "F01"),
    "NaN": (b'{"age": NaN}', "NaN"),
    "Infinity": (b'{"pain_now": Infinity}', "Infinity"),
    "nothing at all": (b"", "line 1"),
    "null": (b"null", "object"),
    "a list": (b"[]", "object"),
    "text": (b'"hello"', "object"),
    "half a document": (b'{"age": 45', "line 1"),
    "two documents": (b"{} {}", "Extra data"),
    "a comment": (b'{"age": 45} // years', "Extra data"),
    "deep nesting": (DEEP, "findings"),
    "very deep nesting": (b"[" * 100_000, "nested"),
    "another encoding": ('{"sex": "weiblich ä"}'.encode("latin-1"), "UTF-8"),
    "bytes of a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
    "a lone surrogate as key": (b'{"\\ud800": 1}', "\\ud800"),
    "a key that steers the terminal": (b'{"\\u001b[2J": 1}', "x1b"),
    "thousands of unknown keys": (json.dumps({f"k{n}": n for n in range(9000)}).encode(), "k0"),
    "ten million bytes": (b'{"age": 45' + b" " * 10_000_000 + b"}", "200"),
}


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin)


def refused(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert not isinstance(result.exception, Exception), result.exception
    for part in ("What:", "Rule:", "Next:"):
        assert part in result.stderr
    assert len(result.stderr) < 2000
    assert result.stderr.replace("\n", "").isprintable()
    return result.stderr


@pytest.mark.parametrize(("content", "place"), BAD.values(), ids=BAD)
def test_the_command_refuses_it_and_names_the_place(content: bytes, place: str) -> None:
    assert place in refused(run("ask", "--json", "-", stdin=content))


@pytest.mark.parametrize(("content", "place"), BAD.values(), ids=BAD)
def test_the_api_refuses_it_and_names_the_place(content: bytes, place: str) -> None:
    # the test client leaves the type of an empty body out unless it is told twice
    response = Client().post(
        "/api/v1/ask", content, content_type="application/json", CONTENT_TYPE="application/json"
    )
    assert response.status_code == (413 if len(content) > 200_000 else 422)
    problem = json.loads(response.content)
    assert set(problem) == {"where", "what", "rule", "next_step"}
    assert place.replace("x1b", "\x1b") in " ".join(problem.values()).replace("\ud800", "\\ud800")
    assert len(response.content) < 2000


@pytest.mark.parametrize("kind", ["missing", "folder", "unreadable name"])
def test_a_file_that_is_none_is_named(tmp_path: Path, kind: str) -> None:
    file = {"missing": tmp_path / "no.json", "folder": tmp_path, "unreadable name": tmp_path / ("x" * 300)}[
        kind
    ]
    assert "Where:" in refused(run("ask", "--json", str(file)))


def test_a_file_that_never_ends_is_read_no_further_than_needed() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("this machine has no /dev/zero")
    assert "200,000" in refused(run("ask", "--json", "/dev/zero"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "--json", "-", "--today", "31.1.2026"),
        ("ask", "--colour"),
        ("asks",),
        ("evidence", "pool", "--outcome", "pain"),
        ("evidence", "pool", "--outcome", "pain", "--comparator", "placebo"),
        ("evidence", "pool", "--outcome", "pain", "--comparator", "sham", "--weeks", "17", "4"),
        ("evidence", "pool", "--outcome", "pain", "--comparator", "sham", "--weeks", "nan", "nan"),
        ("evidence", "forest", "--outcome", "pain", "--comparator", "sham", "--output", "plot.gif"),
        ("evidence", "forest", "--outcome", "pain", "--comparator", "sham", "--output", "no/such/plot.svg"),
        ("serve", "--port", "0"),
    ],
)
def test_a_command_that_cannot_be_carried_out_says_why(arguments: tuple[str, ...]) -> None:
    result = run(*arguments, stdin=b"{}")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr) > 20
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "query",
    ["comparator=placebo", "condition=acute&condition=chronic", "weeks_from=x", "colour=red", "weeks_to=nan"],
)
def test_a_filter_that_means_nothing_is_refused(query: str) -> None:
    response = Client().get(f"/api/v1/evidence/trials?{query}")
    assert response.status_code == 422
    assert set(json.loads(response.content)) == {"where", "what", "rule", "next_step"}


def test_a_broken_data_file_has_its_own_exit_status_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "safety").mkdir()
    result = run("data", "check", "--root", str(tmp_path))
    assert result.exit_code == 3
    assert "Where:" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_real_process_ends_without_a_traceback_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deqi", "ask", "--json", "-"],
        input=b'{"age": 200, "\xff": 1}',
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"What:" in done.stderr
    assert b"Traceback" not in done.stderr


def test_what_is_missing_is_no_mistake() -> None:
    result = run("ask", "--json", "-", stdin=b"{}")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["safety"]["complete"] is False
