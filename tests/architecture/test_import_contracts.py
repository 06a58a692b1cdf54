"""Every import contract of pyproject.toml holds, and has been seen to fail."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

PLANTED = [
    ("layers", "vocabulary/reply.py", "import deqi.safety"),
    ("layers", "safety/tables.py", "import deqi.evidence"),
    ("layers", "evidence/__init__.py", "import deqi.answers"),
    ("layers", "answers/tables.py", "import deqi.web"),
    ("layers", "cli/ask.py", "import deqi.web.ask"),
    ("layers", "unplaced/__init__.py", ""),
    ("core-knows-no-web", "answers/documents.py", "import django.http"),
    ("core-knows-no-web", "evidence/__init__.py", "import urllib.request"),
    ("core-knows-no-clock-and-no-dice", "safety/tables.py", "from random import random"),
    ("vocabulary-stands-alone", "vocabulary/ledger.py", "import numpy"),
    ("only-one-door-to-safety", "web/api/ask.py", "import deqi.safety.formula"),
    ("only-one-door-to-evidence", "cli/ask.py", "import deqi.evidence.tables"),
    ("only-one-door-to-evidence", "answers/tables.py", "import deqi.evidence.ledger.model"),
    ("layers", "care/tables.py", "import deqi.atlas"),
    ("only-one-door-to-atlas", "cli/ask.py", "import deqi.atlas.find"),
    ("only-one-door-to-care", "cli/ask.py", "import deqi.care.tables"),
    ("layers", "directory/places.py", "import deqi.safety"),
    ("only-one-door-to-directory", "answers/tables.py", "import deqi.directory.rows"),
    ("only-one-door-to-trust", "answers/tables.py", "import deqi.directory.trust.tables"),
    ("only-one-door-to-language", "web/api/ask.py", "import deqi.language.rules"),
    ("only-one-door-to-outcomes", "web/api/track.py", "import deqi.outcomes.payer"),
    ("only-one-door-to-the-forecast", "answers/tables.py", "import deqi.outcomes.forecast.filter"),
    ("only-one-door-to-datafiles", "safety/tables.py", "from deqi.datafiles.load import load_csv"),
    ("only-one-door-to-vocabulary", "web/api/ask.py", "from deqi.vocabulary.reply import Reply"),
    ("only-one-door-to-answers", "cli/ask.py", "from deqi.answers.tables import load_tables"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the Python files of the package, to plant a fault in."""
    shutil.copytree(
        ROOT / "src/deqi", tmp_path / "deqi", ignore=shutil.ignore_patterns("data", "static", "__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(house: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = [part for contract in contracts for part in ("--contract", contract)]
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache", "--no-logo", *chosen],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_house_keeps_every_contract(house: Path) -> None:
    done = lint(house)
    assert done.returncode == 0, done.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


@pytest.mark.parametrize(("contract", "file", "line"), PLANTED)
def test_a_planted_import_breaks_its_contract(house: Path, contract: str, file: str, line: str) -> None:
    planted = house / "deqi" / file
    planted.parent.mkdir(exist_ok=True)
    before = planted.read_text() if planted.exists() else ""
    planted.write_text(f"{before}\n{line}\n")
    done = lint(house, contract)
    assert done.returncode == 1, done.stdout
    assert "0 kept, 1 broken" in done.stdout


def test_no_contract_is_taken_on_trust() -> None:
    assert {contract["id"] for contract in CONTRACTS} == {contract for contract, _, _ in PLANTED}
