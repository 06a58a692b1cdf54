from pathlib import Path

import pytest
from click.testing import CliRunner

from deqi.cli import main

WORDS = ["--sex", "female", "--age", "45", "--height", "165", "--weight", "70"]


@pytest.mark.parametrize(("kind", "begins"), [("glb", b"glTF"), ("obj", b"# Deqi body"), ("ply", b"ply\n")])
def test_a_body_is_written(tmp_path: Path, kind: str, begins: bytes) -> None:
    out = tmp_path / f"body.{kind}"
    found = CliRunner().invoke(main, ["body", "export", *WORDS, "--format", kind, "--out", str(out)])
    assert found.exit_code == 0, found.output
    assert out.read_bytes().startswith(begins)
    assert "13492 vertices" in found.output


def test_more_measures_make_another_body(tmp_path: Path) -> None:
    one, other = tmp_path / "a.ply", tmp_path / "b.ply"
    for out, more in ((one, []), (other, ["--inseam", "72", "--waist", "95"])):
        found = CliRunner().invoke(
            main, ["body", "export", *WORDS, *more, "--format", "ply", "--out", str(out)]
        )
        assert found.exit_code == 0, found.output
    assert one.read_bytes() != other.read_bytes()
