"""An independent library says the same on a thousand random sets: PyMetaAnalysis 0.9.0."""

import math
from fractions import Fraction

import meta_analyze
import numpy as np
import pytest
from scipy import stats

from deqi.evidence import pool, pool_many


def random_sets(count: int) -> list[tuple[list[float], list[float]]]:
    """k from 2 to 40; half with no heterogeneity at all, others up to a hundred times the variances."""
    rng = np.random.default_rng(20260707)
    sets = []
    for i in range(count):
        k = int(rng.integers(2, 41))
        v = 0.05 * np.exp(rng.normal(0.0, rng.choice([0.0, 0.5, 1.0, 2.0]), k))
        tau2 = (0.0, rng.uniform(0.0, 0.2), 0.0, rng.uniform(0.2, 5.0))[i % 4]
        y = rng.normal(rng.normal(), np.sqrt(v + tau2))
        sets.append((y.tolist(), v.tolist()))
    return sets


SETS = random_sets(1000)


def stopped_at_the_border(y: list[float], v: list[float], ours: float, theirs: float) -> bool:
    """PyMetaAnalysis returns 0 when the slope there points down, even below a higher maximum further on."""
    if theirs != 0.0 or ours == 0.0:
        return False
    effects, variances = np.array(y), np.array(v)
    height = slow_restricted_likelihood(effects, variances, ours)
    return height > slow_restricted_likelihood(effects, variances, 0.0) + 1e-6


@pytest.mark.parametrize(("method", "count"), [("REML", 1000), ("PM", 200), ("DL", 200)])
def test_a_thousand_random_sets(method, count):
    zeros = elsewhere = 0
    for y, v in SETS[:count]:
        theirs = meta_analyze.meta_analysis(
            effect=y, variance=v, tau2_method=method, ci_method="hksj", atol=1e-13, max_iter=10_000
        )
        ours = pool(y, v, method)
        zeros += ours.tau2 == 0.0
        if method == "REML" and stopped_at_the_border(y, v, ours.tau2, theirs.tau2):
            elsewhere += 1
            continue
        pairs = [
            (ours.estimate, theirs.estimate),
            (ours.se, theirs.standard_error),
            (ours.ci_low, theirs.ci_low),
            (ours.ci_high, theirs.ci_high),
            (ours.tau2, theirs.tau2),
            (ours.q, theirs.q),
            (ours.i2 / 100.0, theirs.i2),
        ]
        for mine, other in pairs:
            assert mine == pytest.approx(other, rel=1e-7, abs=1e-7)
    assert zeros > count / 5
    assert elsewhere <= 2


def test_prediction_interval_of_riley():
    for y, v in SETS[:60]:
        theirs = meta_analyze.meta_analysis(effect=y, variance=v, tau2_method="REML").prediction_interval
        ours = pool(y, v, interval="normal", prediction="riley")
        if len(y) == 2:
            assert ours.prediction_low is None
        else:
            assert (ours.prediction_low, ours.prediction_high) == pytest.approx(theirs, abs=1e-6)


def test_quantiles_of_small_pools():
    """Limits from scipy.stats' own t distribution, for every df that a small pool meets."""
    for y, v in SETS[:100]:
        ours = pool(y, v, level=0.9)
        half = stats.t.ppf(0.95, len(y) - 1) * ours.se
        assert ours.ci_high - ours.estimate == pytest.approx(half, rel=1e-12)


def slow_restricted_likelihood(y: np.ndarray, v: np.ndarray, t: float) -> float:
    """Straight from the definition, with matrices: -(log|S| + log|X'S^-1 X| + r'S^-1 r) / 2."""
    precision = np.linalg.inv(np.diag(v + t))
    x = np.ones((len(y), 1))
    information = x.T @ precision @ x
    r = y - (x @ np.linalg.inv(information) @ x.T @ precision @ y)
    logs = np.linalg.slogdet(np.diag(v + t))[1] + np.linalg.slogdet(information)[1]
    return float(-0.5 * (logs + r @ precision @ r))


# sets whose restricted likelihood has two maxima, of which the one or the other wins
TWO_MAXIMA = [
    ([-0.49, -1.59, -0.52, -1.73, 2.23, -4.54], [0.004, 0.45, 0.004, 0.219, 0.309, 1.937]),
    ([2.13, -1.94, -0.59, -0.65], [0.391, 0.144, 0.009, 0.003]),
    ([0.02, 0.77, 0.04], [0.003, 0.084, 0.006]),
    ([6.18, -0.05, -0.16, 1.18, -1.03], [28.679, 0.071, 0.031, 1.244, 0.181]),
    # both maxima above 0: the lower tau-squared wins, then the higher
    ([0.035, -17.217, 2.016], [0.02949, 58.901, 0.02949]),
    ([-1.902, -0.259, -14.178], [0.00129, 0.00129, 31.62279]),
    ([14.524, -1.078, -0.08], [31.62279, 0.01058, 0.01058]),
    ([0.23, -0.057, -25.23], [0.00308, 0.00065, 31.62279]),
]


@pytest.mark.parametrize(("y", "v"), [*TWO_MAXIMA, *SETS[:40]])
def test_nothing_on_a_dense_grid_is_more_likely(y, v):
    effects, variances = np.array(y), np.array(v)
    ours = pool(y, v).tau2
    top = slow_restricted_likelihood(effects, variances, ours)
    grid = np.concatenate([[0.0], np.geomspace(1e-6, 1e4, 600), ours * (1 + np.linspace(-1e-3, 1e-3, 21))])
    heights = [slow_restricted_likelihood(effects, variances, float(t)) for t in grid]
    assert max(heights) <= top + 1e-9
    batch = pool_many([y], [v])
    assert batch.tau2[0] == pytest.approx(ours, rel=1e-9, abs=1e-12)


def test_two_maxima_are_told_apart():
    """These sets are most likely at a tau-squared above 0 although the slope at 0 points down."""
    found = [pool(y, v).tau2 for y, v in TWO_MAXIMA]
    assert found[0] == pytest.approx(3.3202, abs=1e-3)
    assert found[1] == pytest.approx(2.4526, abs=1e-3)
    for y, v in TWO_MAXIMA[:2]:
        slope = slow_restricted_likelihood(np.array(y), np.array(v), 1e-7) - slow_restricted_likelihood(
            np.array(y), np.array(v), 0.0
        )
        assert slope < 0.0


def test_wildly_unequal_variances_lose_no_digits():
    """Against exact fractions: two precise studies, the others a hundred million times wider."""
    y, v = [0.0, 1e-4, 3.0, -5.0, 8.0], [1e-8, 1e-8, 1.0, 2.0, 3.0]
    ours = pool(y, v, "DL", "normal")
    w = [1 / Fraction(x) for x in v]
    mean = sum(a * Fraction(b) for a, b in zip(w, y, strict=True)) / sum(w)
    q = sum(a * (Fraction(b) - mean) ** 2 for a, b in zip(w, y, strict=True))
    exact = (q - 4) / (sum(w) - sum(a * a for a in w) / sum(w))
    assert ours.q == pytest.approx(float(q), rel=1e-12)
    assert ours.tau2 == pytest.approx(float(exact), rel=1e-12)
    assert math.isfinite(pool(y, v).tau2)
