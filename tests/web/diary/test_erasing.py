"""Erased is erased: no row, no link, no byte in the files of the database."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from deqi.web.diary.models import Diary, Link, Record, Seal

pytestmark = pytest.mark.django_db

FULL_CIRCLE = """
import django
django.setup()
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from deqi.web.ask.models import KeptAnswer
from django.utils import timezone
import re

settings.ALLOWED_HOSTS = ["testserver"]
call_command("migrate", verbosity=0)
folder = Path(settings.DATABASES["default"]["NAME"]).parent

def found(mark):
    return sorted(path.name for path in folder.iterdir() if path.is_file() and mark in path.read_bytes())

client = Client()
link = re.search(r"/diary/open/[\\w-]+/", client.post("/diary/begin/", follow=True).content.decode()).group()
for n in range(40):
    note = f"SECRET-MARK-{n} " + "long " * 200
    assert client.post("/diary/visit/", {"day": "2026-01-05", "after": "0", "felt": note}).status_code == 302
client.post("/diary/week/", {"week": "0", "after": "0", "pain": "6", "note": "SECRET-MARK-week"})
client.post("/diary/week/", {"week": "0", "after": "1", "pain": "5", "note": "SECRET-MARK-again"})
kept = KeptAnswer.objects.keep({"kind": "SECRET-MARK-kept"}, now=timezone.now())
print("before", found(b"SECRET-MARK"))
assert client.post("/diary/erase/").status_code == 302
Client().post(f"/kept/{kept}/erase/")
print("after", found(b"SECRET-MARK"))
print("link", Client().get(link).status_code)
"""


def test_erasing_takes_every_row_and_ends_every_link(
    client: Client, reader: Client, link: str, week, visit
) -> None:
    week(pain="6")
    visit(felt="warm")
    assert "Erase everything?" in client.get("/diary/erase/").content.decode()
    assert Record.objects.count() == 2
    page = client.post("/diary/erase/", follow=True).content.decode()
    assert "data-forget-drafts" in page
    assert [model.objects.count() for model in (Diary, Link, Record, Seal)] == [0, 0, 0, 0]
    assert client.get("/diary/course/").status_code == 403
    assert reader.get("/diary/course/").status_code == 403
    assert Client().get(link).status_code == 404


def test_no_byte_of_it_stays_in_the_files_of_the_database(tmp_path: Path) -> None:
    """In a process and a file of its own, because the tests' database lives in memory."""
    settings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    settings |= {"DEQI_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "deqi.web.settings"}
    settings["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        [sys.executable, "-c", FULL_CIRCLE], env=settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert told[0].startswith("before ['deqi.sqlite3")
    assert told[1] == "after []"
    assert told[2] == "link 404"


def test_a_write_that_lost_its_diary_meanwhile_leaves_nothing_behind(
    client: Client, week, diary: Diary
) -> None:
    week(pain="6")
    Diary.objects.all().delete()
    assert week(pain="5", after="1").status_code == 403
    assert Record.objects.count() == 0


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_a_diary_that_nobody_wrote_in_goes_after_a_month(link: str, days: int, left: int) -> None:
    Diary.objects.update(touched_at=timezone.now() - timedelta(days=days))
    call_command("erase_expired", verbosity=0)
    assert Diary.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(729, 1), (731, 0)])
def test_a_diary_that_nobody_writes_in_any_more_goes_after_two_years(week, days: int, left: int) -> None:
    week(pain="6")
    Diary.objects.update(touched_at=timezone.now() - timedelta(days=days))
    call_command("erase_expired", verbosity=0)
    assert Diary.objects.count() == left


def test_writing_puts_the_end_off(week, diary: Diary) -> None:
    Diary.objects.update(touched_at=timezone.now() - timedelta(days=700))
    week(pain="6")
    diary.refresh_from_db()
    assert timezone.now() - diary.touched_at < timedelta(minutes=1)


def test_the_command_says_how_many_diaries_went(link: str, capsys: pytest.CaptureFixture[str]) -> None:
    Diary.objects.update(touched_at=timezone.now() - timedelta(days=800))
    call_command("erase_expired")
    assert "1 diary erased" in capsys.readouterr().out
