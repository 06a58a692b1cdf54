"""The flat maps of one body: front, back and side, with the proposed points."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from deqi.vocabulary import Measures, PlacedPoint
from deqi.web.atlas_pages.bodies import close_up, drawing
from deqi.web.atlas_pages.figure.body_map import (
    BodyMap,
    Disc,
    Marked,
    best_views,
    body_map,
    disc,
    facing,
    near_map,
    window_around,
)
from deqi.web.atlas_pages.figure.drawing import Drawing
from deqi.web.atlas_pages.figure.view import BACK, FRONT, OTHER_SIDE, SIDE, VIEWS, View
from deqi.web.atlas_pages.presenters.proposal import GroupView
from deqi.web.atlas_pages.presenters.words import side_words


@dataclass(frozen=True)
class MapView:
    """A map with its title."""

    title: str
    map: BodyMap


def body_maps(measures: Measures, groups: Sequence[GroupView]) -> tuple[MapView, ...]:
    """Three maps. Each point has its name in the one that sees it best."""
    marked = [
        Marked(place, group.id, point_title(place, card.point.pinyin))
        for group in groups
        for card in group.cards
        for place in card.places
    ]
    drawings = [drawing(measures, view) for view in VIEWS]
    best = best_views([each.point for each in marked], drawings)
    regions = {
        group.id: (group.short, _("%(name)s: go to its points") % {"name": group.title}) for group in groups
    }
    crowd = {each.point.key for each in marked if each.region in CROWDED}
    crowd = {key for key in crowd if best.get(key) == BACK.name}
    named = best.keys() - crowd
    maps = [MapView(view_title(held.view), body_map(held, marked, named, regions, best)) for held in drawings]
    if crowd:
        maps.append(MapView(_("The low back, closer"), _near(measures, marked, crowd, best)))
    return tuple(maps)


CROWDED = ("lower-back", "hipbone")
"""Groups whose points lie too close together to be named beside a whole body."""
NEAR_SIZE = (0.25, 0.35)
"""Half the width and half the height of the closer look, in metres."""


def _near(
    measures: Measures, marked: Sequence[Marked], crowd: Collection[str], best: Mapping[str, str]
) -> BodyMap:
    heights = [each.point.position[2] for each in marked if each.point.key in crowd]
    level = (min(heights) + max(heights)) / 2
    wide, high = NEAR_SIZE
    held = close_up(measures, BACK, (-wide, level - high, wide, level + high), 0.0024)
    return near_map(held, [each for each in marked if each.point.key in crowd], best, BACK.name)


def view_title(view: View) -> str:
    """What the view shows, as a caption."""
    return {
        FRONT: _("From the front"),
        BACK: _("From the back"),
        SIDE: _("From the right"),
        OTHER_SIDE: _("From the left"),
    }[view]


def point_title(place: PlacedPoint, pinyin: str) -> str:
    """Code, name, side and radius, for whoever does not see the picture."""
    return _("%(code)s %(name)s, %(side)s, within %(mm)d mm") % {
        "code": place.code if not place.part else f"{place.code} {place.part}",
        "name": pinyin,
        "side": side_words(place.side),
        "mm": round(place.radius_mm),
    }


@dataclass(frozen=True)
class CloseUp:
    """The part of the body around one point, with its neighbours. ``scale`` is the length of 5 cm."""

    title: str
    width: float
    height: float
    tones: tuple[str, ...]
    discs: tuple[Disc, ...]
    names: tuple[tuple[float, float, str, str], ...]


HALF = 0.15
"""Half the height of a close-up, in metres."""


def close_ups(
    measures: Measures, places: Sequence[PlacedPoint], others: Iterable[PlacedPoint], pinyin: str
) -> tuple[CloseUp, ...]:
    """One picture of the point, from where it is seen best; both sides when one view sees both."""
    on_skin = [place for place in places if place.on_skin]
    if not on_skin:
        return ()
    views = (*VIEWS, OTHER_SIDE)
    view = max(views, key=lambda each: round(sum(facing(each, place) for place in on_skin), 3))
    if max(facing(view, place) for place in on_skin) < 0.4 or view in (SIDE, OTHER_SIDE):
        on_skin = [max(on_skin, key=lambda place: max(facing(each, place) for each in views))]
        view = max(views, key=lambda each: facing(each, on_skin[0]))
    window = window_around(on_skin, view, HALF)
    if window[2] - window[0] > 4 * HALF:  # too far apart for one close-up: the right side alone
        on_skin = on_skin[:1]
        window = window_around(on_skin, view, HALF)
    held = close_up(measures, view, window, 0.0018)
    return (_close_up(held, on_skin, others, pinyin),)


def _close_up(
    held: Drawing, own: Sequence[PlacedPoint], others: Iterable[PlacedPoint], pinyin: str
) -> CloseUp:
    marks = [Marked(place, "", point_title(place, pinyin)) for place in own]
    beside = [
        Marked(place, "", point_title(place, ""), kind="other")
        for place in others
        if place.key not in {mine.key for mine in own} and _inside(held, place)
    ]
    discs = [disc(held, each) for each in (*beside, *marks)]
    texts = {(each.x, each.y): mark for each, mark in zip(discs, (*beside, *marks), strict=True)}
    names = tuple(_free(texts, own_first=[(each.x, each.y) for each in discs[len(beside) :]]))
    return CloseUp(view_title(held.view), held.width, held.height, held.tones, tuple(discs), names)


SIGN, LINE = 6.6, 12.0
"""About how wide a sign of a name is in a close-up, and how high its line, in the picture's millimetres."""


def _free(
    texts: Mapping[tuple[float, float], Marked], own_first: Sequence[tuple[float, float]]
) -> Iterable[tuple[float, float, str, str]]:
    """Names beside their dots that do not lie on one another; one that finds no room is left out."""
    taken: list[tuple[float, float, float]] = []
    told: set[str] = set()
    for x, y in (*own_first, *(place for place in texts if place not in own_first)):
        mark = texts[x, y]
        text = mark.point.code if not mark.point.part else f"{mark.point.code} {mark.point.part}"
        wide = len(text) * SIGN
        clash = any(abs(y - y1) < LINE and x < x1 + w1 and x1 < x + wide for x1, y1, w1 in taken)
        if clash or (mark.kind == "other" and text in told):
            continue
        taken.append((x, y, wide))
        told.add(text)
        yield x, y, text, mark.kind


def _inside(held: Drawing, place: PlacedPoint) -> bool:
    if not place.on_skin or not held.shows(np.array(place.position), np.array(place.normal)):
        return False
    x, y = held.place(np.array(place.position))
    return 20 < x < held.width - 20 and 20 < y < held.height - 20
