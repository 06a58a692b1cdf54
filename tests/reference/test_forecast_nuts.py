"""The posterior is that of a long NUTS run of the same model: see validation/forecast/oracle.py."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from deqi.outcomes import forecast
from deqi.outcomes.forecast.model import Components

FROZEN = json.loads((Path(__file__).parent / "forecast_nuts.json").read_text())


@pytest.mark.parametrize("case", FROZEN["cases"], ids=lambda case: case["name"])
def test_every_decile_is_within_a_tenth_of_a_point(case: dict[str, Any]) -> None:
    low, high, step = case["scale"]
    scale = forecast.Scale(low, high, step)
    parts = Components(**{name: np.array(value) for name, value in case["components"].items()})
    prior = forecast.Prior(scale, parts, tuple(case["arms"]))
    below = forecast.update(prior, case["weeks"], case["scores"], arm="a").predict(case["target"]).below[0]
    # deciles between answers: the limit between two cells lies in the middle of their scores
    limits = scale.lattice[:-1] + scale.width / 2
    found = np.interp(np.arange(1, 10) / 10, below, limits)
    assert np.abs(found - case["deciles"]).max() * 10 / (high - low) < 0.1


def test_the_cases_hold_a_year_and_both_ends_of_the_scale() -> None:
    assert {len(case["weeks"]) for case in FROZEN["cases"]} >= {1, 53}
    assert any(0 in case["scores"] for case in FROZEN["cases"])
    assert any(10 in case["scores"] for case in FROZEN["cases"])
