"""The forecast's prior: sources that exist, and what its numbers say in points."""

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest

from deqi.datafiles import DATA_ROOT
from deqi.outcomes import forecast
from deqi.vocabulary import DataFileError

TABLES = forecast.load_forecast_tables(DATA_ROOT)


def test_every_source_is_in_the_table_of_sources() -> None:
    with (DATA_ROOT / "sources.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"]: row["review"] for row in csv.DictReader(file)}
    assert [source for source in TABLES.sources if known.get(source) not in ("seen", "secondary")] == []


@pytest.mark.parametrize(
    ("baseline", "week", "change", "sd"),
    [(65, 8, -6.9, 22.0), (66, 26, -23.9, 31.0), (56, 6, -8.0, 25.0), (56, 52, -16.0, 25.0)],
    ids=["waiting list", "sham needles", "persistent pain, 6 weeks", "persistent pain, a year"],
)
def test_published_courses_lie_well_inside_what_is_expected(
    baseline: float, week: float, change: float, sd: float
) -> None:
    """Brinkhaus 2006 and Wallwork 2024: half of their people lie between about the 15th and 85th of 100."""
    p = forecast.update(forecast.prior(forecast.Scale(0, 100)), (0,), (baseline,)).predict(week)
    low, middle, high = (float(p.cdf(baseline + change + k * sd)) for k in (-0.67, 0.0, 0.67))
    assert 0.02 < low < middle < high < 0.98
    assert high - low > 0.35


def test_a_zero_step_or_a_foreign_key_is_refused(tmp_path: Path) -> None:
    for name in ("outcomes/forecast/prior.toml", "schemas/outcomes-forecast-prior.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DATA_ROOT / name, tmp_path / name)
    file = tmp_path / "outcomes/forecast/prior.toml"
    text = file.read_text()
    for before, after in (
        ("weeks = [0.0, 2.0", "weeks = [0.0, 0.0"),
        ("shape = [0.0, 0.4,", "shape = [0.4,"),
        ("kept = 0.36", "kept = 1.36"),
        ("offset = 0.15", "offset = 0.15\nodd = 1"),
    ):
        assert before in text
        file.write_text(text.replace(before, after, 1))
        with pytest.raises(DataFileError):
            forecast.load_forecast_tables(tmp_path)


def test_the_course_of_evidence_moves_the_forecast_by_as_much() -> None:
    """A course of -20 points moves the forecast of somebody at the reference level by about that."""
    scale = forecast.Scale(0, 100)
    still, falls = (
        forecast.update(forecast.prior(scale, forecast.Course((12.0,), (c,), (2.0,))), (0,), (60,)).predict(
            12
        )
        for c in (0.0, -20.0)
    )
    assert float(falls.quantile(0.5) - still.quantile(0.5)) == pytest.approx(-20, abs=4)
    assert np.isfinite(falls.below).all()
