"""What the whole site owes: it talks to nobody, stays light, and can be looked at."""

from pathlib import Path

import pytest

SCREENSHOTS = Path(__file__).resolve().parents[2] / "var" / "screenshots"
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


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screenshots(open_page, taken, size: str, scheme: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page = open_page("/", size=size, scheme=scheme)

    def take(name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}-{size}-{scheme}.png", full_page=True)

    take("home")
    page.goto("/check/01-you/")
    take("check")
    taken(page)
    take("answer")
    page.goto("/check/15-course/")
    take("scale")
    page.context.clear_cookies()
    taken(page, findings__F01="yes")
    take("emergency")
    assert page.faults == []


def test_print_shows_everything_and_hides_the_tools(open_page, taken) -> None:
    page = open_page("/")
    taken(page)
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert page.locator(".people").first.is_visible()
