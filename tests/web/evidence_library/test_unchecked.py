"""A figure that nobody has checked is nowhere: not on a page, not in a file, not in a chart."""

import re
from html import unescape

import pytest

ODD = "73.31"
SHORT = re.compile(r"73[.]3")
TITLE = "Nobody Has Seen This Trial"
PAGES = (
    "",
    "trials/",
    "trials/haake-2007/",
    "trials/cherkin-2009/",
    "trials/tu-2024/",
    "pool/",
    "data/",
)


def with_odd_figures(rows):
    column = next(
        name
        for name in ("difference_0_100", "estimate", "value", "n_randomised", "change")
        if name in rows[0]
    )
    wanted = ("haake-2007", "cherkin-2009", "tu-2024")
    extra = [row for row in rows if row.get("study_id") in wanted]
    changes = {"review": "unchecked", column: ODD}
    if "instrument" in rows[0]:
        changes["instrument"] = TITLE
    for limit in ("ci_low", "ci_high", "ci_low_0_100", "ci_high_0_100"):
        if limit in rows[0]:
            changes[limit] = ODD
    return rows + [{**row, **changes} for row in extra]


def with_an_odd_trial(rows):
    row = {
        **rows[0],
        "study_id": "nobody-2001",
        "title": TITLE,
        "review": "unchecked",
        "n_randomised": "7331",
    }
    return [*rows, row]


def with_rows_of_it(rows):
    row = {**rows[0], "study_id": "nobody-2001", "review": "seen", "difference_0_100": ODD}
    return [*rows, {**row, "ci_low_0_100": ODD, "ci_high_0_100": ODD}]


def clean(content: bytes) -> str:
    return unescape(content.decode("utf-8", errors="replace"))


@pytest.fixture
def poisoned(altered):
    return altered(
        trials=with_an_odd_trial,
        effects=lambda rows: with_rows_of_it(with_odd_figures(rows)),
        contrasts=with_odd_figures,
        results=with_odd_figures,
    )


def found(content: bytes) -> list[str]:
    text = clean(content)
    return [word for word in (TITLE, "nobody-2001") if word in text] + SHORT.findall(text)


def test_no_page_shows_it(get, poisoned):
    for path in PAGES:
        assert found(get(path).content) == [], path


def test_no_selection_and_no_file_of_it_holds_it(get, poisoned):
    for comparator in ("sham", "usual-care", "active-care", "no-treatment"):
        for outcome in ("pain", "function"):
            asked = {"comparator": comparator, "outcome": outcome, "from": "0", "to": "520"}
            for path in (
                "pool/",
                *(f"pool/selection.{kind}" for kind in ("csv", "json", "svg", "ris", "r", "py")),
            ):
                assert found(get(path, **asked).content) == [], (path, asked)


def test_no_table_holds_it(get, poisoned):
    for table in ("trials", "results", "contrasts", "effects", "pooled", "natural_history", "sources"):
        content = get(f"data/{table}.csv").content
        assert found(content) == [], table
        assert "unchecked" not in clean(content), table


def test_the_hidden_trial_has_no_page(get, poisoned):
    get("trials/nobody-2001/", status=404)


def test_it_is_counted(get, poisoned):
    held = len(poisoned.unchecked)
    assert f"{held} more figures wait" in clean(get().content)
    assert "held back" in clean(get("trials/haake-2007/").content)
