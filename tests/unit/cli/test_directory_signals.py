"""``deqi directory signals FILE.csv``: any set of reviews, its queue, and how well it is ordered."""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from deqi.cli import main

RNG = np.random.default_rng(4)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["directory", "signals", *arguments])


def write(path: Path, header: list[str], rows: list[list[object]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return str(path)


def planted(count: int) -> list[list[object]]:
    """Reviews of which some come from accounts that write once, in extremes, and shortly."""
    rows: list[list[object]] = []
    for n in range(count):
        bad = RNG.random() < 0.2
        author = f"once{n}" if bad or RNG.random() < 0.2 else f"often{RNG.integers(60)}"
        stars = RNG.choice([1, 5]) if bad else RNG.choice([2, 3, 4, 5])
        text = "great place" if bad else "we came twice and it was fine most of the time " * 2
        day = date(2010, 1, 1) + timedelta(days=n // 4)
        rows.append([author, f"place{RNG.integers(20)}", stars, -1 if bad else 1, day.isoformat(), text])
    return rows


def test_it_learns_on_the_earlier_part_and_says_how_the_later_went(tmp_path: Path) -> None:
    header = ["user_id", "prod_id", "rating", "label", "date", "review"]
    output = tmp_path / "q.csv"
    file = write(tmp_path / "r.csv", header, planted(1200))
    found = run(file, "--limit", "2", "--output", str(output))
    assert found.exit_code == 0, found.output
    told = re.findall(r"^  (\w[\w ]*?) +([01]\.\d{3})$", found.output, re.MULTILINE)
    areas = {name: float(area) for name, area in told}
    assert areas["learned"] > 0.85
    assert areas["learned"] > areas["untaught order"] > 0.5
    assert "Learned on the 600 earliest" in found.output
    assert len(output.read_text(encoding="utf-8").splitlines()) == 601


@pytest.mark.parametrize(
    ("header", "day", "label", "bad"),
    [
        (
            ["reviewerID", "restaurantID", "rating", "flagged", "date", "reviewContent"],
            "1/15/2012",
            "NR",
            "YR",
        ),
        (["User", "Business ID", "Stars", "Fake", "Review Date", "Text"], "15.01.2012", "false", "true"),
        (["customer", "asin", "overall", "label", "unixReviewTime", "reviewText"], "1326585600", "0", "1"),
    ],
)
def test_the_names_and_forms_that_public_sets_use(
    tmp_path: Path, header: list[str], day: str, label: str, bad: str
) -> None:
    rows: list[list[object]] = [
        [f"a{n}", f"p{n % 3}", 1 + n % 5, bad if n % 3 == 0 else label, day, "some words here"]
        for n in range(60)
    ]
    found = run(write(tmp_path / "r.csv", header, rows))
    assert found.exit_code == 0, found.output
    assert "60 reviews read, 2012-01-15 to 2012-01-15" in found.output
    assert "33.3 of 100 were judged" in found.output


def test_without_labels_there_is_a_queue_with_reasons(tmp_path: Path) -> None:
    rows: list[list[object]] = [["p", date(2020, 1, 1) + timedelta(weeks=n), 5] for n in range(40)]
    rows += [["p", "2021-03-01", 1] for _ in range(9)]
    found = run(write(tmp_path / "r.csv", ["place", "date", "stars"], rows), "--limit", "12")
    assert found.exit_code == 0, found.output
    assert "nothing is hidden by it" in found.output
    assert "Burst: 9 reviews of this place within 7 days" in found.output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "There is no column for the place"),
        ("place,stars\nx,5\n", "There is no column for the date"),
        ("place,date,stars\nx,yesterday,5\n", "'yesterday' is no date"),
        ("place,date,stars\nx,2020-02-30,5\n", "row 2"),
        ("place,date,stars\nx,2020-02-03,9\n", "9 stars are not between"),
        ("place,date,stars,label\nx,2020-02-03,4,maybe\ny,2020-02-03,4,no\n", "what 'maybe' means"),
        ("place,date,stars,label\nx,2020-02-03,4,no\ny,2020-02-03,4,no\n", "the same judgement"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(text, encoding="utf-8")
    found = run(str(path))
    assert found.exit_code == 2
    assert told in found.stderr
    assert "Traceback" not in found.stderr
