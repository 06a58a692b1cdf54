"""The proposed points for one visit, ready to place: groups of cards, and what is left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deqi.answers import Tables
from deqi.vocabulary import (
    ChosenPoint,
    Handling,
    HiddenPoint,
    PlacedPoint,
    PointGroup,
    PointRisk,
    PointStatement,
    ReviewState,
    WhichPoints,
)
from deqi.web.atlas_pages.bodies import Placed
from deqi.web.atlas_pages.presenters.words import sides_words


@dataclass(frozen=True)
class Card:
    """One point of the set with its places on this body.

    ``place_source`` says where it lies, ``sources`` what used it and what lies under it.
    """

    point: ChosenPoint
    places: tuple[PlacedPoint, ...]
    sides: str
    radius: int
    level: str
    place_source: str
    sources: tuple[str, ...]

    @property
    def pressed(self) -> bool:
        """Whether this person may press it at home."""
        return self.point.press

    @property
    def needled_only(self) -> bool:
        """Whether nobody presses it."""
        return self.point.handling is not Handling.PRESS

    @property
    def coarse(self) -> bool:
        """Whether the drawn body shows its landmark only roughly."""
        return any(place.coarse for place in self.places)

    @property
    def unchecked(self) -> bool:
        """Whether nobody has held its place against a source."""
        return self.point.place_review is ReviewState.UNCHECKED

    @property
    def soft_risks(self) -> tuple[PointRisk, ...]:
        """What lies under it that needs no warning of its own."""
        return tuple(risk for risk in self.point.risks if not risk.hard)


@dataclass(frozen=True)
class HardWarning:
    """A hard warning, said once for all points of a group that it is about."""

    risk: PointRisk
    codes: tuple[str, ...]


@dataclass(frozen=True)
class GroupView:
    """A group with the points that this person may use."""

    id: str
    title: str
    short: str
    text: str
    sources: tuple[str, ...]
    cards: tuple[Card, ...]
    warnings: tuple[HardWarning, ...]


@dataclass(frozen=True)
class HiddenView:
    """Points that are left out for one reason."""

    reason: str
    points: tuple[HiddenPoint, ...]
    override: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """Everything that the pages say of the set. ``left_out`` maps every hidden code to why, and sources."""

    groups: tuple[GroupView, ...]
    hidden: tuple[HiddenView, ...]
    first: tuple[str, ...]
    ask: tuple[str, ...]
    statements: tuple[PointStatement, ...]
    override: str
    overridable: bool
    left_out: Mapping[str, tuple[str, tuple[str, ...]]]

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every card, in the order of the page."""
        return tuple(card for group in self.groups for card in group.cards)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the set."""
        return frozenset(card.point.code for group in self.groups for card in group.cards)


def proposal(result: WhichPoints, placed: Placed, tables: Tables) -> Proposal:
    """The set of an answer, with each point's places on this body, on the sides that may be used."""
    return Proposal(
        groups=tuple(_group(group, placed, tables) for group in result.groups if group.points),
        hidden=tuple(_hidden(result.hidden)),
        first=result.first,
        ask=result.ask,
        statements=result.statements,
        override=result.override.reason if result.override else "",
        overridable=any(point.override for point in result.hidden),
        left_out=_left_out(result, tables),
    )


def _left_out(result: WhichPoints, tables: Tables) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Every point of the book that a rule hides, not only those of the groups: code to why and its sources.

    A point that tradition bars from the groups must not come back by way of the layer that shows every point.
    """
    spoken = {point.rule for point in result.hidden}
    used = {point.code for group in result.groups for point in group.points}
    limbs = tables.care.limbs.arm | tables.care.limbs.leg
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for rule in tables.care.rules:
        if rule.id not in spoken:
            continue
        for code, facts in tables.points.points.items():
            touched = facts.area in limbs if rule.action == "hide the limb" else rule.touches(facts)
            if touched and code not in used:
                found.setdefault(code, (rule.reason, rule.sources))
    return found


def _group(group: PointGroup, placed: Placed, tables: Tables) -> GroupView:
    sources = {each.id: each.sources for each in tables.care.groups}
    cards = tuple(_card(point, placed, tables) for point in group.points)
    return GroupView(
        id=group.id,
        title=group.title,
        short=group.title.split(":")[0],
        text=group.text,
        sources=sources.get(group.id, ()),
        cards=cards,
        warnings=tuple(_warnings(cards)),
    )


def _card(point: ChosenPoint, placed: Placed, tables: Tables) -> Card:
    places = tuple(place for place in placed.of(point.code) if place.side in point.sides)
    risks = (source for risk in point.risks for source in risk.sources)
    return Card(
        point=point,
        places=places,
        sides=sides_words(point.sides),
        radius=max((round(place.radius_mm) for place in places), default=0),
        level=next((place.level for place in places if place.level), ""),
        place_source=tables.points.points[point.code].source,
        sources=tuple(dict.fromkeys([*(use.source for use in point.uses), *risks])),
    )


def _warnings(cards: Iterable[Card]) -> Iterable[HardWarning]:
    found: dict[str, tuple[PointRisk, list[str]]] = {}
    for card in cards:
        for risk in card.point.risks:
            if risk.hard:
                found.setdefault(risk.id, (risk, []))[1].append(card.point.code)
    return (HardWarning(risk, tuple(codes)) for risk, codes in found.values())


def _hidden(hidden: Iterable[HiddenPoint]) -> Iterable[HiddenView]:
    by_reason: dict[str, list[HiddenPoint]] = {}
    for point in hidden:
        by_reason.setdefault(point.reason, []).append(point)
    return (
        HiddenView(
            reason,
            tuple(points),
            any(point.override for point in points),
            tuple(dict.fromkeys(source for point in points for source in point.sources)),
        )
        for reason, points in by_reason.items()
    )
