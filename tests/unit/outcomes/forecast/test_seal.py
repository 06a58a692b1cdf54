"""A sealed forecast: what it holds, what breaks the seal, how it scores itself."""

import json
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from deqi.outcomes import forecast
from deqi.vocabulary import InputError, UsageError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def made() -> forecast.Prediction:
    return forecast.update(forecast.prior(forecast.Scale(0, 10, 1)), (0,), (7,)).predict([4, 12])


def test_a_sealed_forecast_survives_its_record_and_still_says_the_same() -> None:
    sealed = forecast.seal(made(), at=NOON, note="prior of March")
    back = forecast.Sealed.from_dict(json.loads(json.dumps(sealed.as_dict())))
    assert forecast.verify(back)
    assert back.at == "2026-03-01T12:00:00+00:00"
    assert back.prediction.quantile([0.1, 0.5]) == pytest.approx(made().quantile([0.1, 0.5]), abs=1e-6)


@pytest.mark.parametrize("part", ["sealed_at", "note", "scale", "weeks", "baseline", "below"])
def test_any_change_breaks_the_seal(part: str) -> None:
    stored = json.loads(json.dumps(forecast.seal(made(), at=NOON).as_dict()))
    changed = {"sealed_at": "x", "note": "y", "scale": {}, "weeks": [4, 13], "baseline": 6, "below": [[0.5]]}
    stored["document"][part] = changed[part]
    broken = forecast.Sealed.from_dict(stored)
    assert not forecast.verify(broken)
    with pytest.raises(UsageError, match="not the one that was sealed"):
        forecast.score_sealed(broken, {4.0: 3.0})


def test_a_time_without_a_zone_seals_nothing() -> None:
    with pytest.raises(InputError, match="time zone"):
        forecast.seal(made(), at=NOON.replace(tzinfo=None))


def test_the_zone_is_kept() -> None:
    kabul = timezone(timedelta(hours=4, minutes=30))
    assert forecast.seal(made(), at=datetime(2026, 3, 1, tzinfo=kabul)).at.endswith("+04:30")


def test_it_scores_the_weeks_it_forecast_and_no_others() -> None:
    scored = forecast.score_sealed(forecast.seal(made(), at=NOON), {4.0: 7.0, 5.0: 1.0, 12.0: float("nan")})
    assert [s.week for s in scored] == [4.0]
    only = scored[0]
    assert not only.better
    assert only.in_90
    assert only.crps == pytest.approx(float(made().at(4).crps(7)), abs=1e-6)
    assert only.brier == pytest.approx(float(made().at(4).p_better()) ** 2, abs=1e-6)


def test_thirty_percent_less_is_better_exactly_at_thirty_percent() -> None:
    p = forecast.update(forecast.prior(forecast.Scale(0, 10, 1)), (0,), (10,)).predict(4)
    assert forecast.score(p, {4.0: 7.0})[0].better
    assert not forecast.score(p, {4.0: 8.0})[0].better


def test_calibration_of_outcomes_drawn_from_the_forecasts_is_good() -> None:
    """Outcomes drawn from the forecasts: coverage 0.9, slope 1, a flat histogram, a good Brier."""
    rng = np.random.default_rng(8)
    prior = forecast.prior(forecast.Scale(0, 10, 1))
    scored = []
    for start in rng.integers(3, 11, 1500):
        later = int(rng.integers(0, 11))
        p = forecast.update(prior, (0, 2), (start, later)).predict(8)
        scored += forecast.score(p, {8.0: float(p.samples(1, rng)[0])})
    found = forecast.calibration(scored)
    assert found.n == 1500
    assert found.coverage_90 == pytest.approx(0.9, abs=0.035)
    assert found.slope == pytest.approx(1.0, abs=0.06)
    assert found.brier < found.base_rate_brier
    assert max(found.pit) < 0.16


def test_nothing_scored_is_no_calibration() -> None:
    with pytest.raises(UsageError):
        forecast.calibration([])
