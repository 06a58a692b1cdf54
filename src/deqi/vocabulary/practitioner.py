"""Who could treat a person, and what is known about them: facts kept apart, with their source and age."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class FactKind(Enum):
    """What a fact is about. One never stands for another: a number in a register is not a licence."""

    REGISTER = "register number"
    LICENCE = "licence"
    CERTIFICATE = "certificate"
    EXCLUSION = "exclusion list"
    MEDICARE = "Medicare"


class FactState(Enum):
    """How a fact stands today.

    ``OPEN``: somebody must look first. ``STALE``: it was so, and nobody has looked since it grew too old.
    """

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"
    STALE = "too old"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Fact:
    """One fact about one practitioner.

    ``text`` is the sentence for people. ``status`` is the word of the source. ``authority`` is the body that
    says so and ``reference`` its number. ``fresh_until`` is the last day on which the fact counts as known.
    ``where`` is the file or page in which it was seen. Dates are ``None`` when unknown.
    """

    kind: FactKind
    state: FactState
    text: str
    status: str = ""
    authority: str = ""
    reference: str = ""
    checked_on: date | None = None
    expires_on: date | None = None
    fresh_until: date | None = None
    where: str = ""
    sources: tuple[str, ...] = ()
