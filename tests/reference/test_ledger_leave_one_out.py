"""Fitted without each large trial, would the model have foretold it?"""

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.evidence.ledger import leave_one_out, load_ledger_tables
from deqi.evidence.ledger.check import LEFT_OUT, differences
from deqi.evidence.tables import load_evidence_tables


@pytest.fixture(scope="module")
def found():
    return leave_one_out(load_ledger_tables(DATA_ROOT, load_evidence_tables(DATA_ROOT)), draws=8000)


def test_each_large_trial_is_left_out_with_every_arm_it_printed(found):
    assert set(found) == set(LEFT_OUT)
    assert sum(len(rows) for rows in found.values()) == 18


def test_every_published_arm_lies_in_its_predictive_interval(found):
    outside = [row for rows in found.values() for row in rows if not row.inside]
    assert outside == []


def test_intervals_are_narrow_enough_to_say_something(found):
    """Wider for BackInAction: once it is left out, no trial of people of 65 and over remains."""
    widths = {
        row.observation: row.high - row.low
        for rows in found.values()
        for row in rows
        if row.unit == "people of 100"
    }
    older = [width for name, width in widths.items() if name.startswith("backinaction")]
    assert max(width for name, width in widths.items() if not name.startswith("backinaction")) < 45
    assert max(older) < 60


def test_published_figures_are_those_of_the_papers(found):
    printed = {row.observation: row.published for rows in found.values() for row in rows}
    assert printed["gerac-acupuncture-26"] == pytest.approx(47.6)
    assert printed["backinaction-usual-26"] == pytest.approx(29.4)
    assert printed["art-nothing-8"] == pytest.approx(6.9)
    assert printed["arc-acupuncture-13"] == pytest.approx(12.1)


def test_differences_are_on_average_within_six_of_100(found):
    gaps = differences(found)
    assert len(gaps) == 10
    assert sum(gap.off_by for gap in gaps) / len(gaps) < 6
    against_no_needling = [gap for gap in gaps if not gap.name.endswith("sham")]
    assert sum(gap.off_by for gap in against_no_needling) / len(against_no_needling) < 6
