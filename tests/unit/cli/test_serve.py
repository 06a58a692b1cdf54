"""``deqi serve`` prepares the database and names its address before it serves."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from deqi.cli import main, serve
from deqi.vocabulary import DataFileError


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    made: list[Any] = []

    class Server:
        def __init__(self, target: str, **options: Any) -> None:
            made.append((target, options["address"], options["port"], options["workers"]))

        def serve(self) -> None:
            made.append("serve")

    monkeypatch.setattr(serve, "Granian", Server)
    monkeypatch.setattr(serve, "call_command", lambda name, **_: made.append(name))
    monkeypatch.setattr(serve, "_refuse_unusable_address", lambda _host, _port: None)
    return made


def test_it_migrates_and_erases_what_is_over_then_serves_this_machine_only(calls: list[Any]) -> None:
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 0, result.output
    assert calls == ["migrate", "erase_expired", ("deqi.web.wsgi:application", "127.0.0.1", 8000, 1), "serve"]
    assert "http://localhost:8000" in result.stderr
    assert "Reading the data files" in result.stderr


def test_a_broken_data_file_is_named_and_nothing_is_served(calls: list[Any], monkeypatch) -> None:
    def broken() -> None:
        raise DataFileError(
            what="It lacks a headline.", rule="Every tier has one.", next_step="Add it.", where="tiers.toml"
        )

    monkeypatch.setattr(serve, "default_tables", broken)
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 3
    assert calls == []
    assert "tiers.toml" in result.stderr
    assert "Traceback" not in result.output


def test_the_application_holds_the_tables_before_the_first_request(tmp_path: Path) -> None:
    code = (
        "import deqi.web.wsgi; from deqi.answers import default_tables;"
        "print(default_tables.cache_info().currsize)"
    )
    environment = {**os.environ, "DEQI_DATA_DIR": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "1"


def test_demo_people_are_added_only_when_asked(calls: list[Any]) -> None:
    CliRunner().invoke(main, ["serve", "--demo", "--port", "9000", "--host", "0.0.0.0", "--workers", "2"])  # noqa: S104
    assert calls == [
        "migrate",
        "erase_expired",
        "seed_demo",
        ("deqi.web.wsgi:application", "0.0.0.0", 9000, 2),  # noqa: S104
        "serve",
    ]


@pytest.mark.parametrize("shared", [False, True], ids=["another program", "another Deqi"])
def test_a_port_in_use_is_said_plainly_and_not_shared(shared: bool, tmp_path: Path) -> None:  # noqa: FBT001
    with socket.socket() as other:
        if shared:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        ran = _serve(tmp_path, "--port", port)
    assert ran.returncode == 2
    assert f"127.0.0.1:{port}" in ran.stderr
    assert "Deqi is at" not in ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_address_of_another_machine_is_said_plainly(tmp_path: Path) -> None:
    ran = _serve(tmp_path, "--host", "192.0.2.1", "--port", "8123")
    assert ran.returncode == 2
    assert "192.0.2.1:8123" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"DEQI_HTTPS": "1"}, "DEQI_SECRET_KEY"),
        ({"DEQI_HTTPS": "yes"}, "write 1 for on"),
        ({"DEQI_DATA_DIR": __file__}, "test_serve.py"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"DATABASE_URL": "cheese://me:my-password@host/name"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgres://me:my-password@[broken/name"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:////no-such-folder/deqi.sqlite3"}, "database"),
        ({"DATABASE_URL": f"sqlite:///{__file__}"}, "database"),
        ({"DATABASE_URL": "postgres://me:my-password@127.0.0.1:1/name"}, "database"),
        ({"DEQI_TIME_ZONE": "Middle/Earth"}, "DEQI_TIME_ZONE"),
        ({"DEQI_TIME_ZONE": "../../../etc/passwd"}, "DEQI_TIME_ZONE"),
        ({"DEQI_TIME_ZONE": "Europe"}, "DEQI_TIME_ZONE"),
    ],
)
def test_settings_that_cannot_be_used_are_said_plainly(
    settings: dict[str, str], words: str, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    ran = _serve(tmp_path, "--port", port, **settings)
    assert ran.returncode == 2, ran.stderr
    assert words in ran.stderr
    assert re.search(r"Where: .*\nWhat: .*\nRule: .*\nNext: ", ran.stderr)
    assert "Traceback" not in ran.stderr
    assert "my-password" not in ran.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "0"])  # noqa: S104
def test_debug_pages_are_never_served_to_others(calls: list[Any], settings: Any, host: str) -> None:
    settings.DEBUG = True
    result = CliRunner().invoke(main, ["serve", "--host", host])
    assert result.exit_code == 2
    assert "DEQI_DEBUG" in result.stderr
    assert calls == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1"])
def test_debug_pages_are_for_this_machine(calls: list[Any], settings: Any, host: str) -> None:
    settings.DEBUG = True
    assert CliRunner().invoke(main, ["serve", "--host", host]).exit_code == 0
    assert calls[-1] == "serve"


def test_who_listens_to_others_is_told_that_a_name_needs_a_setting(calls: list[Any], settings: Any) -> None:
    settings.ALLOWED_HOSTS = settings.LOCAL_HOSTS
    assert "DEQI_HOSTS" in CliRunner().invoke(main, ["serve", "--host", "0.0.0.0"]).stderr  # noqa: S104
    assert "DEQI_HOSTS" not in CliRunner().invoke(main, ["serve"]).stderr
    settings.ALLOWED_HOSTS = ["deqi.example.org"]
    assert "DEQI_HOSTS" not in CliRunner().invoke(main, ["serve", "--host", "0.0.0.0"]).stderr  # noqa: S104


def test_an_address_with_colons_stands_in_brackets(calls: list[Any], tmp_path: Path) -> None:
    assert "http://[::1]:8000" in CliRunner().invoke(main, ["serve", "--host", "::1"]).stderr
    assert "[2001:db8::1]:8123" in _serve(tmp_path, "--host", "2001:db8::1", "--port", "8123").stderr


def _serve(folder: Path, *options: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DEQI_", "DATABASE_"))
    }
    environment |= {"DEQI_DATA_DIR": str(folder), **settings}
    return subprocess.run(
        [sys.executable, "-m", "deqi", "serve", *options],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
