"""Truncated normals, scales and forecasts as distributions, against slow and independent counterparts."""

import numpy as np
import pytest
from scipy.stats import norm

from deqi.outcomes import forecast
from deqi.outcomes.forecast.truncated import truncated_moments
from deqi.vocabulary import InputError


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (-1.0, 1.0),
        (2.0, 2.001),
        (5.0, 6.0),
        (-8.0, -7.9),
        (-0.3, 4.0),
        (-np.inf, -3.0),
        (1.2, np.inf),
        (9.0, 9.5),
    ],
)
def test_moments_of_a_truncated_normal_are_those_of_its_density(low: float, high: float) -> None:
    a, b = max(low, -14.0), min(high, 14.0)
    x = np.linspace(a, b, 2_000_001)
    nearest = 0.0 if a <= 0 <= b else min(abs(a), abs(b))
    density = np.exp((nearest**2 - x**2) / 2)
    mass = np.trapezoid(density, x)
    mean = np.trapezoid(x * density, x) / mass
    variance = np.trapezoid((x - mean) ** 2 * density, x) / mass
    found = truncated_moments(np.array([low]), np.array([high]))
    assert found[0][0] == pytest.approx(mean, abs=1e-4)
    assert found[1][0] == pytest.approx(variance, rel=2e-3)
    assert np.exp(found[2][0]) == pytest.approx(mass * norm.pdf(nearest), rel=1e-3)


def test_a_score_stands_in_the_cell_of_its_step() -> None:
    scale = forecast.Scale(0, 10, 1)
    assert scale.cells([0, 3, 10, np.nan]).tolist() == [0, 3, 10, -1]
    assert forecast.Scale(1, 5, 1, "higher").cells([5, 4, 1]).tolist() == [0, 1, 4]


def test_only_the_end_itself_stands_in_the_end_of_a_fine_score() -> None:
    cells = forecast.Scale(0, 140).cells([0, 0.01, 139.99, 140])
    assert cells.tolist() == [0, 1, 199, 200]


@pytest.mark.parametrize("score", [-0.5, 10.5, np.inf])
def test_a_score_off_the_scale_is_named(score: float) -> None:
    with pytest.raises(InputError, match=r"off the scale.*0 to 10"):
        forecast.Scale(0, 10, 1).cells([5, score])


@pytest.mark.parametrize(
    ("low", "high", "step"), [(5, 5, None), (10, 0, None), (0, np.inf, None), (0, 10, 0), (0, 10, 9)]
)
def test_a_scale_that_is_none_is_refused(low: float, high: float, step: float | None) -> None:
    with pytest.raises(InputError):
        forecast.Scale(low, high, step)


@pytest.fixture
def asked() -> forecast.Prediction:
    prior = forecast.prior(forecast.Scale(0, 10, 1))
    return forecast.update(prior, (0, 1, 2), (7, 6, 4)).predict([4, 12])


def test_crps_is_that_of_many_samples(asked: forecast.Prediction) -> None:
    drawn = asked.samples(4000, np.random.default_rng(3))
    for row, score, crps in zip(drawn, (5.0, 0.0), asked.crps([5.0, 0.0]), strict=True):
        slow = np.abs(row - score).mean() - np.abs(row[:, None] - row[None, :]).mean() / 2
        assert crps == pytest.approx(slow, abs=0.05)


def test_probabilities_add_up_and_match_samples(asked: forecast.Prediction) -> None:
    assert asked.mass.sum(1) == pytest.approx([1.0, 1.0])
    drawn = asked.samples(20000, np.random.default_rng(4))
    assert asked.mean == pytest.approx(drawn.mean(1), abs=0.06)
    # 30% of 7 is 2.1, so 4 is good enough and 5 is not
    assert asked.p_better(0.3) == pytest.approx((drawn <= 4).mean(1), abs=0.015)
    assert asked.p_change(2) == pytest.approx((drawn <= 5).mean(1), abs=0.015)
    assert asked.cdf(3) == pytest.approx((drawn <= 3).mean(1), abs=0.015)


def test_quantiles_rise_and_stay_on_the_scale(asked: forecast.Prediction) -> None:
    found = asked.quantile([0.01, 0.05, 0.5, 0.95, 0.99])
    assert found.shape == (2, 5)
    assert (np.diff(found) >= 0).all()
    assert found.min() >= 0
    assert found.max() <= 10


def test_the_forecast_widens_with_time() -> None:
    prior = forecast.prior(forecast.Scale(0, 100))
    low, high = forecast.update(prior, (0,), (60,)).predict([1, 4, 12, 52]).interval(0.8)
    assert (np.diff(high - low) > 0).all()


def test_an_end_that_holds_a_tail_gives_the_whole_tail_to_the_other_side() -> None:
    scale = forecast.Scale(0, 4, 1)
    sure = forecast.Prediction(scale, (1.0,), np.array([[0.6, 0.7, 0.8, 0.9]]), 3.0)
    low, high = sure.interval(0.8)
    assert low == 0
    assert sure.cdf(float(np.floor(high))) == pytest.approx(0.8, abs=0.11)
    assert high < sure.quantile(0.9)


def test_a_scale_that_counts_upwards_is_the_mirror_image() -> None:
    down = forecast.update(forecast.prior(forecast.Scale(0, 10, 1)), (0, 4), (7, 5)).predict(12)
    up = forecast.update(forecast.prior(forecast.Scale(0, 10, 1, "higher")), (0, 4), (3, 5)).predict(12)
    assert down.mass[0] == pytest.approx(up.mass[0][::-1])
    assert down.p_better() == pytest.approx(up.p_better())


def test_many_people_at_once_are_the_same_as_one_by_one() -> None:
    prior = forecast.prior(forecast.Scale(0, 10, 1))
    scores = np.array([[7, 5, np.nan, 4], [3, np.nan, 3, 0], [10, 10, 9, 8.0]])
    weeks = (0.0, 1.0, 2.0, 5.0)
    together = forecast.update_many(prior, weeks, scores).predict(9)
    for row, below in zip(scores, together.below, strict=True):
        known = ~np.isnan(row)
        alone = forecast.update(prior, np.array(weeks)[known], row[known]).predict(9)
        assert alone.below[0] == pytest.approx(below, abs=1e-9)


@pytest.mark.parametrize(
    ("weeks", "scores"),
    [((0, 0), (1, 2)), ((4, 1), (1, 2)), ((0,), (1, 2)), ((-1,), (3,)), ((np.nan,), (3,))],
)
def test_weeks_that_do_not_rise_are_refused(weeks: tuple[float, ...], scores: tuple[float, ...]) -> None:
    with pytest.raises(InputError):
        forecast.update(forecast.prior(forecast.Scale(0, 10, 1)), weeks, scores)


@pytest.mark.parametrize("weeks", [[], [2.0], [np.nan], [12.0, np.inf]])
def test_the_past_is_not_forecast(weeks: list[float]) -> None:
    known = forecast.update(forecast.prior(forecast.Scale(0, 10, 1)), (0, 4), (7, 5))
    with pytest.raises(InputError):
        known.predict(weeks)
