"""Dots with intervals on a line: arms of 100 people, and other treatments in points of pain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    """Rows on one axis from ``low`` to ``high``; ``zero`` is the place of no difference, if it shows."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    title: str
    description: str
    width: int
    height: int
    axis_y: int
    top: int = 8
    zero: float | None = None


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
        ticks=tuple(Tick(x(value), f"{value:g}".replace("-", "\N{MINUS SIGN}")) for value in ticks),
        title=title,
        description=description,
        width=WIDTH,
        height=axis_y + 24,
        axis_y=axis_y,
        zero=x(0) if low < 0 < high else None,
    )


@dataclass(frozen=True)
class Axis:
    """The closed range of an axis and its ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]


def round_axis(counts: Sequence[Count], step: float = 10) -> Axis:
    """An axis in whole steps that holds zero and every interval."""
    low = min([0.0, *(count.low for count in counts)])
    high = max([step, *(count.high for count in counts)])
    first, last = int(low // step), int(-(-high // step))
    return Axis(first * step, last * step, tuple(tick * step for tick in range(first, last + 1)))


def line(count: Count, axis: Axis, *, title: str, unit: str) -> Scale:
    """One dot with its interval and nothing else, to stand in a row of a table."""
    described = f"{count.estimate:.3g} ({count.low:.3g}, {count.high:.3g}) {unit}"
    full = _on_axis([("", "", count)], axis, title=title, description=described)
    return replace(
        full,
        marks=(replace(full.marks[0], y=10),),
        ticks=_unlabelled(full.ticks),
        height=20,
        axis_y=20,
        top=0,
    )


def axis_only(axis: Axis) -> Scale:
    """The labels that belong above a column of lines."""
    return replace(_on_axis([], axis, title="", description=""), height=20, axis_y=-2, top=-2, zero=None)


def _on_axis(
    rows: Sequence[tuple[str, str, Count | None]], axis: Axis, *, title: str, description: str
) -> Scale:
    return scale(rows, low=axis.low, high=axis.high, ticks=axis.ticks, title=title, description=description)


def _unlabelled(ticks: tuple[Tick, ...]) -> tuple[Tick, ...]:
    return tuple(replace(tick, label="") for tick in ticks)
