"""The viewer in a real browser, drawn in software: by hand, by keyboard, by slider, and without WebGL."""

import re
from pathlib import Path

import pytest

from deqi.answers import default_tables

PICTURES = Path(__file__).resolve().parents[2] / "var" / "screenshots"
READY = "[data-viewer][data-state=ready]"


@pytest.fixture
def atlas(open_page):
    """The atlas with its body drawn."""
    default_tables()

    def go(address: str = "/points/", **options):
        page = open_page(address, reduced_motion="reduce", **options)
        page.locator(READY).wait_for(timeout=60_000)
        return page

    return go


def look(page) -> list[float]:
    return [float(part) for part in page.locator(READY).get_attribute("data-look").split()]


def drawn(page) -> int:
    """How many different colours the middle of the stage has: one when nothing is drawn."""
    return len(set(page.locator(".stage").screenshot()))


def press(page, *keys: str) -> None:
    page.locator(".stage").focus()
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(60)


def test_the_viewer_by_keyboard_alone(atlas) -> None:
    page = atlas()
    page.keyboard.press("Tab")
    for _step in range(40):
        if page.evaluate("document.activeElement.classList.contains('stage')"):
            break
        page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    said = page.locator("[data-said]")
    page.keyboard.press("ArrowRight")
    first = said.inner_text()
    assert re.match(r"[A-Z-]+\d+.*mm$", first)
    page.keyboard.press("ArrowRight")
    assert said.inner_text() != first
    page.keyboard.press("ArrowLeft")
    assert said.inner_text() == first
    press(page, "Home")
    side = re.search(r"left|right", said.inner_text())
    if side:
        press(page, "Space")
        assert side.group() not in said.inner_text()
    code = said.inner_text().split(",")[0].split(" ")[0]
    press(page, "Enter")
    page.wait_for_url(f"**/points/{code}/")
    assert page.faults == []


def test_keys_turn_and_zoom(atlas) -> None:
    page = atlas()
    turn, rise, zoom = look(page)
    press(page, "Shift+ArrowRight")
    assert look(page)[0] != turn
    press(page, "Shift+ArrowUp")
    assert look(page)[1] > rise
    press(page, "+")
    assert look(page)[2] > zoom
    press(page, "1")
    assert look(page)[0] == pytest.approx(0)
    press(page, "3")
    assert look(page)[0] == pytest.approx(3.142, abs=0.002)


@pytest.mark.parametrize(
    ("name", "turn"), [("Front", 0.0), ("Right", 1.571), ("Back", 3.142), ("Left", -1.571)]
)
def test_buttons_show_each_side(atlas, name: str, turn: float) -> None:
    page = atlas()
    page.locator(".tools").get_by_role("button", name=name, exact=True).press("Enter")
    page.wait_for_timeout(150)
    assert look(page)[0] == pytest.approx(turn, abs=0.002)


def test_dragging_turns_and_a_click_selects(atlas) -> None:
    page = atlas()
    stage = page.locator(".stage")
    box = stage.bounding_box()
    before = look(page)[0]
    page.mouse.move(box["x"] + 200, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 300, steps=4)
    page.mouse.up()
    assert look(page)[0] != before
    assert not page.locator("[data-chosen]").is_visible()
    page.locator(".tools").get_by_role("button", name="Back").click()
    page.wait_for_timeout(150)
    stage.evaluate("stage => stage.scrollIntoView()")
    box = stage.bounding_box()
    line = page.locator(".tags path").first.get_attribute("d")
    x, y = map(float, re.search(r"L([\d.]+) ([\d.]+)$", line).groups())
    page.mouse.click(box["x"] + x, box["y"] + y)
    assert page.locator("[data-chosen]").is_visible()


def test_search_finds_an_old_number_and_says_so(atlas) -> None:
    page = atlas()
    page.get_by_label("Find a point").fill("B54 behind the knee")
    found = page.locator("[data-found]")
    found.get_by_role("button", name="BL40").wait_for()
    assert "their B54 is BL40 today" in found.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.locator("[data-said]").inner_text().startswith("BL40")


def test_a_slider_changes_the_body_and_then_the_map(atlas) -> None:
    page = atlas()
    silhouette = page.locator(".map-back .b1").get_attribute("d")
    slider = page.get_by_role("slider", name="Weight")
    slider.focus()
    for _step in range(6):
        page.keyboard.press("PageUp")
    for _wait in range(200):
        page.wait_for_timeout(100)
        if page.locator(".map-back .b1").get_attribute("d") != silhouette:
            break
    assert page.locator(".map-back .b1").get_attribute("d") != silhouette
    assert page.evaluate("performance.getEntriesByName('deqi:change').length") >= 1
    weight = page.locator("#weight").input_value()
    assert float(weight) > 70
    page.reload()
    assert page.locator("#weight").input_value() == weight, "it is kept"
    assert "weight" not in page.url
    assert page.faults == []


def test_what_cannot_be_is_told_and_the_body_stays(atlas) -> None:
    page = atlas()
    changes = "performance.getEntriesByName('deqi:change').length"
    page.locator("#height").fill("5.5")
    problem = page.locator("#height-problem")
    problem.wait_for()
    assert "looks like feet" in problem.inner_text()
    assert page.evaluate(changes) == 0, "nothing else was drawn"
    page.locator("#height").fill("166")
    problem.wait_for(state="hidden")
    for _wait in range(100):
        page.wait_for_timeout(100)
        if page.evaluate(changes):
            break
    assert page.evaluate(changes) == 1


def test_nothing_is_drawn_while_nothing_changes(atlas) -> None:
    page = atlas()
    page.wait_for_timeout(500)
    page.evaluate(
        """() => { window.frames_asked = 0; const ask = window.requestAnimationFrame;
        window.requestAnimationFrame = f => { window.frames_asked += 1; return ask(f); }; }"""
    )
    page.wait_for_timeout(700)
    assert page.evaluate("window.frames_asked") == 0
    press(page, "1")
    assert page.evaluate("window.frames_asked") >= 1


def test_names_do_not_lie_on_one_another(atlas) -> None:
    page = atlas()
    boxes = page.locator(".tags span:not([hidden])").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])"
    )
    assert len(boxes) > 15
    for index, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[index + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] + 1 or other[3] <= top + 1


def test_without_webgl_the_map_says_everything(open_page) -> None:
    default_tables()
    page = open_page("/about/")
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto("/points/")
    page.get_by_text("This browser cannot draw the body in three dimensions").wait_for()
    page.locator(".map-near").get_by_role("link", name=re.compile("BL23")).press("Enter")
    page.wait_for_url("**/points/BL23/")


def test_without_javascript_measures_are_sent_and_the_map_is_drawn(open_page) -> None:
    page = open_page("/points/", java_script_enabled=False)
    assert not page.locator(".viewer").is_visible()
    before = page.locator(".map-back .b1").get_attribute("d")
    page.locator("#height").fill("188")
    page.get_by_role("radio", name="men", exact=True).check()
    page.get_by_role("button", name="Draw my body").click()
    assert page.locator(".map-back .b1").get_attribute("d") != before
    page.get_by_role("radio", name="feet and pounds").check()
    assert page.locator("#feet").is_visible()
    assert not page.locator("#height").is_visible()
    page.locator(".map-back").get_by_role("link", name=re.compile("Behind the knee")).press("Enter")
    assert page.url.endswith("#group-knee-back")
    page.locator("#point-BL40").wait_for()


def test_a_phone_need_not_scroll_past_every_point(open_page) -> None:
    page = open_page("/points/", size="phone")
    assert page.evaluate("document.documentElement.scrollHeight") <= 13_500
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".group .point").count() == page.locator(".group .point:visible").count() > 30


def test_a_group_that_was_opened_stays_open_on_a_new_body(atlas) -> None:
    page = atlas()
    page.locator("#fold-hand summary").first.click()
    silhouette = page.locator(".map-back .b1").get_attribute("d")
    page.locator("#height").fill("188")
    for _wait in range(200):
        page.wait_for_timeout(100)
        if page.locator(".map-back .b1").get_attribute("d") != silhouette:
            break
    assert page.locator(".map-back .b1").get_attribute("d") != silhouette
    assert page.locator("#fold-hand[open]").count() == 1
    assert page.locator("#fold-knee-back[open]").count() == 0


def test_axe_finds_nothing_in_the_states_of_the_viewer(atlas, violations) -> None:
    page = atlas()
    press(page, "ArrowRight")
    page.get_by_label("Find a point").fill("knee")
    page.locator("#height").fill("5.5")
    page.locator("#height-problem").wait_for()
    page.get_by_label("Channels, as tradition draws them").check()
    page.get_by_label("Every point").check()
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert violations(page) == []


def test_the_other_pages_do_not_pay_for_the_viewer(open_page) -> None:
    asked: list[str] = []
    page = open_page("/about/")
    page.on("request", lambda request: asked.append(request.url))
    for address in ("/", "/points/BL23/", "/points/all/", "/harms/"):
        page.goto(address, wait_until="networkidle")
    scripts = {url.rsplit("/", 1)[1].split("?")[0] for url in asked if ".js?" in url}
    assert len(scripts) == 1
    asked.clear()
    page.goto("/points/", wait_until="networkidle")
    assert len({url for url in asked if ".js?" in url}) == 2


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desk", "light")])
def test_pictures_of_the_viewer(atlas, size: str, scheme: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = atlas(size=size, scheme=scheme)
    press(page, "ArrowRight", "ArrowRight")
    page.get_by_label("Channels, as tradition draws them").check()
    page.wait_for_timeout(800)
    assert drawn(page) > 100
    page.screenshot(path=PICTURES / f"viewer-{size}-{scheme}.png")
