"""How low back pain goes over a year: a chart and the table behind it, from the published averages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from deqi.evidence import PooledRow
from deqi.vocabulary import Certainty, ReviewState
from deqi.web.ask.presenters.certainty import CertaintyView, certainty_view
from deqi.web.ask.presenters.scales import Tick
from deqi.web.pages.presenters.numbers import between, figure

WIDTH, HEIGHT = 340, 258
LEFT, RIGHT, TOP, BOTTOM = 34, 322, 14, 212
WEEKS = (0, 6, 26, 52)
HIGHEST = 70
"""The axis ends above the highest average; its full length would be 100."""

MARKS = {
    "acute": "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "subacute": "M-4-4h8v8h-8z",
    "persistent": "M0-5.2L5 4H-5z",
    "older": "M0-5.5L5.5 0L0 5.5L-5.5 0z",
}
"""A shape each, so that colour is never the only difference: dot, square, triangle, diamond."""


@dataclass(frozen=True)
class SeriesKey:
    """Which published rows make a line."""

    id: str
    source: str
    comparison: str
    outcome: str
    label: str | Promise


KEYS = (
    SeriesKey(
        "acute",
        "wallwork-2024",
        "acute",
        "pain 0-100",
        gettext_lazy("New pain: less than 6 weeks at the start"),
    ),
    SeriesKey(
        "subacute",
        "wallwork-2024",
        "subacute",
        "pain 0-100",
        gettext_lazy("Pain for 6 to 12 weeks at the start"),
    ),
    SeriesKey(
        "persistent",
        "wallwork-2024",
        "persistent",
        "pain 0-100",
        gettext_lazy("Lasting pain: 12 to 52 weeks at the start"),
    ),
    SeriesKey(
        "older",
        "menezes-costa-2012",
        "cohorts",
        "pain 0-100, persistent",
        gettext_lazy("Lasting pain in an older review, now disputed"),
    ),
)


@dataclass(frozen=True)
class Point:
    """One average: its week, its value, its published range if seen, and its place in the drawing."""

    week: int
    number: str
    range_text: str
    x: float
    y: float


@dataclass(frozen=True)
class Series:
    """One line of the chart."""

    id: str
    label: str
    mark: str
    path: str
    points: tuple[Point, ...]
    certainty: CertaintyView
    source: str
    secondary: bool


@dataclass(frozen=True)
class Course:
    """The chart: lines, ticks, and the weeks of its table."""

    series: tuple[Series, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    weeks: tuple[int, ...] = WEEKS
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the lines, each once."""
        return tuple(dict.fromkeys(line.source for line in self.series))


def course(rows: Iterable[PooledRow]) -> Course:
    """Every line whose averages are in the table; a line without any is left out, never drawn from memory."""
    known = tuple(rows)
    series = (_series(key, [row for row in known if _belongs(row, key)]) for key in KEYS)
    return Course(
        series=tuple(line for line in series if line.points),
        across=tuple(Tick(_x(week), str(week)) for week in WEEKS),
        up=tuple(Tick(_y(value), str(value)) for value in range(0, HIGHEST + 1, 10)),
    )


def _belongs(row: PooledRow, key: SeriesKey) -> bool:
    named = row.source_id == key.source and row.outcome.startswith(key.outcome)
    return named and row.comparison.startswith(key.comparison) and row.estimate is not None


def _series(key: SeriesKey, rows: list[PooledRow]) -> Series:
    points = tuple(_point(row) for row in sorted(rows, key=_week))
    grades = [row.certainty for row in rows if row.certainty is not None]
    return Series(
        id=key.id,
        label=str(key.label),
        mark=MARKS[key.id],
        path="".join(f"{'L' if place else 'M'}{point.x} {point.y}" for place, point in enumerate(points)),
        points=points,
        certainty=certainty_view(grades[0] if grades else Certainty.UNGRADED),
        source=key.source,
        secondary=any(row.review is ReviewState.SECONDARY for row in rows),
    )


def _point(row: PooledRow) -> Point:
    if row.estimate is None:
        raise ValueError(f"{row.pooled_id} has no average.")
    limits = "" if row.ci_low is None or row.ci_high is None else between(row.ci_low, row.ci_high)
    return Point(_week(row), figure(row.estimate), limits, _x(_week(row)), _y(row.estimate))


def _week(row: PooledRow) -> int:
    found = re.match(r"(\d+) weeks", row.time)
    if found is None:
        raise ValueError(f"{row.pooled_id}: the time {row.time!r} does not begin with a number of weeks.")
    return int(found[1])


def _x(week: float) -> float:
    return round(LEFT + week / WEEKS[-1] * (RIGHT - LEFT), 1)


def _y(value: float) -> float:
    return round(BOTTOM - value / HIGHEST * (BOTTOM - TOP), 1)
