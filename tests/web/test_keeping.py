"""Kept answers: one a session, gone when their time is over, and never enough to fill a disk."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from deqi.web.ask.models import KeptAnswer

pytestmark = pytest.mark.django_db

KEEP = "/answer/keep/"


def kept_address(response: Any) -> str:
    found = re.search(r"/kept/[\w-]{40,}/", response.content.decode())
    assert found
    return found.group()


def test_a_button_pressed_twice_keeps_one_answer_that_the_shown_link_opens(client: Client, walk) -> None:
    walk()
    client.get(KEEP)
    twin = Client()
    twin.cookies["deqi_answers"] = client.cookies["deqi_answers"].value
    assert client.post(KEEP).status_code == 302
    shown = kept_address(twin.post(KEEP, follow=True))
    assert KeptAnswer.objects.count() == 1
    assert client.get(shown).status_code == 200


def test_keeping_again_replaces_the_earlier_copy(client: Client, walk) -> None:
    walk()
    first = kept_address(client.post(KEEP, follow=True))
    second = kept_address(client.post(KEEP, follow=True))
    assert first != second
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert KeptAnswer.objects.count() == 1


def test_after_forgetting_the_kept_answer_belongs_to_nobody_elses_session(client: Client, walk) -> None:
    walk()
    first = kept_address(client.post(KEEP, follow=True))
    client.post("/forget/")
    walk()
    client.post(KEEP)
    assert client.get(first).status_code == 200
    assert KeptAnswer.objects.count() == 2


def test_the_cookie_does_not_hold_the_link_once_it_was_shown(client: Client, walk) -> None:
    walk()
    client.get(KEEP)
    shown = kept_address(client.post(KEEP, follow=True))
    assert shown.split("/")[2] not in str(dict(client.session.items()))
    assert "/kept/" not in client.get("/answer/kept/").content.decode()


def test_looking_at_the_form_keeps_nothing_and_shows_no_link(client: Client, walk) -> None:
    walk()
    client.get(KEEP)
    assert "/kept/" not in client.get("/answer/kept/").content.decode()
    assert KeptAnswer.objects.count() == 0


@pytest.mark.parametrize("shape", [{"a": [1]}, [1], 5, None, ""])
@pytest.mark.parametrize("key", ["kept_token", "kept_before"])
def test_a_cookie_of_another_shape_does_no_harm(client: Client, walk, key: str, shape: Any) -> None:
    walk()
    session = client.session
    session[key] = shape
    session.save()
    client.cookies["deqi_answers"] = session.session_key
    assert client.get("/answer/kept/").status_code == 200
    assert client.get(kept_address(client.post(KEEP, follow=True))).status_code == 200


@pytest.fixture
def expired() -> KeptAnswer:
    past = timezone.now() - timedelta(days=91)
    KeptAnswer.objects.keep({"kind": "answer"}, now=past)
    return KeptAnswer.objects.get()


def test_visiting_any_kept_page_erases_what_is_over(client: Client, expired: KeptAnswer) -> None:
    assert client.get("/kept/no-such-token/").status_code == 404
    assert KeptAnswer.objects.count() == 0


def test_the_command_erases_what_is_over_and_says_how_many(
    expired: KeptAnswer, capsys: pytest.CaptureFixture[str]
) -> None:
    KeptAnswer.objects.keep({"kind": "answer"}, now=timezone.now())
    call_command("erase_expired")
    assert "1 kept answer" in capsys.readouterr().out
    assert KeptAnswer.objects.count() == 1


def test_what_is_erased_is_overwritten_in_the_file() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("another database")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)


def test_no_more_than_the_limit_is_kept_in_an_hour(client: Client, walk, settings: Any) -> None:
    settings.KEEP_PER_HOUR = 2
    now = timezone.now()
    KeptAnswer.objects.keep({"kind": "answer"}, now=now - timedelta(minutes=61))
    for minutes in (59, 1):
        KeptAnswer.objects.keep({"kind": "answer"}, now=now - timedelta(minutes=minutes))
    walk()
    response = client.post(KEEP)
    assert response.status_code == 503
    assert "Nothing is lost" in response.content.decode()
    assert KeptAnswer.objects.count() == 3
    assert client.get("/answer/").status_code == 200


def test_who_has_kept_one_may_replace_it_at_the_limit(client: Client, walk, settings: Any) -> None:
    settings.KEEP_PER_HOUR = 1
    walk()
    client.post(KEEP, follow=True)
    assert client.post(KEEP).status_code == 302
    assert KeptAnswer.objects.count() == 1
