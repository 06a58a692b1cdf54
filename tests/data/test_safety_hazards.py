"""SAFETY.md names a test for every control; each of them exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAFETY = (ROOT / "SAFETY.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in SAFETY.splitlines()
    if line.startswith("| H")
]


def test_hazards_are_numbered_in_order_and_complete():
    assert len(ROWS) >= 20
    assert [row[0] for row in ROWS] == [f"H{number:02d}" for number in range(1, len(ROWS) + 1)]
    for row in ROWS:
        assert len(row) == 6, row[0]
        assert all(row), row[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_test_of_each_control_exists(row):
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row[5])
    assert named, row[5]
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, name


def test_no_clinician_is_claimed():
    assert "No clinician has signed the rules off yet" in SAFETY
