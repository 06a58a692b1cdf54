"""The link is the only key: unguessable, stored as a hash, revocable, silent about what it does not open."""

import io
import logging.config
import re
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deqi.web.ask.models import hash_token
from deqi.web.diary import limits
from deqi.web.diary.models import Diary, Link, Record, Tally
from deqi.web.diary.urls import urlpatterns

pytestmark = pytest.mark.django_db

OWNER_ONLY = (
    "plan",
    "week",
    "visit",
    "everything",
    "json",
    "csv",
    "sharing",
    "erase",
    "link",
    "calendar",
    "signs",
)
POSTS = (*("begin", "leave", "plan", "week", "visit", "sharing", "add-reader", "renew", "erase", "calendar"),)


def token_of(link: str) -> str:
    return link.split("/")[3]


def rows_of_every_table() -> str:
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the database itself
            told.append(str(cursor.fetchall()))
    return "".join(told)


def test_the_link_has_more_than_128_random_bits_and_is_stored_as_a_hash_alone(link: str) -> None:
    token = token_of(link)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)  # 43 characters of 6 bits
    stored = rows_of_every_table()
    assert token not in stored
    assert hash_token(token) in stored


def test_two_links_have_nothing_in_common(begin) -> None:
    assert len({token_of(begin(Client())) for _ in range(5)}) == 5


def test_a_link_is_shown_once(client: Client, link: str) -> None:
    again = client.get("/diary/link/").content.decode()
    assert "/diary/open/" not in again
    assert "shown only once" in again
    assert token_of(link) not in str(dict(client.session.items()))


def test_the_picture_of_the_link_needs_neither_style_nor_script(client: Client) -> None:
    shown = client.post("/diary/begin/", follow=True).content.decode()
    picture = re.search(r"<svg[^>]*class=\"qr\".*?</svg>", shown, re.DOTALL)
    assert picture
    assert not re.search(r"style|script|href|xlink", picture.group())


def test_opening_needs_a_press_so_that_no_preview_and_no_other_page_opens_it(link: str) -> None:
    other = Client()
    assert "Open the diary?" in other.get(link).content.decode()
    assert other.get("/diary/course/").status_code == 403
    assert other.post(link, follow=True).redirect_chain[-1][0] == "/diary/course/"


def test_no_page_of_an_open_diary_has_the_token_in_its_address_or_text(
    client: Client, link: str, week
) -> None:
    week(pain="4")
    for name in ("course", "week", "visit", "plan", "everything", "sharing", "erase"):
        response = client.get(reverse(f"diary:{name}"))
        assert response.status_code == 200
        assert token_of(link) not in response.content.decode() + response.request["PATH_INFO"]


@pytest.fixture
def dead_links(client: Client, begin) -> dict[str, str]:
    """A link that never was, one that was revoked, one that was replaced, and one whose diary is gone."""
    revoked = begin(client)
    Link.objects.filter(token_hash=hash_token(token_of(revoked))).update(revoked_at=timezone.now())
    replaced = begin(renewing := Client())
    renewing.post("/diary/sharing/renew/")
    gone = begin(erasing := Client())
    erasing.post("/diary/erase/")
    return {
        "unknown": f"/diary/open/{'x' * 43}/",
        "revoked": revoked,
        "replaced": replaced,
        "gone": gone,
        "short": "/diary/open/abc/",
    }


def asked(method: str, path: str) -> tuple[int, bytes, dict[str, str], list[str]]:
    """What a fresh browser gets, and the questions that the database was asked, without their values."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = getattr(Client(), method)(path)
    shapes = [re.sub(r"'[^']*'|\b\d+\b", "?", query["sql"]) for query in queries]
    headers = {
        name: value for name, value in response.headers.items() if name not in ("Expires", "Last-Modified")
    }
    return response.status_code, response.content, headers, shapes


@pytest.mark.parametrize("method", ["get", "post"])
def test_dead_links_get_one_answer_by_one_way(dead_links: dict[str, str], method: str) -> None:
    asked(method, "/diary/open/warm/")  # makes the row that counts, so that all below only raise it
    answers = {name: asked(method, path) for name, path in dead_links.items()}
    assert len({status for status, *_ in answers.values()}) == 1
    assert {name: a[:3] == answers["unknown"][:3] for name, a in answers.items()} == dict.fromkeys(
        answers, True
    )
    assert {name: a[3] == answers["unknown"][3] for name, a in answers.items()} == dict.fromkeys(
        answers, True
    )
    assert answers["unknown"][0] == 404


def test_a_link_that_opens_is_looked_up_by_the_same_single_question(
    dead_links: dict[str, str], begin
) -> None:
    """The look-up is by hash and does not know yet what it will find."""
    alive = begin(Client())
    questions = [asked("get", path)[3][:2] for path in (dead_links["unknown"], alive)]
    assert questions[0] == questions[1]


def test_a_renewed_link_ends_the_old_one_and_the_sessions_it_began(client: Client, link: str) -> None:
    phone = Client()
    phone.post(link)
    assert phone.get("/diary/week/").status_code == 200
    client.post("/diary/sharing/renew/")
    assert phone.get("/diary/week/").status_code == 403
    assert client.get("/diary/week/").status_code == 200
    assert Client().get(link).status_code == 404


def test_an_ended_link_for_reading_ends_its_sessions(client: Client, reader: Client) -> None:
    assert reader.get("/diary/course/").status_code == 200
    page = client.get("/diary/sharing/").content.decode()
    revoke = re.search(r"/diary/sharing/\d+/revoke/", page)
    assert revoke
    assert client.post(revoke.group()).status_code == 302
    assert reader.get("/diary/course/").status_code == 403
    assert client.post(revoke.group()).status_code == 404


def test_a_reader_reads_and_does_nothing_else(client: Client, reader: Client, week) -> None:
    week(pain="5")
    before = rows_of_every_table()
    for name in OWNER_ONLY:
        assert reader.get(reverse(f"diary:{name}")).status_code == 404, name
    for name in ("plan", "week", "visit", "sharing", "add-reader", "renew", "erase", "calendar"):
        assert reader.post(reverse(f"diary:{name}"), {"pain": "1", "week": "0"}).status_code == 404, name
    Tally.objects.all().delete()
    assert Record.objects.count() == 1
    assert Diary.objects.count() == 1
    assert hash_token("x") not in before
    assert reader.get("/diary/course/").status_code == 200
    assert reader.get("/diary/report.pdf").content[:5] == b"%PDF-"


def test_another_owner_reaches_nothing_of_mine(client: Client, visit, week, begin) -> None:
    visit(mark="a" * 32)
    week(pain="5")
    stranger = Client()
    begin(stranger)
    link = Link.objects.filter(role=Link.OWNER).first()
    assert link
    assert stranger.get(f"/diary/visit/{'a' * 32}/").status_code == 404
    assert stranger.post(f"/diary/take-back/session/{'a' * 32}/").status_code == 404
    assert stranger.post("/diary/take-back/week/0/").status_code == 404
    assert stranger.post(f"/diary/sharing/{link.pk}/revoke/").status_code == 404
    assert Link.objects.filter(revoked_at=None).count() == 2
    assert Record.objects.filter(document=None).count() == 0


def test_pages_stay_out_of_caches_search_engines_and_other_pages_logs(
    client: Client, link: str, week
) -> None:
    week(pain="5")
    pages = [
        "/diary/link/",
        "/diary/report.pdf",
        "/diary/diary.json",
        "/diary/diary.csv",
        "/diary/weekly-note.ics",
    ]
    pages += [
        reverse(f"diary:{name}") for name in ("course", "week", "visit", "everything", "sharing", "erase")
    ]
    for path in [link, *pages]:
        headers = client.get(path).headers
        assert "no-store" in headers["Cache-Control"], path
        assert headers["Referrer-Policy"] in {"no-referrer", "strict-origin"}, path
        assert "noindex" in headers["X-Robots-Tag"], path


def test_every_form_is_refused_without_its_token(link: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    for name in POSTS:
        assert strict.post(reverse(f"diary:{name}")).status_code == 403, name
    assert strict.post(link).status_code == 403
    with_arguments = {"open", "correct-week", "correct-visit", "take-back", "revoke"}
    read_only = {
        "start",
        "link",
        "left",
        "course",
        "report",
        "letter",
        "signs",
        "everything",
        "json",
        "csv",
        "erased",
    }
    assert {pattern.name for pattern in urlpatterns} == set(POSTS) | read_only | with_arguments


def test_health_data_and_links_stay_out_of_logs(client: Client, link: str, week, monkeypatch) -> None:
    logging.config.dictConfig(django_settings.LOGGING)
    written = io.StringIO()
    for name in ("", "django"):
        for handler in logging.getLogger(name).handlers:
            if type(handler) is logging.StreamHandler:
                handler.setStream(written)
    client.raise_request_exception = False
    client.get(f"/diary/open/{'y' * 43}/")
    week(pain="11", note="my-secret-note")
    monkeypatch.setattr("deqi.web.diary.views.notes.write", _break)
    assert week(pain="7", note="my-secret-note").status_code == 500
    logging.config.dictConfig(django_settings.LOGGING)
    text = written.getvalue()
    assert "status 500" in text
    for private in ("my-secret-note", "y" * 43, token_of(link), "pain", "?"):
        assert private not in text, private


def _break(*_arguments, **_named):
    raise ValueError("my-secret-note of somebody with pain 7")


def test_wrong_links_are_limited_and_then_every_link_gets_the_same_answer(link: str, settings) -> None:
    settings.DIARY_WRONG_LINKS = 3
    guesser = Client()
    for n in range(3):
        assert guesser.get(f"/diary/open/{n:043}/").status_code == 404
    wrong, right = guesser.get(f"/diary/open/{9:043}/"), guesser.get(link)
    assert wrong.status_code == right.status_code == 429
    assert wrong.headers["Retry-After"] == "600"
    assert wrong.content == right.content


def test_a_new_stretch_starts_from_nothing_and_old_counts_go(link: str, settings) -> None:
    settings.DIARY_WRONG_LINKS = 1
    Client().get(f"/diary/open/{1:043}/")
    Tally.objects.update(starts_at=timezone.now() - timedelta(minutes=11))
    assert Client().get(link).status_code == 200
    Client().get(f"/diary/open/{2:043}/")
    assert Tally.objects.filter(what=limits.LINKS).count() == 1


def test_beginning_is_limited_for_one_address_and_for_the_site(settings) -> None:
    settings.DIARY_STARTS = 2
    for status in (302, 302, 429):
        assert Client().post("/diary/begin/").status_code == status
    assert Client().post("/diary/begin/", REMOTE_ADDR="192.0.2.7").status_code == 302
    settings.DIARIES_PER_HOUR = 3
    assert Client().post("/diary/begin/", REMOTE_ADDR="192.0.2.8").status_code == 429
    assert Diary.objects.count() == 3


def test_a_tally_knows_no_address_and_no_day_knows_another(settings) -> None:
    Client().get(f"/diary/open/{1:043}/", REMOTE_ADDR="192.0.2.77")
    tally = Tally.objects.get()
    assert "192.0.2.77" not in rows_of_every_table()
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.77")
    now = timezone.now()
    assert limits.who(request, now) == tally.who
    assert limits.who(request, now + timedelta(days=1)) != tally.who
    settings.SECRET_KEY = "another key"  # noqa: S105 - made up
    assert limits.who(request, now) != tally.who


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(settings) -> None:
    told = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.4"}
    request = RequestFactory().get("/", **told)
    assert limits.address(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert limits.address(request) == "198.51.100.4"


@pytest.mark.parametrize("shape", [{"a": [1]}, [1], 5, None, "", "x" * 64])
@pytest.mark.parametrize("key", ["diary", "diary_new", "diary_new_role", "diary_said"])
def test_a_cookie_of_another_shape_does_no_harm(client: Client, link: str, key: str, shape: object) -> None:
    session = client.session
    session[key] = shape
    session.save()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
    for name in ("course", "link", "start"):
        assert client.get(reverse(f"diary:{name}")).status_code in {200, 403}


def test_closing_forgets_the_diary_in_this_browser_and_throws_drafts_away(client: Client, link: str) -> None:
    page = client.post("/diary/leave/", follow=True).content.decode()
    assert "data-forget-drafts" in page
    assert client.get("/diary/course/").status_code == 403
    assert Client().get(link).status_code == 200
