"""Published results come out of Deqi's own tables again, as printed."""

from pathlib import Path

import numpy as np
import pytest

import deqi
from deqi.evidence import (
    Arm,
    EffectRow,
    EvidenceTables,
    Group,
    PooledEstimate,
    Question,
    combine_contrasts,
    load_evidence_tables,
    mean_difference,
    percent_of_range,
    pool,
    pool_rows,
    responder_share,
    sd_from_se,
    select,
)
from deqi.evidence.tables import ArmResult
from deqi.vocabulary import Comparator, UsageError


@pytest.fixture(scope="module")
def tables() -> EvidenceTables:
    return load_evidence_tables(Path(deqi.__file__).parent / "data")


def result(
    tables: EvidenceTables, study: str, arm: str, instrument: str, statistic: str, **more
) -> ArmResult:
    (row,) = [
        row
        for row in tables.results
        if (row.study_id, row.arm, row.statistic) == (study, arm, statistic)
        and row.instrument.startswith(instrument)
        and all(getattr(row, name) == value for name, value in more.items())
    ]
    return row


def as_arm(row: ArmResult) -> Arm:
    assert row.n is not None
    sd = row.sd if row.sd is not None else row.sd_derived
    if sd is None:
        assert row.se is not None
        sd = sd_from_se(row.se, row.n)
    return Arm(row.value, sd, row.n)


def rounded(pooled: PooledEstimate) -> tuple[float, float, float]:
    return round(pooled.estimate, 1), round(pooled.ci_low, 1), round(pooled.ci_high, 1)


def test_art_differences(tables):
    """ART 2006, pain at 8 weeks: -21.8 from the arm means (printed -21.7) and -5.1 against sham."""
    arms = {
        name: as_arm(result(tables, "brinkhaus-2006", name, "VAS-100", "change", weeks=8))
        for name in ("verum", "sham-penetrating", "waitlist")
    }
    assert mean_difference(arms["verum"], arms["waitlist"]).estimate == pytest.approx(-21.8)
    against_sham = mean_difference(arms["verum"], arms["sham-penetrating"])
    assert against_sham.estimate == pytest.approx(-5.1)
    # printed: -13.9 to 3.7; arm SDs are rounded, and the trial used an analysis of covariance
    assert against_sham.interval() == pytest.approx((-13.9, 3.7), abs=0.3)


def test_arc_difference_and_interval(tables):
    """ARC 2006, back function at 13 weeks: 9.4 (8.3, 10.5) of 100 from means with standard errors of 0.4."""
    arms = [
        as_arm(result(tables, "witt-2006", arm, "HFAQ", "mean", weeks=13)) for arm in ("verum", "usual-care")
    ]
    effect = mean_difference(*arms)
    assert effect.estimate == pytest.approx(9.4)
    assert [round(limit, 1) for limit in effect.interval()] == [8.3, 10.5]
    turned = percent_of_range(effect, 0, 100, higher_is_better=True)
    row = next(r for r in tables.effects if r.study_id == "witt-2006")
    assert turned.estimate == pytest.approx(row.difference_0_100)
    assert turned.se == pytest.approx(row.se_0_100, abs=0.01)


def test_tu_and_zhu_differences(tables):
    def difference(study: str, instrument: str, statistic: str, weeks: float) -> float:
        arms = [
            result(tables, study, arm, instrument, statistic, weeks=weeks).value for arm in ("verum", "sham")
        ]
        return arms[0] - arms[1]

    assert difference("tu-2024", "VAS-100", "change", 4) == pytest.approx(-15.9)
    assert difference("tu-2024", "ODI", "change", 4) == pytest.approx(-8.1)
    assert difference("zhu-2024", "RMDQ", "mean", 6) == pytest.approx(-1.4)


def test_back_in_action_risk_ratios(tables):
    def share(arm: str, label: str) -> float:
        return result(tables, "debar-2025", arm, "RMDQ >=30%", "percent", arm_label=label).value

    usual = share("usual-care", "usual medical care")
    assert round(share("verum", "standard") / usual, 2) == 1.33
    assert round(share("verum", "enhanced") / usual, 2) == 1.49


def test_gerac_differences(tables):
    share = {
        arm: result(tables, "haake-2007", arm, "VonKorff", "percent", weeks=26).value
        for arm in ("verum", "sham-penetrating", "conventional-therapy")
    }
    assert share["verum"] - share["sham-penetrating"] == pytest.approx(3.4)
    assert share["verum"] - share["conventional-therapy"] == pytest.approx(20.2)
    assert share["sham-penetrating"] - share["conventional-therapy"] == pytest.approx(16.8)


def test_kwon_and_cherkin_against_sham(tables):
    """Two trials, inverse variance: 0.80 (-0.27, 1.88) points of the Roland scale; AHRQ 2010 printed 0.81."""
    kwon = [as_arm(result(tables, "kwon-2007", arm, "RMDQ", "mean", weeks=4)) for arm in ("verum", "sham")]
    cherkin = [
        as_arm(result(tables, "cherkin-2009", arm, "RMDQ-23", "mean", weeks=8, arm_label=label))
        for arm, label in (("verum", "standardized"), ("sham-nonpenetrating", "simulated"))
    ]
    effects = [mean_difference(*kwon), mean_difference(*cherkin)]
    pooled = pool([e.estimate for e in effects], [e.variance for e in effects], "common", "normal")
    assert round(pooled.estimate, 2) == 0.80
    assert round(pooled.ci_low, 2) == -0.27
    assert round(pooled.ci_high, 2) == 1.88


def effect_rows(tables: EvidenceTables, *keys: tuple[str, str, str, float]) -> list[EffectRow]:
    """Rows by study, comparator arm, outcome, week; acupuncture arms only."""
    return [
        row
        for key in keys
        for row in tables.effects
        if (row.study_id, row.comparator_arm, row.outcome, row.weeks) == key
        and row.arm.startswith(("verum", "electro"))
        and not row.duplicate
    ]


def plain_mean_of_arms(rows: list[EffectRow]) -> tuple[list[float], list[float]]:
    """Arms of a trial as their mean, with the mean of their standard errors (as if fully correlated)."""
    effects, variances = [], []
    for study in dict.fromkeys(row.study_id for row in rows):
        arms = [row for row in rows if row.study_id == study]
        errors = np.array([row.se_0_100 for row in arms])
        one = combine_contrasts(
            [row.difference_0_100 for row in arms], np.outer(errors, errors), equal_weights=True
        )
        effects.append(one.estimate)
        variances.append(one.variance)
    return effects, variances


PAIN = [
    ("brinkhaus-2006", "waitlist", "pain", 8.0),
    ("zaringhalam-2010", "no-treatment", "pain", 10.0),
    ("cherkin-2009", "usual-care", "pain", 8.0),
]


def test_random_effects_against_no_acupuncture(tables):
    """The figures written down with the table: DerSimonian-Laird with normal limits gives them.

    They mix usual care with waiting lists and electroacupuncture with needling, so they check the arithmetic;
    the engine itself refuses to pool these rows.
    """
    pain = effect_rows(tables, *PAIN)
    pooled = pool(*plain_mean_of_arms(pain), "DL", "normal")
    assert pooled.k == 3
    assert rounded(pooled) == (-15.6, -22.7, -8.4)
    assert round(pooled.i2) == 53
    with pytest.raises(UsageError, match="comparator: no treatment, usual care"):
        pool_rows(pain)

    early = effect_rows(
        tables, ("cherkin-2009", "usual-care", "function", 8.0), ("meng-2003", "usual-care", "function", 9.0)
    )
    assert rounded(pool(*plain_mean_of_arms(early), "DL", "normal")) == (-11.0, -15.2, -6.9)
    with pytest.raises(UsageError, match="modality: electroacupuncture, needling"):
        pool_rows(early)

    later = effect_rows(
        tables, ("witt-2006", "usual-care", "function", 13.0), ("debar-2025", "usual-care", "function", 26.0)
    )
    assert rounded(pool(*plain_mean_of_arms(later), "DL", "normal")) == (-7.7, -11.8, -3.7)


def test_against_sham_through_the_engine(tables):
    """Chronic pain against sham up to 12 weeks: one trial, -5.1; function +3.4 (-1.3, 8.1) from two."""
    pain = select(tables.effects, Question(Group.CHRONIC, Comparator.SHAM, "pain", (0, 12)))
    assert rounded(pain.pool("DL", "normal")) == (-5.1, -13.9, 3.7)
    function = select(tables.effects, Question(Group.CHRONIC, Comparator.SHAM, "function", (0, 12)))
    pooled = function.pool("DL", "normal")
    assert pooled.k == 2
    assert rounded(pooled) == (3.4, -1.3, 8.1)


def test_responders_from_means(tables):
    """ART, baseline 64.8: 62, 55 and 28 of 100 are better by 30%; 17, 22 and 38 are no better."""
    baseline = result(tables, "brinkhaus-2006", "all-arms", "VAS-100", "mean", weeks=0).value
    arms = [
        as_arm(result(tables, "brinkhaus-2006", name, "VAS-100", "change", weeks=8))
        for name in ("verum", "sham-penetrating", "waitlist")
    ]
    assert [round(100 * responder_share(arm, baseline)) for arm in arms] == [62, 55, 28]
    assert [round(100 * (1 - responder_share(arm, baseline, 0.0))) for arm in arms] == [17, 22, 38]
