"""The numbers that decide about reviews and outcomes, from ``data/directory/trust.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from deqi.datafiles import Row, load_toml
from deqi.directory.trust.outcomes import OutcomeLimits
from deqi.directory.trust.signals import SignalLimits


@dataclass(frozen=True)
class StarLimits:
    """The Dirichlet prior of a profession without reviews of its own, and the probability of the interval."""

    prior: tuple[float, ...]
    level: float


@dataclass(frozen=True)
class ReviewLimits:
    """Days until a visit code ends, and the most letters of a review."""

    code_days: int
    text_most: int


@dataclass(frozen=True)
class ResultLimits:
    """First and last week of a diary whose pain counts as the result; the share less that is a response."""

    first_week: int
    last_week: int
    response_share: float


@dataclass(frozen=True)
class ChartLimits:
    """The worsening that a control chart looks for, and the sum at which it asks for a look."""

    odds_ratio: float
    alarm: float


@dataclass(frozen=True)
class TrustTables:
    """Limits by purpose. ``charts``: "non_response" and "harm"."""

    stars: StarLimits
    reviews: ReviewLimits
    results: ResultLimits
    signals: SignalLimits
    outcomes: OutcomeLimits
    charts: Mapping[str, ChartLimits]
    sources: tuple[str, ...]
    sha256: str


def load_trust_tables(root: Path) -> TrustTables:
    """Read ``root/directory/trust.toml``. Raises ``DataFileError``."""
    table = load_toml(root / "directory" / "trust.toml", root / "schemas" / "directory-trust.json")
    row = table.rows[0]
    outcomes = row["outcomes"]
    charts = row["charts"]
    return TrustTables(
        stars=StarLimits(tuple(row["stars"]["prior"]), row["stars"]["level"]),
        reviews=ReviewLimits(row["reviews"]["code_days"], row["reviews"]["text_most"]),
        results=ResultLimits(
            outcomes["final_weeks"][0], outcomes["final_weeks"][1], outcomes["response_share"]
        ),
        signals=SignalLimits(**_without(row["signals"], "judgement")),
        outcomes=OutcomeLimits(**_without(outcomes, "judgement", "sources", "final_weeks", "response_share")),
        charts=MappingProxyType(
            {name: ChartLimits(chart["odds_ratio"], chart["alarm"]) for name, chart in charts.items()}
        ),
        sources=tuple(
            dict.fromkeys([*outcomes["sources"], *(s for c in charts.values() for s in c["sources"])])
        ),
        sha256=table.sha256,
    )


def _without(row: Row, *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
