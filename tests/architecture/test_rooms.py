"""What the import contracts cannot see: the clock, the dice, default tables, docstrings."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src/deqi"
CORE = (
    "curate",
    "answers",
    "safety",
    "evidence",
    "language",
    "outcomes",
    "directory",
    "datafiles",
    "vocabulary",
)
IMPURE = {
    "today",
    "now",
    "utcnow",
    "getenv",
    "environ",
    "print",
    "input",
    "RandomState",
    "seed",
}
"""Calls and attributes that ask the machine for the time, for chance, for settings, or for a person."""
KNOWS_DEFAULTS = (
    *("datafiles/", "answers/tables.py", "cli/data.py", "cli/language.py", "web/pages/site_files.py"),
    "web/practitioners/management/commands/directory_import.py",
    "outcomes/forecast/tables.py",
)
"""Who may know where the data files of this version lie."""


def files(folder: str = "") -> list[Path]:
    return [path for path in sorted((PACKAGE / folder).rglob("*.py")) if "migrations" not in path.parts]


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def impure(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in IMPURE:
            yield f"{node.lineno}: {node.attr}"
        if isinstance(node, ast.Call) and _called(node.func) == "default_rng" and not node.args:
            yield f"{node.lineno}: default_rng without a seed"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE:
            yield f"{node.lineno}: {node.func.id}"


def _called(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def default_folders(source: str) -> Iterator[str]:
    """Uses of the data folder; the schemas in it belong to the code, the tables do not."""
    tree = ast.parse(source)
    schemas = {
        id(node.left)
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp) and ast.unparse(node.right) == "'schemas'"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "DATA_ROOT" and id(node) not in schemas:
            yield f"{node.lineno}: DATA_ROOT"


def outside(source: str) -> set[str]:
    modules: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module or "")
    return {module for module in modules if module.split(".")[0] not in sys.stdlib_module_names}


@pytest.mark.parametrize("path", [path for room in CORE for path in files(room)], ids=name)
def test_the_core_asks_neither_clock_nor_dice_nor_person(path: Path) -> None:
    assert list(impure(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "date.today()",
        "datetime.now()",
        "os.environ['A']",
        "print(1)",
        "np.random.seed(1)",
        "default_rng()",
        "np.random.default_rng()",
    ],
)
def test_a_planted_call_is_seen(line: str) -> None:
    assert list(impure(line)) != []


@pytest.mark.parametrize("path", files("vocabulary"), ids=name)
def test_the_vocabulary_rests_on_the_standard_library_alone(path: Path) -> None:
    assert {
        module for module in outside(path.read_text()) if not module.startswith("deqi.vocabulary")
    } == set()


def test_a_planted_foreign_import_is_seen() -> None:
    assert outside("import json, numpy.linalg") == {"numpy.linalg"}


def test_few_know_where_the_tables_lie() -> None:
    knowing = {name(path) for path in files() if list(default_folders(path.read_text()))}
    assert {path for path in knowing if not path.startswith(KNOWS_DEFAULTS)} == set()


def test_a_planted_default_table_is_seen() -> None:
    assert list(default_folders('rules = DATA_ROOT / "schemas"')) == []
    assert list(default_folders('rules = DATA_ROOT / "safety"')) == ["1: DATA_ROOT"]


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        name(path)
        for path in files()
        if path.name == "__init__.py" and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_every_folder_with_python_is_a_package() -> None:
    folders = {path.parent for path in files()}
    assert {
        name(folder / "__init__.py") for folder in folders if not (folder / "__init__.py").exists()
    } == set()


def test_files_stay_short_enough_to_read() -> None:
    long = {name(path): length for path in files() if (length := len(path.read_text().splitlines())) > 420}
    assert long == {}
