"""Effect sizes and several arms against figures worked out elsewhere."""

import math

import numpy as np
import pytest

from deqi.evidence import (
    Arm,
    Counts,
    Effect,
    combine_contrasts,
    covariance_matrix,
    egger,
    hedges_correction,
    log_risk_ratio,
    mean_difference,
    meta_regression,
    percent_of_range,
    pool_multiarm,
    responder_share,
    risk_difference,
    sd_from_se,
    sd_of_change,
    se_from_interval,
    shared_control,
    split_control,
    subgroups,
)
from deqi.vocabulary import UsageError


@pytest.mark.parametrize(("df", "table"), [(2, 0.5642), (10, 0.9228), (20, 0.9619), (100, 0.9925)])
def test_hedges_correction_from_his_table(df, table):
    assert hedges_correction(df) == pytest.approx(table, abs=6e-5)


def test_percent_of_range_turns_towards_benefit():
    """10 points better on a scale of 50, whichever way the scale runs, is -20."""
    pain = percent_of_range(Effect(-10.0, 4.0, "MD"), 0, 50, higher_is_better=False)
    function = percent_of_range(Effect(10.0, 4.0, "MD"), 0, 50, higher_is_better=True)
    assert (pain.estimate, pain.se) == (function.estimate, function.se) == (-20.0, 4.0)


def test_standard_error_from_an_interval():
    assert se_from_interval(-13.9, 3.7) == pytest.approx(4.490, abs=5e-4)
    assert se_from_interval(0.0, 2 * 2.570582, df=5) == pytest.approx(1.0, abs=1e-6)
    assert se_from_interval(0.0, 2 * 1.644854, level=0.90) == pytest.approx(1.0, abs=1e-6)
    assert sd_from_se(0.4, 1549) == pytest.approx(15.74, abs=0.005)


def test_change_scores():
    assert sd_of_change(3.0, 4.0, 0.0) == 5.0
    assert sd_of_change(3.0, 3.0, 1.0) == 0.0
    assert sd_of_change(3.0, 4.0, -1.0) == 7.0


def test_responders_by_simulation():
    rng = np.random.default_rng(1)
    changes = rng.normal(-20.0, 25.0, 400_000)
    arm = Arm(-20.0, 25.0, 50)
    assert responder_share(arm, 60.0) == pytest.approx(np.mean(changes <= -18.0), abs=0.003)
    assert responder_share(arm, 60.0, 0.5) == pytest.approx(np.mean(changes <= -30.0), abs=0.003)


def test_shared_control_covariance_by_simulation():
    rng = np.random.default_rng(2)
    n = 200_000
    control = rng.normal(0, 2 / math.sqrt(25), n)
    first, second = rng.normal(1, 3 / 10, n) - control, rng.normal(2, 4 / 6, n) - control
    got = shared_control([Arm(1, 3, 100), Arm(2, 4, 36)], Arm(0, 2, 25))
    assert got.effects == pytest.approx([1.0, 2.0])
    assert got.covariance == pytest.approx(np.cov(first, second), rel=0.02)


def test_two_equal_arms_combine_to_their_mean():
    """Arms of 50 against a control of 100: as good as one arm of 100 against it."""
    got = shared_control([Arm(4, 10, 50), Arm(6, 10, 50)], Arm(0, 10, 100))
    both = combine_contrasts(got.effects, got.covariance)
    assert (both.estimate, both.variance) == pytest.approx((5.0, 100 / 100 + 100 / 100))
    plain = combine_contrasts(got.effects, got.covariance, equal_weights=True)
    assert (plain.estimate, plain.variance) == pytest.approx((both.estimate, both.variance))


def test_splitting_the_control_loses_nobody():
    parts = split_control(Arm(1.0, 2.0, 23), 3)
    assert [part.n for part in parts] == [8, 8, 7]
    with pytest.raises(UsageError, match="cannot be split"):
        split_control(Arm(1.0, 2.0, 5), 3)


def test_unknown_control_is_half_the_smallest_variance():
    assert covariance_matrix([4.0, 6.0]) == pytest.approx(np.array([[4.0, 2.0], [2.0, 6.0]]))
    assert covariance_matrix([4.0, 6.0], 1.0)[0, 1] == 1.0


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Arm(1.0, 0.0, 10),
        lambda: Arm(math.nan, 1.0, 10),
        lambda: Arm(1.0, 1.0, 1),
        lambda: Counts(5, 4),
        lambda: Counts(-1, 4),
        lambda: log_risk_ratio(Counts(0, 5), Counts(0, 7)),
        lambda: log_risk_ratio(Counts(5, 5), Counts(7, 7)),
        lambda: risk_difference(Counts(0, 5), Counts(7, 7)),
        lambda: percent_of_range(Effect(1, 1, "MD"), 5, 5, higher_is_better=True),
        lambda: se_from_interval(1.0, 1.0),
        lambda: sd_from_se(0.0, 9),
        lambda: sd_of_change(1, 1, 1.5),
        lambda: hedges_correction(1),
        lambda: responder_share(Arm(-1, 1, 9), 0.0),
        lambda: shared_control([], Arm(1, 1, 9)),
        lambda: combine_contrasts([1.0, 2.0], [[1.0, 2.0], [2.0, 1.0]]),
        lambda: combine_contrasts([1.0, 2.0], [[1.0, 2.0], [2.0, 1.0]], equal_weights=True),
        lambda: combine_contrasts([1.0, 2.0], [[1.0, 0.1], [0.2, 1.0]]),
        lambda: combine_contrasts([1.0, math.nan], [[1.0, 0.0], [0.0, 1.0]]),
        lambda: pool_multiarm(["a"], [1.0, 2.0], [1.0, 1.0]),
        lambda: pool_multiarm(["a", "a"], [1.0, 2.0], [1.0, 1.0], control_variances=[0.1, 0.2]),
        lambda: meta_regression([1.0, 2.0, 3.0], [1.0, 1.0, 1.0], {}),
        lambda: meta_regression([1.0, 2.0, 3.0], [1.0, 1.0, 1.0], {"x": [1.0, 2.0]}),
        lambda: meta_regression([1.0, 2.0], [1.0, 1.0], {"x": [1.0, 2.0]}),
        lambda: meta_regression([1.0, 2.0, 4.0], [1.0, 1.0, 1.0], {"x": [2.0, 2.0, 2.0]}),
        lambda: meta_regression([1.0, 2.0, 4.0], [1.0, 1.0, 1.0], {"x": [0.0, 0.0, 0.0]}),
        lambda: egger([1.0, 2.0, 4.0], [1.0, 1.0, 1.0]),
        lambda: subgroups([1.0, 2.0], [1.0, 1.0], ["a"]),
    ],
)
def test_impossible_figures_are_refused(broken):
    with pytest.raises(UsageError):
        broken()


def test_regression_finds_a_line():
    """Effects on a line with equal variances: ordinary least squares."""
    x = [0.0, 1.0, 2.0, 3.0, 4.0]
    y = [1.0, 3.1, 4.9, 7.2, 8.8]
    fit = meta_regression(y, [0.5] * 5, {"x": x}, interval="normal")
    slope, constant = np.polyfit(x, y, 1)
    assert (fit["x"].estimate, fit["intercept"].estimate) == pytest.approx((slope, constant))
    assert fit.tau2 == 0.0
    assert fit.r2 == 100.0


def test_subgroups_keep_groups_apart():
    got = subgroups([1.0, 1.2, 5.0, 5.2], [0.1] * 4, ["a", "a", "b", "b"], interval="normal")
    assert {name: part.estimate for name, part in got.groups.items()} == pytest.approx({"a": 1.1, "b": 5.1})
    # two means 4 apart, each with variance 0.05: 4^2 / 0.1
    assert got.q_between == pytest.approx(160.0)
    assert subgroups([1.0, 1.2], [0.1, 0.1], ["a", "a"]).q_between is None


def test_mean_difference_is_first_minus_second():
    assert mean_difference(Arm(3, 1, 10), Arm(5, 2, 20)).estimate == -2
