"""What somebody tries who wants to fill the disk, slip past a limit, or break a page of the diary."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from deqi.web.diary import limits
from deqi.web.diary.models import Diary, Link, Record
from deqi.web.diary.views import notes

LARGEST = 2_147_483_647
"""The largest number that a version can have in PostgreSQL."""


def refused(answers: list[HttpResponse]) -> bool:
    return any(answer.status_code == 429 for answer in answers)


@pytest.mark.django_db
@pytest.mark.parametrize("after", [str(LARGEST), "9223372036854775807", "9" * 30, "9" * 4000])
def test_a_made_up_version_numbers_no_row_beyond_what_a_database_holds(
    client: Client, link: str, after: str
) -> None:
    sent = client.post("/diary/week/", {"week": "0", "after": after, "pain": "5"})
    assert sent.status_code == 302
    assert Record.objects.get().version == 1
    assert client.post("/diary/plan/", {"after": after, "visits": "12"}).status_code == 302
    assert client.post("/diary/plan/", {"after": after, "visits": "11"}).status_code == 409


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/diary/sharing/add/", "/diary/sharing/renew/"])
def test_making_links_cannot_fill_the_disk(client: Client, link: str, path: str, settings: Any) -> None:
    settings.DIARY_ENTRIES = 5
    assert refused([client.post(path, {"label": "x"}) for _ in range(8)])
    assert Link.objects.count() == 1 + 5
    assert client.get("/diary/everything/").status_code == 200, "the owner's link went with a refused one"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/diary/sharing/add/", "/diary/sharing/renew/"])
def test_a_new_diary_begins_also_while_another_link_waits_to_be_shown(
    client: Client, link: str, path: str
) -> None:
    client.post(path)
    if path.endswith("renew/"):
        Diary.objects.get().erase()
    page = client.post("/diary/begin/", follow=True)
    assert page.status_code == 200
    assert client.get("/diary/plan/").status_code == 200
    assert Link.objects.filter(role=Link.OWNER).count() == Diary.objects.count()


@pytest.mark.django_db
def test_a_household_of_ipv6_addresses_is_counted_as_one() -> None:
    answers = [Client(REMOTE_ADDR=f"2001:db8:1:2::{n:x}").get("/diary/open/guess/") for n in range(40)]
    assert refused(answers)
    assert Client(REMOTE_ADDR="2001:db8:1:3::1").get("/diary/open/guess/").status_code == 404


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:DB8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "192.0.2.2", False),
    ],
)
def test_which_addresses_are_one(rf: RequestFactory, one: str, other: str, same: bool) -> None:  # noqa: FBT001
    told = [limits.address(rf.get("/", REMOTE_ADDR=name)) for name in (one, other)]
    assert (told[0] == told[1]) is same


@pytest.mark.django_db
def test_headers_do_not_change_the_address_where_no_proxy_stands_in_front(rf: RequestFactory) -> None:
    names = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_CLIENT_IP")
    plain = limits.address(rf.get("/"))
    assert {limits.address(rf.get("/", **{name: "203.0.113.9"})) for name in names} == {plain}


@pytest.mark.django_db
def test_a_diary_that_is_erased_in_the_same_moment_gives_back_what_was_typed(
    client: Client, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Any] = notes.write

    def erased_first(diary: Diary, *arguments: Any, **named: Any) -> Any:
        Diary.objects.get(pk=diary.pk).erase()
        return real(diary, *arguments, **named)

    client.post("/diary/week/", {"week": "0", "after": "0", "pain": "4"})
    monkeypatch.setattr(notes, "write", erased_first)
    shown = client.post("/diary/visit/", {"day": "2026-01-02", "after": "0", "felt": "warm in the legs"})
    assert shown.status_code == 403
    assert "warm in the legs" in shown.content.decode()
    assert not Record.objects.exists()


@pytest.mark.django_db
def test_taking_back_in_an_erased_diary_finds_it_closed(
    client: Client, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/diary/week/", {"week": "0", "after": "0", "pain": "4"})
    real: Callable[..., Any] = notes.write

    def erased_first(diary: Diary, *arguments: Any, **named: Any) -> Any:
        Diary.objects.get(pk=diary.pk).erase()
        return real(diary, *arguments, **named)

    monkeypatch.setattr(notes, "write", erased_first)
    assert client.post("/diary/take-back/week/0/").status_code == 403
    assert not Record.objects.exists()
