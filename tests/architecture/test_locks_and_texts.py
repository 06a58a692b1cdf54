"""The locks name no place, and every text is plain and speaks of Deqi alone."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = re.compile(r"(?i)\b(lorem ipsum|todo|fixme)\b")
"""Words of half-done work, which no reader needs."""
PATIENT = re.compile(r"(?i)\b(miracle|cures|guaranteed|risk-free|100% safe|super-responder)\b")
"""Words that no text for patients may hold."""
QUOTED = re.compile(r"<q\b[^>]*>.*?</q>", re.DOTALL)
"""What others say, marked as such on a page."""


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LOCKS, TEXTS = tool("check_locks"), tool("check_texts")
TRACKED = TEXTS.tracked()
GOOD = "click==8.1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"
SYSTEM = '[build-system]\nrequires = ["hatchling==1"]\n'


def test_the_locks_name_no_place() -> None:
    assert list(LOCKS.faults()) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/simple",
        "--find-links wheels",
        "click @ file:///tmp/click.whl",
        "click>=8",
        "git+https://example.org/click",
    ],
)
def test_a_planted_place_is_found_in_a_python_lock(tmp_path: Path, line: str) -> None:
    (tmp_path / "pyproject.toml").write_text(SYSTEM)
    (tmp_path / "requirements.lock").write_text(GOOD)
    assert list(LOCKS.faults(tmp_path)) == []
    (tmp_path / "requirements.lock").write_text(GOOD + line + "\n")
    assert len(list(LOCKS.faults(tmp_path))) == 1


@pytest.mark.parametrize(
    ("package", "faults"),
    [
        ({"version": "1", "integrity": "sha512-x"}, 0),
        ({"version": "1", "integrity": "sha512-x//y"}, 0),
        ({"version": "1", "integrity": "sha512-x", "funding": {"url": "https://example.org"}}, 0),
        ({"version": "1"}, 1),
        ({"version": "1", "integrity": "sha512-x", "resolved": "x.tgz"}, 1),
        ({"version": "1", "integrity": "sha512-x", "resolved": "https://example.org/x.tgz"}, 2),
    ],
)
def test_a_planted_place_is_found_in_an_npm_lock(
    tmp_path: Path, package: dict[str, object], faults: int
) -> None:
    (tmp_path / "pyproject.toml").write_text(SYSTEM)
    (tmp_path / "frontend").mkdir()
    lock = {"packages": {"": {"name": "x"}, "node_modules/x": package}}
    (tmp_path / "frontend/package-lock.json").write_text(json.dumps(lock))
    assert len(list(LOCKS.faults(tmp_path))) == faults


def test_an_unpinned_build_requirement_is_found(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[build-system]\nrequires = ["hatchling"]\n')
    assert len(list(LOCKS.faults(tmp_path))) == 1


def test_every_text_is_plain() -> None:
    assert list(TEXTS.faults([path for path in TRACKED if "check_texts" not in path.name])) == []


@pytest.mark.parametrize(
    "content",
    [b"caf\xe9", b"bell\x07", "turned\u202eround".encode(), b"cd /ro" + b"ot/deqi", b"<<<<<<< " + b"ours"],
)
def test_a_planted_fault_in_a_text_is_found(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "text.md").write_bytes(content)
    assert len(list(TEXTS.faults([tmp_path / "text.md"]))) == 1


def test_the_product_speaks_of_itself_alone() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in TRACKED
        if path != Path(__file__).resolve() and path.suffix != ".lock"
        for match in NOT_OURS.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_no_text_of_ours_for_patients_promises() -> None:
    quoted = ROOT / "src/deqi/data/claims"  # what others promise, word for word, in order to check it
    found = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for folder in ("src/deqi/data", "src/deqi/web", "src/deqi/cli")
        for path in TRACKED
        if path.is_relative_to(ROOT / folder)
        and not path.is_relative_to(quoted)
        and path.suffix in {".toml", ".html", ".py", ".po"}
        for match in PATIENT.finditer(QUOTED.sub("", path.read_text(encoding="utf-8")))
    }
    assert found == set()
