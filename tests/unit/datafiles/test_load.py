"""Cells become what the schema says, empty stays unknown, and tables are frozen."""

import json
from pathlib import Path

import pytest

from deqi.datafiles import load_csv, load_toml_folder, problems
from deqi.vocabulary import DataFileError

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "n", "share", "open", "note"],
    "properties": {
        "id": {"type": "string"},
        "n": {"type": ["integer", "null"]},
        "share": {"type": ["number", "null"]},
        "open": {"type": ["boolean", "null"]},
        "note": {"type": ["string", "null"]},
    },
    "x-key": ["id"],
}
HEADER = "id,n,share,open,note\n"


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(SCHEMA))
    return path


def table(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(HEADER + body, encoding="utf-8")
    return path


def test_cells_take_the_type_of_their_column(tmp_path: Path, schema: Path) -> None:
    row = load_csv(table(tmp_path, 'a,12,-0.50,yes,"one, two"\n'), schema).rows[0]
    assert dict(row) == {"id": "a", "n": 12, "share": -0.5, "open": True, "note": "one, two"}


def test_an_empty_cell_is_unknown_not_zero_and_not_no(tmp_path: Path, schema: Path) -> None:
    row = load_csv(table(tmp_path, "a,,,,\n"), schema).rows[0]
    assert [row[name] for name in ("n", "share", "open", "note")] == [None] * 4


def test_a_row_cannot_be_changed(tmp_path: Path, schema: Path) -> None:
    row = load_csv(table(tmp_path, "a,1,1,no,x\n"), schema).rows[0]
    with pytest.raises(TypeError):
        row["n"] = 2  # type: ignore[index]


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("1_000", "n"),
        (" 5", "n"),
        ("1.0", "n"),
        ("nan", "share"),
        ("inf", "share"),
        ("1e3", "share"),
        ("0,5", "n"),
    ],
)
def test_only_plain_figures_are_numbers(tmp_path: Path, schema: Path, cell: str, column: str) -> None:
    cells = {"id": "a", "n": "", "share": "", "open": "", "note": ""} | {column: f'"{cell}"'}
    with pytest.raises(DataFileError, match=rf"table\.csv: Line 2, column {column}: "):
        load_csv(table(tmp_path, ",".join(cells.values()) + "\n"), schema)


def test_a_repeated_key_names_both_lines(tmp_path: Path, schema: Path) -> None:
    with pytest.raises(DataFileError, match="Line 4 repeats line 2"):
        load_csv(table(tmp_path, "a,1,,,\nb,1,,,\na,2,,,\n"), schema)


def test_a_folder_is_read_in_order_of_file_name_whatever_was_written_first(tmp_path: Path) -> None:
    schema = tmp_path / "item.json"
    schema.write_text(json.dumps({"type": "object", "properties": {"id": {"type": "string"}}}))
    folder = tmp_path / "items"
    folder.mkdir()
    for name in ("b", "c", "a"):
        (folder / f"{name}.toml").write_text(f'id = "{name}"\n')
    assert [row["id"] for row in load_toml_folder(folder, schema)] == ["a", "b", "c"]


def test_the_hash_follows_every_byte(tmp_path: Path, schema: Path) -> None:
    before = load_csv(table(tmp_path, "a,1,,,\n"), schema).sha256
    again = load_csv(table(tmp_path, "a,1,,,\n"), schema).sha256
    after = load_csv(table(tmp_path, "a,2,,,\n"), schema).sha256
    assert before == again != after
    assert len(after) == 64


def test_problems_are_all_told_each_once(tmp_path: Path, schema: Path) -> None:
    broken = table(tmp_path, "a,x,,,\n")
    checks = [
        lambda: load_csv(broken, schema),
        lambda: load_csv(tmp_path / "missing.csv", schema),
        lambda: load_csv(broken, schema),
        lambda: None,
    ]
    told = [str(problem) for problem in problems(checks)]
    assert len(told) == 2
    assert told[0].startswith("table.csv: Line 2, column n: 'x'")
    assert told[1].startswith("missing.csv: It cannot be read")
