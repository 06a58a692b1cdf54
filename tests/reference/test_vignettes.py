"""Triage against a reviewer's table that was written from clinical guidance, not from the rules."""

import importlib.util
import sys
from collections import Counter
from math import comb
from pathlib import Path
from types import ModuleType

import pytest

from deqi.vocabulary import Urgency

HERE = Path(__file__).parent / "vignettes"

EMERGENCY_GROUPS = {
    "cauda_equina", "weakness", "gait", "aorta", "infection", "trauma", "cancer_neurology", "pregnancy",
    "early_pregnancy", "chest", "post_needling", "limb", "self_harm", "bleeding", "contradiction",
}  # fmt: skip
CALM_GROUPS = {"weak_flag", "none", "cautions", "cannot_apply", "inflammatory"}


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"vignettes_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


generate = _module("generate")
report = _module("report")


@pytest.fixture(scope="module")
def outcomes():
    return report.judged(report.read_vignettes())


def test_the_file_is_what_the_table_generates():
    assert (HERE / "vignettes.jsonl").read_text(encoding="utf-8") == generate.written()


def test_every_symbol_of_the_table_has_an_id():
    text = (HERE / "vignettes.jsonl").read_text(encoding="utf-8")
    assert '"@' not in text


def test_every_pattern_of_the_table_is_tried():
    rows = {row["pattern"]: row for row in generate.read_table()}
    tried = Counter(item["pattern"] for item in report.read_vignettes())
    assert len(report.read_vignettes()) >= 400
    assert set(rows) == set(tried)


def test_every_kind_of_emergency_is_there_with_misleading_answers_around_it():
    emergencies = [item for item in report.read_vignettes() if item["at_least"] == "EMERGENCY"]
    assert {item["group"] for item in emergencies} >= EMERGENCY_GROUPS
    wrapped = {row["pattern"] for row in generate.read_table() if row["others"] == "wrap"}
    times = Counter(item["pattern"] for item in emergencies)
    assert wrapped
    assert all(times[pattern] == len(generate.WRAPPINGS) for pattern in wrapped)


def test_wrapping_keeps_the_answers_that_make_the_pattern():
    rows = {row["pattern"]: row for row in generate.read_table()}
    names = generate.read_names()
    for item in report.read_vignettes():
        row, findings = rows[item["pattern"]], item["input"]["findings"]
        assert all(findings[names.resolve(key)] == "yes" for key in row["yes"].split())
        assert all(findings[names.resolve(key)] == "unknown" for key in row["unknown"].split())
        assert all(names.resolve(key) not in findings for key in row["missing"].split())


def test_no_emergency_is_under_triaged(outcomes):
    missed = [report.miss("UNDER", o) for o in outcomes if o.under and o.at_least is Urgency.EMERGENCY]
    assert missed == []


def test_under_triage_is_below_one_percent_at_its_upper_bound(outcomes):
    missed = [report.miss("UNDER", o) for o in outcomes if o.under]
    assert report.upper_bound(len(missed), len(outcomes)) < report.LIMIT, "\n".join(missed)


@pytest.mark.parametrize(
    ("misses", "total", "bound"),
    # none of 20, 5 of 20, by the binomial sum itself: P(X <= misses) is 0.05 at the bound
    [(0, 20, 0.1391), (5, 20, 0.4556)],
)
def test_the_bound_is_where_so_few_misses_become_a_one_in_twenty_surprise(misses, total, bound):
    found = report.upper_bound(misses, total)
    surprise = sum(comb(total, k) * found**k * (1 - found) ** (total - k) for k in range(misses + 1))
    assert surprise == pytest.approx(0.05, abs=1e-9)
    assert found == pytest.approx(bound, abs=1e-4)


def test_a_weak_flag_a_caution_or_nothing_at_all_never_alarms(outcomes):
    calm = [o for o in outcomes if o.vignette["group"] in CALM_GROUPS and o.at_least < Urgency.SAME_DAY]
    assert len(calm) >= 100
    assert [report.miss("over", o) for o in calm if o.got >= Urgency.SAME_DAY] == []


@pytest.mark.parametrize("pattern", ["WE02", "CO01", "CO02", "CO03", "CO04", "CO07", "CO08"])
def test_answers_that_cannot_both_be_true_are_asked_again(pattern):
    told_in_full = [
        item
        for item in report.read_vignettes()
        if item["pattern"] == pattern and item["id"].endswith(("-plain", "-exact"))
    ]
    assert told_in_full
    assert all(report.assessed(item["input"]).contradictions for item in told_in_full)


def test_the_report_counts_misses_on_both_sides():
    item = {"id": "x", "pattern": "X", "title": "T", "at_least": "NOTE", "at_most": "SAME DAY"}
    tiers = [Urgency.NONE, Urgency.NOTE, Urgency.SAME_DAY, Urgency.EMERGENCY]
    text = report.lines([report.Outcome(item, tier) for tier in tiers])
    assert text[0] == "vignettes 4, patterns 1"
    assert text[1].startswith("under-triage 1 of 4 (25.00%)")
    assert "over-triage 1 of 4 (25.00%)" in text
    assert "  at most SAME DAY: 1 of 4 over (25.00%)" in text
    assert [line.split()[0] for line in text[-2:]] == ["UNDER", "over"]
