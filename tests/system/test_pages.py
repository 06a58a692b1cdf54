"""The reading pages in a real browser: accessible, nothing over the side, no script, no foreign request."""

from pathlib import Path

import pytest
from playwright.sync_api import Error

from deqi.answers import default_tables

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ONE_OF_A_KIND = [
    "/claims/",
    "/claims/a01/",
    "/claims/a04/",
    "/claims/a12/",
    "/claims/a13/",
    "/how-it-works/",
    "/back-pain/",
    "/what-else-helps/",
    "/guidelines/",
    "/harms/",
    "/not-known/",
    "/about/",
    "/standard/",
    "/clear/thanks/",
]
"""Every kind of page; the claims differ in whether they have bars, lines, ranges or no size at all."""
DRAWN = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
"""The rules whose result hangs on how a page is drawn, not on what it says."""
LOOKS = [("phone", "light"), ("phone", "dark"), ("desk", "light"), ("desk", "dark")]
WHOLE = {("phone", "light"), ("desk", "dark")}
"""Where every rule is tried; the other two looks try what is drawn."""
PICTURES = Path(__file__).resolve().parents[2] / "var" / "screenshots"


def violations(page, axe: str, *, whole: bool = True) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.evaluate(axe)
    rules = {"type": "tag", "values": TAGS} if whole else {"type": "rule", "values": DRAWN}
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
    assert found["passes"]
    return [
        f"{fault['id']}: {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing(open_page, axe, size: str, scheme: str) -> None:
    page = open_page("/claims/", size=size, scheme=scheme, reduced_motion="reduce")
    faults = {}
    for address in ONE_OF_A_KIND:
        page.goto(address)
        faults[address] = violations(page, axe, whole=(size, scheme) in WHOLE)
    assert {address: found for address, found in faults.items() if found} == {}
    assert page.faults == []


def test_axe_sees_a_planted_fault(open_page, axe) -> None:
    page = open_page("/claims/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x.png\">')")
    assert any(fault.startswith("image-alt") for fault in violations(page, axe))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_questions_after_the_ledger_are_accessible(open_page, taken, axe, scheme: str) -> None:
    page = open_page("/", scheme=scheme)
    taken(page)
    page.get_by_role("link", name="Three questions").click()
    assert violations(page, axe) == []
    for group in page.locator("fieldset.question").all():
        group.locator("input").last.check()
    page.get_by_role("button", name="Show me").click()
    assert page.get_by_text("passage again").count() >= 1
    assert violations(page, axe) == []
    page.get_by_role("button", name="Partly").click()
    assert page.url.endswith("/clear/thanks/")
    assert page.faults == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_runs_over_the_side(open_page, width: int) -> None:
    page = open_page("/claims/")
    page.set_viewport_size({"width": width, "height": 700})
    for address in ONE_OF_A_KIND:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_jump_to_a_source_shows_it(open_page) -> None:
    page = open_page("/claims/a01/")
    page.get_by_role("link", name="Source 1").first.click()
    line = page.locator(":target")
    assert line.get_attribute("data-review") == "seen"
    assert line.is_visible()


def test_every_claim_can_be_read_by_the_next_link(open_page) -> None:
    page = open_page("/claims/a01/", java_script_enabled=False)
    seen = [page.url]
    while (onwards := page.locator("a[rel=next]")).count():
        onwards.click()
        seen.append(page.url)
    assert len(seen) == len(set(seen)) == len(default_tables().content.claims)


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_pictures_of_every_page(open_page, size: str, scheme: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = open_page("/claims/", size=size, scheme=scheme)
    for address in ONE_OF_A_KIND:
        page.goto(address)
        file = PICTURES / f"{address.strip('/').replace('/', '-')}-{size}-{scheme}.png"
        _take(page, file)
        assert file.stat().st_size > 10_000


def _take(page, file: Path) -> None:
    """A long page can be too much for a busy machine: then one more try, and no third."""
    try:
        page.screenshot(path=file, full_page=True)
    except Error:
        page.wait_for_timeout(1000)
        page.screenshot(path=file, full_page=True)
