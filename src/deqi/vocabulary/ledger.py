"""The honest ledger: of 100 people like you."""

from dataclasses import dataclass
from enum import Enum

from deqi.vocabulary.certainty import Certainty
from deqi.vocabulary.source import ReviewState
from deqi.vocabulary.stratum import Stratum


@dataclass(frozen=True)
class Count:
    """A number of people (or points) of 100 with the limits of its interval.

    ``level`` is the interval's: 0.9 where the ledger's model worked it out, 0.95 where it was published.
    ``low`` may be negative for a difference.
    """

    estimate: float
    low: float
    high: float
    level: float = 0.9


@dataclass(frozen=True)
class Horizon:
    """One point in time. ``None`` means not known, never zero.

    The three arms are numbers of people of 100 who are clearly better (30% or more).
    ``anyway`` equals usual care; ``visits`` is sham minus usual care; ``needle_place`` is acupuncture minus
    sham; ``added`` is acupuncture minus usual care; ``not_better`` is 100 minus acupuncture.
    """

    weeks: float
    label: str
    usual_care: Count | None
    sham: Count | None
    acupuncture: Count | None
    visits: Count | None
    needle_place: Count | None
    added: Count | None
    not_better: Count | None
    certainty: Certainty
    basis: str


@dataclass(frozen=True)
class Harm:
    """How many people of 100 had a harm in studies, with its published interval."""

    id: str
    label: str
    of_100: Count
    certainty: Certainty
    text: str
    sources: tuple[str, ...]
    review: ReviewState


@dataclass(frozen=True)
class Option:
    """Another treatment on the same scale: points of 100 less pain, always with its comparator and time.

    ``points`` is positive when the option did better than its comparator; ``None`` when no number was seen.
    """

    id: str
    label: str
    group: str
    comparator: str
    when: str
    points: Count | None
    certainty: Certainty
    text: str
    sources: tuple[str, ...]
    review: ReviewState


@dataclass(frozen=True)
class Position:
    """What a guideline or payer says, and which comparison it looked at."""

    id: str
    body: str
    year: int
    says: str
    compared: str
    status: str
    sources: tuple[str, ...]
    review: ReviewState


@dataclass(frozen=True)
class Reported:
    """A finding told in words because it is not forecast (sleep, stress, surgery) or too thin to model."""

    id: str
    title: str
    text: str
    certainty: Certainty
    sources: tuple[str, ...]
    review: ReviewState


class LedgerStatus(Enum):
    """Whether trials support numbers for this group of people."""

    KNOWN = "known"
    PARTLY_KNOWN = "partly known"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Ledger:
    """The answer to "Would it help me?" in people of 100."""

    status: LedgerStatus
    stratum: Stratum
    denominator: int
    responder_definition: str
    interval_level: float
    headline: str
    horizons: tuple[Horizon, ...]
    harms: tuple[Harm, ...]
    options: tuple[Option, ...]
    positions: tuple[Position, ...]
    known: tuple[Reported, ...]
    not_forecast: tuple[Reported, ...]
    would_change: tuple[str, ...]
