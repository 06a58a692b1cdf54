"""``deqi calibrate``: a table of courses in, figures for each way of forecasting out."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from deqi.cli import main
from deqi.outcomes import forecast

WEEKS = (0.0, 4.0, 12.0)


def table(people: int = 60, *, extra: str = "") -> str:
    """Courses of whole numbers, 0 to 10, in two arms; week 12 is lower in arm b."""
    rng = np.random.default_rng(9)
    scores = forecast.simulate_untreated(forecast.Scale(0, 10, 1), WEEKS, people, rng)
    lines = ["patient,arm,week,score,scale_min,scale_max"]
    for i, row in enumerate(scores):
        for week, score in zip(WEEKS, row, strict=True):
            less = 2 if i % 2 and week > 0 else 0
            lines.append(f"p{i},{'ab'[i % 2]},{week:g},{max(score - less, 0):g},0,10")
    return "\n".join(lines) + "\n" + extra


def run(tmp_path: Path, text: str, *options: str) -> Result:
    file = tmp_path / "courses.csv"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["calibrate", str(file), *options])


def test_every_sensible_task_stands_beside_four_other_ways(tmp_path: Path) -> None:
    result = run(tmp_path, table(), "--json", "--folds", "3")
    assert result.exit_code == 0, result.output
    (found,) = json.loads(result.stdout)
    assert [task["task"] for task in found["tasks"]] == ["0 -> 4", "0 -> 12", "0, 4 -> 12"]
    for task in found["tasks"]:
        assert set(task["methods"]) == {"deqi", "last value", "arm mean change", "ANCOVA", "mixed model"}
        assert task["people"] == 60
        assert 0 < task["methods"]["deqi"]["crps"] < task["methods"]["last value"]["crps"]
        assert 0.7 < task["methods"]["deqi"]["coverage_90"] <= 1


def test_the_same_seed_gives_the_same_figures(tmp_path: Path) -> None:
    asked = ("--json", "--folds", "3", "--from", "0", "--to", "12")
    first, again, other = (run(tmp_path, table(), *asked, "--seed", seed).stdout for seed in ("5", "5", "6"))
    assert first == again
    assert first != other


def test_zero_shot_learns_nothing_from_the_file(tmp_path: Path) -> None:
    """The same first scores, so the same coverage, however the others fared."""
    asked = ("--json", "--folds", "2", "--from", "0", "--to", "4", "--zero-shot")
    (plain,) = json.loads(run(tmp_path, table(), *asked).stdout)
    (folds,) = json.loads(run(tmp_path, table(), *asked, "--seed", "3").stdout)
    ours = [found["tasks"][0]["methods"]["deqi"] for found in (plain, folds)]
    assert ours[0]["crps"] == pytest.approx(ours[1]["crps"])


def test_week_ahead_stands_beside_the_four_trackers(tmp_path: Path) -> None:
    weeks = range(8)
    scores = forecast.simulate_untreated(forecast.Scale(0, 10, 1), weeks, 40, np.random.default_rng(2))
    lines = [f"{i},a,{t},{scores[i, t]:g}" for i in range(40) for t in weeks]
    text = "patient,arm,week,score\n" + "\n".join(lines)
    result = run(tmp_path, text, "--range", "0", "10", "--week-ahead", "--json", "--folds", "2")
    (found,) = json.loads(result.stdout)
    methods = found["tasks"][0]["methods"]
    assert set(methods) == {"deqi", "last week", "EWMA", "pooled AR", "local level"}
    assert methods["deqi"]["crps"] < methods["last week"]["crps"]
    assert methods["deqi"]["brier"] is None


def test_an_instrument_without_a_range_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    lines = table().splitlines()
    text = "\n".join(f"{line},{'instrument' if i == 0 else 'pain'}" for i, line in enumerate(lines))
    text += "\np0,a,0,5,,,pills\np0,a,4,6,,,pills\n"
    result = run(tmp_path, text, "--folds", "2", "--from", "0", "--to", "12")
    assert result.exit_code == 0
    assert "pain, weeks 0 -> 12 (60 people)" in result.stdout
    assert "not tried: pills: no range is stated" in result.stderr


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("p0,a,26,eleven,0,10", "line 182, column score: 'eleven' is not a number"),
        ("p0,a,26,11,0,10", "line 182, column score: 11 is not between 0.0 and 10.0"),
        ("p0,a,-1,5,0,10", "line 182, column week"),
        ("p0,a,,5,0,10", "line 182, column week"),
        ("p0,a,nan,5,0,10", "line 182, column week: 'nan' is not a number"),
        (",a,26,5,0,10", "line 182, column patient: it is empty"),
        ("p0,b,26,5,0,10", "line 182, column arm: line 2 has this patient in another arm"),
        ("p0,a,4,5,0,10", "line 182, column week: line 3 has a score of this week already"),
        ("p0,a,26,5,0,24", "line 182, column scale_max: line 2 states another range"),
        ("p0,a,26,5,0,10,9", "line 182: more cells than the first line has"),
    ],
)
def test_a_bad_row_is_named_with_line_and_column(tmp_path: Path, row: str, told: str) -> None:
    result = run(tmp_path, table(extra=row + "\n"))
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_many_bad_rows_are_counted(tmp_path: Path) -> None:
    result = run(tmp_path, table(extra="p0,a,x,1,0,10\n" * 30))
    assert result.exit_code == 2
    assert "30 cells cannot be used" in result.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--from", "0"), "Only one of --from and --to"),
        (("--from", "4,0", "--to", "12"), "is no task"),
        (("--from", "0,x", "--to", "12"), "is no task"),
        (("--from", "0", "--to", "0"), "is no task"),
        (("--instrument", "ODI"), "No instrument of that name"),
        (("--range", "10", "0"), "no range"),
        (("--range", "0", "5"), "off the scale"),
    ],
)
def test_options_that_make_no_sense_are_told(tmp_path: Path, options: tuple[str, ...], told: str) -> None:
    result = run(tmp_path, table(), *options)
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_too_few_people_are_told(tmp_path: Path) -> None:
    result = run(tmp_path, table(12), "--from", "0", "--to", "12")
    assert "There are 12 people with every score" in result.stderr


@pytest.mark.parametrize("text", ["", "patient,arm\n1,a\n", "\x00\x01"])
def test_a_file_that_is_no_table_is_told(tmp_path: Path, text: str) -> None:
    result = run(tmp_path, text)
    assert result.exit_code == 2
    assert "lacks the columns" in result.stderr


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / "courses.csv"
    file.write_bytes("patient,arm,week,score\nJörg,a,0,5\n".encode("latin-1"))
    result = CliRunner().invoke(main, ["calibrate", str(file)])
    assert result.exit_code == 2
    assert "UTF-8" in result.stderr
