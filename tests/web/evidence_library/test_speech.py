"""The library speaks by the rules that hold for every page."""

import pytest

from deqi.answers import default_tables
from deqi.datafiles import DATA_ROOT
from deqi.language import lint, load_rules, page_reading, read_page

ASKED = (
    ("", {}),
    ("trials/", {}),
    ("data/", {}),
    ("pool/", {}),
    ("pool/", {"comparator": "usual-care", "outcome": "function"}),
    ("pool/", {"comparator": "sham", "outcome": "function", "from": "0", "to": "520", "data": "00000000"}),
    ("pool/", {"comparator": "active-care", "outcome": "function", "group": "mixed-duration", "from": "0"}),
    ("pool/", {"comparator": "sham", "outcome": "pain", "group": "acute"}),
)


@pytest.mark.parametrize(("path", "query"), ASKED)
def test_a_page_breaks_no_rule_and_reads_easily(get, path, query):
    page = read_page(get(path, **query).content.decode(), path)
    rules = load_rules(DATA_ROOT)
    assert [str(finding) for finding in lint(page, rules)] == []
    measured = page_reading(page, rules)
    assert measured is not None
    assert measured.grade <= 8


def test_no_trial_page_breaks_a_rule(get):
    rules = load_rules(DATA_ROOT)
    found = [
        str(finding)
        for study in default_tables().evidence.trials
        for finding in lint(read_page(get(f"trials/{study}/").content.decode(), study), rules)
    ]
    assert found == []


def test_a_page_with_many_trials_speaks_by_the_rules(get, altered, many):
    altered(effects=many(12))
    html = get("pool/", comparator="sham", outcome="pain").content.decode()
    assert [str(finding) for finding in lint(read_page(html, "many"), load_rules(DATA_ROOT))] == []
