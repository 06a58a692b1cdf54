"""``deqi ask``: the same answer for people and for programs."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deqi.answers import default_tables, is_it_safe, to_document, would_it_help
from deqi.cli import main
from deqi.cli.conversation import ask_person
from deqi.vocabulary import Person, Reply

SAFETY = default_tables().safety


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin)


def told(stdin: str) -> str:
    result = run("ask", "--today", "2026-01-31", stdin=stdin)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_json_in_json_out_with_the_day_that_was_given() -> None:
    result = run(
        "ask", "--json", "-", "--today", "2026-01-31", stdin='{"age": 45, "pain_weeks": 40, "pain_now": 6}'
    )
    person = Person(age=45, pain_weeks=40, pain_now=6)
    expected = would_it_help.answer(person=person, today=date(2026, 1, 31), tables=default_tables())
    assert result.exit_code == 0
    assert result.stderr == ""
    assert json.loads(result.stdout) == to_document(expected)


def test_a_file_gives_the_same_as_standard_input(tmp_path: Path) -> None:
    text = '{"age": 45}'
    (tmp_path / "me.json").write_text(text)
    arguments = ("ask", "--today", "2026-01-31", "--json")
    assert run(*arguments, str(tmp_path / "me.json")).stdout == run(*arguments, "-", stdin=text).stdout


def test_a_refusal_is_an_answer_too_and_ends_with_status_0() -> None:
    result = run("ask", "--json", "-", stdin='{"findings": {"F01": "yes"}}')
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["safety"]["urgency"] == "EMERGENCY"
    assert "ledger" not in document


def test_the_day_is_today_when_none_is_given() -> None:
    given = json.loads(run("ask", "--json", "-", stdin="{}").stdout)["provenance"]["date"]
    assert abs((date.fromisoformat(given) - date.today()).days) <= 1  # noqa: DTZ011 - midnight may pass


def test_skipping_every_question_ends_and_never_reassures() -> None:
    text = told("\n" * 400)
    assert "Be seen by a doctor today" in text
    assert "Not sure never counts" in text
    assert "Come back if" in text


def test_an_emergency_ends_the_conversation_early_and_shows_no_figure() -> None:
    everything = told("\n" * 400)
    text = told("\n" * 3 + "y\n" * 400)  # age, sex and duration skipped, then yes to everything
    assert "EMERGENCY" in text
    assert "of 100" not in text.split("Is it safe for me?")[1].split("Please note")[0]
    assert "Would it help me?" not in text
    assert text.count("y, n or ?") < everything.count("y, n or ?")


def test_what_does_not_fit_is_asked_again_with_a_hint() -> None:
    first = is_it_safe.next_screen(person=Person(), seen=[], tables=default_tables())
    assert first is not None
    text = told("perhaps\n" + "\n" * 400)
    assert text.count(first.questions[0].text) == 1
    assert "Enter" in text


def test_a_no_to_every_question_leads_to_the_ledger_in_people_of_100(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = {"0 to 120 years": "45", "1 to 4": "2", "1 to 6": "4", "y, n or ?": "n"}
    monkeypatch.setattr("click.prompt", lambda hint, **_: typed.get(hint.strip(), "6"))
    text = told("")
    assert "We cannot tell" not in text
    assert "Would it help me?" in text
    assert "of 100 people like you" in text
    for row in ("with usual care", "with sham needling", "with acupuncture", "not clearly better"):
        assert row in text
    assert "how sure we can be" in text


def test_not_sure_and_silence_are_kept_apart_from_no(monkeypatch: pytest.MonkeyPatch) -> None:
    people = []
    for typed in ("?", "n", ""):
        monkeypatch.setattr("click.prompt", lambda *_, typed=typed, **__: typed)
        monkeypatch.setattr("deqi.cli.conversation._number", lambda *_: None)
        monkeypatch.setattr("deqi.cli.conversation._choice", lambda *_: None)
        people.append(ask_person(default_tables()).findings.get("F01"))
    assert people == [Reply.UNKNOWN, Reply.NO, Reply.UNKNOWN]


def test_safety_list_names_every_id_once() -> None:
    lines = run("safety", "list").stdout.splitlines()
    ids = [line.split()[0] for line in lines if line and not line.startswith(("Findings", "Cautions"))]
    assert ids == [*SAFETY.findings, *SAFETY.cautions]


def test_data_check_prints_the_hashes_that_an_answer_carries() -> None:
    result = run("data", "check")
    assert result.exit_code == 0
    assert all(stamp in result.stdout for stamp in default_tables().hashes.values())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    file = tmp_path / "person.json"
    file.write_text("{}")
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "deqi", "ask", "--json", str(file)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert ran.returncode == 1
    assert "No space left on device" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr
