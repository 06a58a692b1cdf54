"""What must hold for any studies: order, unit and origin do not matter, more evidence is more precise."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, settings
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from deqi.evidence import PooledEstimate, cumulative, leave_one_out, pool, pool_many, pool_multiarm

METHODS = st.sampled_from(["REML", "PM", "DL", "FE"])
INTERVALS = st.sampled_from(["hksj", "normal"])
FIELDS = ("estimate", "se", "ci_low", "ci_high", "tau2", "i2", "h2", "q")


def given(*strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Without a deadline: a busy machine is no fault of the arithmetic."""
    return lambda test: settings(deadline=None)(hypothesis_given(*strategies)(test))


@st.composite
def studies(draw: st.DrawFn, least: int = 2, most: int = 12) -> tuple[list[float], list[float]]:
    k = draw(st.integers(least, most))
    # two decimals: effects as papers print them, with ties
    effects = draw(st.lists(st.integers(-500, 500), min_size=k, max_size=k))
    variances = draw(st.lists(st.integers(1, 2000), min_size=k, max_size=k))
    return [y / 100 for y in effects], [v / 1000 for v in variances]


def same(first: PooledEstimate, second: PooledEstimate, unit: float = 1.0, origin: float = 0.0) -> bool:
    """Whether ``second`` is ``first`` measured in another unit from another origin."""
    scale = abs(unit)
    expected = {name: getattr(first, name) for name in FIELDS}
    for name in ("estimate", "ci_low", "ci_high"):
        expected[name] = expected[name] * unit + origin
    if unit < 0:
        expected["ci_low"], expected["ci_high"] = expected["ci_high"], expected["ci_low"]
    expected["se"] *= scale
    expected["tau2"] *= scale**2
    size = scale * (1.0 + max(map(abs, first.effects))) + abs(origin)
    slack = {"tau2": 1e-9 * size * scale, "i2": 1e-6, "h2": 1e-6, "q": 1e-6}
    return all(
        math.isclose(getattr(second, n), expected[n], rel_tol=1e-7, abs_tol=slack.get(n, 1e-8 * size))
        for n in FIELDS
    )


@given(studies(), METHODS, INTERVALS, st.randoms(use_true_random=False))
def test_order_does_not_matter(data, method, interval, random):
    y, v = data
    order = list(range(len(y)))
    random.shuffle(order)
    assert same(
        pool(y, v, method, interval), pool([y[i] for i in order], [v[i] for i in order], method, interval)
    )


@given(
    studies(),
    METHODS,
    INTERVALS,
    st.sampled_from([-1.0, 0.01, 3.7, -100.0, 1e6]),
    st.sampled_from([0.0, 50.0, -1e4]),
)
def test_unit_and_origin_do_not_matter(data, method, interval, unit, origin):
    y, v = data
    moved = pool([unit * x + origin for x in y], [unit * unit * x for x in v], method, interval)
    assert same(pool(y, v, method, interval), moved, unit, origin)


@pytest.mark.parametrize("unit", [2.0**-300, 2.0**300])
def test_odd_units_do_not_break_it(unit):
    y, v = [0.1, 0.9, -0.4, 2.0], [0.01, 0.3, 0.2, 0.05]
    plain, odd = pool(y, v), pool([x * unit for x in y], [x * unit * unit for x in v])
    assert (odd.estimate / unit, odd.se / unit, odd.tau2 / unit**2, odd.i2) == pytest.approx(
        (plain.estimate, plain.se, plain.tau2, plain.i2), rel=1e-12
    )
    many = pool_many([y, [x * unit for x in y]], [v, [x * unit * unit for x in v]])
    assert many.tau2[1] / unit**2 == pytest.approx(many.tau2[0], rel=1e-12)


@given(studies(), st.sampled_from(["REML", "PM", "DL"]), INTERVALS)
def test_common_equals_random_when_there_is_no_heterogeneity(data, method, interval):
    y, v = data
    # effects within a fifth of the smallest standard error: less spread than chance alone would give
    nearest = 0.2 * math.sqrt(min(v)) / (1.0 + max(map(abs, y)))
    y = [x * nearest for x in y]
    random = pool(y, v, method, interval)
    assert random.tau2 == 0.0
    common = pool(y, v, "common", interval)
    assert (random.estimate, random.se, random.ci_low) == pytest.approx(
        (common.estimate, common.se, common.ci_low)
    )


@given(studies(), METHODS)
def test_the_same_studies_again_shrink_the_standard_error(data, method):
    y, v = data
    assert pool(y * 2, v * 2, method, "normal").se < pool(y, v, method, "normal").se


@given(studies(least=1), METHODS, INTERVALS)
def test_what_always_holds(data, method, interval):
    y, v = data
    p = pool(y, v, method, interval)
    assert min(y) - 1e-9 <= p.estimate <= max(y) + 1e-9
    assert p.ci_low <= p.estimate <= p.ci_high
    assert p.tau2 >= 0.0
    assert 0.0 <= p.i2 <= 100.0
    assert sum(p.weights) == pytest.approx(100.0)
    if p.prediction_low is not None:
        assert p.prediction_low <= p.ci_low + 1e-12
        assert p.prediction_high >= p.ci_high - 1e-12
    if p.k > 1:
        assert 0.0 <= p.tau2_low <= p.tau2_high
        assert 0.0 <= p.q_p <= 1.0


@given(studies(), st.floats(0.5, 0.99), st.floats(0.5, 0.99))
def test_a_higher_level_is_wider(data, one, other):
    y, v = data
    assume(abs(one - other) > 1e-6)
    low, high = sorted([one, other])
    narrow, wide = pool(y, v, level=low), pool(y, v, level=high)
    assert wide.ci_low <= narrow.ci_low
    assert wide.tau2_low <= narrow.tau2_low + 1e-12
    assert wide.tau2_high >= narrow.tau2_high - 1e-12


@given(studies())
def test_paule_mandel_solves_its_equation(data):
    y, v = data
    p = pool(y, v, "PM")
    w = [1.0 / (x + p.tau2) for x in v]
    mean = sum(a * b for a, b in zip(w, y, strict=True)) / sum(w)
    q = sum(a * (b - mean) ** 2 for a, b in zip(w, y, strict=True))
    if p.tau2 > 0.0:
        assert q == pytest.approx(p.k - 1, rel=1e-8)
    else:
        assert q <= p.k - 1 + 1e-9


@given(
    st.lists(studies(least=1, most=6), min_size=1, max_size=6),
    METHODS,
    INTERVALS,
    st.sampled_from(["auto", "normal", "hksj", "riley", "none"]),
)
def test_many_at_once_are_the_same_as_one_by_one(sets, method, interval, prediction):
    width = max(len(y) for y, _ in sets)
    effects = np.full((len(sets), width), np.nan)
    variances = effects.copy()
    for i, (y, v) in enumerate(sets):
        effects[i, : len(y)], variances[i, : len(v)] = y, v
    many = pool_many(effects, variances, method, interval, prediction=prediction, mask=~np.isnan(effects))
    for i, (y, v) in enumerate(sets):
        one = pool(y, v, method, interval, prediction=prediction)
        for name in (*FIELDS, "prediction_low", "prediction_high", "prediction_se"):
            value = getattr(one, name)
            mine = float(getattr(many, name)[i])
            assert math.isnan(mine) if value is None else mine == pytest.approx(value, rel=1e-8, abs=1e-9)


@given(studies(most=7))
def test_leave_one_out_and_cumulative_are_pools_of_fewer(data):
    y, v = data
    for i, step in enumerate(leave_one_out(y, v)):
        one = pool(y[:i] + y[i + 1 :], v[:i] + v[i + 1 :])
        assert (step.estimate, step.tau2, step.ci_low) == pytest.approx(
            (one.estimate, one.tau2, one.ci_low), abs=1e-8
        )
    for i, step in enumerate(cumulative(y, v)):
        one = pool(y[: i + 1], v[: i + 1])
        assert (step.estimate, step.tau2, step.ci_high) == pytest.approx(
            (one.estimate, one.tau2, one.ci_high), abs=1e-8
        )


@given(studies(least=3, most=8))
def test_trials_with_one_contrast_each_are_plain_studies(data):
    y, v = data
    several = pool_multiarm([f"trial {i}" for i in range(len(y))], y, v)
    assert several.estimate == pytest.approx(pool(y, v).estimate, abs=1e-9)


@given(studies(least=2, most=5))
def test_a_shared_control_is_never_counted_twice(data):
    """Arms that share everything but chance tell less than arms with controls of their own."""
    y, v = data
    shared = pool_multiarm(["one"] * len(y), y, v, "FE", "normal")
    apart = pool(y, v, "FE", "normal")
    assert shared.k == 1
    assert shared.se >= apart.se
    assert min(y) - 1e-9 <= shared.estimate <= max(y) + 1e-9
