"""The evidence tables load whole, print what papers print, and let no unchecked figure out."""

import csv
import dataclasses
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.evidence.data_check import check_all
from deqi.evidence.tables import (
    TABLES,
    EvidenceTables,
    Group,
    Modality,
    Role,
    held_back,
    load_evidence_tables,
    shown,
)
from deqi.vocabulary import Comparator, ReviewState, Stratum


@pytest.fixture(scope="module")
def tables() -> EvidenceTables:
    return load_evidence_tables(DATA_ROOT)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    root.mkdir()
    for name in ("evidence", "claims", "schemas"):
        shutil.copytree(DATA_ROOT / name, root / name)
    shutil.copy(DATA_ROOT / "sources.csv", root)
    return root


def test_every_file_is_sound() -> None:
    assert check_all(DATA_ROOT) == []


@pytest.mark.parametrize("name", TABLES)
def test_no_row_is_lost_between_file_and_tables(tables: EvidenceTables, name: str) -> None:
    with (DATA_ROOT / "evidence" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        states = Counter(row["review"] for row in csv.DictReader(file))
    assert len(getattr(tables, name)) == states["seen"] + states["secondary"]


# Published numbers, typed by hand from the abstracts: study, arm, label, outcome, week, statistic, value, SD.
PRINTED = [
    ("haake-2007", "verum", "", "responder", 26, "percent", 47.6, None),
    ("haake-2007", "sham-penetrating", "", "responder", 26, "percent", 44.2, None),
    ("haake-2007", "conventional-therapy", "", "responder", 26, "percent", 27.4, None),
    ("brinkhaus-2006", "verum", "", "pain", 8, "change", -28.7, 30.3),
    ("brinkhaus-2006", "sham-penetrating", "", "pain", 8, "change", -23.6, 31.0),
    ("brinkhaus-2006", "waitlist", "", "pain", 8, "change", -6.9, 22.0),
    ("cherkin-2009", "usual-care", "usual care", "responder", 8, "percent", 39, None),
    (
        "cherkin-2009",
        "any-real-or-simulated",
        "real or simulated acupuncture",
        "responder",
        8,
        "percent",
        60,
        None,
    ),
    ("cherkin-2009", "usual-care", "", "responder", 52, "percent", 50, None),
    ("debar-2025", "verum", "standard", "responder", 26, "percent", 39.1, None),
    ("debar-2025", "verum", "enhanced", "responder", 26, "percent", 43.8, None),
    ("debar-2025", "usual-care", "usual medical care", "responder", 26, "percent", 29.4, None),
    ("witt-2006", "verum", "", "function", 13, "mean", 74.5, None),
    ("witt-2006", "usual-care", "", "function", 13, "mean", 65.1, None),
    ("tu-2024", "verum", "", "pain", 4, "change", -30.8, None),
    ("skonnord-2020", "verum", "", "global", None, "median", 9, None),
    ("skonnord-2020", "usual-care", "", "global", None, "median", 14, None),
]


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: f"{row[0]} {row[1]} {row[2]} {row[4]}")
def test_arms_as_printed(tables: EvidenceTables, row: tuple[Any, ...]) -> None:
    study, arm, label, outcome, weeks, statistic, value, sd = row
    found = [
        (result.value, result.sd)
        for result in tables.results
        if (result.study_id, result.arm, result.arm_label, result.outcome) == (study, arm, label, outcome)
        and (result.weeks, result.statistic) == (weeks, statistic)
    ]
    assert found == [(value, sd)]


CONTRASTS = [
    ("haake-2007", "verum", Comparator.SHAM, "responder", 26, 3.4, -3.7, 10.3),
    ("haake-2007", "verum", Comparator.USUAL_CARE, "responder", 26, 20.2, 13.4, 26.7),
    ("brinkhaus-2006", "verum", Comparator.SHAM, "pain", 8, -5.1, -13.9, 3.7),
    ("brinkhaus-2006", "verum", Comparator.NO_TREATMENT, "pain", 8, -21.7, -30.0, -13.9),
    ("witt-2006", "verum", Comparator.USUAL_CARE, "function", 13, 9.4, 8.3, 10.5),
    ("tu-2024", "verum", Comparator.SHAM, "pain", 4, -16.0, -21.3, -10.6),
    ("tu-2024", "verum", Comparator.SHAM, "function", 4, -8.1, -11.1, -5.1),
]


@pytest.mark.parametrize("row", CONTRASTS, ids=lambda row: f"{row[0]} {row[2].value} {row[3]}")
def test_contrasts_as_printed(tables: EvidenceTables, row: tuple[Any, ...]) -> None:
    study, arm, comparator, outcome, weeks, *numbers = row
    found = [
        [contrast.estimate, contrast.ci_low, contrast.ci_high]
        for contrast in tables.contrasts
        if (contrast.study_id, contrast.arm_a, contrast.comparator) == (study, arm, comparator)
        and (contrast.outcome, contrast.weeks) == (outcome, weeks)
    ]
    assert found == [numbers]


def test_cochrane_2020_as_printed_and_without_what_nobody_saw(tables: EvidenceTables) -> None:
    pain = {
        row.comparator: row
        for row in tables.pooled
        if row.source_id == "mu-2020" and row.outcome == "pain VAS 0-100"
    }
    usual, sham, none = (
        pain[kind] for kind in (Comparator.USUAL_CARE, Comparator.SHAM, Comparator.NO_TREATMENT)
    )
    assert (usual.estimate, usual.ci_low, usual.ci_high) == (-10.26, -17.11, -3.40)
    assert (usual.k_trials, usual.n_participants, usual.review) == (5, 1054, ReviewState.SEEN)
    assert (sham.estimate, sham.ci_low, sham.ci_high) == (-9.22, -13.82, -4.61)
    assert (none.estimate, none.ci_low, none.ci_high) == (-20.32, -24.50, -16.14)
    for row in (sham, none):
        assert row.review is ReviewState.SECONDARY
        assert (row.k_trials, row.n_participants, row.certainty) == (None, None, None)


def test_comparators_are_never_mixed_up(tables: EvidenceTables) -> None:
    for contrast in tables.contrasts:
        if contrast.comparator is Comparator.SHAM:
            assert any(word in contrast.arm_b for word in ("sham", "placebo", "control-PENS"))
        if contrast.comparator is Comparator.NO_TREATMENT:
            assert contrast.arm_b in ("waitlist", "no-treatment")
    for effect in tables.effects:
        assert effect.role in (Role.ACUPUNCTURE, Role.SHAM)
        assert (effect.comparator is None) == (effect.comparator_arm.startswith("verum"))
        assert (effect.modality is None) == (effect.role is Role.SHAM)


def test_other_techniques_are_never_called_needling(tables: EvidenceTables) -> None:
    expected = {
        "hsieh-2006": Modality.ACUPRESSURE,
        "murphy-2019": Modality.ACUPRESSURE,
        "ghanbari-2022": Modality.ACUPRESSURE,
        "kim-2022": Modality.LASER,
        "shin-2015-laser": Modality.LASER,
        "ghoname-1999": Modality.PENS,
        "weiner-2008": Modality.PENS,
        "szczurko-2007": Modality.PACKAGE,
        "wang-2009": Modality.EAR,
        "vas-2019": Modality.EAR,
        "jang-2015": Modality.CATGUT,
        "kong-2020": Modality.ELECTRO,
        "meng-2003": Modality.ELECTRO,
        "haake-2007": Modality.NEEDLING,
        "cherkin-2009": Modality.NEEDLING,
    }
    assert {study: tables.trials[study].modality for study in expected} == expected
    for result in tables.results:
        if "electro" in result.arm or "+" in result.arm or "laser" in result.arm:
            assert result.modality is not Modality.NEEDLING


@pytest.mark.parametrize(
    ("study", "group", "stratum"),
    [
        ("haake-2007", Group.CHRONIC, Stratum.CHRONIC),
        ("debar-2025", Group.CHRONIC_65, Stratum.CHRONIC_65),
        ("skonnord-2020", Group.ACUTE, Stratum.ACUTE),
        ("tu-2024", Group.SCIATICA, Stratum.SCIATICA),
        ("elden-2005", Group.PREGNANCY, Stratum.PREGNANCY),
        ("meng-2003", Group.OLDER, None),
        ("zhu-2024", Group.STENOSIS, None),
        ("thomas-2006", Group.MIXED, None),
    ],
)
def test_groups_of_people(tables: EvidenceTables, study: str, group: Group, stratum: Stratum | None) -> None:
    assert tables.trials[study].group is group
    assert group.stratum is stratum


def test_the_figures_in_doubt_are_held_back(tables: EvidenceTables) -> None:
    held = Counter(getattr(row, "study_id", row.source_id) for row in tables.unchecked)
    assert held == {
        "molsberger-2002": 6,
        "kennedy-2008": 2,
        "vas-2012": 1,
        "mu-2020": 4,
        "xiang-2020": 1,
        "rizzo-2025": 1,
        "furlan-2015": 1,
        "abdel-shaheed-2014": 1,
    }
    assert all(row.review_note for row in tables.unchecked)


def everything_in(value: Any) -> Iterator[Any]:
    """Every value below ``value``, through mappings, tuples and dataclasses."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from everything_in(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from everything_in(part)
    elif hasattr(value, "items"):
        for key, part in value.items():
            yield key
            yield from everything_in(part)
    else:
        yield value


def test_an_unchecked_figure_stands_nowhere_but_in_the_list_of_held_back_rows(data: Path) -> None:
    figure = 98.7125
    path = data / "evidence" / "results.csv"
    text = path.read_text(encoding="utf-8")
    checked = text.replace(",percent,47.6,", f",percent,{figure},", 1)
    path.write_text(checked, encoding="utf-8")
    before = load_evidence_tables(data)
    assert figure in everything_in(before.results), "the probe must be visible while it counts as seen"

    lines = checked.splitlines(keepends=True)
    lines[1] = lines[1].replace(",seen,", ",unchecked,")
    path.write_text("".join(lines), encoding="utf-8")
    after = load_evidence_tables(data)
    for field in dataclasses.fields(after):
        found = figure in everything_in(getattr(after, field.name))
        assert found == (field.name == "unchecked"), field.name


def test_figures_of_a_trial_that_is_held_back_are_held_back_too(data: Path) -> None:
    path = data / "evidence" / "trials.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace(",seen,", ",unchecked,")
    path.write_text("".join(lines), encoding="utf-8")
    tables = load_evidence_tables(data)
    for name in ("trials", "results", "contrasts", "effects", "natural_history"):
        assert "haake-2007" not in [getattr(row, "study_id", row) for row in getattr(tables, name)], name


def test_the_gate_splits_without_loss(tables: EvidenceTables) -> None:
    rows = (*tables.results[:5], *tables.unchecked)
    assert (*shown(rows), *held_back(rows)) == rows
    assert held_back(tables.results) == ()


def test_a_changed_byte_changes_the_hash_of_that_table_alone(data: Path) -> None:
    before = load_evidence_tables(data).hashes
    assert set(before) == {*TABLES, "sources"}
    path = data / "evidence" / "trials.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Germany", "Germania", 1), encoding="utf-8")
    after = load_evidence_tables(data).hashes
    assert {name for name in before if before[name] != after[name]} == {"trials"}


def test_every_shown_source_says_where_it_is_and_was_not_forgotten(tables: EvidenceTables) -> None:
    for source in tables.sources.values():
        assert source.review is not ReviewState.UNCHECKED
        assert source.licence
        assert source.doi or source.address or source.pmid or len(source.citation) > 20
