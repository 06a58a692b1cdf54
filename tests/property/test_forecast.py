"""What must hold for every forecast, whatever the scale and the scores."""

import json
from datetime import UTC, datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from deqi.outcomes import forecast

SCALES = st.sampled_from(
    [
        forecast.Scale(0, 10, 1),
        forecast.Scale(0, 24, 1),
        forecast.Scale(0, 100),
        forecast.Scale(1, 5, 1, "higher"),
        forecast.Scale(-3, 3, 0.5),
        forecast.Scale(20, 80, None, "higher"),
    ]
)


@st.composite
def known(draw: st.DrawFn) -> tuple[forecast.Scale, list[float], list[float]]:
    """A scale, rising weeks, and scores on the scale, at the ends more often than by chance."""
    scale = draw(SCALES)
    weeks = sorted(draw(st.sets(st.integers(0, 80), min_size=1, max_size=12)))
    part = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1))
    parts = draw(st.lists(part, min_size=len(weeks), max_size=len(weeks)))
    scores = [scale.low + p * (scale.high - scale.low) for p in parts]
    return scale, [float(w) for w in weeks], scores


@given(known(), st.floats(0, 60))
@settings(deadline=None, max_examples=80)
def test_a_forecast_is_a_distribution_on_the_scale(
    given_: tuple[forecast.Scale, list[float], list[float]], later: float
) -> None:
    scale, weeks, scores = given_
    p = forecast.update(forecast.prior(scale), weeks, scores).predict(weeks[-1] + later)
    assert np.isfinite(p.below).all()
    assert (np.diff(p.below) >= -1e-12).all()
    assert abs(p.mass.sum() - 1) < 1e-9
    low, high = p.interval(0.9)
    assert scale.low <= low <= float(p.quantile(0.5)) <= high <= scale.high
    assert 0 <= float(p.crps(scores[-1])) <= scale.high - scale.low


@given(st.integers(2, 10), st.integers(0, 9), st.integers(1, 20))
@settings(deadline=None, max_examples=40)
def test_a_worse_score_never_makes_the_forecast_better(first: int, second: int, week: int) -> None:
    prior = forecast.prior(forecast.Scale(0, 10, 1))
    lower, upper = (
        forecast.update(prior, (0, week), (first, score)).predict(week + 4) for score in (second, second + 1)
    )
    assert float(lower.mean) <= float(upper.mean) + 0.05


@given(known())
@settings(deadline=None, max_examples=40)
def test_an_unchanged_forecast_keeps_its_seal_through_its_record(
    given_: tuple[forecast.Scale, list[float], list[float]],
) -> None:

    scale, weeks, scores = given_
    p = forecast.update(forecast.prior(scale), weeks, scores).predict([weeks[-1] + 1, weeks[-1] + 9])
    sealed = forecast.seal(p, at=datetime(2026, 5, 1, tzinfo=UTC))
    assert forecast.verify(forecast.Sealed.from_dict(json.loads(json.dumps(sealed.as_dict()))))


def test_nobody_who_was_not_treated_is_forecast_to_gain_more_than_such_people_do() -> None:
    """People who came at a bad time return to their level; the forecast expects no more than that.

    The made-up people share no formula with the forecast. Learnt on half of them, it forecasts the other half
    without bias, and the gain that it expects at 12 weeks from the first score alone is the one they have.
    """
    scale, weeks = forecast.Scale(0, 10, 1), (0.0, 2.0, 4.0, 8.0, 12.0)
    scores = forecast.simulate_untreated(scale, weeks, 600, np.random.default_rng(2))
    cohort = [forecast.Episode("nobody", weeks, tuple(row)) for row in scores[:300]]
    taught = forecast.learn(cohort, forecast.prior(scale))
    rest = scores[300:]
    for count in (1, 3):
        p = forecast.update_many(taught, weeks[:count], rest[:, :count], ["nobody"] * 300).predict(12)
        assert abs(float(p.mean.mean()) - rest[:, -1].mean()) < 0.3
        assert abs(float(p.p_better().mean()) - (rest[:, -1] <= 0.7 * rest[:, 0] + 1e-9).mean()) < 0.06


def test_evidence_alone_expects_no_more_of_untreated_people_than_usual_care_showed() -> None:
    """With the published course of usual care (56 falls by 8 in 6 weeks), no more than that plus noise."""
    course = forecast.Course((6.0, 52.0), (-0.8, -1.6), (0.4, 0.5))
    prior = forecast.prior(forecast.Scale(0, 10, 1), course)
    expected = float(forecast.update(prior, (0,), (6,)).predict(6).mean)
    assert 4.6 <= expected <= 6.0
