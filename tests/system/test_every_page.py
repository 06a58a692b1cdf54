"""What every public page owes, page by page: axe, no side scroll, no shift, no foreign request, a picture."""

from pathlib import Path

import pytest
from django.core.management import call_command

SCREENSHOTS = Path(__file__).resolve().parents[2] / "var" / "screenshots"
UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifts.push(entry.value)))
  .observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def page(open_page, taken):
    """One page with an answer of its own, in which everything is looked at one after another."""
    call_command("seed_demo", verbosity=0)
    page = open_page("/")
    taken(page)
    return page


def test_axe_finds_nothing(page, addresses, violations) -> None:
    faults = {}
    for name, address in addresses.items():
        page.goto(address)
        page.evaluate(UNFOLD)
        faults[name] = violations(page)
    assert {name: found for name, found in faults.items() if found} == {}
    assert page.faults == []


def test_nothing_runs_over_the_side(page, addresses) -> None:
    wide = []
    for name, address in addresses.items():
        page.goto(address)
        for unfolded in (False, True):
            if unfolded:
                page.evaluate(UNFOLD)
            for width in (320, 360, 768, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                across = page.evaluate("document.documentElement.scrollWidth")
                wide += [f"{name} at {width}: {across}"] * (across > width)
    assert wide == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_after_it_was_drawn(page, addresses, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(WATCH_SHIFTS)
    moved = {}
    for name, address in addresses.items():
        page.goto(address, wait_until="networkidle")
        moved[name] = sum(page.evaluate("window.shifts"))
    assert {name: shift for name, shift in moved.items() if shift > 0} == {}


def test_a_shift_would_be_seen(page) -> None:
    page.add_init_script(WATCH_SHIFTS)
    page.goto("/")
    page.wait_for_timeout(200)
    page.evaluate("document.querySelector('h1').style.marginTop = '300px'")
    page.wait_for_function("window.shifts.length > 0")


@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
)
def test_a_picture_of_every_page(page, addresses, width: int, scheme: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for name, address in addresses.items():
        page.goto(address)
        file = name.replace(":", "-").replace(" ", "-")
        page.screenshot(path=SCREENSHOTS / f"{file}-{width}-{scheme}.png", full_page=True)
    assert page.faults == []


@pytest.mark.parametrize(("width", "most"), [(360, 9_300), (1280, 5_300)])
def test_an_answer_is_short_before_it_is_opened(page, width: int, most: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/answer/")
    assert page.evaluate("document.documentElement.scrollHeight") <= most


def test_the_menu_opens_without_javascript_on_the_smallest_screen(open_page) -> None:
    page = open_page("/", java_script_enabled=False)
    page.set_viewport_size({"width": 320, "height": 700})
    assert not page.locator("header").get_by_role("link", name="Who should treat me?").first.is_visible()
    page.get_by_text("Menu").click()
    page.locator(".menu").get_by_role("link", name="Who should treat me?").click()
    page.wait_for_url("**/practitioners/")
