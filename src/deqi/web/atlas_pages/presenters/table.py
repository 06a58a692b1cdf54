"""The table of every point, with the search before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.atlas import PointBook, find_points
from deqi.vocabulary import InputError, PointFacts, PointSearch, ReviewState
from deqi.web.atlas_pages.bodies import Placed
from deqi.web.atlas_pages.presenters.proposal import Proposal
from deqi.web.atlas_pages.presenters.words import handling_words

CHANNELS = ("LU", "LI", "ST", "SP", "HT", "SI", "BL", "KI", "PC", "TE", "GB", "LR", "GV", "CV", "EX")


@dataclass(frozen=True)
class Option:
    """A value that the table can be narrowed to."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Filters:
    """What the table is narrowed by."""

    channels: tuple[Option, ...]
    areas: tuple[Option, ...]
    channel: str
    area: str


@dataclass(frozen=True)
class Row:
    """One point of the table. ``state`` is ``proposed``, ``hidden`` or empty."""

    facts: PointFacts
    handling: str
    radius: str
    coarse: bool
    state: str
    unchecked: bool


def channel_words() -> dict[str, str]:
    """What the letters of a code stand for."""
    return {
        "LU": _("Lung"),
        "LI": _("Large intestine"),
        "ST": _("Stomach"),
        "SP": _("Spleen"),
        "HT": _("Heart"),
        "SI": _("Small intestine"),
        "BL": _("Bladder"),
        "KI": _("Kidney"),
        "PC": _("Pericardium"),
        "TE": _("Triple energizer"),
        "GB": _("Gallbladder"),
        "LR": _("Liver"),
        "GV": _("Governor vessel"),
        "CV": _("Conception vessel"),
        "EX": _("Extra points"),
    }


def channel_of(facts: PointFacts) -> str:
    """The letters of its code, without the number."""
    return facts.code.split("-")[0] if facts.code.startswith("EX") else facts.code.rstrip("0123456789")


def filters(book: PointBook, channel: str, area: str) -> Filters:
    """The two lists to choose from; a value that is not in them chooses nothing."""
    words = channel_words()
    areas = sorted({facts.area for facts in book.points.values()})
    channel = channel if channel in CHANNELS else ""
    area = area if area in areas else ""
    return Filters(
        tuple(Option(code, f"{code} {words[code]}", code == channel) for code in CHANNELS),
        tuple(Option(name, name, name == area) for name in areas),
        channel,
        area,
    )


def found_view(asked: str, book: PointBook) -> tuple[PointSearch | None, str]:
    """What a text may mean, or why it cannot be searched."""
    if not asked:
        return None, ""
    try:
        return find_points(asked, book), ""
    except InputError as error:
        return None, f"{error.what} {error.rule} {error.next_step}"


def rows(
    book: PointBook, placed: Placed, chosen: Proposal, wanted: Filters, found: PointSearch | None
) -> tuple[Row, ...]:
    """The points that fit the filters; those that a search found first and alone."""
    points: Iterable[PointFacts] = book.points.values()
    if found and found.matches:
        points = [book.points[match.code] for match in found.matches]
    kept = [
        facts
        for facts in points
        if wanted.channel in {"", channel_of(facts)} and wanted.area in {"", facts.area}
    ]
    radii: dict[str, list[float]] = {}
    coarse: set[str] = set()
    for place in placed.points:
        radii.setdefault(place.code, []).append(place.radius_mm)
        if place.coarse:
            coarse.add(place.code)
    return tuple(_row(facts, radii.get(facts.code, ()), facts.code in coarse, chosen) for facts in kept)


def _row(facts: PointFacts, radii: Sequence[float], coarse: bool, chosen: Proposal) -> Row:  # noqa: FBT001
    hidden = facts.code in chosen.left_out
    state = "proposed" if facts.code in chosen.codes else "hidden" if hidden else ""
    radius = f"{max(radii):.0f}" if radii else ""
    return Row(
        facts, handling_words(facts.handling), radius, coarse, state, facts.review is ReviewState.UNCHECKED
    )
