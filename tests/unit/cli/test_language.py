"""``deqi language`` reads a page or a text and says what breaks a rule."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from deqi.cli import main


def test_a_plain_text_passes_with_its_grade() -> None:
    text = "In trials, about 5 of 100 more people were better. " * 2 + "\n\n".join(
        f"A short line, number {n}, says one thing at a time and stops." for n in range(9)
    )
    result = CliRunner().invoke(main, ["language"], input=text)
    assert result.exit_code == 0
    assert result.stdout.startswith("the text: grade ")


def test_a_promise_in_a_page_is_named_with_its_place(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<main id="m"><p>It is harmless.</p></main>')
    result = CliRunner().invoke(main, ["language", str(page)])
    assert result.exit_code == 1
    assert "[main#m > p]: promise ('harmless') in 'It is harmless.'" in result.stdout
    assert "too little text" in result.stdout


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_what_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.txt"
    if content is not None:
        path.write_bytes(content)
    result = CliRunner().invoke(main, ["language", str(path)])
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr
