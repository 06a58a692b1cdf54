"""Nothing of what a person tells leaves the browser, reaches a log, or stands in an address."""

import io
import logging.config
import re

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from deqi.web.ask.models import KeptAnswer
from deqi.web.middleware import BodyLimitMiddleware

TOLD_AGE = "87.125"


@pytest.fixture
def log():
    """What the site's own handlers write, as the settings configure them."""
    logging.config.dictConfig(settings.LOGGING)
    written = io.StringIO()
    for name in ("", "django"):
        for handler in logging.getLogger(name).handlers:
            if type(handler) is logging.StreamHandler:
                handler.setStream(written)
    yield written.getvalue
    logging.config.dictConfig(settings.LOGGING)


def test_no_health_data_in_logs(client: Client, walk, log, monkeypatch, db) -> None:
    client.raise_request_exception = False
    walk(age=TOLD_AGE, cautions__K07="yes")
    client.get("/nothing/?findings.F01=yes&age=87.125")
    client.post("/check/01-you/", {"age": "my-secret-text"})
    client.get("/kept/secret-token-of-somebody/?x=findings")
    monkeypatch.setattr("deqi.web.ask.views.answer.answer_for", _break)
    assert client.get("/answer/").status_code == 500
    written = log()
    assert "ValueError" in written
    assert "status 500" in written
    for private in (
        TOLD_AGE,
        "F01",
        "K07",
        "my-secret-text",
        "secret-token",
        "?",
        "sessionid",
        "deqi_answers",
    ):
        assert private not in written, private


def _break(journey) -> None:
    raise ValueError(f"cannot use age {journey.person.age} of somebody with K07")


def test_refused_forms_are_logged_without_what_they_held(log) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/check/01-you/", {"age": TOLD_AGE}).status_code == 403
    written = log()
    assert "403" in written
    assert TOLD_AGE not in written


def test_no_third_party_address_in_pages(client: Client, walk, db) -> None:
    pages = [client.get(address) for address in ("/", "/check/01-you/", "/examples/", "/nothing/")]
    pages += [walk(), client.get("/answer/keep/")]
    for page in pages:
        loaded = re.findall(r'(?:src|href|action|srcset|data)="([^"]+)"', page.content.decode())
        assert loaded
        assert all(re.match(r"/|#", address) for address in loaded), loaded


def test_effect_sizes_absent_when_urgent(client: Client, walk) -> None:
    for replies in (
        {"findings__F01": "yes"},
        {"findings__F08": "yes"},
        {"findings__F09": "yes", "pain_weeks": "4"},
    ):
        client.post("/forget/")
        page = walk(**replies).content.decode()
        assert re.search("Emergency: get help now|See a doctor today", page)
        main = page[page.index("<main") : page.index("</main>")]
        assert not re.search(r"of 100|<svg|clearly better|points|%|sham", main), replies
        text = client.get("/answer.pdf").content
        assert text[:5] == b"%PDF-"


def test_no_answer_stands_in_an_address(client: Client, walk) -> None:
    response = walk()
    for address, _status in response.redirect_chain:
        assert "?" not in address
        assert re.fullmatch(r"/(check/[\w-]+/|answer/|check/)", address)


def test_nothing_is_stored_unless_asked(client: Client, walk, db) -> None:
    walk()
    client.get("/answer.pdf")
    assert KeptAnswer.objects.count() == 0


def test_the_cookies_end_with_the_browser_and_no_script_reads_them(client: Client, walk) -> None:
    walk()
    for name in ("deqi_answers", "deqi_csrf"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["max-age"] == ""
        assert cookie["expires"] == ""


@pytest.mark.parametrize("address", ["/answer/", "/answer.pdf", "/answer/keep/", "/check/01-you/"])
def test_pages_with_answers_are_never_cached(client: Client, walk, address: str) -> None:
    walk()
    assert "no-store" in client.get(address)["Cache-Control"]


def test_the_policy_is_strict(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["form-action"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_the_policy_also_holds_on_error_pages(client: Client) -> None:
    assert "default-src 'none'" in client.get("/nothing/")["Content-Security-Policy"]


def test_no_inline_style_or_script_in_any_template(client: Client, walk) -> None:
    for page in (client.get("/"), client.get("/check/01-you/"), walk()):
        text = page.content.decode()
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*src=)", text)


def test_other_headers_close_the_rest(client: Client) -> None:
    headers = client.get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


def test_a_body_that_is_too_long_is_refused_and_nothing_is_lost(client: Client) -> None:
    client.post("/check/01-you/", {"age": "46", "sex": "female", "pain_weeks": "104"})
    response = client.post("/check/01-you/", {"age": "4" * 10_000_000})
    assert response.status_code == 413
    assert "Your answers so far are kept" in response.content.decode()
    assert 'value="46"' in client.get("/check/01-you/").content.decode()


def test_a_chunked_body_without_a_length_is_not_read(rf: RequestFactory) -> None:
    request = rf.post("/check/01-you/", data=b"x" * 300_000, content_type="text/plain")
    request.META["CONTENT_LENGTH"] = "many"
    seen = []
    BodyLimitMiddleware(seen.append)(request)
    assert seen, "Django itself reads nothing without a length"


def test_the_api_refuses_a_long_body_in_json(client: Client) -> None:
    response = client.post("/api/v1/ask", b"x" * 300_000, content_type="application/json")
    assert response.status_code == 413
    assert set(response.json()) >= {"what", "rule", "next_step"}
