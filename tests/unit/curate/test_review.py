"""What is overdue, what changed, and how far answers move."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from deqi.answers import default_tables, is_it_safe, load_tables
from deqi.cli import main
from deqi.curate import Kind, answers_moved, compare_folders, load_panel, load_policy, stale
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import DataFileError, Person, Reply, Stratum, Urgency

SOURCES = "id,citation,doi,pmid,address,review,seen_on,licence\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small data folder: three sources, two trials, one claim."""
    (tmp_path / "evidence").mkdir()
    (tmp_path / "claims/claims").mkdir(parents=True)
    (tmp_path / "schemas").mkdir()
    shutil.copy(DATA_ROOT / "schemas/trials.json", tmp_path / "schemas")
    (tmp_path / "sources.csv").write_text(
        SOURCES + "old,An old paper,,,,seen,2024-01-10,x\nnew,A new paper,,,,seen,2026-01-10,x\n"
        "blank,No date,,,,seen,,x\nunread,Nobody read it,,,,unchecked,,x\n"
    )
    (tmp_path / "evidence/trials.csv").write_text(
        "study_id,source_id,review\nt1,old,seen\nt2,unread,unchecked\n"
    )
    (tmp_path / "evidence/results.csv").write_text(
        "study_id,value,source_id,review\nt1,5,old,seen\nt2,7,unread,seen\n"
    )
    (tmp_path / "claims/claims/a01.toml").write_text(
        'id = "a01"\nchecked = 2025-03-01\nsources = ["old", "unread"]\nreview = "seen"\n'
    )
    return tmp_path


POLICY = (
    Kind("claims", ("claims/claims/*",), "checked", 365),
    Kind("sources", ("sources.csv",), "seen_on", 730),
)


def test_overdue_starts_the_day_after_the_interval(folder: Path) -> None:
    on_time = stale(folder, POLICY, date(2026, 1, 9))
    assert [(due.record, due.days_over) for due in on_time.overdue] == []
    late = stale(folder, POLICY, date(2026, 3, 2))
    assert [(due.record, due.days_over) for due in late.overdue] == [
        ("sources.csv: old", 52),
        ("claims/claims/a01.toml", 1),
    ]


def test_no_date_is_told_apart_and_the_unchecked_wait_elsewhere(folder: Path) -> None:
    found = stale(folder, POLICY, date(2026, 1, 9))
    assert [due.record for due in found.undated] == ["sources.csv: blank"]
    assert {entry.record: entry.waiting for entry in found.unchecked} == {
        "evidence/trials.csv: t2": ("evidence/results.csv: t2",),
        "sources.csv: unread": (
            "claims/claims/a01.toml",
            "evidence/results.csv: t2",
            "evidence/trials.csv: t2",
        ),
    }


def test_a_diff_tells_files_records_and_cells(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    new = tmp_path_factory.mktemp("new") / "data"
    shutil.copytree(folder, new)
    trials = new / "evidence/trials.csv"
    trials.write_text("study_id,source_id,review\nt3,new,seen\nt1,new,seen\n")
    (new / "claims/claims/a02.toml").write_text('id = "a02"\n')
    (new / "sources.csv").unlink()
    found = compare_folders(folder, new)
    assert (found.files_added, found.files_removed) == (("claims/claims/a02.toml",), ("sources.csv",))
    assert (found.added, found.removed) == (("evidence/trials.csv: t3",), ("evidence/trials.csv: t2",))
    (cell,) = found.changed
    assert (cell.record, cell.column, cell.before, cell.after) == (
        "evidence/trials.csv: t1",
        "source_id",
        "old",
        "new",
    )


def test_a_folder_is_the_same_as_itself_and_a_diff_turns_round(folder: Path) -> None:
    assert compare_folders(folder, folder).empty
    shipped = compare_folders(DATA_ROOT, DATA_ROOT)
    assert shipped.empty
    there, back = compare_folders(folder, DATA_ROOT), compare_folders(DATA_ROOT, folder)
    assert (there.files_added, there.added) == (back.files_removed, back.removed)


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "claims/claims/a01.toml").write_text("id = \n")
    with pytest.raises(DataFileError, match=r"claims/claims/a01\.toml"):
        compare_folders(folder, DATA_ROOT)


def test_every_shipped_file_with_a_date_has_a_rhythm() -> None:
    policy = load_policy(DATA_ROOT)
    found = stale(DATA_ROOT, policy, date(2099, 1, 1))
    kinds = {due.kind for due in found.overdue}
    assert kinds == {kind.name for kind in policy}


def asked(name: str) -> Urgency:
    row, tables = load_panel(DATA_ROOT)[name], default_tables()
    given = {key: row[key] for key in ("age", "pain_weeks")}
    has = dict.fromkeys(tables.safety.findings, Reply.NO) | dict.fromkeys(row.get("yes", ()), Reply.YES)
    return is_it_safe.answer(person=Person(**given, findings=has), tables=tables).urgency


def test_the_panel_has_every_group_and_every_tier_that_matters() -> None:
    tables = default_tables()
    same = answers_moved(load_panel(DATA_ROOT), tables, tables, today=date(2030, 1, 1))
    assert (same.counts, same.words, same.largest) == ((), (), None)
    assert same.compared > 100
    names = " ".join(load_panel(DATA_ROOT))
    assert all(stratum.value in names for stratum in Stratum)
    assert asked("numb between the legs") is Urgency.EMERGENCY
    assert asked("cancer in the past") is Urgency.WITHIN_2_WEEKS
    assert asked("chronic") < Urgency.WITHIN_2_WEEKS


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The shipped data with one harm and one tier changed."""
    folder = tmp_path / "data"
    shutil.copytree(DATA_ROOT, folder)
    harm = folder / "claims/harms/any-event.toml"
    harm.write_text(harm.read_text().replace("estimate = 9.31", "estimate = 8.31"))
    trials = folder / "ledger/observations.csv"
    assert trials.exists()
    return folder


def test_a_changed_harm_moves_by_as_much_as_it_changed(changed: Path) -> None:
    moves = answers_moved(
        load_panel(DATA_ROOT), default_tables(), load_tables(changed), today=date(2030, 1, 1)
    )
    told = {(move.person, move.what): move.by for move in moves.counts}
    assert told
    assert {what for _, what in told} == {"any-event"}
    assert all(by == pytest.approx(-1.0) for by in told.values())
    assert "numb between the legs" not in {person for person, _ in told}  # a refusal shows no number
    assert moves.largest is not None
    assert moves.largest.by == pytest.approx(-1.0)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_tells_a_change_as_text_and_as_json(changed: Path) -> None:
    text = run("data", "diff", str(DATA_ROOT), str(changed))
    assert "Cells changed: 1\n  claims/harms/any-event.toml, of_100.estimate: 9.31 -> 8.31" in text
    assert "The largest: chronic, harm, any-event: 9.31 (5.10 to 14.62) -> 8.31" in text
    told = json.loads(run("data", "diff", str(DATA_ROOT), str(changed), "--json"))
    assert told["changed"][0]["after"] == "8.31"
    assert told["answers"]["counts"][0]["by"] == pytest.approx(-1.0)


def test_data_that_do_not_fit_the_engine_are_still_compared(changed: Path) -> None:
    (changed / "ledger/model.toml").write_text("id = 3\n")
    text = run("data", "diff", str(DATA_ROOT), str(changed))
    assert "Answers not compared: one of the two does not fit this engine" in text
    assert "ledger/model.toml" in text


def test_a_git_version_is_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "src/deqi/data"
    shutil.copytree(DATA_ROOT, data)
    for command in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "first"),
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.chdir(data)
    assert "The data say the same." in run("data", "diff", "HEAD")
    harm = data / "claims/harms/drowsy.toml"
    harm.write_text(harm.read_text().replace("order = 4", "order = 5"))
    assert "order: 4 -> 5" in run("data", "diff", "HEAD", str(data))


@pytest.mark.parametrize("name", ["no-such-version", "--output=/tmp/x", "HEAD;ls"])
def test_what_is_no_version_is_refused(name: str) -> None:
    result = CliRunner().invoke(main, ["data", "diff", "--", name])
    assert result.exit_code == 2
    assert "neither a folder nor a version" in result.stderr


def test_stale_tells_what_waits(folder: Path) -> None:
    (folder / "curation").mkdir()
    shutil.copy(DATA_ROOT / "curation/policy.toml", folder / "curation")
    shutil.copy(DATA_ROOT / "schemas/curation-policy.json", folder / "schemas")
    text = run("data", "stale", "--root", str(folder), "--today", "2026-03-02")
    assert "sources.csv: old: seen on 2024-01-10, 52 days over (sources)" in text
    assert "waits: evidence/results.csv: t2" in text
    told = json.loads(run("data", "stale", "--root", str(folder), "--today", "2026-03-02", "--json"))
    assert told["overdue"][0]["days_over"] == 52


def test_check_names_broken_rules_and_a_broken_policy_together(changed: Path) -> None:
    rule = changed / "language/rules/ratio.toml"
    rule.write_text(rule.read_text().replace("why =", "because ="))
    policy = changed / "curation/policy.toml"
    policy.write_text(policy.read_text().replace("review_after_days = 365", "review_after_days = 3", 1))
    result = CliRunner().invoke(main, ["data", "check", "--root", str(changed)])
    assert result.exit_code == 3
    assert "ratio.toml" in result.stderr
    assert "policy.toml" in result.stderr
