"""One point, ready to place."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.answers import Tables
from deqi.vocabulary import Measures, PlacedPoint, PointFacts, PointRisk, PointUse, ReviewState
from deqi.web.atlas_pages.bodies import Placed
from deqi.web.atlas_pages.presenters.maps import CloseUp, close_ups
from deqi.web.atlas_pages.presenters.proposal import Card, Proposal
from deqi.web.atlas_pages.presenters.table import channel_of, channel_words
from deqi.web.atlas_pages.presenters.words import (
    handling_words,
    radius_parts,
    review_words,
    side_words,
)


@dataclass(frozen=True)
class PlaceRow:
    """One place of the point on this body, as the table shows it: centimetres from floor and midline."""

    name: str
    height_cm: str
    across_cm: str
    radius: int
    coarse: bool


@dataclass(frozen=True)
class PointView:
    """Everything that the page of a point says. ``hidden`` is why it is left out, or empty."""

    facts: PointFacts
    channel: str
    channel_code: str
    handling: str
    card: Card | None
    hidden: str
    hidden_sources: tuple[str, ...]
    places: tuple[PlaceRow, ...]
    level: str
    parts: tuple[tuple[str, int], ...]
    radius: int
    open_questions: tuple[str, ...]
    inside: bool
    pictures: tuple[CloseUp, ...]
    uses: tuple[PointUse, ...]
    hard: tuple[PointRisk, ...]
    soft: tuple[PointRisk, ...]
    aliases: tuple[tuple[str, str], ...]
    review: str
    unchecked: bool
    before: PointFacts | None
    after: PointFacts | None


def point_view(code: str, tables: Tables, placed: Placed, chosen: Proposal, measures: Measures) -> PointView:
    """The page of ``code``, which must be a code of the book. A hidden point gets no picture and no place."""
    book = tables.points
    facts = book.points[code]
    card = next((card for group in chosen.groups for card in group.cards if card.point.code == code), None)
    why, sources = chosen.left_out.get(code, ("", ()))
    hidden = code in chosen.left_out
    places = () if hidden else card.places if card else placed.of(code)
    others = [point for point in placed.points if point.code in chosen.codes]
    codes = list(book.points)
    number = codes.index(code)
    return PointView(
        facts=facts,
        channel=channel_words().get(channel_of(facts), ""),
        channel_code=channel_of(facts),
        handling=handling_words(facts.handling),
        card=card,
        hidden=why,
        hidden_sources=sources,
        places=tuple(_place(place) for place in places),
        level=next((place.level for place in places if place.level), ""),
        parts=radius_parts(max(places, key=lambda place: place.radius_mm)) if places else (),
        radius=max((round(place.radius_mm) for place in places), default=0),
        open_questions=tuple(dict.fromkeys(place.open_question for place in places if place.open_question)),
        inside=any(not place.on_skin for place in places),
        pictures=close_ups(measures, places, others, facts.pinyin),
        uses=tables.care.uses.get(code, ()),
        hard=tuple(risk for risk in facts.risks if risk.hard),
        soft=tuple(risk for risk in facts.risks if not risk.hard),
        aliases=tuple((alias.alias, alias.why) for alias in book.aliases if alias.code == code),
        review=review_words(facts.review),
        unchecked=facts.review is ReviewState.UNCHECKED,
        before=book.points[codes[number - 1]] if number else None,
        after=book.points[codes[number + 1]] if number + 1 < len(codes) else None,
    )


def _place(place: PlacedPoint) -> PlaceRow:
    x, _y, z = place.position
    side = side_words(place.side)
    return PlaceRow(
        name=side if not place.part else _("%(part)s, %(side)s") % {"part": place.part, "side": side},
        height_cm=f"{z * 100:.0f}",
        across_cm=f"{abs(x) * 100:.1f}",
        radius=round(place.radius_mm),
        coarse=place.coarse,
    )
