"""The library in a real browser: WCAG 2.2 AA in both themes, on a phone and a desk, without JavaScript."""

import pytest

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAWN = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
"""The rules whose result hangs on how a page is drawn, not on what it says."""
VARIANTS = [
    (360, "light", {"type": "tag", "values": TAGS}),
    (1280, "dark", {"type": "tag", "values": TAGS}),
    (360, "dark", {"type": "rule", "values": DRAWN}),
    (1280, "light", {"type": "rule", "values": DRAWN}),
]
PAGES = {
    "overview": "/evidence/",
    "trials": "/evidence/trials/",
    "no trial left": "/evidence/trials/?country=taiwan&group=pregnancy",
    "wrong filter": "/evidence/trials/?group=x&country=taiwan",
    "trial": "/evidence/trials/cherkin-2009/",
    "form": "/evidence/pool/",
    "no comparator": "/evidence/pool/?outcome=pain",
    "three trials": "/evidence/pool/?comparator=sham&outcome=function&from=0&to=520",
    "old data": "/evidence/pool/?comparator=usual-care&outcome=function&data=00000000",
    "one trial": "/evidence/pool/?comparator=sham&outcome=pain&group=sciatica",
    "nothing found": "/evidence/pool/?comparator=sham&outcome=pain&group=acute",
    "data": "/evidence/data/",
}
UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true; })"


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_runs_over_the_side(open_page, axe, name):
    page = open_page(PAGES[name])
    page.evaluate(UNFOLD)
    page.evaluate(axe)
    for width, scheme, rules in VARIANTS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
        told = [
            f"{each['id']}: {node['html'][:150]}" for each in found["violations"] for node in each["nodes"]
        ]
        assert told == [], (width, scheme)
        assert found["passes"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.faults == []


def test_nothing_runs_over_the_side_of_the_smallest_screen(open_page):
    page = open_page("/")
    page.set_viewport_size({"width": 320, "height": 700})
    for name, address in PAGES.items():
        page.goto(address)
        page.evaluate(UNFOLD)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_a_selection_is_built_without_javascript(open_page):
    page = open_page("/evidence/", java_script_enabled=False)
    page.get_by_role("link", name="Build your own selection").first.click()
    page.get_by_role("radio", name="Usual care").check()
    page.get_by_label("Measured").select_option("function")
    page.get_by_role("button", name="Put them together").click()
    assert "comparator=usual-care" in page.url
    assert "data=" in page.url
    assert (
        page.get_by_role("heading", level=1).inner_text().startswith("Acupuncture compared with usual care")
    )
    assert page.get_by_role("img", name="Acupuncture compared with usual care: daily function").count() == 1
    page.get_by_role("checkbox", name="Witt 2006").check()
    page.get_by_role("button", name="Put them together").click()
    assert "without=witt-2006" in page.url
    assert page.locator("figcaption").first.inner_text().startswith("One trial: on average")


def test_one_picture_fits_each_screen_and_follows_the_theme(open_page):
    page = open_page(PAGES["three trials"])
    colours = {}
    for width, kind in ((1280, "wide"), (360, "narrow")):
        page.set_viewport_size({"width": width, "height": 900})
        shown = page.locator(".result svg:visible")
        assert shown.count() == 1
        assert kind in (shown.get_attribute("class") or "")
        assert shown.bounding_box()["width"] <= width
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        colours[scheme] = page.locator(".result svg:visible text").first.evaluate(
            "each => getComputedStyle(each).fill"
        )
    assert colours["light"] != colours["dark"]
    page.emulate_media(media="print")
    assert page.locator(".result svg:visible").count() == 1


def test_numbers_of_a_column_end_at_one_line(open_page):
    page = open_page(PAGES["three trials"])
    ends = page.locator(".result svg.wide text.digits").evaluate_all(
        # a dash for "not seen" is drawn wider than its place in the line
        "all => all.filter(e => /[0-9]/.test(e.textContent))"
        ".map(e => [e.getAttribute('x'), e.getBBox().x + e.getBBox().width])"
    )
    by_column: dict[str, list[float]] = {}
    for column, end in ends:
        by_column.setdefault(column, []).append(end)
    assert len(by_column) == 5
    spread = {column: max(places) - min(places) for column, places in by_column.items()}
    assert max(spread.values()) < 0.5, by_column


def test_the_words_of_a_chart_do_not_overlap(open_page):
    page = open_page(PAGES["three trials"])
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        overlaps = page.locator("figure svg:visible").evaluate_all(
            """pictures => pictures.flatMap(picture => {
              const boxes = [...picture.querySelectorAll('text')].map(e => [e.textContent, e.getBBox()]);
              const clash = (a, b) => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1
                && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 4;
              const outside = b => b.x < -1 || b.x + b.width > picture.viewBox.baseVal.width + 1;
              return boxes.flatMap(([words, box], i) => [
                ...(outside(box) ? [`outside: ${words}`] : []),
                ...boxes.slice(i + 1).filter(([, b]) => clash(box, b)).map(([o]) => `${words} / ${o}`)]);
            })"""
        )
        assert overlaps == [], width
