"""A diary that is open in a test client, and what a week and a visit in it look like."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from deqi.web.diary.book import book_of, write
from deqi.web.diary.models import Diary
from deqi.web.diary.seal import rescore, seal_if_due

LINK = re.compile(r'href="(?:http://testserver)?(/diary/open/[\w-]+/)"')
Write = Callable[..., Any]


@pytest.fixture
def begin() -> Callable[[Client], str]:
    """``begin(client)`` begins a diary in this browser; the path of its private link."""

    def go(client: Client) -> str:
        shown = client.post("/diary/begin/", follow=True).content.decode()
        found = LINK.search(shown)
        assert found
        return found.group(1)

    return go


@pytest.fixture
def link(client: Client, begin: Callable[[Client], str]) -> str:
    """The private link of the diary that is open in ``client``."""
    return begin(client)


@pytest.fixture
def diary(link: str) -> Diary:
    """The diary that is open in ``client``."""
    return Diary.objects.get()


@pytest.fixture
def week(client: Client, link: str) -> Write:
    """Send a week: ``week(pain="6", note="...")``."""

    def go(**told: Any) -> Any:
        return client.post("/diary/week/", {"week": "0", "after": "0", **told})

    return go


@pytest.fixture
def visit(client: Client, link: str) -> Write:
    """Send a visit, today unless told otherwise."""

    def go(**told: Any) -> Any:
        today = timezone.localdate().isoformat()
        return client.post("/diary/visit/", {"day": today, "after": "0", **told})

    return go


@pytest.fixture
def reader(client: Client, diary: Diary) -> Client:
    """A browser in which a link for reading was opened."""
    shown = client.post("/diary/sharing/add/", {"label": "Dr A"}, follow=True).content.decode()
    found = LINK.search(shown)
    assert found
    other = Client()
    assert other.post(found.group(1)).status_code == 302
    return other


@pytest.fixture
def course(diary: Diary) -> Callable[..., datetime]:
    """``course([7, 6, None, 5], visits=[3, 10])``: weeks of pain, days of visits, told in their time.

    The diary then began so long ago that the last week ends today; when it began.
    """

    def go(pains: list[int | None], visits: list[int] = (), **more: Any) -> datetime:  # type: ignore[assignment]
        began = timezone.now() - timedelta(weeks=len(pains) - 1)
        Diary.objects.filter(pk=diary.pk).update(created_at=began)
        diary.refresh_from_db()
        told = sorted(
            [(7 * week, "week", week, pain) for week, pain in enumerate(pains) if pain is not None]
            + [(day, "session", number, None) for number, day in enumerate(visits)]
        )
        for day, kind, number, pain in told:
            now = began + timedelta(days=day)
            on = timezone.localtime(now).date()
            document = {"day": on.isoformat(), **({} if pain is None else {"scores": {"pain": pain}})}
            document |= more.get(f"{kind}{number}", {})
            write(
                diary, kind, str(number) if kind == "week" else f"{number:032x}", document, after=0, now=now
            )
            follow(diary, now, on)
        return began

    return go


def follow(diary: Diary, now: datetime, on: date) -> None:
    """What a view does after each note."""
    seal_if_due(book_of(diary), now=now, today=on)
    rescore(book_of(diary), today=on)
