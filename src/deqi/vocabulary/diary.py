"""A person's diary of a course of care: weeks, visits, what happened besides. Unknown stays unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType

from deqi.vocabulary.person import Person
from deqi.vocabulary.reply import Reply


class Care(Enum):
    """What the person is having for the back: the diary works without acupuncture too."""

    ACUPUNCTURE = "acupuncture"
    USUAL_CARE = "usual care"


class Severity(Enum):
    """How bad an unwanted effect was, in the person's own view."""

    MILD = "mild"
    """Noticed, and daily life went on."""
    MODERATE = "moderate"
    """It got in the way of daily life."""
    SEVERE = "severe"
    """Daily life could not go on."""


@dataclass(frozen=True)
class AdverseEvent:
    """Something unwanted after or during care.

    ``kind`` is an id of ``data/outcomes/adverse``. ``None`` means not told: never mild, and never "no".
    """

    kind: str
    severity: Severity | None = None
    needed_care: Reply | None = None
    day: date | None = None
    note: str = ""


@dataclass(frozen=True)
class OtherCare:
    """Other care for the back: ``kind`` is an id of ``data/outcomes/other_care.toml``."""

    kind: str
    day: date | None = None
    note: str = ""


@dataclass(frozen=True)
class DiaryEntry:
    """What a person told about the seven days that ended on ``day``.

    ``scores`` maps an item of the weekly questionnaire to its score; an item that is absent or ``None`` was
    not told, and is never read as 0. ``findings`` maps ids of ``data/safety`` to replies.
    """

    day: date
    scores: Mapping[str, float | None] = field(default_factory=dict)
    events: tuple[AdverseEvent, ...] = ()
    other_care: tuple[OtherCare, ...] = ()
    findings: Mapping[str, Reply] = field(default_factory=dict)
    medicines: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "scores", MappingProxyType(dict(self.scores)))
        object.__setattr__(self, "findings", MappingProxyType(dict(self.findings)))


@dataclass(frozen=True)
class Session:
    """One visit with needles; ``day`` is the calendar day at the place of the visit.

    ``minutes``, ``needles`` and ``electrical`` are ``None`` when nobody noted them.
    """

    day: date
    who: str = ""
    points: tuple[str, ...] = ()
    felt: str = ""
    events: tuple[AdverseEvent, ...] = ()
    minutes: float | None = None
    needles: int | None = None
    electrical: Reply | None = None
    note: str = ""


@dataclass(frozen=True)
class Response:
    """One filled-in questionnaire: answers by item (its ``linkId``); ``None`` or absent is not answered."""

    questionnaire: str
    day: date
    answers: Mapping[str, float | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))


@dataclass(frozen=True)
class CarePlan:
    """How many visits over how many weeks are planned, and what a visit costs the person."""

    visits: int | None = None
    weeks: float | None = None
    price: float | None = None
    currency: str = ""


@dataclass(frozen=True)
class PayerFacts:
    """What a payer asks about this pain. ``None`` means not told, which never reads as "no"."""

    pain_since: date | None = None
    systemic_cause: Reply | None = None
    after_surgery: Reply | None = None
    pregnant: Reply | None = None
    beyond_knee: Reply | None = None
    documented: Reply | None = None
    qualified: Reply | None = None


@dataclass(frozen=True)
class CareRecord:
    """One course of care as far as it has been told.

    ``start`` is the day of the first visit, or the planned one; entries up to that day are the baseline.
    ``activities`` are up to three names that the person gave. ``earlier_sessions`` are visits of former
    courses, which payers count.
    """

    start: date
    care: Care = Care.ACUPUNCTURE
    person: Person = field(default_factory=Person)
    plan: CarePlan = field(default_factory=CarePlan)
    facts: PayerFacts = field(default_factory=PayerFacts)
    activities: tuple[str, ...] = ()
    entries: tuple[DiaryEntry, ...] = ()
    sessions: tuple[Session, ...] = ()
    earlier_sessions: tuple[Session, ...] = ()
    responses: tuple[Response, ...] = ()

    def week_of(self, day: date) -> int:
        """The seven-day week that ``day`` lies in: 0 is the week that ends on the day of ``start``."""
        return -(-(day - self.start).days // 7)
