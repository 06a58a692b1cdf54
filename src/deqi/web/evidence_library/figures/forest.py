"""The forest plot: one line a trial, squares by weight, a diamond, and the bar of the prediction interval."""

import textwrap
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.evidence import ForestRow, PooledEstimate
from deqi.web.evidence_library.figures import words
from deqi.web.evidence_library.figures.drawing import Drawing
from deqi.web.evidence_library.figures.scale import Scale, fitting

NO_BREAK = "\N{NO-BREAK SPACE}"
WIDEST = 100.0
"""Differences are in percent of a range, so nothing real lies beyond."""


@dataclass(frozen=True)
class Line:
    """A trial with the words beside it."""

    name: str
    people: str
    row: ForestRow


@dataclass(frozen=True)
class Captions:
    """What the chart says: ``left`` and ``right`` are who is favoured."""

    title: str
    subtitle: str
    left: str
    right: str
    unit: str


@dataclass(frozen=True)
class Layout:
    """Where the columns stand; ``stacked`` puts the words above each line, for narrow screens."""

    width: float
    plot: tuple[float, float]
    step: float
    stacked: bool


WIDE = Layout(920, (318, 590), 27, stacked=False)
NARROW = Layout(360, (14, 346), 46, stacked=True)
TOP = 78.0
N_AT, ESTIMATE_AT, LOW_AT, HIGH_AT, WEIGHT_AT = 286.0, 696.0, 759.0, 812.0, 900.0


def forest_plot(lines: list[Line], pooled: PooledEstimate, captions: Captions, layout: Layout) -> Drawing:
    """The chart. The words in it are the caller's, the places are worked out here."""
    rows = len(lines) + (2 if pooled.prediction_low is not None else 1)
    bottom = TOP + layout.step * rows + 10
    drawing = Drawing(layout.width, bottom + (86 if not layout.stacked else 118))
    axis = fitting(_ends(lines, pooled), *layout.plot, about=4 if layout.stacked else 6, widest=WIDEST)
    _heading(drawing, captions, layout)
    _grid(drawing, axis, bottom)
    for place, line in enumerate(lines):
        _study(drawing, axis, line, TOP + layout.step * (place + 0.5), layout)
    y = TOP + layout.step * (len(lines) + 0.5) + 6
    _pooled(drawing, axis, pooled, y, layout)
    if pooled.prediction_low is not None and pooled.prediction_high is not None:
        _predicted(drawing, axis, pooled, y + layout.step, layout)
    _foot(drawing, axis, pooled, captions, bottom, layout)
    return drawing


def _ends(lines: list[Line], pooled: PooledEstimate) -> list[float]:
    ends = [0.0, pooled.ci_low, pooled.ci_high]
    for line in lines:
        ends += [line.row.ci_low, line.row.ci_high]
    spread = max(abs(end) for end in ends)
    # Some room on the other side of zero, so that both directions are named within the chart.
    ends += [-0.3 * spread, 0.3 * spread]
    # A prediction interval from two trials can be hundreds of points wide: it is cut with an arrow.
    ends += [
        min(max(end, -2 * spread), 2 * spread)
        for end in (pooled.prediction_low, pooled.prediction_high)
        if end is not None
    ]
    return ends


def _heading(drawing: Drawing, captions: Captions, layout: Layout) -> None:
    if layout.stacked:
        lines = [(line, 14.5, "ink", True) for line in textwrap.wrap(captions.title, 42)]
        lines += [
            (line, 11.5, "soft", False)
            for line in textwrap.wrap(captions.subtitle.replace(" ·", NO_BREAK + "·"), 56)
        ]
        for place, (line, size, ink, bold) in enumerate(lines):
            drawing.text(0, 15 + 17 * place, line, size=size, ink=ink, bold=bold)
    else:
        drawing.text(0, 18, captions.title, size=17, bold=True)
        drawing.text(0, 38, captions.subtitle, ink="soft")
        y = TOP - 8
        drawing.text(0, y, _("Trial"), ink="soft", size=12.5)
        drawing.text(N_AT, y, _("People"), anchor="end", ink="soft", size=12.5)
        drawing.text(HIGH_AT, y, _("Difference [95% interval]"), anchor="end", ink="soft", size=12.5)
        drawing.text(WEIGHT_AT, y, _("Weight"), anchor="end", ink="soft", size=12.5)
    drawing.line(0, TOP, drawing.width, TOP, ink="strong")


def _grid(drawing: Drawing, axis: Scale, bottom: float) -> None:
    for tick in axis.ticks:
        x = axis.at(tick)
        drawing.line(x, TOP, x, bottom, ink="ink" if tick == 0 else "faint", width=1.2 if tick == 0 else 1)
        drawing.text(x, bottom + 18, words.number(tick, axis.decimals), anchor="middle", size=12, ink="soft")
    drawing.line(axis.start, bottom, axis.end, bottom, ink="strong")


def _study(drawing: Drawing, axis: Scale, line: Line, y: float, layout: Layout) -> None:
    row = line.row
    _beside(drawing, y, layout, (line.name, line.people, words.number(row.weight) + "%"), _numbers(row))
    y = y + 9 if layout.stacked else y
    _bar(drawing, axis, (row.ci_low, row.ci_high), y, "ink", 1.4)
    side = 5 + 13 * (row.weight / 100) ** 0.5
    drawing.square(axis.inside(row.effect), y, side)


def _numbers(row: ForestRow) -> tuple[float, float, float]:
    return row.effect, row.ci_low, row.ci_high


def _pooled(drawing: Drawing, axis: Scale, pooled: PooledEstimate, y: float, layout: Layout) -> None:
    drawing.line(0, y - layout.step / 2 - 2, drawing.width, y - layout.step / 2 - 2, ink="faint")
    numbers = (pooled.estimate, pooled.ci_low, pooled.ci_high)
    name = _("Pooled") if pooled.k > 1 else _("One trial, nothing to pool")
    _beside(drawing, y, layout, (name, "", "100%"), numbers, bold=True)
    y = y + 9 if layout.stacked else y
    middle = axis.inside(pooled.estimate)
    left, right = axis.inside(pooled.ci_low), axis.inside(pooled.ci_high)
    drawing.line(middle, TOP, middle, y, ink="accent", width=1, dash="2 3")
    drawing.shape([(left, y), (middle, y - 8), (right, y), (middle, y + 8)], ink="accent")


def _predicted(drawing: Drawing, axis: Scale, pooled: PooledEstimate, y: float, layout: Layout) -> None:
    low, high = pooled.prediction_low, pooled.prediction_high
    if low is None or high is None:
        return
    drawing_y = y + 9 if layout.stacked else y
    _beside(drawing, y, layout, (_("Prediction interval"), "", ""), (None, low, high), ink="soft")
    left, right = axis.inside(low), axis.inside(high)
    drawing.box(left, drawing_y - 3, right - left, 6, ink="accent", round_=2)
    for limit, x, way in ((low, left, -1), (high, right, 1)):
        if axis.beyond(limit):
            tip = x + 7 * way
            drawing.shape([(x, drawing_y - 7), (tip, drawing_y), (x, drawing_y + 7)], ink="accent")


def _bar(
    drawing: Drawing, axis: Scale, limits: tuple[float, float], y: float, ink: str, width: float
) -> None:
    left, right = axis.inside(limits[0]), axis.inside(limits[1])
    drawing.line(left, y, right, y, ink=ink, width=width)
    for x, way in ((left, -1), (right, 1)):
        beyond = axis.beyond(limits[0] if way < 0 else limits[1])
        if beyond:
            drawing.shape([(x, y - 5), (x + 6 * way, y), (x, y + 5)], ink=ink)
        else:
            drawing.line(x, y - 4, x, y + 4, ink=ink, width=width)


def _beside(  # noqa: PLR0913 - one line of the table beside the chart
    drawing: Drawing,
    y: float,
    layout: Layout,
    texts: tuple[str, str, str],
    numbers: tuple[float | None, float, float],
    *,
    bold: bool = False,
    ink: str = "ink",
) -> None:
    name, people, weight = texts
    estimate, low, high = numbers
    if layout.stacked:
        first = "" if estimate is None else words.number(estimate) + " "
        shown = first + words.interval(low, high)
        # The lines of the axis must not strike the numbers through.
        drawing.box(drawing.width - 7.1 * len(shown), y - 19, 7.1 * len(shown), 14, ink="paper")
        drawing.text(0, y - 8, f"{name}  {weight}" if not bold else name, size=12, bold=bold, ink=ink)
        drawing.digits(drawing.width, y - 8, shown, size=11.5, bold=bold, ink=ink)
        return
    drawing.text(0, y + 4.5, name, bold=bold, ink=ink)
    drawing.digits(N_AT, y + 4.5, people, ink=ink)
    if estimate is not None:
        drawing.digits(ESTIMATE_AT, y + 4.5, words.number(estimate), bold=bold, ink=ink)
    drawing.digits(LOW_AT, y + 4.5, f"[{words.number(low)},", bold=bold, ink=ink)
    drawing.digits(HIGH_AT, y + 4.5, f"{words.number(high)}]", bold=bold, ink=ink)
    drawing.digits(WEIGHT_AT, y + 4.5, weight, bold=bold, ink=ink)


def _foot(
    drawing: Drawing,
    axis: Scale,
    pooled: PooledEstimate,
    captions: Captions,
    bottom: float,
    layout: Layout,
) -> None:
    zero = axis.at(0)
    y = bottom + 38
    if layout.stacked:
        drawing.arrow(axis.start, y - 4, left=True)
        drawing.text(axis.start + 19, y, captions.left, size=11)
        drawing.arrow(axis.end, y + 12, left=False)
        drawing.text(axis.end - 19, y + 16, captions.right, anchor="end", size=11)
        drawing.text(0, y + 40, captions.unit, size=10.5, ink="soft")
        drawing.text(0, y + 56, words.heterogeneity(pooled), size=9.6, ink="soft")
        drawing.text(0, y + 72, words.method(pooled), size=10.5, ink="soft")
        return
    drawing.text(zero - 10, y, captions.left, anchor="end", size=12.5)
    drawing.text(zero + 10, y, captions.right, size=12.5)
    drawing.arrow(zero - 16 - 6.3 * len(captions.left) - 12, y - 4, left=True)
    drawing.arrow(zero + 16 + 6.3 * len(captions.right) + 12, y - 4, left=False)
    drawing.text(0, y + 36, words.heterogeneity(pooled), size=12, ink="soft")
    drawing.text(drawing.width, y + 36, captions.unit, anchor="end", size=12, ink="soft")
