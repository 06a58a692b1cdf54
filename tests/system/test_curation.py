"""Two curators and a third, each in a browser of their own, bring a made-up trial to its rows."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

PICTURES = Path(__file__).resolve().parents[2] / "var" / "screenshots"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [(320, "light"), (1280, "dark")]
TRIAL = {"title": "A made-up trial", "year": "2001", "country": "Nowhere", "n_randomised": "120"}
TRIAL |= {"condition": "chronic", "design": "RCT", "source_location": "Table 2"}
TRIAL_CHOICES = {"group": "chronic", "modality": "needling", "sham": "penetrating", "review": "seen"}
RESULT = {"arm": "verum", "n": "60", "instrument": "VAS-100", "scale_min": "0", "scale_max": "100"}
RESULT |= {"weeks": "12", "value": "34.5", "sd": "21", "source_location": "Table 2"}
RESULT_CHOICES = {"role": "acupuncture", "modality": "needling", "outcome": "pain", "statistic": "mean"}
RESULT_CHOICES |= {"higher_is_better": "no", "weeks_approximate": "no", "computed": "no", "review": "seen"}


@pytest.fixture
def come_in(open_page, settings):
    """A browser in which this curator has opened their own link."""
    settings.CURATION = True

    def go(name: str, **options):
        told = StringIO()
        call_command("curator_add", name, stdout=told)
        page = open_page(re.search(r"/curation/enter/\S+", told.getvalue()).group(), **options)
        page.get_by_role("button", name=f"Come in as {name}").click()
        return page

    return go


@pytest.fixture
def look(axe):
    """What axe finds, narrow and light, wide and dark; each look is also a picture."""

    def go(page, name: str) -> list[str]:
        page.evaluate(axe)
        told = []
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
            told += [
                f"{width} {fault['id']}: {node['html'][:120]}"
                for fault in found["violations"]
                for node in fault["nodes"]
            ]
            wide = page.evaluate("document.documentElement.scrollWidth")
            told += [f"{name} is {wide} pixels wide at {width}"] if wide > width else []
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"curation-{name}-{width}-{scheme}.png", full_page=True)
        return told

    return go


def fill(page, cells: dict[str, str], choices: dict[str, str]) -> None:
    for column, text in cells.items():
        page.fill(f"#cell-{column}", text)
    for column, word in choices.items():
        page.select_option(f"#cell-{column}", word)
    page.get_by_role("button", name="Keep").click()


def read(page, **other: str) -> None:
    """Read the trial in with one result; ``other`` changes cells of the result."""
    page.get_by_role("button", name="Read it made-up-2001").click()
    page.get_by_role("link", name="Write down the trial").click()
    fill(page, TRIAL, TRIAL_CHOICES)
    page.get_by_role("link", name="Add a result").click()
    fill(page, RESULT | other, RESULT_CHOICES)
    page.get_by_role("button", name="Close my reading").click()


def open_the_trial(page, look) -> list[str]:
    faults = look(page, "desk-empty")
    page.get_by_role("link", name="Open a trial").click()
    faults += look(page, "open")
    page.fill("#id_study_id", "made-up-2001")
    page.fill("#id_source_id", "haake-2007")
    page.get_by_role("button", name="Open it").click()
    return faults + look(page, "desk")


def read_with_a_slip(page, look) -> list[str]:
    """Read it in with a year that is none at first, and another standard deviation."""
    page.get_by_role("button", name="Read it made-up-2001").click()
    faults = look(page, "reading")
    page.get_by_role("link", name="Write down the trial").click()
    fill(page, TRIAL | {"year": "two"}, TRIAL_CHOICES)
    assert page.get_by_role("alert").get_by_role("link").inner_text() == "Year: 'two' is not a whole number."
    faults += look(page, "trial-wrong")
    fill(page, TRIAL, TRIAL_CHOICES)
    page.get_by_role("link", name="Add a result").click()
    faults += look(page, "result")
    fill(page, RESULT | {"sd": "12"}, RESULT_CHOICES)
    page.get_by_role("button", name="Close my reading").click()
    return faults


def decide(page, look) -> list[str]:
    page.get_by_role("link", name="Decide the differences made-up-2001").click()
    faults = look(page, "decide")
    page.get_by_label("Second reader: 12").check()
    page.get_by_role("button", name="Keep these decisions").click()
    page.get_by_role("button", name="Make the rows").click()
    return faults + look(page, "rows")


def test_three_curators_bring_a_trial_to_its_rows(come_in, look) -> None:
    ann = come_in("Ann")
    faults = open_the_trial(ann, look)
    read(ann)
    ben = come_in("Ben")
    faults += read_with_a_slip(ben, look)
    chi = come_in("Chi")
    faults += decide(chi, look)
    assert "decided 12" in chi.locator("pre").last.inner_text()
    with chi.expect_download() as saved:
        chi.get_by_role("link", name="Save trials.csv").click()
    assert saved.value.suggested_filename == "made-up-2001-trials.csv"
    assert faults == []
    assert ann.faults == ben.faults == chi.faults == []


def test_the_keyboard_alone_and_no_script_are_enough(come_in) -> None:
    page = come_in("Ann", java_script_enabled=False)
    page.get_by_role("link", name="Open a trial").focus()
    page.keyboard.press("Enter")
    page.locator("#id_study_id").focus()
    page.keyboard.type("made-up-2001")
    page.keyboard.press("Tab")
    page.keyboard.type("haake-2007")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="made-up-2001").wait_for()
