"""The contour-enhanced funnel plot: precise trials on top, and how sure each was by itself (Peters 2008)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from deqi.evidence import Funnel, PooledEstimate
from deqi.web.evidence_library.figures import words
from deqi.web.evidence_library.figures.drawing import Drawing
from deqi.web.evidence_library.figures.scale import Scale, fitting

HEIGHT, TOP, BOTTOM = 400.0, 30.0, 330.0
MIDDLE = 0.95
SHADES = ("faint", "wash", "paper")
"""From p < 0.01 outside to p > 0.10 inside; drawn from the outside in."""


def funnel_plot(shown: Funnel, pooled: PooledEstimate, width: float, unit: str) -> Drawing:
    """Effects across, standard errors down."""
    drawing = Drawing(width, HEIGHT)
    effects = [point.effect for point in shown.points]
    corners = [c for contour in shown.contours for corner in contour.corners for c in corner[1:]]
    across = fitting([*effects, *corners, pooled.estimate], 44, width - 14, about=6, widest=100.0)
    down = fitting([0.0, *(point.se for point in shown.points)], TOP, BOTTOM, about=4)
    _ground(drawing, shown, across, down)
    for tick in across.ticks:
        drawing.line(across.at(tick), BOTTOM, across.at(tick), BOTTOM + 5, ink="strong")
        drawing.text(
            across.at(tick),
            BOTTOM + 20,
            words.number(tick, across.decimals),
            anchor="middle",
            size=12,
            ink="soft",
        )
    for tick in down.ticks:
        drawing.text(
            36, down.at(tick) + 4, words.number(tick, down.decimals), anchor="end", size=12, ink="soft"
        )
    drawing.line(across.at(0), TOP, across.at(0), BOTTOM)
    middle = across.inside(pooled.estimate)
    drawing.line(middle, TOP, middle, BOTTOM, ink="accent", dash="2 3", width=1.4)
    for point in shown.points:
        drawing.circle(across.inside(point.effect), down.at(point.se), 4.5)
    drawing.text(0, 14, _("Standard error, precise trials on top"), size=12, ink="soft")
    drawing.text(width, BOTTOM + 42, unit, anchor="end", size=12, ink="soft")
    _key(drawing, width)
    return drawing


def _ground(drawing: Drawing, shown: Funnel, across: Scale, down: Scale) -> None:
    drawing.box(across.start, TOP, across.end - across.start, BOTTOM - TOP, ink=SHADES[0])
    deepest = down.high
    widest_first = sorted(shown.contours, key=lambda contour: -contour.level)
    for contour, ink in zip((widest_first[0], widest_first[-1]), SHADES[1:], strict=True):
        se, low, high = contour.corners[1]
        reach = (high - low) / 2 * deepest / se
        tip = (across.at(shown.reference), down.at(0.0))
        left, right = shown.reference - reach, shown.reference + reach
        edges = (_cut(tip, across, left, BOTTOM), _cut(tip, across, right, BOTTOM))
        drawing.shape([tip, *edges[0], *reversed(edges[1])], ink=ink)
    _edges(drawing, shown, across, down)


def _edges(drawing: Drawing, shown: Funnel, across: Scale, down: Scale) -> None:
    """A line along every contour; the middle one, p = 0.05, is dashed."""
    tip = (across.at(shown.reference), down.at(0.0))
    for contour in shown.contours:
        se, low, high = contour.corners[1]
        reach = (high - low) / 2 * down.high / se
        for limit in (shown.reference - reach, shown.reference + reach):
            x, y = _cut(tip, across, limit, BOTTOM)[0]
            drawing.line(*tip, x, y, ink="strong", width=0.8, dash="5 4" if contour.level == MIDDLE else "")


def _cut(tip: tuple[float, float], across: Scale, value: float, bottom: float) -> list[tuple[float, float]]:
    """A straight edge from the tip to ``value`` at the bottom, cut at the side of the chart."""
    if not across.beyond(value):
        return [(across.at(value), bottom)]
    side = across.inside(value)
    x = across.at(value)
    share = (side - tip[0]) / (x - tip[0])
    return [(side, tip[1] + share * (bottom - tip[1])), (side, bottom)]


def _key(drawing: Drawing, width: float) -> None:
    labels: Mapping[str, str] = {"paper": "p > 0.10", "wash": "0.01 – 0.10", "faint": "p < 0.01"}
    x = 0.0 if width < 500 else 44.0
    for ink, label in labels.items():
        drawing.box(x, HEIGHT - 16, 14, 14, ink="strong")
        drawing.box(x + 1, HEIGHT - 15, 12, 12, ink=ink)
        drawing.text(x + 20, HEIGHT - 4.5, label, size=12, ink="soft")
        x += 112
