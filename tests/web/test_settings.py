"""Starting the site: safe when others can reach it, simple on one's own machine."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from deqi.web import settings as settings_module
from deqi.web.context import built_script

GOOD_KEY = "k3y-" + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7" * 2


def start(tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a fresh process and print what matters."""
    show = (
        "from deqi.web import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.ALLOWED_HOSTS,"
        " s.DATABASES['default']['ENGINE'],"
        " len(s.SECRET_KEY), s.SECURE_PROXY_SSL_HEADER)"
    )
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DEQI_", "DATABASE_URL"))
    }
    return subprocess.run(
        [sys.executable, "-c", show],
        env={**kept, "DEQI_DATA_DIR": str(tmp_path / "data"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_on_ones_own_machine_it_starts_with_a_key_of_its_own(tmp_path) -> None:
    first, second = start(tmp_path), start(tmp_path)
    assert first.stdout.startswith("False 0 ['localhost', '127.0.0.1', '[::1]'] django.db.backends.sqlite3")
    assert first.stdout == second.stdout
    key = tmp_path / "data" / "secret_key"
    assert len(key.read_text()) >= 50
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "environment", [{}, {"DEQI_HTTPS": "1", "DEQI_SECRET_KEY": GOOD_KEY}], ids=["own machine", "public"]
)
def test_no_other_account_of_the_machine_can_read_kept_answers(tmp_path, environment: dict[str, str]) -> None:
    started = start(tmp_path, **environment)
    assert started.returncode == 0, started.stderr
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_the_database_is_closed_to_others_also_in_a_folder_that_was_there_before(tmp_path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    assert start(tmp_path).returncode == 0
    migrated = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity=0"],
        env={
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DEQI_DATA_DIR": str(tmp_path / "data"),
            "DJANGO_SETTINGS_MODULE": "deqi.web.settings",
        },
        check=False,
    )
    assert migrated.returncode == 0
    files = list((tmp_path / "data").glob("deqi.sqlite3*"))
    assert files
    assert [path.name for path in files if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize(
    "environment",
    [
        {"DEQI_HTTPS": "1"},
        {"DEQI_HTTPS": "1", "DEQI_SECRET_KEY": "short"},
        {"DEQI_HTTPS": "1", "DEQI_SECRET_KEY": "a" * 64},
        {"DEQI_HOSTS": "deqi.example.org"},
        {"DEQI_HTTPS": "1", "DEQI_SECRET_KEY": GOOD_KEY, "DEQI_DEBUG": "1"},
        {"DEQI_HTTPS": "yes"},
        {"DEQI_KEEP_PER_HOUR": "-1"},
        {"DEQI_KEEP_PER_HOUR": "many"},
    ],
)
def test_it_refuses_to_start_half_open(tmp_path, environment: dict[str, str]) -> None:
    started = start(tmp_path, **environment)
    assert started.returncode != 0
    assert "ImproperlyConfigured" in started.stderr


def test_one_switch_turns_everything_to_https(tmp_path) -> None:
    started = start(tmp_path, DEQI_HTTPS="1", DEQI_SECRET_KEY=GOOD_KEY, DEQI_HOSTS="deqi.example.org")
    assert started.stdout.startswith("True 31536000 ['deqi.example.org']"), started.stderr


def shown(tmp_path, what: str, **environment: str) -> str:
    show = f"from deqi.web import settings as s; print({what})"
    ours = ("DEQI_", "DJANGO_")  # the browser tests set a switch of Django's that no server should have
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment = {**kept, "DEQI_DATA_DIR": str(tmp_path), **environment}
    ran = subprocess.run(
        [sys.executable, "-c", show], env=environment, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def test_other_sites_under_the_name_are_bound_to_https_only_when_asked(tmp_path) -> None:
    what = "s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD"
    https = {"DEQI_HTTPS": "1", "DEQI_SECRET_KEY": GOOD_KEY}
    assert shown(tmp_path, what) == "False False"
    assert shown(tmp_path, what, **https) == "False False"
    assert shown(tmp_path, what, **https, DEQI_HSTS_SUBDOMAINS="1") == "True True"
    assert shown(tmp_path, what, DEQI_HSTS_SUBDOMAINS="1") == "False False"


def test_under_https_no_neighbour_can_set_our_cookies(tmp_path) -> None:
    what = "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME"
    assert shown(tmp_path, what) == "deqi_answers deqi_csrf"
    https = {"DEQI_HTTPS": "1", "DEQI_SECRET_KEY": GOOD_KEY}
    assert shown(tmp_path, what, **https) == "__Host-deqi_answers __Host-deqi_csrf"


def test_another_database_by_one_address(tmp_path) -> None:
    started = start(tmp_path, DATABASE_URL="postgres://deqi@localhost/deqi")
    assert "django.db.backends.postgresql" in started.stdout


def test_the_deployment_check_of_django_passes(tmp_path) -> None:
    ours = ("DEQI_", "DJANGO_")  # the browser tests set a switch of Django's that no server should have
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    checked = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={
            **kept,
            "DJANGO_SETTINGS_MODULE": "deqi.web.settings",
            "DEQI_DATA_DIR": str(tmp_path),
            "DEQI_HTTPS": "1",
            "DEQI_SECRET_KEY": GOOD_KEY,
            "DEQI_HOSTS": "deqi.example.org",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_sqlite_waits_and_writes_ahead(db, settings) -> None:
    options = settings.DATABASES["default"]["OPTIONS"]
    assert "journal_mode=WAL" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_sqlite_overwrites_what_is_erased(db, settings) -> None:
    assert "secure_delete=ON" in settings.DATABASES["default"]["OPTIONS"]["init_command"]


def test_migrations_are_complete(db) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_pages_work_without_the_built_script(tmp_path) -> None:
    assert built_script(tmp_path) is None


GUIDE = Path(__file__).resolve().parents[2] / "docs/how-to/run-on-your-server.md"


def test_the_guide_names_every_setting() -> None:
    named = set(re.findall(r"DEQI_[A-Z_]+|DATABASE_URL", Path(settings_module.__file__).read_text("utf-8")))
    assert len(named) > 10
    assert {name for name in named if name not in GUIDE.read_text("utf-8")} == set()


def test_the_health_check_of_the_guide_passes_behind_https(client: Client, settings) -> None:
    """Without either header it would be refused or sent away."""
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["deqi.example.org"], True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    (command,) = re.findall(r"^curl .*/api/v1/health$", GUIDE.read_text("utf-8"), re.MULTILINE)
    headers = dict(re.findall(r"-H '([\w-]+): ([^']+)'", command))
    assert set(headers) == {"Host", "X-Forwarded-Proto"}
    assert client.get("/api/v1/health", headers=headers).status_code == 200
    for name in headers:
        less = {other: value for other, value in headers.items() if other != name}
        assert client.get("/api/v1/health", headers=less).status_code in {301, 400}


@pytest.mark.parametrize(
    "words",
    [
        "request_buffers 200KB",
        "read_header 10s",
        "read_body 20s",
        "client_body_timeout 10s",
        "proxy_request_buffering on",
    ],
)
def test_the_guide_keeps_slow_requests_from_the_workers(words: str) -> None:
    assert words in GUIDE.read_text("utf-8")
