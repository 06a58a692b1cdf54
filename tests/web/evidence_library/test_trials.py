"""The list of trials and their pages, held against the shipped files read as plain text."""

import re
from html import unescape

import pytest

UNCHECKED = "unchecked"


def names(response) -> list[str]:
    return re.findall(r'href="/evidence/trials/([a-z0-9-]+)/"', response.content.decode())


def test_every_trial_is_listed_once(get, raw):
    shown = names(get("trials/"))
    assert sorted(shown) == sorted(row["study_id"] for row in raw("trials"))


@pytest.mark.parametrize(
    ("query", "keeps"),
    [
        ({"group": "acute"}, lambda row: row["group"] == "acute"),
        ({"group": "chronic-65-and-over"}, lambda row: row["group"] == "chronic, 65 and over"),
        ({"modality": "ear"}, lambda row: row["modality"] == "ear"),
        ({"country": "south-korea"}, lambda row: row["country"] == "South Korea"),
        ({"size": "under-100"}, lambda row: row["n_randomised"] and int(row["n_randomised"]) < 100),
        ({"size": "300-and-more"}, lambda row: row["n_randomised"] and int(row["n_randomised"]) >= 300),
        ({"size": "not-seen"}, lambda row: not row["n_randomised"]),
        ({"country": "usa", "group": "pregnancy"}, lambda row: row["study_id"] == "wang-2009"),
    ],
)
def test_a_filter_keeps_what_it_says(get, raw, query, keeps):
    expected = {row["study_id"] for row in raw("trials") if keeps(row)}
    assert expected
    assert set(names(get("trials/", **query))) == expected


def test_comparator_and_outcome_look_at_all_three_tables(get, raw):
    seen = {row["study_id"] for row in raw("results") if row["role"] == "sham" and row["review"] != UNCHECKED}
    for table in ("contrasts", "effects"):
        rows = [row for row in raw(table) if row["comparator"] == "sham" and row["review"] != UNCHECKED]
        seen |= {row["study_id"] for row in rows}
    assert set(names(get("trials/", comparator="sham"))) == seen


def test_only_words_about_blinding_count_as_blinding(get):
    blinded = set(names(get("trials/", blinding="patient-and-observer")))
    assert {"haake-2007", "cho-2013", "tu-2024"} <= blinded
    assert "brinkhaus-2006" in names(get("trials/", blinding="not-stated"))
    assert "witt-2006" in names(get("trials/", blinding="open"))


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ("year", lambda row: int(row["year"])),
        ("people", lambda row: int(row["n_randomised"] or 0)),
        ("country", lambda row: row["country"]),
    ],
)
def test_sorting_goes_both_ways(get, raw, column, key):
    by_id = {row["study_id"]: row for row in raw("trials")}
    up = [key(by_id[name]) for name in names(get("trials/", sort=column))]
    down = [key(by_id[name]) for name in names(get("trials/", sort=column, order="desc"))]
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    assert len(set(up)) > 1


def test_the_counts_beside_a_filter_are_what_it_would_leave(get):
    page = unescape(get("trials/", country="china").content.decode())
    told = {
        value: int(count) for value, count in re.findall(r'value="([a-z0-9-]+)"[^>]*>[^<]*\((\d+)\)', page)
    }
    assert told["sciatica"] == len(names(get("trials/", country="china", group="sciatica"))) > 0


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"colour": "red"}, "colour"),
        ({"group": "everybody"}, "everybody"),
        ({"sort": "beauty"}, "beauty"),
        ({"order": "up"}, "up"),
        ({"group": ["acute", "chronic"]}, "acute, chronic"),
        ({"group": "<script>"}, "&lt;script&gt;"),
    ],
)
def test_an_address_that_means_nothing_is_told(get, query, named):
    page = get("trials/", status=400, **query).content.decode()
    assert 'role="alert"' in page
    assert named in page


def test_a_filter_still_offers_its_other_words_with_their_counts(get):
    page = unescape(get("trials/", group="sciatica").content.decode())
    told = dict(re.findall(r'value="([a-z0-9-]+)"[^>]*>[^<]*\((\d+)\)', page))
    assert int(told["acute"]) == len(names(get("trials/", group="acute")))


def test_no_trial_left_says_so(get):
    assert "Take one filter away" in get("trials/", country="taiwan", group="pregnancy").content.decode()


def test_every_trial_has_a_page_with_its_sources(get, raw):
    for row in raw("trials"):
        page = unescape(get(f"trials/{row['study_id']}/").content.decode())
        assert row["title"] in page
        assert f'data-source="{row["source_id"]}"' in page
        for field in ("doi", "pmid", "registration", "sessions"):
            assert row[field] in page
        targets = set(re.findall(r'href="#(source-\d+)"', page))
        assert targets
        assert all(f'id="{target}"' in page for target in targets)


def test_a_page_shows_each_number_as_printed(get, raw):
    page = unescape(get("trials/haake-2007/").content.decode())
    for row in raw("results"):
        if row["study_id"] == "haake-2007":
            assert f">{row['value']} (" in page
    assert "20.2" in page
    assert "13.4 to 26.7" in page


def test_what_was_not_seen_is_named(get):
    page = get("trials/haake-2007/").content.decode()
    dose = page[page.index('id="dose"') :]
    assert dose.count(">not seen<") == 13
    assert "10 (+5 for partial responders)" in dose


def test_rows_held_back_are_counted_and_no_more(get, raw):
    held = [row for row in raw("contrasts") if row["review"] == UNCHECKED and row["estimate"]]
    assert held
    for row in held:
        page = unescape(get(f"trials/{row['study_id']}/").content.decode())
        assert "held back" in page
        assert f">{row['estimate']} (" not in page


def test_an_unknown_trial_is_not_found(get):
    get("trials/nobody-1999/", status=404)
