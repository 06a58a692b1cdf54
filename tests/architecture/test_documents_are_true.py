"""What the documents say can be followed: links lead somewhere, examples run, commands and targets exist."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from deqi.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|[|`(]\s*|/)deqi ((?:[a-z]+ ?)+)", re.MULTILINE)
HANDMADE = [page for page in PAGES if "reference" not in page.parts]


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs/tutorials").glob("*.md")), ids=name)
def test_every_example_of_a_tutorial_runs(page: Path) -> None:
    known: dict[str, object] = {}
    for language, code in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "python":
            exec(compile(code, name(page), "exec"), known)  # noqa: S102 - our own examples


@pytest.mark.parametrize("page", HANDMADE, ids=name)
def test_every_command_exists(page: Path) -> None:
    code = "\n".join(
        text for language, text in BLOCK.findall(page.read_text(encoding="utf-8")) if language == "sh"
    )
    for words in COMMAND.findall(code):
        result = CliRunner().invoke(main, [*words.split(), "--help"])
        assert result.exit_code == 0, words


@pytest.mark.parametrize("page", HANDMADE, ids=name)
def test_every_make_target_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(
        re.findall(r"(?:^|`)make ([a-z]+)\b(?=`|\s+#|$)", page.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named <= targets


def test_decisions_have_numbers_of_their_own() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))
    assert all(number.isdigit() for number in numbers)
