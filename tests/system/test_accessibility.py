"""WCAG 2.2 AA on every page, light and dark, phone and desk; and what axe cannot see."""

import re

import pytest
from django.core.management import call_command

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAWN = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
"""The rules whose result hangs on how a page is drawn, not on what it says."""

VARIANTS = [
    ("phone", "light", {"type": "tag", "values": TAGS}),
    ("desk", "dark", {"type": "tag", "values": TAGS}),
    ("phone", "dark", {"type": "rule", "values": DRAWN}),
    ("desk", "light", {"type": "rule", "values": DRAWN}),
]
WIDTHS = {"phone": 360, "desk": 1280}


def violations(page, axe: str) -> list[str]:
    """What axe finds on this page on a phone and a desk, light and dark."""
    page.evaluate(axe)
    told = []
    for size, scheme, rules in VARIANTS:
        page.set_viewport_size({"width": WIDTHS[size], "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
        told += [
            f"{size} {scheme} {fault['id']}: {node['html'][:120]}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]
        assert found["passes"]
    return told


def test_axe_finds_nothing_on_any_page(open_page, taken, axe) -> None:
    call_command("seed_demo", verbosity=0)
    page = open_page("/")
    faults = dict(_walk_past_every_kind_of_page(page, taken, axe))
    assert {name: found for name, found in faults.items() if found} == {}
    assert len(faults) == 14


def _walk_past_every_kind_of_page(page, taken, axe):
    def look(name: str, address: str = ""):
        if address:
            page.goto(address)
        return name, violations(page, axe)

    yield look("home")
    yield look("screen", "/check/01-you/")
    page.fill("#age", "abc")
    page.get_by_role("button", name="Go on").click()
    yield look("screen with an error")
    taken(page)
    yield look("answer")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    yield look("answer, unfolded")
    yield look("pain scale", "/check/15-course/")
    yield look("keep", "/answer/keep/")
    page.get_by_role("button", name="Keep it").click()
    yield look("private link")
    page.locator(".link a").click()
    yield look("kept answer")
    page.get_by_role("button", name="Erase").click()
    yield look("erased")
    yield look("link shown before", "/answer/kept/")
    yield look("examples", "/examples/")
    yield look("urgent example", "/examples/numb-since-yesterday/")
    yield look("not found", "/nothing/")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_runs_over_the_side(open_page, taken, width: int) -> None:
    page = open_page("/")
    page.set_viewport_size({"width": width, "height": 700})
    taken(page)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    for address in (None, "/", "/check/01-you/", "/check/15-course/", "/check/19-skin/"):
        if address:
            page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_text_can_be_twice_as_large(open_page, taken) -> None:
    page = open_page("/")
    taken(page)
    page.set_viewport_size({"width": 640, "height": 700})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_targets_are_large_enough_for_painful_hands(open_page, taken) -> None:
    page = open_page("/", size="phone")
    taken(page)
    for address in ("/check/01-you/", "/check/15-course/"):
        page.goto(address)
        boxes = page.locator("label.choice, button, .number input").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect()).map(b => [b.width, b.height])"
        )
        assert boxes
        assert min(min(box) for box in boxes) >= 44


def test_the_picture_has_its_words_beside_it(open_page, taken) -> None:
    page = open_page("/")
    taken(page)
    picture = page.get_by_role("img", name=re.compile("100 people like you")).first
    described = picture.locator("desc").text_content() or ""
    words = " ".join(page.locator(".horizon .words").first.inner_text().split())
    for sentence in described.split(". ")[:2]:
        assert sentence.strip(". ") in words


def test_focus_shows(open_page) -> None:
    page = open_page("/check/01-you/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    for _step in range(5):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """() => { const e = document.activeElement;
            const ring = n => parseFloat(getComputedStyle(n).outlineWidth) || 0;
            return Math.max(ring(e), ring(e.closest('label') ?? e)); }"""
        )
        assert outline >= 2


def test_still_for_those_who_asked_for_no_motion(open_page) -> None:
    page = open_page("/", reduced_motion="reduce")
    assert page.locator(".button").first.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"
