"""Every way in which a data file can be broken ends in one clear message that names the place."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.evidence.content import load_ledger_content
from deqi.evidence.data_check import check_all
from deqi.evidence.tables import load_evidence_tables
from deqi.vocabulary import DataFileError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data that a test may break."""
    root = tmp_path / "data"
    root.mkdir()
    for name in ("evidence", "claims", "schemas"):
        shutil.copytree(DATA_ROOT / name, root / name)
    shutil.copy(DATA_ROOT / "sources.csv", root)
    return root


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} no longer stands in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def drop_column(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0].replace("outcome,", ""), *lines[1:]]) + "\n", encoding="utf-8")


def add_column(path: Path) -> None:
    edit(path, "study_id,", "colour,study_id,")


def repeat_column(path: Path) -> None:
    edit(path, "study_id,arm,", "study_id,study_id,arm,")


def repeat_row(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8")


def cut_row(path: Path) -> None:
    content = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(content[:-40].rsplit(",", 3)[0] + "\n", encoding="utf-8")


def cut_in_quotes(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + 'x,"never closed\n', encoding="utf-8")


def other_encoding(path: Path) -> None:
    path.write_bytes(path.read_bytes() + "Köln".encode("latin-1"))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def header_only(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")


def swap(old: str, new: str) -> Callable[[Path], None]:
    return lambda path: edit(path, old, new)


BROKEN_CSV = {
    "column missing": (drop_column, "lacks ['outcome']"),
    "column too many": (add_column, "unknown columns ['colour']"),
    "column twice": (repeat_column, "['study_id'] stands in the header more than once"),
    "text for a number": (swap(",47.6,", ",about 48,"), "Line 2, column value: 'about 48' is not a number"),
    "nan": (swap(",47.6,", ",nan,"), "Line 2, column value: 'nan' is not a number"),
    "infinity": (swap(",47.6,", ",inf,"), "Line 2, column value: 'inf' is not a number"),
    "no value": (swap(",47.6,", ",,"), "Line 2, column value: "),
    "out of range": (swap(",26,no,percent,", ",2600,no,percent,"), "Line 2, column weeks: 2600"),
    "unknown word": (
        swap(",acupuncture,needling,", ",acupuncture,magic,"),
        "Line 2, column modality: 'magic'",
    ),
    "unknown review state": (swap(",seen,", ",trust me,"), "Line 2, column review: 'trust me'"),
    "neither yes nor no": (swap(",yes,26,", ",maybe,26,"), "Line 2, column higher_is_better: 'maybe'"),
    "unknown trial": (swap("haake-2007,verum", "haake-2077,verum"), "Line 2, column study_id: 'haake-2077'"),
    "unknown source": (swap(",no,haake-2007,", ",no,haake-2077,"), "Line 2, column source_id: 'haake-2077'"),
    "row twice": (repeat_row, "Line 313 repeats line 2"),
    "row cut short": (cut_row, "cells, the header has"),
    "quote not closed": (cut_in_quotes, "line "),
    "other encoding": (other_encoding, "is not UTF-8"),
    "empty": (empty, "The file is empty"),
    "no rows": (header_only, "It has a header and no rows"),
}


@pytest.mark.parametrize("case", BROKEN_CSV)
def test_a_broken_table_says_where(data: Path, case: str) -> None:
    spoil, message = BROKEN_CSV[case]
    spoil(data / "evidence" / "results.csv")
    with pytest.raises(DataFileError) as caught:
        load_evidence_tables(data)
    assert caught.value.where == "results.csv"
    assert message in caught.value.what
    assert caught.value.exit_status == 3


BROKEN_TOML = {
    "not TOML": (swap("order = 3", "order = = 3"), "It is not valid TOML"),
    "unknown key": (swap("order = 3", "order = 3\ncolour = 3"), "'colour' was unexpected"),
    "key missing": (swap("order = 3\n", ""), "'order' is a required property"),
    "nan": (swap("high = 0.0233", "high = nan"), "of_100.high: nan is not a number"),
    "above 100": (swap("high = 0.0233", "high = 233"), "of_100.high: 233 is greater than"),
    "text for a number": (swap("high = 0.0233", 'high = "0.0233"'), "of_100.high: '0.0233' is not of type"),
    "estimate outside": (swap("low = 0.0023", "low = 0.0203"), "The interval in of_100 leaves"),
    "unknown certainty": (swap('"low"', '"certain"'), "certainty: 'certain' is not one of"),
    "no source": (swap('["baeumler-2021", "lin-2019"]', "[]"), "sources: []"),
    "unknown source": (swap('"lin-2019"', '"lin-2091"'), "Source 'lin-2091' does not stand"),
    "other id": (swap('id = "serious"', 'id = "grave"'), "Its id is 'grave' but its file is named 'serious'"),
    "other encoding": (other_encoding, "is not UTF-8"),
}


@pytest.mark.parametrize("case", BROKEN_TOML)
def test_a_broken_item_says_where(data: Path, case: str) -> None:
    spoil, message = BROKEN_TOML[case]
    spoil(data / "claims" / "harms" / "serious.toml")
    with pytest.raises(DataFileError) as caught:
        load_ledger_content(data)
    assert caught.value.where == "serious.toml"
    assert message in caught.value.what


def test_an_interval_must_hold_its_estimate(data: Path) -> None:
    edit(
        data / "evidence" / "contrasts.csv",
        "RD_percent_points,3.4,-3.7,10.3",
        "RD_percent_points,3.4,3.7,10.3",
    )
    with pytest.raises(DataFileError, match=r"contrasts\.csv: Line 2, column estimate: 3\.4"):
        load_evidence_tables(data)


def test_a_checked_figure_may_not_lean_on_an_unchecked_source(data: Path) -> None:
    path = data / "sources.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    spoiled = [
        line.replace(",seen,", ",unchecked,") if line.startswith("haake-2007,") else line for line in lines
    ]
    assert spoiled != lines
    path.write_text("".join(spoiled), encoding="utf-8")
    with pytest.raises(DataFileError, match="The row counts as checked, its source does not"):
        load_evidence_tables(data)
    with pytest.raises(DataFileError, match="It counts as checked, its source 'haake-2007' does not"):
        load_ledger_content(data)


@pytest.mark.parametrize("text", ["{", json.dumps({"type": "nothing"})])
def test_a_broken_schema_is_a_broken_file(data: Path, text: str) -> None:
    (data / "schemas" / "harm.json").write_text(text)
    with pytest.raises(DataFileError, match=r"harm\.json: It is not a valid JSON Schema"):
        load_ledger_content(data)


def test_a_missing_file_is_named(data: Path) -> None:
    (data / "evidence" / "pooled.csv").unlink()
    with pytest.raises(DataFileError, match=r"pooled\.csv: It cannot be read"):
        load_evidence_tables(data)


def test_every_broken_file_is_listed_not_only_the_first(data: Path) -> None:
    assert check_all(data) == []
    empty(data / "evidence" / "results.csv")
    other_encoding(data / "sources.csv")
    edit(data / "claims" / "options" / "heat-acute.toml", "[points]", "[point]")
    edit(data / "claims" / "harms" / "serious.toml", "order = 3", "order = three")
    assert {problem.where for problem in check_all(data)} == {
        "results.csv",
        "sources.csv",
        "heat-acute.toml",
        "serious.toml",
    }
