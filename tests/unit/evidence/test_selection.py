"""Selections hold one comparator and one kind of treatment, and say what they left out."""

import dataclasses
from pathlib import Path

import pytest

import deqi
from deqi.evidence import (
    EffectRow,
    Group,
    Modality,
    Question,
    Role,
    load_evidence_tables,
    pool_rows,
    select,
)
from deqi.vocabulary import Comparator, ReviewState, Stratum, UsageError

TABLES = load_evidence_tables(Path(deqi.__file__).parent / "data")

BASE = EffectRow(
    source_id="s",
    source_location="",
    review=ReviewState.SEEN,
    review_note="",
    study_id="one",
    arm="verum",
    comparator_arm="usual-care",
    role=Role.ACUPUNCTURE,
    comparator=Comparator.USUAL_CARE,
    modality=Modality.NEEDLING,
    group=Group.CHRONIC,
    outcome="pain",
    instrument="VAS",
    weeks=8.0,
    difference_0_100=-10.0,
    ci_low_0_100=-14.0,
    ci_high_0_100=-6.0,
    se_0_100=2.0,
    n=100,
    derived_from="",
    duplicate=False,
)
QUESTION = Question(Group.CHRONIC, Comparator.USUAL_CARE, "pain", (0, 12))


def row(**changes) -> EffectRow:
    return dataclasses.replace(BASE, **changes)


@pytest.mark.parametrize(
    "other",
    [
        {"comparator": Comparator.SHAM},
        {"comparator": Comparator.NO_TREATMENT},
        {"comparator": Comparator.ACTIVE},
        {"comparator": None},
        {"role": Role.SHAM},
        {"group": Group.ACUTE},
        {"group": Group.CHRONIC_65},
        {"outcome": "function"},
        {"weeks": 12.5},
        {"weeks": None},
        *[{"modality": kind} for kind in Modality if kind is not Modality.NEEDLING],
    ],
)
def test_other_things_are_not_selected(other):
    assert select([row(study_id="two", **other), BASE], QUESTION).rows == (BASE,)


def test_a_modality_is_selected_by_its_name():
    electro = row(modality=Modality.ELECTRO)
    assert select([BASE, electro], dataclasses.replace(QUESTION, modality=Modality.ELECTRO)).rows == (
        electro,
    )


def test_a_stratum_selects_its_group():
    older = row(group=Group.CHRONIC_65)
    question = dataclasses.replace(QUESTION, group=Stratum.CHRONIC_65)
    assert select([BASE, older], question).rows == (older,)


def test_duplicates_and_repeats_are_left_out_with_the_reason():
    early, late, again = row(weeks=2.0), row(weeks=10.0), row(duplicate=True)
    other = row(instrument="NRS", weeks=10.0)
    got = select([early, again, late, other, row(weeks=4.0)], QUESTION)
    assert got.rows == (late,)
    assert [(out.row.weeks, out.why) for out in got.left_out] == [
        (8.0, "repeats another row"),
        (2.0, "the same arms were measured later in the window"),
        (10.0, "another instrument of the same week comes first"),
        (4.0, "the same arms were measured later in the window"),
    ]
    assert got.comparator is Comparator.USUAL_CARE


def test_two_arms_of_one_trial_count_once():
    arms = [row(arm="verum:a"), row(arm="verum:b", difference_0_100=-12.0)]
    pooled = select(arms, QUESTION).pool()
    assert pooled.k == 1
    assert pooled.estimate == pytest.approx(-11.0)
    # not the 2 / sqrt(2) that two independent trials would give
    assert pooled.se == pytest.approx(3.0**0.5)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "No row"),
        ([BASE, row(study_id="two", comparator=Comparator.SHAM)], "differ in comparator: sham, usual care"),
        ([BASE, row(study_id="two", comparator=Comparator.NO_TREATMENT)], "no treatment, usual care"),
        ([BASE, row(study_id="two", modality=Modality.ELECTRO)], "modality: electroacupuncture, needling"),
        ([BASE, row(study_id="two", outcome="function")], "differ in outcome"),
        ([BASE, row(study_id="two", group=Group.ACUTE)], "differ in group"),
        ([BASE, row(study_id="two", role=Role.SHAM)], "differ in role"),
        ([row(comparator=None)], "no comparator"),
        ([BASE, row(study_id="two", duplicate=True)], "repeats another"),
        ([BASE, row(weeks=4.0)], "comes twice"),
        ([BASE, row(arm="b", comparator_arm="other")], "two controls"),
    ],
)
def test_mixtures_are_refused(rows, words):
    with pytest.raises(UsageError, match=words):
        pool_rows(rows)


@pytest.mark.parametrize(
    "change", [{"weeks": (12, 0)}, {"weeks": (-1, 5)}, {"weeks": (float("nan"), 5)}, {"comparator": None}]
)
def test_impossible_questions_are_refused(change):
    with pytest.raises(UsageError):
        select([BASE], dataclasses.replace(QUESTION, **change))


def test_nothing_of_the_real_table_is_pooled_by_oversight():
    """Every selection from the shipped table holds one comparator and needling alone."""
    for comparator in Comparator:
        for group in Group:
            for outcome in ("pain", "function"):
                got = select(TABLES.effects, Question(group, comparator, outcome, (0, 520)))
                assert {r.comparator for r in got.rows} <= {comparator}
                assert {r.modality for r in got.rows} <= {Modality.NEEDLING}
                assert not any(r.duplicate for r in got.rows)
                assert all(r.review is not ReviewState.UNCHECKED for r in got.rows)
                if got.rows:
                    assert got.pool().k == len({r.study_id for r in got.rows})


def test_sham_as_a_treatment_is_selected_by_role():
    question = Question(Group.CHRONIC, Comparator.USUAL_CARE, "pain", (0, 12), role=Role.SHAM)
    assert {r.study_id for r in select(TABLES.effects, question).rows} == {"cherkin-2009"}
