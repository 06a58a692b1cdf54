"""``deqi evidence``: lists, pools and pictures that carry their comparator."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner

from deqi.answers import default_tables
from deqi.cli import main
from deqi.cli.forest import text
from deqi.cli.forest_svg import Axis, svg
from deqi.evidence import Forest, forest_rows, pool
from deqi.vocabulary import Comparator

SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments: str, status: int = 0) -> str:
    result = CliRunner().invoke(main, ["evidence", *arguments])
    assert result.exit_code == status, result.output
    return result.stdout


@pytest.fixture
def forest() -> Forest:
    return forest_rows(pool([-10.0, -2.0, -6.0], [4.0, 9.0, 1.0]), ["Ada 2001", "Bo & Co 2002", "Cy 2003"])


def test_every_trial_is_listed_oldest_first() -> None:
    found = json.loads(run("trials", "--json"))
    assert {trial["study_id"] for trial in found} == set(default_tables().evidence.trials)
    years = [trial["year"] for trial in found]
    assert years == sorted(years)


def test_a_filter_keeps_what_it_says() -> None:
    found = json.loads(run("trials", "--json", "--condition", "acute", "--comparator", "sham"))
    assert found
    assert {trial["group"] for trial in found} == {"acute"}
    compared = {
        row.study_id
        for row in (*default_tables().evidence.effects, *default_tables().evidence.contrasts)
        if row.comparator is Comparator.SHAM
    }
    assert {trial["study_id"] for trial in found} <= compared


@pytest.mark.parametrize("comparator", ["sham", "usual-care", "no-treatment", "active-care"][:3])
def test_a_pool_names_its_comparator_and_holds_no_other(comparator: str) -> None:
    document = json.loads(run("pool", "--comparator", comparator, "--outcome", "pain", "--json"))
    word = comparator.replace("-", " ")
    assert document["question"]["comparator"] == word
    assert document["rows"]
    assert {row["comparator"] for row in document["rows"]} == {word}
    assert word in run("pool", "--comparator", comparator, "--outcome", "pain").splitlines()[0]


def test_a_pool_equals_the_library_on_its_own_rows() -> None:
    document = json.loads(run("pool", "--comparator", "usual-care", "--outcome", "function", "--json"))
    studies = [row["study_id"] for row in document["rows"]]
    assert len(set(studies)) == document["pooled"]["k"]
    assert document["pooled"]["ci_low"] < document["pooled"]["estimate"] < document["pooled"]["ci_high"]
    assert document["provenance"]["tables"] == dict(default_tables().evidence.hashes)
    assert {source["id"] for source in document["sources"]} == {row["source_id"] for row in document["rows"]}


def test_no_trial_means_not_known_and_never_zero() -> None:
    arguments = ("pool", "--condition", "pregnancy", "--comparator", "sham", "--outcome", "quality-of-life")
    document = json.loads(run(*arguments, "--json"))
    assert document["pooled"] is None
    assert "not known" in document["why_not"]
    assert "not known" in run(*arguments)


def test_other_kinds_of_needling_come_only_by_name() -> None:
    base = ("pool", "--comparator", "sham", "--outcome", "pain", "--json", "--weeks", "0", "520")
    assert {row["modality"] for row in json.loads(run(*base))["rows"]} == {"needling"}


def test_the_drawn_text_marks_every_study_on_its_own_line(forest: Forest) -> None:
    lines = list(text("A title", forest, ""))
    drawn = [line for line in lines if "■" in line or "◆" in line]
    assert [line.split("  ")[0] for line in drawn] == ["Ada 2001", "Bo & Co 2002", "Cy 2003", "pooled"]
    columns = [line.index("■") for line in drawn[:3]]
    assert columns[0] < columns[2] < columns[1]


def test_the_picture_is_svg_with_words_for_those_who_do_not_see_it(forest: Forest) -> None:
    root = ET.fromstring(svg("Needles & <sham>", forest, ""))  # noqa: S314 - our own text
    assert root.find(f"{SVG}title").text == "Needles & <sham>"
    described = root.find(f"{SVG}desc").text
    for row in forest.rows:
        assert row.label in described
    assert len(root.findall(f"{SVG}polygon")) == 1
    assert len(root.findall(f"{SVG}rect")) == 1 + len(forest.rows)
    words = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert f"{forest.pooled.estimate:.1f}" in words


def test_every_drawn_point_lies_on_the_picture(forest: Forest) -> None:
    axis = Axis(-20, 5)
    assert axis.x(-20) < axis.x(0) < axis.x(5)
    root = ET.fromstring(svg("t", forest, ""))  # noqa: S314 - our own text
    width, height = (float(side) for side in root.get("viewBox").split()[2:])
    for element in root.iter(f"{SVG}text"):
        assert 0 <= float(element.get("x")) <= width
        assert 0 <= float(element.get("y")) <= height


def test_a_picture_without_a_pool_says_why() -> None:
    assert "not known" in svg("t", None, "No trial: not known.")


def test_files_are_written_by_their_ending(tmp_path: Path) -> None:
    base = ("forest", "--comparator", "usual-care", "--outcome", "function", "--output")
    run(*base, str(tmp_path / "plot.svg"))
    run(*base, str(tmp_path / "plot.txt"))
    assert (tmp_path / "plot.svg").read_text().startswith("<svg")
    assert "◆" in (tmp_path / "plot.txt").read_text()
