"""The tables to take away are the shipped ones without the rows that nobody has checked."""

import csv
import hashlib
import io
import re

import pytest

from deqi.datafiles import DATA_ROOT


def same(shown: str, shipped: str) -> bool:
    try:
        return float(shown) == float(shipped)
    except ValueError:
        return shown == shipped


@pytest.mark.parametrize("name", ["trials", "results", "contrasts", "effects", "pooled", "natural_history"])
def test_a_table_equals_the_shipped_file_but_for_unchecked_rows(get, raw, name):
    content = get(f"data/{name}.csv").content.decode()
    shown = list(csv.DictReader(io.StringIO(content)))
    shipped = [row for row in raw(name) if row["review"] != "unchecked"]
    assert list(shown[0]) == list(shipped[0])
    assert len(shown) == len(shipped)
    for ours, theirs in zip(shown, shipped, strict=True):
        assert all(same(ours[column], theirs[column]) for column in theirs), (ours, theirs)


def test_the_sources_are_those_that_the_tables_lean_on(get):
    shown = {row["id"] for row in csv.DictReader(io.StringIO(get("data/sources.csv").content.decode()))}
    used = set()
    for name in ("trials", "results", "contrasts", "effects", "pooled", "natural_history"):
        rows = csv.DictReader(io.StringIO(get(f"data/{name}.csv").content.decode()))
        used |= {row["source_id"] for row in rows}
    assert shown == used


def test_the_page_prints_the_hash_of_each_download_and_of_each_shipped_table(get):
    page = get("data/").content.decode()
    names = re.findall(r'href="/evidence/data/([a-z_]+)\.csv"', page)
    assert len(names) == 7
    for name in names:
        assert hashlib.sha256(get(f"data/{name}.csv").content).hexdigest() in page
    assert "CC BY 4.0" in page
    assert (DATA_ROOT / "evidence" / "effects.csv").exists()


def test_an_unknown_table_is_not_found(get):
    get("data/people.csv", status=404)


def test_the_front_page_counts_what_the_files_hold(get, raw):
    page = get().content.decode()
    told = dict(re.findall(r"<dd>([\d,]+)</dd><dt>(\w+)", page))
    assert len(raw("trials")) == int(next(number for number, word in told.items() if word == "trials"))
    people = sum(int(row["n_randomised"] or 0) for row in raw("trials"))
    assert f"{people:,}" in told
    for name in ("results", "contrasts"):
        assert str(sum(row["review"] != "unchecked" for row in raw(name))) in told
