"""What a reader sees and hears of a page, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deqi.language import plain_page, read_page, sentences

PAGE = """<!doctype html><html lang="en-GB"><head><title>Home &amp; away</title><style>p{}</style>
<meta name="description" content="What it is about."></head><body>
<main id="main"><h1>A heading</h1>
<p class="lead x">First, e.g. this one. <strong>Second</strong> &amp; last, about 2.5 of 100!</p>
<p hidden>Nobody sees this.</p><script>var x = "nor this";</script>
<img alt="A needle."><button aria-label="Close it">x</button>
<svg><title>Ten people</title><desc>Two of them are red.</desc><text>10</text></svg>
<table><tr><th>Heat</th><td>is rare</td><td>5 of 100</td></tr></table>
<section id="s"><article class="a"><p>They say <q data-claim>It is a miracle. Come now!</q> and more.</p>
<p><cite>Trials of a cure</cite>, 2001.</p><p lang="zh">得气</p></article></section>
<div data-audience="researcher"><p>Heterogeneity was considerable.</p></div>
</main></body></html>"""


def texts() -> list[str]:
    return [sentence.text for sentence in sentences(PAGE)]


def test_everything_that_is_seen_or_heard_is_read_once_and_nothing_else() -> None:
    assert texts() == [
        "Home & away",
        "What it is about.",
        "A heading",
        "First, e.g. this one.",
        "Second & last, about 2.5 of 100!",
        "A needle.",
        "Close it",
        "x",
        "Ten people",
        "Two of them are red.",
        "10",
        "Heat",
        "is rare",
        "5 of 100",
        "They say It is a miracle. Come now! and more.",
        "Trials of a cure, 2001.",
        "得气",
        "Heterogeneity was considerable.",
    ]


def test_words_of_others_are_cut_out_of_our_own() -> None:
    own = [sentence.own for sentence in sentences(PAGE)]
    assert "They say … and more." in own
    assert "…, 2001." in own
    assert "…" in own
    assert not any("miracle" in text or "cure" in text for text in own)


def test_the_place_starts_at_the_nearest_id() -> None:
    places = {sentence.text: sentence.place for sentence in sentences(PAGE)}
    assert places["First, e.g. this one."] == "main#main > p.lead"
    assert places["They say It is a miracle. Come now! and more."] == "section#s > article.a > p"
    assert places["Home & away"].endswith("title")


def test_a_row_and_a_picture_are_one_block() -> None:
    blocks = {sentence.text: sentence.block for sentence in sentences(PAGE)}
    assert blocks["is rare"] == "Heat is rare 5 of 100"
    assert blocks["Two of them are red."] == "Ten people Two of them are red. 10"
    assert blocks["A heading"] == "A heading"


def test_labels_are_no_prose_and_researchers_are_marked() -> None:
    found = {sentence.text: sentence for sentence in sentences(PAGE)}
    assert not found["A heading"].prose
    assert found["First, e.g. this one."].prose
    assert found["Heterogeneity was considerable."].expert
    assert not found["First, e.g. this one."].expert


def test_the_language_is_the_one_that_the_page_names() -> None:
    assert read_page(PAGE, "x").language == "en"
    assert read_page('<html lang="zh-Hant"><p>得气</p></html>', "x").language == "zh"


def test_plain_text_is_parted_at_empty_lines_list_marks_and_columns() -> None:
    page = plain_page(
        "A title\n\nOne line that\ngoes on.\n  - first item\n  - second item\n  rows     7 of 100\n", "x"
    )
    assert [sentence.text for sentence in page.sentences] == [
        "A title",
        "One line that goes on.",
        "first item",
        "second item",
        "rows 7 of 100",
    ]


@given(st.lists(st.text(alphabet="abc XYZ.,", min_size=1), max_size=8))
def test_no_letter_is_lost_or_made_up(parts: list[str]) -> None:
    html = "".join(f"<p>{part}</p>" for part in parts)
    read = "".join(sentence.text for sentence in sentences(html))
    assert sorted(read.replace(" ", "")) == sorted("".join(parts).replace(" ", ""))


@pytest.mark.parametrize("html", ["", "<p>", "</p></div>", "<p>a<div>b</p>c", "<svg><title>x", "text alone"])
def test_broken_html_is_read_as_far_as_it_goes(html: str) -> None:
    assert all(sentence.text for sentence in sentences(html))
