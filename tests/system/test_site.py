"""What the whole site owes: it talks to nobody, stays light, and prints."""

import pytest

LIMIT_BYTES = 150_000


def test_no_request_leaves_and_nothing_complains(open_page, taken) -> None:
    page = open_page("/")
    taken(page, cautions__K07="yes")
    for address in ("/examples/", "/answer/keep/", "/check/15-course/", "/nothing/"):
        page.goto(address)
    assert page.faults == []


@pytest.mark.parametrize("name", ["home", "check", "answer"])
def test_a_page_with_all_it_needs_is_light(open_page, taken, name: str, record_property) -> None:
    page = open_page("/")
    if name == "answer":
        taken(page)
    address = {"home": "/", "check": "/check/", "answer": "/answer/"}[name]
    sizes = {}
    page.on("response", lambda response: sizes.update({response.url: response}))
    page.goto("about:blank")
    page.goto(address, wait_until="networkidle")
    weight = sum(response.request.sizes()["responseBodySize"] for response in sizes.values() if response.ok)
    record_property("bytes", weight)
    assert 0 < weight < LIMIT_BYTES


def test_print_shows_everything_and_hides_the_tools(open_page, taken) -> None:
    page = open_page("/")
    taken(page)
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert page.locator(".people").first.is_visible()
    for fold in page.locator("main details:not(.tools details)").all():
        assert fold.evaluate("each => each.lastElementChild.checkVisibility({contentVisibilityAuto: true})")
