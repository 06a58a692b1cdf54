"""Leave one out, and one more at a time: the pooled estimate again and again, one line each."""

from dataclasses import dataclass

from deqi.evidence import PooledEstimate, Step
from deqi.web.evidence_library.figures import words
from deqi.web.evidence_library.figures.drawing import Drawing
from deqi.web.evidence_library.figures.scale import fitting


@dataclass(frozen=True)
class StepsLayout:
    """Width of the picture, and where its axis stands."""

    width: float
    plot: tuple[float, float]
    stacked: bool


WIDE = StepsLayout(920, (230, 690), stacked=False)
NARROW = StepsLayout(360, (14, 346), stacked=True)
TOP = 34.0


def steps_plot(
    steps: list[tuple[str, Step]], pooled: PooledEstimate, unit: str, layout: StepsLayout
) -> Drawing:
    """A dot and its interval a line; the dashed line is the estimate of all trials."""
    step_height = 40.0 if layout.stacked else 26.0
    bottom = TOP + step_height * len(steps) + 6
    drawing = Drawing(layout.width, bottom + 42)
    # The first Hartung-Knapp limits rest on two trials and can be enormous: they are cut with an arrow.
    reach = 3 * max(abs(step.estimate) + 2 * step.se for _name, step in steps)
    ends = [0.0, *(limit for _name, step in steps for limit in (step.ci_low, step.ci_high))]
    axis = fitting(ends, *layout.plot, about=5, widest=min(reach, 100.0))
    drawing.text(0, 14, unit, size=11.5, ink="soft")
    for tick in axis.ticks:
        x = axis.at(tick)
        drawing.line(x, TOP - 8, x, bottom, ink="ink" if tick == 0 else "faint")
        drawing.text(x, bottom + 18, words.number(tick, axis.decimals), anchor="middle", size=12, ink="soft")
    middle = axis.inside(pooled.estimate)
    drawing.line(middle, TOP - 8, middle, bottom, ink="accent", dash="2 3")
    for place, (name, step) in enumerate(steps):
        y = TOP + step_height * (place + 0.5)
        at = y + 9 if layout.stacked else y
        numbers = f"{words.number(step.estimate)} {words.interval(step.ci_low, step.ci_high)}"
        drawing.text(0, y - 6 if layout.stacked else y + 4.5, name, size=11.5 if layout.stacked else 13)
        drawing.digits(layout.width, y - 6 if layout.stacked else y + 4.5, numbers, size=11.5)
        left, right = axis.inside(step.ci_low), axis.inside(step.ci_high)
        drawing.line(left, at, right, at, width=1.4)
        for limit, x, way in ((step.ci_low, left, -1), (step.ci_high, right, 1)):
            if axis.beyond(limit):
                drawing.shape([(x, at - 5), (x + 6 * way, at), (x, at + 5)])
        drawing.circle(axis.inside(step.estimate), at, 4.5, ink="accent")
    return drawing
