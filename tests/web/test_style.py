"""The style sheets: colours in one file, logical properties, contrast, a small Chinese font."""

import re
import runpy
from pathlib import Path

import pytest
from django.test import Client

from deqi.web.style import tokens

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "src" / "deqi" / "web"
SHEETS = sorted((WEB / "static" / "deqi").glob("*.css"))
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|lab|color)\(", re.IGNORECASE)
NAMED = re.compile(
    r":[^;{}]*\b(?:white|black|red|green|blue|gr[ae]y|orange|gold|beige|ivory)\b", re.IGNORECASE
)
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)|float:"
)


def rules(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_colours_stand_in_the_tokens_alone(path: Path) -> None:
    found = COLOUR.findall(rules(path)) + NAMED.findall(rules(path))
    assert bool(found) == (path.name == "tokens.css"), found


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_nothing_is_physical_so_that_right_to_left_works(path: Path) -> None:
    assert PHYSICAL.findall(rules(path)) == []
    sides = re.findall(r"(?:margin|padding|border-width|inset):\s*([^;{}()]+);", rules(path))
    uneven = [value for value in sides if len(parts := value.split()) == 4 and parts[1] != parts[3]]
    assert uneven == []


def test_every_token_that_is_used_is_defined_and_the_other_way_round() -> None:
    everything = "".join(rules(path) for path in SHEETS)
    used = set(re.findall(r"var\(--([\w-]+)", everything))
    defined = set(re.findall(r"--([\w-]+)\s*:", everything))
    assert used <= defined
    assert defined - used == set()


def test_the_dark_theme_of_the_samples_is_the_one_in_use() -> None:
    sheet = rules(tokens.SHEET)
    in_use = re.findall(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", sheet, re.DOTALL)[0]
    assert dict(re.findall(r"--([\w-]+):\s*([^;]+);", in_use)) == tokens.tokens("dark")
    assert set(tokens.colours("dark")) == set(tokens.colours("light"))


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # published by WebAIM's contrast checker
    [
        ("#000", "#fff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#fff", "#fff", 1.0),
    ],
)
def test_contrast_is_the_one_of_wcag(one: str, other: str, ratio: float) -> None:
    assert tokens.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert tokens.contrast(other, one) == tokens.contrast(one, other)


def test_every_pair_has_the_contrast_that_it_owes() -> None:
    assert [pair for pair in tokens.contrasts() if not pair.holds] == []


def test_the_style_page_shows_every_token(client: Client) -> None:
    page = client.get("/style/").content.decode()
    for name, value in tokens.tokens("light").items():
        if re.fullmatch("#[0-9a-f]{3,6}", value):
            assert f"--{name}<" in page
            assert f"c-{name}" in rules(WEB / "static" / "deqi" / "style.css")
    assert 'dir="rtl"' in page
    assert 'class="theme-dark' in page


def test_the_chinese_font_is_small_and_holds_every_sign_of_the_pages() -> None:
    font = WEB / "static" / "deqi" / "fonts" / "noto-serif-sc-600.woff2"
    assert font.stat().st_size < 30_000
    signs = set(runpy.run_path(str(ROOT / "curation" / "subset_han.py"))["SIGNS"])
    for path in WEB.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"[\u4e00-\u9fff]", text)) <= signs, path
        outside = re.sub(r'<(\w+)[^>]*lang="zh[^>]*>.*?</\1>', "", text)
        assert not re.search(r"[\u4e00-\u9fff]", outside), f"{path}: mark Chinese with lang"
