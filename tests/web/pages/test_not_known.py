"""What we do not know is counted from the tables: empty a cell and the page grows, fill it and it shrinks."""

import dataclasses
from datetime import date
from types import MappingProxyType

import pytest

from deqi.answers import default_tables
from deqi.vocabulary import Comparator, SignOff, Stratum
from deqi.web.pages.presenters.not_known import PEOPLE, not_known
from deqi.web.pages.views import not_known as view

TODAY = date(2030, 1, 2)


def gaps(tables, group: str) -> dict[str, int]:
    found = next(part for part in not_known(tables, today=TODAY) if part.id == group)
    return {gap.what: gap.count for gap in found.gaps}


def with_evidence(**changes):
    tables = default_tables()
    return dataclasses.replace(tables, evidence=dataclasses.replace(tables.evidence, **changes))


def with_trial(name: str, **changes):
    trials = dict(default_tables().evidence.trials)
    trials[name] = dataclasses.replace(trials[name], **changes)
    return with_evidence(trials=MappingProxyType(trials))


def test_an_emptied_cell_is_counted() -> None:
    label = "how many people took part"
    before = gaps(default_tables(), "fields")[label]
    assert before == sum(trial.n_randomised is None for trial in default_tables().evidence.trials.values())
    assert gaps(with_trial("haake-2007", n_randomised=None), "fields")[label] == before + 1


def test_a_filled_cell_is_no_gap_any_more() -> None:
    label = "how well it was guarded against bias"
    name = next(t.study_id for t in default_tables().evidence.trials.values() if not t.risk_of_bias)
    before = gaps(default_tables(), "fields")[label]
    assert gaps(with_trial(name, risk_of_bias="low"), "fields")[label] == before - 1


def test_the_page_says_it(client, monkeypatch) -> None:
    before = client.get("/not-known/").content.decode()
    emptied = with_trial("haake-2007", n_randomised=None)
    monkeypatch.setattr(view, "default_tables", lambda: emptied)
    after = client.get("/not-known/").content.decode()
    assert before != after
    people = after.split("how many people took part", 1)[1].split("</tr>", 1)[0]
    assert "haake-2007" in people
    assert "haake-2007" not in before.split("how many people took part", 1)[1].split("</tr>", 1)[0]


def test_a_trial_that_measured_sleep_fills_that_gap() -> None:
    results = default_tables().evidence.results
    assert gaps(default_tables(), "untested")["sleep"] == 0
    slept = with_evidence(results=(*results, dataclasses.replace(results[0], outcome="sleep")))
    assert gaps(slept, "untested")["sleep"] == 1


def test_a_comparison_without_its_trials_is_named() -> None:
    label = "Pain for 12 weeks or more: against sham needling"
    assert label not in gaps(default_tables(), "uncompared")
    rest = tuple(
        row
        for row in default_tables().evidence.effects
        if not (row.group.stratum is Stratum.CHRONIC and row.comparator is Comparator.SHAM)
    )
    assert gaps(with_evidence(effects=rest), "uncompared")[label] == 0


def test_a_figure_held_back_is_counted_and_never_shown(client) -> None:
    tables = default_tables()
    assert sum(gaps(tables, "held-back").values()) == len(tables.evidence.unchecked) + len(
        tables.content.unchecked
    )
    more = with_evidence(unchecked=(*tables.evidence.unchecked, tables.evidence.pooled[0]))
    label = "pooled results of reviews"
    assert gaps(more, "held-back")[label] == gaps(tables, "held-back")[label] + 1
    shown = client.get("/not-known/").content.decode()
    for row in tables.evidence.unchecked:
        for name in ("estimate", "value", "difference_0_100"):
            figure = getattr(row, name, None)
            if figure is not None and figure != int(figure):
                assert str(figure) not in shown
                assert str(abs(figure)) not in shown


def test_a_signature_takes_the_rules_off_the_page() -> None:
    label = "rules that no clinician has signed"
    tables = default_tables()
    assert gaps(tables, "safety")[label] == len(tables.safety.rules)
    signed = dataclasses.replace(tables.safety, sign_off=SignOff("A. Example", "doctor", "2030-01-01"))
    assert label not in gaps(dataclasses.replace(tables, safety=signed), "safety")


def test_groups_without_numbers_are_those_of_the_ledger() -> None:
    named = set(gaps(default_tables(), "people"))
    assert {"Newer pain", "Pain that runs down the leg", "Pregnancy"} <= named
    assert "Pain for 12 weeks or more" not in named
    assert set(PEOPLE) == set(Stratum)


@pytest.mark.parametrize("group", ["fields", "second-hand", "safety", "sizes"])
def test_no_gap_is_larger_than_what_it_is_counted_in(group: str) -> None:
    found = next(part for part in not_known(default_tables(), today=TODAY) if part.id == group)
    for gap in found.gaps:
        assert gap.out_of is not None
        assert 0 < gap.count <= gap.out_of
        assert not gap.where or len(gap.where) <= gap.count
