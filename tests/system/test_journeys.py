"""Whole journeys: by keyboard, without JavaScript, back and forward, and into an emergency."""

import re

import pytest
from playwright.sync_api import Page, expect


def test_home_to_answer(open_page) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Start the check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About you")
    expect(page.locator(".progress")).to_have_text(re.compile(r"Screen 1, about 1\d in all"))
    answer_as_people_do(page)
    assert page.url.endswith("/answer/")
    told = page.locator(".horizon .words").first.inner_text()
    assert re.search(r"about \d+ of 100 people like this are clearly better with acupuncture", told)
    assert page.faults == []


def test_without_javascript(open_page) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name="Start the check").click()
    page.get_by_role("button", name="Go on").click()
    page.goto("/check/01-you/")
    page.fill("#age", "many")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#errors")).to_be_visible()
    answer_as_people_do(page)
    assert page.url.endswith("/answer/")
    page.get_by_text("The same numbers as a table").first.click()
    expect(page.locator("table").first).to_be_visible()


def answer_as_people_do(page: Page) -> None:
    """Click through every screen; no script needs to run in the page."""
    page.goto("/check/01-you/")
    page.fill("#age", "46")
    page.get_by_label("Female", exact=True).check()
    page.get_by_label("Over a year").check()
    page.get_by_role("button", name="Go on").click()
    for _screen in range(40):
        if page.url.endswith("/answer/"):
            return
        for reply in page.locator(".choices.row label:nth-child(2)").all():
            reply.click()
        page.get_by_role("button", name="Go on").click()


def test_by_keyboard_alone(open_page) -> None:
    page = open_page("/")
    tab_to(page, "Start the check")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/01-you/")
    tab_to_id(page, "age")
    page.keyboard.type("46")
    tab_to_id(page, "sex-female")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")  # from the first reply of a group, up goes round to the last
    page.keyboard.press("ArrowUp")
    assert page.locator("#pain_weeks-104").is_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/02-pain/")
    for _screen in range(40):
        if page.url.endswith("/answer/"):
            break
        before = page.url
        answer_no_by_keyboard(page)
        page.wait_for_function("before => location.href !== before", arg=before)
    assert page.url.endswith("/answer/")


def answer_no_by_keyboard(page: Page) -> None:
    """Tab through the groups, choose the second reply of each, and press the button."""
    for _stop in range(40):
        page.keyboard.press("Tab")
        kind, name = page.evaluate("[document.activeElement.type, document.activeElement.textContent.trim()]")
        if kind == "radio":
            page.keyboard.press("ArrowDown")
        elif name == "Go on":
            page.keyboard.press("Enter")
            return


def tab_to(page: Page, text: str) -> None:
    for _stop in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == text:
            return
    raise AssertionError(f"{text!r} cannot be reached by keyboard")


def tab_to_id(page: Page, id_: str) -> None:
    for _stop in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == id_:
            return
    raise AssertionError(f"#{id_} cannot be reached by keyboard")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_an_emergency_ends_early_and_is_calm(open_page, taken, size: str) -> None:
    page = open_page("/", size=size)
    taken(page, findings__F01="yes")
    expect(page.get_by_role("heading", level=1)).to_have_text("Emergency: get help now")
    expect(page.get_by_text("Do not book acupuncture").first).to_be_in_viewport()
    main = page.locator("main").inner_text()
    assert "of 100" not in main
    assert page.locator("main svg").count() == 0


def test_reload_back_and_forward_keep_the_answers(open_page) -> None:
    page = open_page("/check/01-you/")
    page.fill("#age", "46")
    page.get_by_label("Male", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/check/02-pain/")
    page.get_by_label("No", exact=True).first.check()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/check/04-nerves/")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    page.go_back()
    page.reload()
    expect(page.locator("#age")).to_have_value("46")
    expect(page.get_by_label("Male", exact=True)).to_be_checked()
    page.go_forward()
    page.reload()
    expect(page.get_by_label("No", exact=True).first).to_be_checked()
    page.get_by_role("link", name="Back", exact=True).click()
    page.wait_for_url("**/check/01-you/")


def test_the_answer_survives_a_reload_and_a_link_from_elsewhere(open_page, taken) -> None:
    page = open_page("/")
    taken(page)
    before = page.locator(".ledger").inner_text()
    page.reload()
    assert page.locator(".ledger").inner_text() == before
    page.set_content(f'<a href="{page.url}">back</a>')
    page.get_by_text("back").click()
    page.wait_for_url("**/answer/")
    assert page.locator(".ledger").inner_text() == before


def test_forget(open_page, taken) -> None:
    page = open_page("/")
    taken(page)
    page.get_by_role("button", name="Forget my answers").click()
    page.wait_for_url(re.compile(r"/$"))
    page.goto("/answer/")
    expect(page.get_by_role("heading", level=1)).to_have_text("About you")
    assert all(cookie["name"] != "deqi_answers" for cookie in page.context.cookies())
