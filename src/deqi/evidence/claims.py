"""What is often promised, and what trials found: the claims, as reviewed files say them."""

from dataclasses import dataclass
from enum import Enum

from deqi.datafiles import Row
from deqi.vocabulary import Certainty, Count, ReviewState


class Holds(Enum):
    """How far a claim holds, in the words that a reader sees first."""

    PARTLY = "partly true"
    TOO_STRONG = "too strong"
    NOT_SHOWN = "not shown"
    FALSE = "false"


class Unit(Enum):
    """What a size counts. Both are of 100, so that sizes can be read side by side."""

    PEOPLE = "people of 100"
    POINTS = "points of 100"


@dataclass(frozen=True)
class Span:
    """The published limits of a share that has no comparator."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large: one share or one difference from one source, at one time.

    ``share`` belongs to ``who``, ``compared`` to ``comparator``. ``difference`` is ``who`` minus
    ``comparator`` in ``unit``, positive when there is more of ``outcome``. ``None`` means not published.
    """

    unit: Unit
    outcome: str
    who: str
    share: float | None
    share_range: Span | None
    comparator: str
    compared: float | None
    difference: Count | None
    when: str
    certainty: Certainty
    source: str
    source_location: str
    review: ReviewState


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A promise, what trials say about it, what is not known, and which question of Deqi tests it.

    ``conflicts`` is empty when the sources do not disagree. ``checked`` is an ISO date: when the text was
    last held against its sources. ``sizes`` hold only figures that somebody has seen.
    """

    id: str
    topic: str
    group: str
    claim: str
    holds: Holds
    verdict: str
    certainty: Certainty
    trials: str
    conflicts: str
    unknown: str
    where: str
    sizes: tuple[Size, ...]
    sources: tuple[str, ...]
    source_location: str
    review: ReviewState
    checked: str


def claim_from(row: Row) -> Claim:
    """A claim from a row that follows ``schemas/claim.json``; unchecked sizes stay out."""
    return Claim(
        id=row["id"],
        topic=row["topic"],
        group=row["group"],
        claim=row["claim"],
        holds=Holds(row["holds"]),
        verdict=row["verdict"],
        certainty=Certainty(row["certainty"]),
        trials=row["trials"],
        conflicts=row.get("conflicts", ""),
        unknown=row["unknown"],
        where=row["where"],
        sizes=tuple(_size(part) for part in row.get("sizes", ()) if not _unchecked(part)),
        sources=row["sources"],
        source_location=row["source_location"],
        review=ReviewState(row["review"]),
        checked=row["checked"],
    )


def held_back_sizes(row: Row) -> tuple[str, ...]:
    """Names of the sizes of a shown claim that nobody has seen, for curators."""
    parts = enumerate(row.get("sizes", ()), start=1)
    return tuple(f"{row['id']} (size {number})" for number, part in parts if _unchecked(part))


def _unchecked(part: Row) -> bool:
    return bool(part["review"] == ReviewState.UNCHECKED.value)


def _size(part: Row) -> Size:
    limits, difference = part.get("share_range"), part.get("difference")
    return Size(
        unit=Unit(part["unit"]),
        outcome=part["outcome"],
        who=part["who"],
        share=part.get("share"),
        share_range=None if limits is None else Span(limits["low"], limits["high"]),
        comparator=part.get("comparator", ""),
        compared=part.get("compared"),
        difference=None
        if difference is None
        else Count(difference["estimate"], difference["low"], difference["high"]),
        when=part["when"],
        certainty=Certainty(part["certainty"]),
        source=part["source"],
        source_location=part["source_location"],
        review=ReviewState(part["review"]),
    )
