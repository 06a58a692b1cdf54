"""How earlier sealed forecasts did, over diaries whose owners let them be counted."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from deqi.outcomes.forecast import Calibration, Scored, calibration
from deqi.web.ask.presenters.people import whole

LEAST = 20
"""Below this many diaries nothing is told: chance would speak, and one person could be made out."""
LATEST = 12
"""Each diary counts once, with the last score up to this week."""
EARLIEST = 4
PROMISED = 90
"""Of 100 scores, those that should lie inside the range."""


@dataclass(frozen=True)
class Told:
    """Of the forecasts that gave about this chance, how many came true, both of 100; and their number."""

    said: str
    came: str
    count: int


@dataclass(frozen=True)
class CalibrationView:
    """The page. ``total`` is ``None`` while there are too few."""

    count: int
    least: int
    promised: int
    inside: int
    off: str
    groups: tuple[Told, ...]
    total: Calibration | None


def calibration_view(scored: Iterable[Iterable[Mapping[str, Any]]]) -> CalibrationView:
    """``scored`` holds, for each diary, how its sealed forecast did week by week."""
    last = [found for each in scored if (found := _last(each)) is not None]
    if len(last) < LEAST:
        return CalibrationView(len(last), LEAST, PROMISED, 0, "", (), None)
    total = calibration(last)
    off = sum(abs(each.observed - each.mean) for each in last) / len(last)
    return CalibrationView(
        count=len(last),
        least=LEAST,
        promised=PROMISED,
        inside=whole(100 * total.coverage_90),
        off=f"{off:.1f}",
        groups=tuple(_groups(last)),
        total=total,
    )


def _last(scored: Iterable[Mapping[str, Any]]) -> Scored | None:
    known = [each for each in scored if EARLIEST <= each["week"] <= LATEST and math.isfinite(each["brier"])]
    return Scored(**max(known, key=lambda each: float(each["week"]))) if known else None


def _groups(last: list[Scored]) -> Iterable[Told]:
    """Three groups by the chance that was told, each of them large enough to say something."""
    bounds = ((0.0, 1 / 3), (1 / 3, 2 / 3), (2 / 3, 1.01))
    for low, high in bounds:
        group = [each for each in last if low <= each.p_better < high]
        if len(group) >= LEAST // 2:
            said = whole(100 * sum(each.p_better for each in group) / len(group))
            came = whole(100 * sum(each.better for each in group) / len(group))
            yield Told(str(said), str(came), len(group))
