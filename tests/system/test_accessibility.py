"""WCAG 2.2 AA on every page, light and dark, phone and desk; and what axe cannot see."""

import re


def test_axe_finds_nothing_on_the_way_through_a_visit(open_page, taken, violations) -> None:
    """What only a visit brings up; ``test_every_page.py`` looks at all that has an address."""
    page = open_page("/check/01-you/")
    page.fill("#age", "abc")
    page.get_by_role("button", name="Go on").click()
    faults = {"screen with an error": violations(page)}
    taken(page, cautions__K07="unknown", findings__F12="yes")
    faults["answer with reasons"] = violations(page)
    page.goto("/answer/keep/")
    page.get_by_role("button", name="Keep it").click()
    faults["private link"] = violations(page)
    page.locator(".link a").click()
    faults["kept answer"] = violations(page)
    page.goto("/answer/kept/")
    faults["link shown before"] = violations(page)
    assert {name: found for name, found in faults.items() if found} == {}


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
