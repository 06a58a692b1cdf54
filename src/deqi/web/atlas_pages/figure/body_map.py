"""The flat map: one view of the body, discs of uncertainty on it, and names beside it that do not pile up."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from deqi.vocabulary import PlacedPoint
from deqi.web.atlas_pages.figure.drawing import Drawing
from deqi.web.atlas_pages.figure.labels import column
from deqi.web.atlas_pages.figure.view import View

GUTTER = 210.0
"""Room for names at each side, in mm of the picture."""
GAP = 94.0
"""Between two names: 24 pixels on a phone, so that a finger finds one of them."""
NEAR_GUTTER, NEAR_GAP = 128.0, 52.0
"""The same for a part that is seen closer."""
NEIGHBOURS = 130.0
PAD = 34.0


@dataclass(frozen=True)
class Disc:
    """A disc on the skin as the eye sees it: an ellipse turned by ``angle`` degrees."""

    x: float
    y: float
    across: float
    along: float
    angle: float
    kind: str
    title: str


@dataclass(frozen=True)
class Name:
    """A name beside the picture, with the line that leads to its disc."""

    code: str
    text: str
    title: str
    x: float
    y: float
    line: str
    kind: str
    end: bool
    hit: tuple[float, float, float, float]


@dataclass(frozen=True)
class Region:
    """A named part of the body: outlines around its points, and a name in the left gutter."""

    id: str
    lines: tuple[tuple[str, float], ...]
    title: str
    outlines: tuple[str, ...]
    x: float
    y: float
    line: str
    hit: tuple[float, float, float, float]


@dataclass(frozen=True)
class BodyMap:
    """One view, ready to place. ``left`` is how far the body stands from the picture's edge."""

    id: str
    width: float
    height: float
    left: float
    tones: tuple[str, ...]
    discs: tuple[Disc, ...]
    names: tuple[Name, ...]
    regions: tuple[Region, ...]


@dataclass(frozen=True)
class Marked:
    """A point to draw: where it is, which region names it (empty: none), what its name says, how it looks."""

    point: PlacedPoint
    region: str
    title: str
    kind: str = "proposed"


def facing(view: View, point: PlacedPoint) -> float:
    """How far the skin at this point is turned to the eye, -1 to 1."""
    return float(view.near(np.array(point.normal)))


def best_views(points: Iterable[PlacedPoint], drawings: Sequence[Drawing]) -> dict[str, str]:
    """Point key to the name of the view that sees it best; a point that no view sees is left out."""
    best: dict[str, tuple[float, str]] = {}
    for point in points:
        for drawing in drawings:
            if not _seen(drawing, point, 0.2):
                continue
            here = (facing(drawing.view, point), drawing.view.name)
            if here > best.get(point.key, (-2.0, "")):
                best[point.key] = here
    return {key: name for key, (_facing, name) in best.items()}


def body_map(
    drawing: Drawing,
    marked: Sequence[Marked],
    named: Collection[str],
    regions: Mapping[str, tuple[str, str]],
    best: Mapping[str, str],
) -> BodyMap:
    """The whole body: regions named at the left, the points of ``named`` at the right.

    ``best`` says which view sees a point best; ``regions`` maps a region's id to its name and its title.
    """
    seen = [each for each in marked if _seen(drawing, each.point, 0.2)]
    own = [each for each in seen if best.get(each.point.key) == drawing.view.name]
    labelled = [each for each in own if each.point.key in named]
    return BodyMap(
        id=drawing.view.name.replace(" ", "-"),
        width=drawing.width + 2 * GUTTER,
        height=drawing.height,
        left=GUTTER,
        tones=drawing.tones,
        discs=tuple(disc(drawing, each, GUTTER) for each in seen),
        names=tuple(
            _names(
                drawing,
                _once(drawing, labelled),
                GUTTER,
                GUTTER + drawing.width + 18,
                GAP,
                end=False,
                parts=False,
            )
        ),
        regions=tuple(_regions(drawing, own, regions)),
    )


def near_map(drawing: Drawing, marked: Sequence[Marked], best: Mapping[str, str], whole: str) -> BodyMap:
    """A part of the body seen closer, with names at both sides. ``whole`` is the view that it belongs to."""
    seen = [each for each in marked if _inside(drawing, each) and _seen(drawing, each.point, 0.2)]
    own = [each for each in seen if best.get(each.point.key) == whole]
    left, right = _halves(drawing, own)
    return BodyMap(
        id="near",
        width=drawing.width + 2 * NEAR_GUTTER,
        height=drawing.height,
        left=NEAR_GUTTER,
        tones=drawing.tones,
        discs=tuple(disc(drawing, each, NEAR_GUTTER) for each in seen),
        names=(
            *_names(drawing, left, NEAR_GUTTER, NEAR_GUTTER - 8, NEAR_GAP, end=True, parts=True),
            *_names(
                drawing, right, NEAR_GUTTER, NEAR_GUTTER + drawing.width + 8, NEAR_GAP, end=False, parts=True
            ),
        ),
        regions=(),
    )


def disc(drawing: Drawing, each: Marked, left: float = 0.0) -> Disc:
    """The disc of one point as this view sees it."""
    x, y = drawing.place(np.array(each.point.position))
    normal = np.array(each.point.normal)
    across, up = float(drawing.view.across(normal)), float(normal[2])
    flat = max(0.25, abs(facing(drawing.view, each.point)))
    radius = each.point.radius_mm
    angle = math.degrees(math.atan2(-up, across))
    return Disc(x + left, y, radius * flat, radius, angle, each.kind, each.title)


def _seen(drawing: Drawing, point: PlacedPoint, least: float) -> bool:
    return point.on_skin and drawing.shows(np.array(point.position), np.array(point.normal), facing=least)


def _inside(drawing: Drawing, each: Marked) -> bool:
    x, y = _spot(drawing, each)
    return 0 <= x <= drawing.width and 0 <= y <= drawing.height


def _by_key(own: Iterable[Marked]) -> dict[str, list[Marked]]:
    by_key: dict[str, list[Marked]] = {}
    for each in own:
        by_key.setdefault(each.point.key, []).append(each)
    return by_key


def _once(drawing: Drawing, own: Iterable[Marked]) -> list[Marked]:
    """Each code once, at the right of the picture."""
    by_code: dict[str, list[Marked]] = {}
    for each in own:
        by_code.setdefault(each.point.code, []).append(each)
    return [max(held, key=lambda each: _spot(drawing, each)[0]) for held in by_code.values()]


def _halves(drawing: Drawing, own: Iterable[Marked]) -> tuple[list[Marked], list[Marked]]:
    """Each point once, by turns at the left and at the right, from top to bottom."""
    left: list[Marked] = []
    right: list[Marked] = []
    for held in sorted(_by_key(own).values(), key=lambda held: _spot(drawing, held[0])[1]):
        if len(left) < len(right):
            left.append(min(held, key=lambda each: _spot(drawing, each)[0]))
        else:
            right.append(max(held, key=lambda each: _spot(drawing, each)[0]))
    return left, right


def _names(  # noqa: PLR0913 - where a column stands
    drawing: Drawing,
    chosen: Sequence[Marked],
    left: float,
    edge: float,
    gap: float,
    *,
    end: bool,
    parts: bool,
) -> Iterable[Name]:
    """Names in one column; ``end`` when their ends face the body, ``parts`` when they name parts."""

    def spot(each: Marked) -> tuple[float, float]:
        x, y = _spot(drawing, each)
        return left + x, y

    step = 16 if end else -16
    wide = left - 12
    lined = column(chosen, spot, edge=edge + 2 * step, gap=gap, low=gap / 2, high=drawing.height - gap / 2)
    for each, y in lined:
        x0, y0 = spot(each)
        yield Name(
            code=each.point.code,
            text=f"{each.point.code} {each.point.part}" if parts and each.point.part else each.point.code,
            title=each.title,
            x=edge,
            y=y,
            line=f"M{edge + step / 3:.0f} {y:.0f}h{step}L{x0:.0f} {y0:.0f}",
            kind=each.kind,
            end=end,
            hit=(edge - wide if end else edge - 4, y - gap / 2, wide + 4, gap),
        )


def _spot(drawing: Drawing, each: Marked) -> tuple[float, float]:
    return drawing.place(np.array(each.point.position))


def _regions(
    drawing: Drawing, own: Sequence[Marked], regions: Mapping[str, tuple[str, str]]
) -> Iterable[Region]:
    found = []
    for id_, (text, title) in regions.items():
        spots = [(*_spot(drawing, each), each.point.radius_mm) for each in own if each.region == id_]
        if spots:
            clusters = _clusters(spots)
            leftmost = min(clusters, key=lambda cluster: min(x - r for x, _y, r in cluster))
            height = sum(y for _x, y, _r in leftmost) / len(leftmost)
            edge = min(x - r - PAD for x, _y, r in leftmost)
            found.append((height, edge, id_, text, title, tuple(_outline(each) for each in clusters)))
    lined = column(
        found,
        lambda each: (GUTTER + each[1], each[0]),
        edge=GUTTER + 12,
        gap=GAP * 1.25,
        low=GAP * 0.7,
        high=drawing.height - GAP * 0.7,
    )
    for (height, edge, id_, text, title, outlines), y in lined:
        words = _wrapped(text)
        yield Region(
            id=id_,
            lines=tuple((line, y + (row - (len(words) - 1) / 2) * 48) for row, line in enumerate(words)),
            title=title,
            outlines=outlines,
            x=GUTTER - 22,
            y=y,
            line=f"M{GUTTER - 12:.0f} {y:.0f}h24L{GUTTER + edge:.0f} {height:.0f}",
            hit=(2, y - GAP * 0.6, GUTTER - 14, GAP * 1.2),
        )


def _wrapped(text: str, longest: int = 8) -> list[str]:
    """The words in lines of about ``longest`` signs."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


Spot = tuple[float, float, float]


def _clusters(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Spots that lie near each other, so that two knees get two outlines and one back gets one."""
    clusters: list[list[Spot]] = []
    for spot in spots:
        near = [held for held in clusters if any(_apart(spot, other) < NEIGHBOURS for other in held)]
        clusters = [held for held in clusters if held not in near]
        clusters.append([spot, *(other for held in near for other in held)])
    return clusters


def _apart(one: Spot, other: Spot) -> float:
    return math.hypot(one[0] - other[0], one[1] - other[1]) - one[2] - other[2] + 50


def _outline(cluster: Sequence[Spot]) -> str:
    """A soft outline around discs: the hull of circles a little larger than they are."""
    ring = [index * math.pi / 8 for index in range(16)]
    around = [(x + (r + PAD) * math.cos(a), y + (r + PAD) * math.sin(a)) for x, y, r in cluster for a in ring]
    return "M" + "L".join(f"{GUTTER + x:.0f} {y:.0f}" for x, y in _hull(around)) + "z"


def _hull(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The convex hull (Andrew's monotone chain, 1979)."""
    ordered = sorted(set(points))

    def half(run: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        kept: list[tuple[float, float]] = []
        for x, y in run:
            while len(kept) > 1 and _turn(kept[-2], kept[-1], (x, y)) <= 0:
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    return [*half(ordered), *half(reversed(ordered))]


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def window_around(
    points: Sequence[PlacedPoint], view: View, half: float
) -> tuple[float, float, float, float]:
    """A window of ``half`` metres around the points, for a close-up: left, bottom, right, top."""
    places = np.array([point.position for point in points])
    across, up = view.across(places), places[:, 2]
    middle, level = float(across.mean()), float(up.mean())
    wide = max(half, float(np.ptp(across)) / 2 + half * 0.6)
    return middle - wide, level - half, middle + wide, level + half
