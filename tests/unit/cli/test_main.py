"""The command itself: help, version, lazy reading of commands, and how errors are shown."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from deqi import __version__
from deqi.cli import main
from deqi.cli.main import COMMANDS
from deqi.cli.shown import one_line


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_file_and_its_help(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert len(result.stdout) > 100


def test_the_help_lists_every_command_and_the_exit_statuses() -> None:
    text = CliRunner().invoke(main, ["--help"]).stdout
    assert all(name in text for name in COMMANDS)
    assert "2 for input that cannot be used" in " ".join(text.split())


def test_the_version_is_the_one_in_every_answer() -> None:
    assert __version__ in CliRunner().invoke(main, ["--version"]).stdout


def test_help_does_not_wait_for_the_numeric_libraries() -> None:
    code = "import sys; from deqi.cli import main; main(['--help'], standalone_mode=False)"
    code += "; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "shown"), [("plain", "plain"), ("a\nb", "a\\nb"), ("\x1b[2J", "\\x1b[2J"), ("得气", "得气")]
)
def test_what_is_shown_cannot_steer_a_terminal(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_what_is_shown_is_not_endless() -> None:
    assert len(one_line("x" * 10_000)) == 400
