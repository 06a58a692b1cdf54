"""The course as a drawing: places on paper, nothing else. What it says in words stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from deqi.vocabulary import Band, CourseChart, Mark, Point

WIDTH, HEIGHT = 360, 250
LEFT, RIGHT, TOP, BOTTOM = 30, 350, 34, 204
STRIP = 16
"""The row of unwanted effects above the scores."""
VISITS = 218
"""The row of visits below them."""
SHORTEST = 12


@dataclass(frozen=True)
class Tick:
    """A label on an axis and where it stands."""

    at: float
    label: str


@dataclass(frozen=True)
class Spot:
    """A place on paper."""

    x: float
    y: float


@dataclass(frozen=True)
class ChartView:
    """Everything that the drawing places. Paths are SVG path data, empty when there is nothing to draw."""

    title: str
    description: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    band: str
    median: str
    ahead_low: str
    ahead_high: str
    usual: str
    line: str
    scores: tuple[Spot, ...]
    sessions: tuple[Spot, ...]
    events: tuple[Spot, ...]
    other_care: tuple[Spot, ...]
    start: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


@dataclass(frozen=True)
class _Paper:
    first: float
    last: float
    low: float
    high: float

    def x(self, week: float) -> float:
        share = (week - self.first) / (self.last - self.first)
        return round(LEFT + min(max(share, 0), 1) * (RIGHT - LEFT), 1)

    def y(self, score: float) -> float:
        share = (score - self.low) / (self.high - self.low)
        return round(BOTTOM - min(max(share, 0), 1) * (BOTTOM - TOP), 1)

    def path(self, points: Sequence[tuple[float, float]]) -> str:
        return "".join(
            f"{'L' if n else 'M'}{self.x(week)} {self.y(score)}" for n, (week, score) in enumerate(points)
        )


def chart_view(chart: CourseChart, title: str) -> ChartView:
    """Where each thing of the chart stands. Week 0 is the first visit."""
    weeks = [p.week for p in chart.scores] + [b.week for b in (*chart.sealed, *chart.ahead)]
    weeks += [mark.week for mark in (*chart.sessions, *chart.events, *chart.other_care)]
    first = min([0, *weeks])
    paper = _Paper(first, max([SHORTEST, *weeks]), chart.low, chart.high)
    return ChartView(
        title=title,
        description=chart.sentence,
        across=tuple(Tick(paper.x(week), str(week)) for week in _steps(paper)),
        up=tuple(Tick(paper.y(value), f"{value:g}") for value in _values(chart)),
        band=_band(paper, chart.sealed),
        median=paper.path([(b.week, b.median) for b in chart.sealed]),
        ahead_low=paper.path(_edge(chart.scores, [(b.week, b.low) for b in chart.ahead])),
        ahead_high=paper.path(_edge(chart.scores, [(b.week, b.high) for b in chart.ahead])),
        usual=paper.path([(b.week, b.median) for b in chart.usual_care]),
        line=paper.path([(p.week, p.score) for p in chart.scores]),
        scores=tuple(Spot(paper.x(p.week), paper.y(p.score)) for p in chart.scores),
        sessions=_row(paper, chart.sessions, VISITS),
        events=_row(paper, chart.events, STRIP),
        other_care=_row(paper, chart.other_care, STRIP),
        start=paper.x(0),
    )


def _edge(scores: Sequence[Point], edge: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """An edge of what is ahead, from the last score on."""
    return [(scores[-1].week, scores[-1].score), *edge] if scores and edge else edge


def _band(paper: _Paper, bands: Sequence[Band]) -> str:
    if len(bands) < 2:
        return ""
    upper = [(b.week, b.high) for b in bands]
    lower = [(b.week, b.low) for b in reversed(bands)]
    return f"{paper.path([*upper, *lower])}Z"


def _row(paper: _Paper, marks: Sequence[Mark], y: float) -> tuple[Spot, ...]:
    return tuple(Spot(paper.x(mark.week), y) for mark in marks)


def _steps(paper: _Paper) -> list[int]:
    wide = paper.last - paper.first
    step = next(step for step in (2, 4, 8, 13, 26, 52, 104, 10_000) if wide / step <= 8)
    return list(range(ceil(paper.first / step) * step, int(paper.last) + 1, step))


def _values(chart: CourseChart) -> list[float]:
    step = (chart.high - chart.low) / 5
    return [chart.low + step * n for n in range(6)]
