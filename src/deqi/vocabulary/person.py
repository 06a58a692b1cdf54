"""The person who asks, as far as they told us. Unknown is a value and stays unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from deqi.vocabulary.errors import InputError
from deqi.vocabulary.reply import Reply


class Sex(Enum):
    """Sex, as far as a question depends on it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


@dataclass(frozen=True)
class Limit:
    """The closed range that a number may take, its unit, and why the range is what it is."""

    low: float
    high: float
    unit: str
    why: str


LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        "age": Limit(0, 120, "years", "nobody on record has lived past 122 years"),
        "pain_weeks": Limit(0, 5200, "weeks", "a hundred years"),
        "pain_now": Limit(0, 10, "points of 10", "0 is no pain, 10 is the worst pain there is"),
        "function": Limit(0, 100, "points of 100", "0 is no trouble with daily life, 100 the most"),
    }
)


@dataclass(frozen=True)
class Person:
    """What one person told us. ``None`` means unknown; a missing finding was not answered.

    ``age`` in years, ``pain_weeks`` in weeks since this pain began, ``pain_now`` from 0 to 10,
    ``function`` from 0 (no trouble) to 100. ``findings`` and ``cautions`` map ids of
    ``data/safety`` to replies. Raises ``InputError`` when a number is outside ``LIMITS``.
    """

    age: float | None = None
    sex: Sex | None = None
    pain_weeks: float | None = None
    pain_now: float | None = None
    leg_pain: Reply | None = None
    pregnant: Reply | None = None
    function: float | None = None
    findings: Mapping[str, Reply] = field(default_factory=dict)
    cautions: Mapping[str, Reply] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, limit in LIMITS.items():
            value = getattr(self, name)
            # "not (low <= value <= high)" also catches NaN
            if value is not None and not limit.low <= value <= limit.high:
                raise InputError(
                    what=f"{value} is outside what {name} can be.",
                    rule=f"It must be from {limit.low:g} to {limit.high:g} {limit.unit}: {limit.why}.",
                    next_step="Give a number in that range, or leave it out if you do not know.",
                    where=name,
                )
        object.__setattr__(self, "findings", MappingProxyType(dict(self.findings)))
        object.__setattr__(self, "cautions", MappingProxyType(dict(self.cautions)))
