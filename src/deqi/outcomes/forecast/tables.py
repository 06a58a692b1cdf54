"""The numbers that the forecast assumes, as their reviewed file says them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from deqi.datafiles import DATA_ROOT, Row, load_toml
from deqi.outcomes.forecast.scale import Floats
from deqi.vocabulary import DataFileError

PLACE = "outcomes/forecast/prior.toml"


@dataclass(frozen=True)
class ForecastTables:
    """The prior's numbers; latent units are log of (trouble as a part of the range + ``offset``)."""

    offset: float
    start_level: float
    start_between: float
    sizes: tuple[float, ...]
    weights: tuple[float, ...]
    growth: float
    kept: float
    noise: float
    first_noise: float
    rate: float
    power: float
    weeks: tuple[float, ...]
    course_shape: tuple[float, ...]
    course_change: float
    uncertainty_shape: tuple[float, ...]
    uncertainty: float
    reference: float
    sources: tuple[str, ...]
    sha256: str

    def course(self) -> tuple[Floats, Floats]:
        """Latent change and its standard deviation between cohorts, at ``weeks``."""
        shape, unsure = np.array(self.course_shape), np.array(self.uncertainty_shape)
        return self.course_change * shape, self.uncertainty * unsure


def load_forecast_tables(root: Path) -> ForecastTables:
    """Read the prior below ``root``. Raises ``DataFileError``."""
    table = load_toml(root / PLACE, root / "schemas/outcomes-forecast-prior.json")
    row = table.rows[0]
    memory, course, sizes = row["memory"], row["course"], row["size"]
    lengths = {len(course[name]) for name in ("weeks", "shape", "uncertainty_shape")}
    if len(lengths) != 1 or list(course["weeks"]) != sorted(set(course["weeks"])) or course["weeks"][0] != 0:
        raise DataFileError(
            what="The rows of the course do not fit together.",
            rule="weeks rise from 0, and shape and uncertainty_shape are as long.",
            next_step="Mend the file.",
            where=PLACE,
        )
    return ForecastTables(
        offset=row["warp"]["offset"],
        start_level=row["start"]["level"],
        start_between=row["start"]["between"],
        sizes=tuple(size["sd"] for size in sizes),
        weights=tuple(size["weight"] for size in sizes),
        growth=memory["follow_up_growth"],
        kept=memory["kept"],
        noise=memory["noise"],
        first_noise=memory["first_noise_factor"],
        rate=memory["rate"],
        power=memory["power"],
        weeks=tuple(course["weeks"]),
        course_shape=tuple(course["shape"]),
        course_change=course["change"],
        uncertainty_shape=tuple(course["uncertainty_shape"]),
        uncertainty=course["uncertainty"],
        reference=course["reference"],
        sources=_sources(row, sizes),
        sha256=table.sha256,
    )


def _sources(row: Row, sizes: tuple[Mapping[str, Any], ...]) -> tuple[str, ...]:
    parts = [row["warp"], row["start"], *sizes, row["memory"], row["course"]]
    return tuple(dict.fromkeys(source for part in parts for source in part["sources"]))


@cache
def default_forecast_tables() -> ForecastTables:
    """The numbers that come with this version.

    The one place below ``answers`` that knows its file: they are the model's own, as its formulas are, and
    every caller of ``prior`` would have to fetch the same ones.
    """
    return load_forecast_tables(DATA_ROOT)
