"""A forest plot as an SVG picture, with the whole table as its description."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from deqi.cli.forest import UNIT, axis_ends, limits, prediction, table
from deqi.evidence import Forest, ForestRow, PooledEstimate

ROW, LEFT, RIGHT, WIDTH = 26, 230, 190, 860
"""Height of a line, width left of the axis and right of it, width of the picture; all in pixels."""
FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" \
aria-labelledby="title desc" font-family="sans-serif" font-size="14">
<title id="title">{title}</title>
<desc id="desc">{described}</desc>
<rect width="{width}" height="{height}" fill="#fff"/>
<text x="10" y="20" font-weight="bold">{title}</text>
{body}
</svg>
"""


@dataclass(frozen=True)
class Axis:
    """From effects to pixels."""

    low: float
    high: float

    def x(self, effect: float) -> float:
        """The distance of ``effect`` from the left edge."""
        return LEFT + (effect - self.low) / (self.high - self.low) * (WIDTH - LEFT - RIGHT)


def svg(title: str, forest: Forest | None, why_not: str) -> str:
    """The picture as text. Without a forest it says why there is none."""
    lines = len(forest.rows) if forest else 0
    body = _drawn(forest) if forest else [_words(WIDTH / 2, 2.5, why_not, "middle")]
    return FRAME.format(
        width=WIDTH,
        height=ROW * (lines + 6),
        title=escape(title),
        described=escape("\n".join(table(title, forest, why_not))),
        body="\n".join(body),
    )


def _drawn(forest: Forest) -> Iterator[str]:
    axis, last = Axis(*axis_ends(forest)), len(forest.rows) + 1
    zero, bottom = axis.x(0), ROW * (last + 2.2)
    yield f'<path d="M{zero:.1f} {ROW * 1.3:.1f}V{bottom:.1f}" stroke="#555" stroke-dasharray="4 3"/>'
    for place, row in enumerate(forest.rows, start=1):
        yield from _study(row, place, axis)
    yield from _pooled(forest.pooled, last, axis)
    yield from _predicted(forest.pooled, last + 1, axis)
    yield _words(zero, last + 2, "0", "middle")
    yield _words((LEFT + WIDTH - RIGHT) / 2, last + 3, UNIT, "middle")


def _study(row: ForestRow, place: int, axis: Axis) -> Iterator[str]:
    """A line for the limits and a square whose area grows with the weight."""
    y, middle = _y(place), axis.x(row.effect)
    side = 6 + 10 * (row.weight / 100) ** 0.5
    left, top = middle - side / 2, y - side / 2
    yield from _label(place, row.label, f"{row.effect:.1f} {limits(row.ci_low, row.ci_high)}")
    yield f'<path d="M{axis.x(row.ci_low):.1f} {y:.1f}H{axis.x(row.ci_high):.1f}" stroke="#222"/>'
    yield f'<rect x="{left:.1f}" y="{top:.1f}" width="{side:.1f}" height="{side:.1f}"/>'


def _pooled(pooled: PooledEstimate, place: int, axis: Axis) -> Iterator[str]:
    """A diamond as wide as the limits."""
    y, middle = _y(place), axis.x(pooled.estimate)
    corners = [(axis.x(pooled.ci_low), y), (middle, y - 7), (axis.x(pooled.ci_high), y), (middle, y + 7)]
    points = " ".join(f"{x:.1f},{height:.1f}" for x, height in corners)
    yield from _label(place, "pooled", f"{pooled.estimate:.1f} {limits(pooled.ci_low, pooled.ci_high)}")
    yield f'<polygon points="{points}"/>'


def _predicted(pooled: PooledEstimate, place: int, axis: Axis) -> Iterator[str]:
    yield from _label(place, "in a new setting", prediction(pooled))
    if pooled.prediction_low is not None and pooled.prediction_high is not None:
        left, right = axis.x(pooled.prediction_low), axis.x(pooled.prediction_high)
        yield f'<path d="M{left:.1f} {_y(place):.1f}H{right:.1f}" stroke="#222" stroke-dasharray="6 3"/>'


def _label(place: int, name: str, numbers: str) -> Iterator[str]:
    yield _words(10, place, name)
    yield _words(WIDTH - 10, place, numbers, "end")


def _words(x: float, place: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{ROW * (place + 1):.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _y(place: int) -> float:
    """The middle of a line of text."""
    return ROW * (place + 1) - 5
