"""Dots with intervals on a line: arms of 100 people, and other treatments in points of pain."""

from collections.abc import Sequence
from dataclasses import dataclass

from deqi.vocabulary import Count


@dataclass(frozen=True)
class Mark:
    """One row: a dot with its interval, in drawing units. ``None`` when there is no number."""

    label: str
    kind: str
    y: int
    dot: float | None = None
    left: float | None = None
    right: float | None = None

    @property
    def width(self) -> float:
        """Length of the interval."""
        return 0 if self.left is None or self.right is None else round(self.right - self.left, 1)


@dataclass(frozen=True)
class Tick:
    """A place on the axis."""

    x: float
    label: str


@dataclass(frozen=True)
class Scale:
    """Rows on one axis from one end to the other."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    title: str
    description: str
    width: int
    height: int
    axis_y: int


WIDTH = 340
LEFT, RIGHT = 10, 330
ROW = 38


def scale(
    rows: Sequence[tuple[str, str, Count | None]],
    *,
    low: float,
    high: float,
    ticks: Sequence[float],
    title: str,
    description: str,
) -> Scale:
    """Lay out ``(label, kind, count)`` rows on one axis."""

    def x(value: float) -> float:
        inside = min(high, max(low, value))
        return round(LEFT + (inside - low) / (high - low) * (RIGHT - LEFT), 1)

    marks = tuple(
        Mark(label, kind, place * ROW + 30)
        if count is None
        else Mark(label, kind, place * ROW + 30, x(count.estimate), x(count.low), x(count.high))
        for place, (label, kind, count) in enumerate(rows)
    )
    axis_y = len(rows) * ROW + 14
    return Scale(
        marks=marks,
        ticks=tuple(Tick(x(value), number(value)) for value in ticks),
        title=title,
        description=description,
        width=WIDTH,
        height=axis_y + 24,
        axis_y=axis_y,
    )


@dataclass(frozen=True)
class Axis:
    """The closed range of an axis and its ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def percent(self, value: float) -> float:
        """The place of a value, from 3 at the low end to 97 at the high end, so that no dot is cut."""
        inside = min(self.high, max(self.low, value))
        return round(3 + 94 * (inside - self.low) / (self.high - self.low), 2)

    @property
    def ticks_in_percent(self) -> tuple[Tick, ...]:
        """Every tick with its label."""
        return tuple(Tick(self.percent(value), number(value)) for value in self.ticks)


@dataclass(frozen=True)
class Line:
    """A dot and its interval in percent of the width, so that it fits a column of any width."""

    dot: float
    left: float
    right: float
    ticks: tuple[Tick, ...]
    title: str
    description: str

    @property
    def width(self) -> float:
        """Length of the interval."""
        return round(self.right - self.left, 2)


def number(value: float) -> str:
    """A label with a real minus sign."""
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def round_axis(counts: Sequence[Count], step: float = 10) -> Axis:
    """An axis in whole steps that holds zero and every interval."""
    low = min([0.0, *(count.low for count in counts)])
    high = max([step, *(count.high for count in counts)])
    first, last = int(low // step), int(-(-high // step))
    return Axis(first * step, last * step, tuple(tick * step for tick in range(first, last + 1)))


def line(count: Count, axis: Axis, *, title: str, unit: str) -> Line:
    """One dot with its interval, to stand in a row of a table."""
    return Line(
        dot=axis.percent(count.estimate),
        left=axis.percent(count.low),
        right=axis.percent(count.high),
        ticks=axis.ticks_in_percent,
        title=title,
        description=f"{count.estimate:.3g} ({count.low:.3g}, {count.high:.3g}) {unit}",
    )
