"""Edges of ``pool`` and ``pool_many``: few studies, bad input, what the result says about itself."""

import dataclasses
import math
import subprocess
import sys

import numpy as np
import pytest

from deqi.evidence import forest_rows, funnel, pool, pool_many, share_important
from deqi.evidence.kernels import ArrayKernel, ContrastKernel, FloatKernel
from deqi.evidence.pooling import scaled_kernel
from deqi.vocabulary import UsageError

Y, V = [0.2, 0.6, -0.1, 0.9], [0.04, 0.09, 0.02, 0.2]


def test_one_study_is_itself_and_says_so():
    p = pool([3.0], [4.0])
    assert (p.estimate, p.se, p.tau2, p.k) == (3.0, 2.0, 0.0, 1)
    assert (p.ci_low, p.ci_high) == pytest.approx((3 - 1.959964 * 2, 3 + 1.959964 * 2), abs=1e-5)
    assert (p.interval, p.prediction, p.prediction_low, p.q_p, p.tau2_low) == (
        "normal",
        "none",
        None,
        None,
        None,
    )
    assert "One study" in p.notes[0]
    assert "needs 2 studies" in p.notes[1]
    assert not pool([3.0], [4.0], interval="normal", prediction="none").notes


def test_two_studies():
    p = pool([1.0, 2.0], [0.1, 0.1])
    # t with one degree of freedom: 12.706
    assert p.ci_high - p.estimate == pytest.approx(12.7062 * p.se, rel=1e-5)
    assert pool([1.0, 2.0], [0.1, 0.1], prediction="riley").prediction_low is None
    assert "needs 3 studies" in pool([1.0, 2.0], [0.1, 0.1], prediction="riley").notes[0]
    # equal variances: tau2 is the sample variance less the sampling variance
    assert p.tau2 == pytest.approx(0.5 - 0.1, rel=1e-12)


def test_equal_effects_give_no_certainty():
    p = pool([0.5, 0.5, 0.5], [0.1, 0.2, 0.3])
    assert p.ci_low == p.ci_high == 0.5
    assert "not certainty" in p.notes[0]
    assert pool([0.5, 0.5, 0.5], [0.1, 0.2, 0.3], interval="normal").se > 0


def test_common_effect_has_no_prediction_interval():
    p = pool(Y, V, "common", "normal")
    assert (p.tau2_method, p.prediction, p.prediction_low, p.prediction_se) == ("FE", "none", None, None)
    assert "common effect" in p.notes[0]


def test_the_result_is_frozen_and_says_which_interval():
    p = pool(Y, V)
    with pytest.raises(dataclasses.FrozenInstanceError):
        p.estimate = 0.0  # type: ignore[misc]
    assert p.prediction == "hksj"
    assert "k - 1" in p.prediction_words
    assert p == pool(Y, V)
    assert p.tau == pytest.approx(math.sqrt(p.tau2))


@pytest.mark.parametrize(
    "given",
    [tuple, np.array, lambda x: np.array(x, dtype=np.float32), lambda x: [np.float64(i) for i in x], iter],
)
def test_every_kind_of_list_works(given):
    y, v = [0.5, 1.0, -2.0], [0.25, 0.5, 1.0]
    p = pool(given(y), given(v))
    assert p == pool(y, v)
    assert type(p.estimate) is float


@pytest.mark.parametrize(
    ("effects", "variances", "words"),
    [
        ([], [], "no study"),
        ([1.0, 2.0], [1.0], "2 effects but 1 variances"),
        ([1.0, math.nan], [1.0, 1.0], "Number 2 of the effects is nan"),
        ([1.0, 2.0], [1.0, math.inf], "Number 2 of the variances is inf"),
        ([1.0, 2.0], [1.0, 0.0], "variance of study 2 is 0.0"),
        ([1.0, 2.0], [-1.0, 1.0], "variance of study 1 is -1.0"),
        ([1.0, "2.0"], [1.0, 1.0], "not a list of numbers"),
        ("12", [1.0, 1.0], "not a list of numbers"),
        ([1.0, None], [1.0, 1.0], "not a list of numbers"),
        ([True, False], [1.0, 1.0], "not a list of numbers"),
        (3.0, [1.0], "not a list of numbers"),
        ([[1.0, 2.0]], [1.0], "not a list of numbers"),
        (np.array([[1.0, 2.0]]), np.array([[1.0, 2.0]]), "not a list of numbers"),
        ([10**400, 1.0], [1.0, 1.0], "not a list of numbers"),
        ([0.0, 1.0], [1e-200, 1e-200], "standard errors apart"),
    ],
)
def test_bad_studies_are_refused(effects, variances, words):
    with pytest.raises(UsageError, match=words):
        pool(effects, variances)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"tau2_method": "reml"}, "'reml' is not a known tau2_method. It is one of REML, PM, DL, FE, common"),
        ({"tau2_method": None}, "None is not a known tau2_method"),
        ({"tau2_method": []}, "is not a known tau2_method"),
        ({"interval": "knha"}, "is not a known interval"),
        ({"prediction": "yes"}, "is not a known prediction"),
        ({"level": 95}, "The level is 95"),
        ({"level": math.nan}, "The level is nan"),
        ({"level": "0.95"}, "The level is '0.95'"),
    ],
)
@pytest.mark.parametrize("run", [pool, lambda y, v, **more: pool_many([y], [v], **more)])
def test_bad_options_are_refused(run, options, words):
    with pytest.raises(UsageError, match=words):
        run(Y, V, **options)


@pytest.mark.parametrize(
    ("effects", "variances", "mask", "words"),
    [
        ([[1.0, 2.0]], [[1.0]], None, "shape"),
        ([1.0, 2.0], [1.0, 1.0], None, "shape"),
        ([[1.0], [2.0, 3.0]], [[1.0], [1.0, 1.0]], None, "not an array of numbers"),
        ([["a"]], [[1.0]], None, "not an array of numbers"),
        ([[True]], [[1.0]], None, "not an array of numbers"),
        (np.empty((0, 3)), np.empty((0, 3)), None, "shape"),
        ([[1.0, math.nan]], [[1.0, 1.0]], None, "Set 1 holds a number that is not finite"),
        ([[1.0], [2.0]], [[1.0], [0.0]], None, "Set 2 holds a variance that is not above 0"),
        ([[1.0], [2.0]], [[1.0], [1.0]], [[True], [False]], "Set 2 has no study"),
        ([[1.0]], [[1.0]], [[1]], "mask holds truth values"),
        ([[0.0, 1.0]], [[1e-200, 1e-200]], None, "standard errors apart"),
    ],
)
def test_bad_batches_are_refused(effects, variances, mask, words):
    with pytest.raises(UsageError, match=words):
        pool_many(effects, variances, mask=mask)


@pytest.mark.parametrize("method", ["REML", "PM", "DL", "FE"])
def test_many_studies_cross_to_numpy_without_a_step(method):
    """Below and above the size at which NumPy takes over, both kernels say the same."""
    rng = np.random.default_rng(5)
    v = np.exp(rng.normal(-2.0, 1.5, 400))
    y = rng.normal(0.0, np.sqrt(v + 0.1))
    for k in (99, 100, 400):
        many = pool_many(y[None, :k], v[None, :k], method)
        one = pool(y[:k], v[:k], method)
        assert (one.tau2, one.se, one.q, one.i2) == pytest.approx(
            (many.tau2[0], many.se[0], many.q[0], many.i2[0]), rel=1e-10
        )


def test_both_kernels_agree():
    kernel, _, _ = scaled_kernel([1.0, 4.0, 2.0, 8.0], [1e-6, 2.0, 3.0, 0.5])
    assert isinstance(kernel, FloatKernel)
    array = ArrayKernel(kernel.y, kernel.v)
    contrast = ContrastKernel(array.y, array.v, np.ones((4, 1)))
    for t in (0.0, 1e-7, 0.3, 40.0):
        points = [one.point(t) for one in (kernel, array, contrast)]
        for one, point in zip((kernel, array, contrast), points, strict=True):
            one.bend(point)
        first, second, third = [(p.a, p.b, p.c, p.d) for p in points]
        assert second == pytest.approx(first, rel=1e-9)
        assert third == pytest.approx(first, rel=1e-7)
        assert array.q(t) == pytest.approx(kernel.q(t), rel=1e-11)
        assert array.mean(t) == pytest.approx(kernel.mean(t), rel=1e-11)


def test_share_of_settings():
    p = pool(Y, V, interval="normal")
    limit = p.prediction_high
    share = share_important(p, limit, favourable="higher")
    # beyond a 95% prediction limit lie 2.5%
    assert share.benefit == pytest.approx(0.025, abs=1e-12)
    assert share.benefit + share.neither + share.harm == pytest.approx(1.0)
    assert share_important(p, limit, favourable="lower").harm == pytest.approx(share.benefit)
    for prediction, df in (("hksj", 3), ("riley", 2)):
        q = pool(Y, V, prediction=prediction)
        got = share_important(q, q.prediction_high, favourable="higher")
        assert got.benefit == pytest.approx(0.025, abs=1e-9)
        assert got.distribution == f"t with {df} degrees of freedom"
    certain = share_important(pool([-2.0, -2.0], [1.0, 1.0]), 1.0)
    assert (certain.benefit, certain.harm) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("pooled", "threshold", "favourable", "words"),
    [
        (pool(Y, V), 0.0, "lower", "threshold is 0.0"),
        (pool(Y, V), math.nan, "lower", "threshold is nan"),
        (pool(Y, V), 0.1, "up", "not a known favourable"),
        (pool(Y[:1], V[:1]), 0.1, "lower", "no prediction interval"),
        (pool(Y, V, "FE"), 0.1, "lower", "no prediction interval"),
    ],
)
def test_share_of_settings_is_refused(pooled, threshold, favourable, words):
    with pytest.raises(UsageError, match=words):
        share_important(pooled, threshold, favourable=favourable)


def test_forest_and_funnel_are_plain_data():
    p = pool(Y, V)
    forest = forest_rows(p, ["a", "b", "c", "d"])
    assert [row.label for row in forest.rows] == ["a", "b", "c", "d"]
    assert sum(row.weight for row in forest.rows) == pytest.approx(100.0)
    assert forest.rows[0].ci_high == pytest.approx(0.2 + 1.959964 * 0.2, abs=1e-6)
    with pytest.raises(UsageError, match="3 labels for 4 studies"):
        forest_rows(p, ["a", "b", "c"])
    shape = funnel(Y, V, (0.95,))
    (_, low, high) = shape.contours[0].corners[1]
    assert (low, high) == pytest.approx((-1.959964 * math.sqrt(0.2), 1.959964 * math.sqrt(0.2)), abs=1e-6)
    # a point on the contour has p = 0.05, whatever the pooled effect is
    assert funnel([1.959964 * 0.2], [0.04]).points[0].p == pytest.approx(0.05, abs=1e-6)


def test_importing_the_engine_stays_light():
    """scipy.stats takes a second to import; nothing here needs it."""
    code = "import sys, deqi.evidence; sys.exit('scipy.stats' in sys.modules or 'django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
