"""The picture of 100 people: where each figure stands, its shape, and whether we are sure of it."""

from dataclasses import dataclass

from deqi.web.ask.presenters.people import People

COLUMNS = 10
CELL_WIDTH = 26
CELL_HEIGHT = 33
WIDTH = COLUMNS * CELL_WIDTH
HEIGHT = 10 * CELL_HEIGHT

BODIES = {
    "anyway": "v-5a8 8 0 0 1 16 0v5z",  # a dome
    "visits": "l8-14l8 14z",  # a triangle
    "place": "v-13h16v13z",  # a square
    "together": "l3.5-13h9l3.5 13z",  # a bell
    "unsplit": "l3.5-13h9l3.5 13z",
    "not_better": "v-5a8 8 0 0 1 16 0v5z",
}
"""Each body as path commands from its lower left corner, 16 wide."""

INKS = {
    "anyway": "#2f6f63",
    "visits": "#b7791f",
    "place": "#b3341f",
    "together": "#6b4a86",
    "unsplit": "#2f6f63",
    "not_better": "#6d645a",
}
"""Colours for paper; the style sheet replaces them on screen."""


@dataclass(frozen=True)
class IconGroup:
    """All figures of one kind as one path. ``surety``: ``sure``, ``maybe-less`` or ``maybe-more``.

    ``maybe-less`` are counted as better but might not be; ``maybe-more`` are counted as not better but might.
    """

    kind: str
    surety: str
    path: str
    ink: str
    count: int


@dataclass(frozen=True)
class IconArray:
    """Groups to draw in a box of ``width`` by ``height``."""

    groups: tuple[IconGroup, ...]
    title: str
    description: str
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Swatch:
    """One figure alone, for the legend."""

    kind: str
    surety: str
    path: str
    ink: str


def icon_array(people: People, *, title: str, description: str) -> IconArray:
    """Place 100 figures in reading order: better people first, grouped by why."""
    kinds = _kinds(people)
    members: dict[tuple[str, str], list[int]] = {}
    for place, kind in enumerate(kinds):
        members.setdefault((kind, _surety(place, people)), []).append(place)
    groups = tuple(
        IconGroup(kind, surety, "".join(_figure(kind, place) for place in places), INKS[kind], len(places))
        for (kind, surety), places in members.items()
    )
    return IconArray(groups, title, description)


def marked_array(marked: int, *, title: str, description: str) -> IconArray:
    """100 figures in a wide strip, of which the first ``marked`` carry a harm."""
    columns = 2 * COLUMNS
    groups = (
        IconGroup(
            "harm",
            "sure",
            "".join(_figure("visits", place, columns) for place in range(marked)),
            "#7a2e4d",
            marked,
        ),
        IconGroup(
            "not_better",
            "sure",
            "".join(_figure("not_better", place, columns) for place in range(marked, 100)),
            INKS["not_better"],
            100 - marked,
        ),
    )
    shown = tuple(group for group in groups if group.count)
    return IconArray(shown, title, description, columns * CELL_WIDTH, 100 // columns * CELL_HEIGHT)


def swatch(kind: str, surety: str = "sure") -> Swatch:
    """The figure that stands for a kind."""
    return Swatch(kind, surety, _figure(kind, 0), INKS[kind])


def _kinds(people: People) -> list[str]:
    return [
        kind
        for kind in ("anyway", "unsplit", "visits", "place", "together", "not_better")
        for _ in range(getattr(people, kind))
    ]


def _surety(place: int, people: People) -> str:
    if place < people.better:
        return "sure" if place < people.low else "maybe-less"
    return "maybe-more" if place < people.high else "sure"


def _figure(kind: str, place: int, columns: int = COLUMNS) -> str:
    left = place % columns * CELL_WIDTH + 5
    top = place // columns * CELL_HEIGHT
    head = f"M{left + 4} {top + 7}a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"
    return f"{head}M{left} {top + 28}{BODIES[kind]}"
