"""Reasons to look at a review. They fill a queue for a person; nothing is hidden by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from deqi.directory.trust.features import NAMES, Review, features


class SignalKind(Enum):
    """What was noticed."""

    BURST = "burst"
    NEAR_COPY = "near_copy"
    DEVIATION = "deviation"
    SINGLE = "single"


@dataclass(frozen=True)
class SignalLimits:
    """What ``data/directory/trust.toml`` says of reasons to look.

    ``burst_surprise``: powers of ten; ``copy_overlap``: share of five-word runs, 0 to 1;
    ``deviation_stars``: stars from what the place had so far; ``deviation_after``: earlier reviews before a
    deviation means anything.
    """

    burst_surprise: float
    burst_least: int
    copy_overlap: float
    deviation_stars: float
    deviation_after: int


@dataclass(frozen=True)
class Signal:
    """One reason to look: its kind, the figure that was found and the limit that it passed."""

    kind: SignalKind
    found: float
    limit: float


def signals(reviews: Sequence[Review], limits: SignalLimits) -> list[tuple[Signal, ...]]:
    """The reasons to look at each review, in the order given; most reviews have none.

    Only what came before a review counts, so that a later crowd never changes what was said of an earlier
    review.
    """
    return signals_in(features(reviews), limits)


def signals_in(table: NDArray[np.float64], limits: SignalLimits) -> list[tuple[Signal, ...]]:
    """The same from what ``features`` gave, shape (n, features)."""
    return [_signals(dict(zip(NAMES, row, strict=True)), limits) for row in table.tolist()]


def _signals(row: dict[str, float], limits: SignalLimits) -> tuple[Signal, ...]:
    found = []
    week = row["week_count"] + 1
    if week >= limits.burst_least and row["week_surprise"] >= limits.burst_surprise:
        found.append(Signal(SignalKind.BURST, week, limits.burst_least))
    if row["overlap"] >= limits.copy_overlap:
        found.append(Signal(SignalKind.NEAR_COPY, row["overlap"], limits.copy_overlap))
    many = np.expm1(row["place_earlier"]) >= limits.deviation_after - 0.5
    if many and abs(row["deviation"]) >= limits.deviation_stars:
        found.append(Signal(SignalKind.DEVIATION, abs(row["deviation"]), limits.deviation_stars))
    if row["author_earlier"] == 0.0:
        found.append(Signal(SignalKind.SINGLE, 1.0, 1.0))
    return tuple(found)


def signal_text(signal: Signal) -> str:
    """The reason in words, with the figure that was found and the limit."""
    found, limit = signal.found, signal.limit
    return {
        SignalKind.BURST: f"Burst: {found:.0f} reviews of this place within 7 days, far more than usual.",
        SignalKind.NEAR_COPY: (
            f"Near copy: {100 * found:.0f} of 100 runs of five words also stand in one earlier text "
            f"(limit {100 * limit:.0f}). Honest texts can be alike too."
        ),
        SignalKind.DEVIATION: (
            f"Deviation: {found:.1f} stars from what this place had before (limit {limit:.1f}). "
            "An honest experience can differ."
        ),
        SignalKind.SINGLE: "First review by this author. Everybody writes a first one.",
    }[signal.kind]


def untaught_suspicion(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """An order of the queue before anybody has judged a review; higher is looked at first. Shape (n,).

    The sum of five ranks from 0 to 1: a short history of the author, a surprising week, a deviation, an
    extreme rating, a near copy. Equal weights, because none was learned here. What is unknown counts as the
    middle.
    """
    column = {name: table[:, place] for place, name in enumerate(NAMES)}
    parts = (
        -column["author_earlier"],
        column["week_surprise"],
        np.abs(column["deviation"]),
        column["extreme"],
        column["overlap"],
    )
    return np.asarray(sum((_ranks(part) for part in parts), np.zeros(len(table))))


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Middle ranks scaled to 0..1; NaN stands in the middle."""
    known = np.isfinite(values)
    ranks = np.full(len(values), 0.5)
    if known.sum() > 1:
        kept = values[known]
        order = np.sort(kept)
        below = np.searchsorted(order, kept, side="left") + np.searchsorted(order, kept, side="right")
        ranks[known] = (below - 1) / (2 * (len(kept) - 1))
    return ranks
