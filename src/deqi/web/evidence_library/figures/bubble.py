"""The bubble plot of a meta-regression: area by weight, the line with its limits only in words."""

from deqi.evidence import MetaRegression
from deqi.web.evidence_library.figures import words
from deqi.web.evidence_library.figures.drawing import Drawing
from deqi.web.evidence_library.figures.scale import fitting

HEIGHT, TOP, BOTTOM = 340.0, 34.0, 282.0


def bubble_plot(
    points: list[tuple[float, float, float]],
    fit: MetaRegression,
    moderator: str,
    label: str,
    unit: str,
    width: float,
) -> Drawing:
    """``points`` are (moderator, effect, weight in percent)."""
    drawing = Drawing(width, HEIGHT)
    xs = [x for x, _effect, _weight in points]
    intercept, slope = fit["intercept"].estimate, fit[moderator].estimate
    ends = [intercept + slope * x for x in (min(xs), max(xs))]
    across = fitting(xs, 50, width - 24, about=5 if width > 500 else 3)
    down = fitting([0.0, *ends, *(effect for _x, effect, _weight in points)], BOTTOM, TOP, about=5)
    for tick in across.ticks:
        x = across.at(tick)
        drawing.line(x, BOTTOM, x, BOTTOM + 5, ink="strong")
        drawing.text(x, BOTTOM + 20, f"{tick:g}", anchor="middle", size=12, ink="soft")
    for tick in down.ticks:
        y = down.at(tick)
        drawing.line(across.start, y, across.end, y, ink="ink" if tick == 0 else "faint")
        drawing.text(42, y + 4, words.number(tick, down.decimals), anchor="end", size=12, ink="soft")
    drawing.line(
        across.at(min(xs)), down.at(ends[0]), across.at(max(xs)), down.at(ends[1]), ink="accent", width=1.6
    )
    for x, effect, weight in points:
        drawing.circle(across.at(x), down.at(effect), 4 + 1.7 * weight**0.5, open_=True)
    drawing.text(0, 14, unit, size=12, ink="soft")
    drawing.text(across.end, BOTTOM + 44, label, anchor="end", size=12, ink="soft")
    return drawing
