"""Whose points are shown: refusals, pregnancy, a practitioner's decision, and privacy."""

import io
import logging
import logging.config
import re

import pytest
from django.conf import settings
from django.test import Client

from deqi.answers import default_tables

pytestmark = pytest.mark.django_db
METRIC = {"units": "cm", "sex": "female", "age": "35", "height": "165", "weight": "70"}
PAGES = ("/points/", "/points/BL23/", "/points/all/", "/points/sheet.pdf")
CALM = {"age": "46", "sex": "female", "pain_weeks": "104", "pain_now": "6"}


@pytest.fixture
def walk(client: Client):
    """Send every screen of the check with these replies, "no" to what is not named."""

    def go(**replies: str) -> None:
        told = {**CALM, **{name.replace("__", "."): value for name, value in replies.items()}}
        response = client.get("/check/", follow=True)
        for _screen in range(40):
            if response.request["PATH_INFO"] == "/answer/":
                return
            names = set(re.findall(r'<input[^>]* name="([^"]+)"', response.content.decode()))
            sent = {name: told.get(name, "no") for name in names - {"csrfmiddlewaretoken"}}
            response = client.post(response.request["PATH_INFO"], sent, follow=True)
        raise AssertionError("the check did not end")

    return go


def codes_of(html: str) -> set[str]:
    return set(re.findall(r'id="point-([\w-]+)"', html))


def test_a_newcomer_sees_an_example_that_says_so(client: Client) -> None:
    html = client.get("/points/").content.decode()
    assert "Example." in html
    assert {"BL23", "GB30", "BL40", "BL60", "GB34", "KI3", "BL57"} <= codes_of(html)
    assert "You have not taken the safety check" in html
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_groups_are_folded_but_no_warning_is(client: Client) -> None:
    """On a phone nobody scrolls past forty points; a warning must be met all the same."""
    html = client.get("/points/").content.decode()
    groups = re.findall(r'<section class="group".*?</section>', html, re.DOTALL)
    assert len(groups) > 4
    assert [" open><summary" in group for group in groups] == [True] + [False] * (len(groups) - 1)
    for group in groups:
        shown, folded = re.split(r'<details id="fold-', group, maxsplit=1)
        assert 'class="hard"' not in folded
        assert 'id="group-' in folded, "a link to the group opens it"
        assert not codes_of(shown)
        assert int(re.search(r"(\d+) points?:", folded).group(1)) == len(codes_of(folded))
    assert 'class="hard"' in html


@pytest.mark.parametrize("address", ["/points/", "/points/all/", "/points/BL23/"])
def test_the_folded_list_says_how_many_sources_it_holds(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    told = re.search(r"<summary>(\d+) sources?</summary>(.*?)</details>", html, re.DOTALL)
    assert told
    assert int(told.group(1)) == told.group(2).count('id="source-') > 0


@pytest.mark.parametrize("replies", [{"findings__F01": "yes"}, {"findings__F04": "yes"}])
def test_who_must_be_seen_first_sees_no_point_anywhere(client: Client, walk, replies) -> None:
    walk(**replies)
    for address in PAGES:
        response = client.get(address)
        html = response.content.decode()
        assert re.search("Emergency: get help now|See a doctor today", html), address
        assert "<svg class=" not in html[html.index("<main") :]
        assert not re.search(r"\b(?:BL|GB|GV|ST)\d", html), address
    assert client.get("/points/scene/").status_code == 403
    assert client.post("/points/scene/", METRIC).status_code == 403


def test_the_check_knows_the_pregnancy(client: Client, walk) -> None:
    walk(age="29", pregnant="yes", pain_weeks="9")
    html = client.get("/points/").content.decode()
    assert not {"BL23", "BL32", "GB30", "LI4", "CV4", "BL60"} & codes_of(html)
    assert "Left out for you, and why" in html
    assert "Left out for you" in client.get("/points/BL32/").content.decode()


@pytest.mark.parametrize(("word", "hidden"), [("yes", True), ("unknown", True), ("", True), ("no", False)])
def test_a_pregnancy_that_nobody_excluded_hides(client: Client, word: str, *, hidden: bool) -> None:
    client.post("/points/", METRIC | {"pregnant": word})
    assert ("BL23" not in codes_of(client.get("/points/").content.decode())) is hidden


def test_the_stricter_of_two_replies_counts(client: Client, walk) -> None:
    walk(age="29", pregnant="yes", pain_weeks="9")
    client.post("/points/", METRIC | {"pregnant": "no"})
    assert "BL23" not in codes_of(client.get("/points/").content.decode())


def test_what_is_left_out_is_in_no_file_either(client: Client) -> None:
    """Not even among the points outside the groups: the layer of every point must not bring it back."""
    client.post("/points/", METRIC | {"pregnant": "yes"})
    scene = client.get("/points/scene/").content
    book = default_tables().points.points
    barred = [code for code, facts in book.items() if facts.area in {"lower back", "sacrum", "buttock"}]
    assert len(barred) > 20
    for code in barred:
        assert f'"{code}"'.encode() not in scene, code
    assert b'"LU9"' in scene
    table = client.get("/points/all/").content.decode()
    for code in barred:
        row = re.search(rf'<tr[^>]*><th scope="row"><a href="/points/{code}/">.*?</tr>', table)
        assert row
        assert "left out for you" in row.group(), code


def test_a_trained_practitioner_brings_points_back_with_a_reason(client: Client) -> None:
    client.post("/points/", METRIC | {"pregnant": "yes"})
    reason = "Seen by me on Monday, 34 weeks, midwife informed."
    untrained = client.post("/points/override/", {"reason": reason})
    assert untrained.status_code == 422
    assert reason in untrained.content.decode(), "what was written stays"
    assert client.post("/points/override/", {"reason": "ok", "trained": "on"}).status_code == 422
    assert "BL23" not in codes_of(client.get("/points/").content.decode())
    assert client.post("/points/override/", {"reason": reason, "trained": "on"}).status_code == 302
    html = client.get("/points/").content.decode()
    assert "BL23" in codes_of(html)
    assert reason in html
    client.post("/points/override/", {"take_back": "1"})
    assert "BL23" not in codes_of(client.get("/points/").content.decode())


def test_an_old_or_broken_cookie_is_as_if_nothing_was_told(client: Client) -> None:
    for held in ({"height": "5"}, {"height": ["x"]}, "text", 7, {"units": "cm", "age": "x" * 500}):
        session = client.session
        session["measures"] = held
        session["override"] = {"no": "reason"}
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        assert "Example." in client.get("/points/").content.decode()


def test_no_measure_stands_in_an_address_or_a_log(client: Client) -> None:
    logging.config.dictConfig(settings.LOGGING)
    written = io.StringIO()
    for name in ("", "django"):
        for handler in logging.getLogger(name).handlers:
            if type(handler) is logging.StreamHandler:
                handler.setStream(written)
    client.post("/points/", METRIC | {"weight": "77.125", "height": "5.5"})
    client.post("/points/scene/", METRIC | {"weight": "77.125", "height": "5.5"})
    response = client.post("/points/", METRIC | {"weight": "77.125"})
    client.get("/points/NOPE77.125/")
    logging.config.dictConfig(settings.LOGGING)
    assert "?" not in response["Location"]
    assert "status 422" in written.getvalue()
    assert "77.125" not in written.getvalue()


@pytest.mark.parametrize("address", [*PAGES, "/points/scene/", "/points/lines/"])
def test_nothing_about_a_person_is_kept_by_a_cache(client: Client, address: str) -> None:
    client.post("/points/", METRIC)
    assert "no-store" in client.get(address)["Cache-Control"]


def test_a_swollen_limb_is_asked_for_and_takes_away_its_side_alone(client: Client, walk) -> None:
    walk(cautions__K03="yes")
    client.post("/points/", METRIC | {"age": "60"})
    html = client.get("/points/").content.decode()
    assert "Which arm or leg swells" in html
    assert "BL40" not in codes_of(html), "nobody said which"
    client.post("/points/", METRIC | {"age": "60", "left-arm": "1"})
    html = client.get("/points/").content.decode()
    assert "BL40" in codes_of(html)
    hand = client.get("/points/LI4/").content.decode()
    assert "right" in hand
    places = re.search(r'<table class="places".*?</table>', hand, re.DOTALL)
    assert places
    assert "left" not in places.group()
