"""A whole course in a real browser on a phone: start, six weeks, visits, a decision, correct, take, erase."""

import importlib.util
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from deqi.web.diary.models import Diary, Record

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "var" / "screenshots"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAWN = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
"""The rules whose result hangs on how a page is drawn, not on what it says."""
ALL_RULES, DRAWN_RULES = {"type": "tag", "values": TAGS}, {"type": "rule", "values": DRAWN}
LOOKS = [
    (360, "light", ALL_RULES),
    (360, "dark", DRAWN_RULES),
    (1280, "light", DRAWN_RULES),
    (1280, "dark", DRAWN_RULES),
]


@pytest.fixture
def look(axe):
    """What axe finds and what runs over the side, narrow and wide, light and dark; each look is a picture."""

    def go(page, name: str, *, folded: bool = False) -> list[str]:
        told = []
        if not folded:
            page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true; })")
        page.evaluate(axe)
        for width, scheme, rules in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
            assert found["passes"]
            told += [
                f"{name} {width} {scheme} {fault['id']}: {node['html'][:120]}"
                for fault in found["violations"]
                for node in fault["nodes"]
            ]
            wide = page.evaluate("document.documentElement.scrollWidth")
            told += [f"{name} is {wide} pixels wide at {width}"] if wide > width else []
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"diary-{name}-{width}-{scheme}.png", full_page=True)
        page.set_viewport_size({"width": 360, "height": 780})
        return told

    return go


def begin(page) -> str:
    """Begin a diary; the address of its private link."""
    page.goto("/diary/")
    page.get_by_role("button", name="Begin a diary").click()
    return page.locator("p.link a").get_attribute("href")


def pass_weeks(weeks: int) -> None:
    """Let time pass: the diary, and all in it, are that much older."""
    gone = timedelta(weeks=weeks)
    for diary in Diary.objects.all():
        Diary.objects.filter(pk=diary.pk).update(created_at=diary.created_at - gone)


def choose(page, name: str, value: int) -> None:
    page.locator(f"label[for={name}_{value}]").click()


def write_week(page, pain: int, **more: int) -> None:
    page.get_by_role("link", name="Note this week").click()
    choose(page, "pain", pain)
    for name, value in more.items():
        choose(page, name, value)
    page.get_by_role("button", name="Save").click()


def write_visit(page, days_ago: int, **more: str) -> None:
    page.get_by_role("link", name="Visit", exact=True).click()
    page.fill("#day", (timezone.localdate() - timedelta(days=days_ago)).isoformat())
    for name, value in more.items():
        page.fill(f"#{name}", value)


def start(page, look: Callable[..., list[str]]) -> list[str]:
    """From the link to the first week."""
    page.get_by_role("link", name="I have it. Go on").click()
    page.fill("#activity_1", "tying my shoes")
    page.fill("#pain_weeks", "60")
    page.fill("#price", "70")
    page.fill("#currency", "EUR")
    faults = look(page, "plan")
    page.select_option("#payer", "medicare")
    page.get_by_role("button", name="Save and go on").click()
    faults += look(page, "week")
    choose(page, "pain", 7)
    choose(page, "activity_1", 8)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Your week is saved.")
    return faults + look(page, "course-first")


def six_weeks_and_five_visits(page, look: Callable[..., list[str]]) -> list[str]:
    faults = []
    for pain in (7, 6, 5, 4, 4):
        pass_weeks(1)
        page.goto("/diary/course/")
        write_week(page, pain, sleep=6, stress=3)
    for visit, days_ago in enumerate((33, 26, 19, 12, 5), start=1):
        write_visit(page, days_ago, felt=f"visit {visit}")
        if visit == 3:
            page.select_option("#event_bruise", "mild")
            faults += look(page, "visit")
        page.get_by_role("button", name="Save").click()
        if visit == 3:
            expect(page.get_by_role("heading", name="About what you noted")).to_be_visible()
            faults += look(page, "signs-mild")
    return faults


def test_a_whole_course_on_a_phone(open_page, look) -> None:
    page = open_page("/diary/", size="phone")
    faults = look(page, "start")
    link = begin(page)
    faults += look(page, "link")
    faults += start(page, look)
    faults += six_weeks_and_five_visits(page, look)
    page.get_by_role("link", name="Course").click()
    expect(page.locator(".decision h2")).to_have_text(
        re.compile("Go on|Change something|Stop|Too early to say")
    )
    expect(page.locator(".decision .beside")).to_contain_text("usual care")
    drawn = {
        name: page.locator(f"svg.diary-course .{name}").count() for name in ("score", "session", "event")
    }
    assert drawn == {"score": 6, "session": 5, "event": 1}
    assert page.locator("svg.diary-course .band").count() == 1
    faults += look(page, "course")
    faults += correct_take_and_share(page, look, open_page)
    page.get_by_role("link", name="Everything").click()
    page.get_by_role("link", name="Erase this diary").click()
    faults += look(page, "erase")
    page.get_by_role("button", name="Erase this diary for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased")
    faults += look(page, "erased")
    assert page.goto(link).status == 404
    faults += look(page, "opens-nothing")
    page.goto("/diary/week/")
    assert faults + look(page, "closed") == []
    assert page.faults == []
    assert not Record.objects.exists()


def correct_take_and_share(page, look: Callable[..., list[str]], open_page) -> list[str]:
    """Correct a week, save the files, let a doctor read, and end that link again."""
    page.get_by_role("link", name="Everything").click()
    page.get_by_role("link", name=re.compile("^Correct The week to")).first.click()
    choose(page, "pain", 3)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Everything").click()
    expect(page.get_by_text("1 earlier version").first).to_be_visible()
    faults = look(page, "everything")
    take(page, "Save for programs (JSON)", "Save as a table (CSV)")
    page.get_by_role("link", name="Course").click()
    take(page, "One page for the doctor", "A letter to the payer")
    return faults + let_a_doctor_read(page, look, open_page)


def take(page, *names: str) -> None:
    for name in names:
        with page.expect_download() as saved:
            page.get_by_role("link", name=name).click()
        assert saved.value.path().stat().st_size > 500


def let_a_doctor_read(page, look: Callable[..., list[str]], open_page) -> list[str]:
    page.get_by_role("link", name="Sharing").click()
    page.fill("#label", "Dr A")
    page.get_by_role("button", name="Make a link for reading").click()
    faults = look(page, "link-reader")
    reading = page.locator("p.link a").get_attribute("href")
    doctor = open_page("/diary/", size="desk")
    doctor.goto(reading)
    faults += look(doctor, "open")
    doctor.get_by_role("button", name="Open it").click()
    expect(doctor.get_by_role("heading", name="The picture")).to_be_visible()
    assert doctor.get_by_role("link", name="Everything").count() == 0
    page.get_by_role("link", name="I have it").click()
    faults += look(page, "sharing")
    page.get_by_role("button", name="End this link Dr A").click()
    expect(page.get_by_role("status")).to_contain_text("opens nothing any more")
    assert doctor.goto("/diary/course/").status == 403
    return faults


def test_an_emergency_on_a_phone(open_page, look) -> None:
    page = open_page("/diary/", size="phone")
    begin(page)
    page.goto("/diary/week/")
    choose(page, "pain", 9)
    page.locator("label[for=findings_0]").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Emergency: get help now")
    assert look(page, "signs-emergency") == []
    page.get_by_role("link", name="To my course").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Emergency: get help now")
    assert page.locator("svg.diary-course").count() == 0
    assert look(page, "course-emergency") == []
    assert page.faults == []


def test_mistakes_are_shown_where_they_are_and_nothing_typed_is_lost(open_page, look) -> None:
    page = open_page("/diary/", size="phone")
    begin(page)
    page.goto("/diary/visit/")
    page.fill("#day", (timezone.localdate() + timedelta(days=3)).isoformat())
    page.fill("#felt", "heavy, then warm")
    page.get_by_role("button", name="Save").click()
    assert page.evaluate("document.activeElement.id") == "errors"
    page.get_by_role("link", name="Day of the visit").click()
    assert page.evaluate("document.activeElement.id") == "day"
    expect(page.locator("#felt")).to_have_value("heavy, then warm")
    assert look(page, "visit-wrong", folded=True) == []
    page.goto("/diary/week/")
    choose(page, "pain", 5)
    page.get_by_role("button", name="Save").click()
    second = open_page("/diary/", size="phone", storage_state=page.context.storage_state())
    assert second.get_by_role("link", name="Go to the open diary").is_visible()


def test_without_script_and_by_keyboard_alone(open_page) -> None:
    page = open_page("/diary/", size="phone", java_script_enabled=False)
    page.get_by_role("button", name="Begin a diary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="I have it. Go on").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Skip this").focus()
    page.keyboard.press("Enter")
    assert not page.locator(".draft").is_visible()
    page.locator("#pain_0").focus()
    for _step in range(4):
        page.keyboard.press("ArrowRight")
    page.locator("button[type=submit]").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your week is saved.")
    assert Record.objects.get().document["scores"] == {"pain": 4}


def test_a_lost_connection_loses_nothing_that_was_typed(open_page) -> None:
    page = open_page("/diary/", size="phone")
    begin(page)
    page.goto("/diary/week/")
    choose(page, "pain", 6)
    page.locator("summary", has_text="More:").click()
    page.fill("#note", "typed in a tunnel")
    page.context.set_offline(True)
    page.evaluate("document.querySelector('form[data-draft]').submit()")
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.goto("/diary/week/")
    expect(page.get_by_text("What you had typed here before is back.")).to_be_visible()
    expect(page.locator("#note")).to_have_value("typed in a tunnel")
    expect(page.locator("#pain_6")).to_be_checked()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("The draft in this browser is thrown away.")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('deqi-draft:'))") == []
    assert Record.objects.get().document["note"] == "typed in a tunnel"


def test_on_a_shared_device_no_draft_is_kept(open_page) -> None:
    page = open_page("/diary/", size="phone")
    begin(page)
    page.goto("/diary/week/")
    choose(page, "pain", 6)
    assert page.evaluate("localStorage.length") == 1
    page.locator("label[for=keep-draft]").click()
    choose(page, "pain", 7)
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('deqi-draft:'))")
    assert kept == []
    page.reload()
    expect(page.locator("#keep-draft")).not_to_be_checked()
    expect(page.locator("#pain_7")).not_to_be_checked()


def test_closing_throws_the_drafts_of_this_browser_away(open_page) -> None:
    page = open_page("/diary/", size="phone")
    begin(page)
    page.goto("/diary/week/")
    choose(page, "pain", 6)
    assert page.evaluate("localStorage.length") == 1
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("localStorage.length") == 0


def test_the_controls_are_large_enough_for_painful_hands(open_page) -> None:
    page = open_page("/diary/", size="phone")
    begin(page)
    for address in ("/diary/week/", "/diary/visit/"):
        page.goto(address)
        boxes = page.locator("main form label.choice:visible, main .button:visible, main select:visible")
        sizes = boxes.evaluate_all(
            "all => all.map(e => e.getBoundingClientRect()).map(b => [b.width, b.height])"
        )
        assert len(sizes) > 5
        assert min(min(size) for size in sizes) >= 44


def _kill_test() -> ModuleType:
    spec = importlib.util.spec_from_file_location("deqi_kill_test", ROOT / "validation/diary/kill_test.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_acknowledged_note_survives_a_killed_server(tmp_path: Path) -> None:
    """A short run of ``validation/diary/kill_test.py``, which does the same 200 times."""
    total = _kill_test().rounds(5, 4, tmp_path)
    assert len(total.acknowledged) >= 20
    assert total.refused == []
