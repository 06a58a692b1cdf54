"""Formulas over what a person told us. There is no "not", so more trouble can never mean less urgency.

A reply is a place on one scale: no < never asked < not sure < yes. A literal holds from some place on that
scale upwards; "all" and "any" keep that property. Hence every rule built here is monotone: moving any reply
up the scale can make a rule hold and can never make it stop holding.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from deqi.vocabulary import Person, Reply, Sex

PERSON_REPLIES = ("leg_pain", "pregnant")
"""Replies that are fields of ``Person`` itself and not findings or cautions."""


class Standing(IntEnum):
    """How far a reply speaks for trouble. A question that was never asked is worse than a "no"."""

    NO = 0
    MISSING = 1
    UNKNOWN = 2
    YES = 3


_STANDING: Mapping[Reply | None, Standing] = {
    Reply.NO: Standing.NO,
    None: Standing.MISSING,
    Reply.UNKNOWN: Standing.UNKNOWN,
    Reply.YES: Standing.YES,
}


def reply_of(person: Person, id_: str) -> Reply | None:
    """The reply to a finding, a caution, ``leg_pain`` or ``pregnant``; ``None`` when never asked."""
    if id_ in PERSON_REPLIES:
        reply: Reply | None = getattr(person, id_)
        return reply
    return person.findings.get(id_, person.cautions.get(id_))


def standing_of(person: Person, id_: str) -> Standing:
    """Where that reply stands on the scale."""
    return _STANDING[reply_of(person, id_)]


class Formula(ABC):
    """Something that holds for a person or does not."""

    @abstractmethod
    def holds(self, person: Person) -> bool:
        """Whether it holds for ``person``."""

    @abstractmethod
    def literals(self) -> Iterator["Formula"]:
        """Every literal in it, in order of writing."""

    def witnesses(self, person: Person) -> Iterator[str]:
        """The ids whose replies made it hold; a reply that was never given is no witness."""
        if self.holds(person):
            yield from self._witnesses(person)

    def _witnesses(self, person: Person) -> Iterator[str]:  # noqa: ARG002  (most literals have none)
        return iter(())


@dataclass(frozen=True)
class All(Formula):
    """Holds when every part does."""

    parts: tuple[Formula, ...]

    def holds(self, person: Person) -> bool:
        """See ``Formula.holds``."""
        return all(part.holds(person) for part in self.parts)

    def literals(self) -> Iterator[Formula]:
        """See ``Formula.literals``."""
        for part in self.parts:
            yield from part.literals()

    def _witnesses(self, person: Person) -> Iterator[str]:
        for part in self.parts:
            yield from part.witnesses(person)


@dataclass(frozen=True)
class AnyOf(Formula):
    """Holds when one part does or more."""

    parts: tuple[Formula, ...]

    def holds(self, person: Person) -> bool:
        """See ``Formula.holds``."""
        return any(part.holds(person) for part in self.parts)

    def literals(self) -> Iterator[Formula]:
        """See ``Formula.literals``."""
        for part in self.parts:
            yield from part.literals()

    def _witnesses(self, person: Person) -> Iterator[str]:
        for part in self.parts:
            yield from part.witnesses(person)


class Literal(Formula):
    """A formula without parts."""

    def literals(self) -> Iterator[Formula]:
        """See ``Formula.literals``."""
        yield self


@dataclass(frozen=True)
class ReplyAtLeast(Literal):
    """The reply to ``id`` stands at ``standing`` or above it."""

    id: str
    standing: Standing

    def holds(self, person: Person) -> bool:
        """See ``Formula.holds``."""
        return standing_of(person, self.id) >= self.standing

    def _witnesses(self, person: Person) -> Iterator[str]:
        if standing_of(person, self.id) >= Standing.UNKNOWN:
            yield self.id


@dataclass(frozen=True)
class SaidNo(Literal):
    """The reply was "no". For asking again where answers clash; the schema bars it from every rule."""

    id: str

    def holds(self, person: Person) -> bool:
        """See ``Formula.holds``."""
        return reply_of(person, self.id) is Reply.NO

    def _witnesses(self, person: Person) -> Iterator[str]:
        if self.holds(person):
            yield self.id


@dataclass(frozen=True)
class NumberFrom(Literal):
    """A number that we know and that is ``low`` or more."""

    field: str
    low: float

    def holds(self, person: Person) -> bool:
        """See ``Formula.holds``."""
        value = getattr(person, self.field)
        return value is not None and value >= self.low


@dataclass(frozen=True)
class NumberBelow(Literal):
    """A number that we know and that is less than ``high``."""

    field: str
    high: float

    def holds(self, person: Person) -> bool:
        """See ``Formula.holds``."""
        value = getattr(person, self.field)
        return value is not None and value < self.high


@dataclass(frozen=True)
class NotTold(Literal):
    """We were not told this number or the sex."""

    field: str

    def holds(self, person: Person) -> bool:
        """See ``Formula.holds``."""
        return getattr(person, self.field) is None


@dataclass(frozen=True)
class SexIs(Literal):
    """The person gave this sex."""

    sex: Sex

    def holds(self, person: Person) -> bool:
        """See ``Formula.holds``."""
        return person.sex is self.sex


_REPLY_WORDS = {"yes": Standing.YES, "possible": Standing.UNKNOWN, "not_excluded": Standing.MISSING}
_FROM_WORDS = {"age_at_least": "age", "weeks_at_least": "pain_weeks", "pain_at_least": "pain_now"}
_BELOW_WORDS = {"age_below": "age", "weeks_below": "pain_weeks"}


def parse(written: Mapping[str, Any], terms: Mapping[str, Formula]) -> Formula:
    """The formula that a data file writes as a table with one key.

    ``terms`` holds the named formulas that ``term`` may refer to. The file's schema has already checked the
    shape. Raises ``KeyError`` with the name when a term is not among ``terms``.
    """
    ((word, value),) = written.items()
    if word in ("all", "any"):
        parts = tuple(parse(part, terms) for part in value)
        return All(parts) if word == "all" else AnyOf(parts)
    if word == "term":
        return terms[value]
    return _literal(word, value)


def _literal(word: str, value: Any) -> Formula:
    if word in _REPLY_WORDS:
        return ReplyAtLeast(value, _REPLY_WORDS[word])
    if word in _FROM_WORDS:
        return NumberFrom(_FROM_WORDS[word], value)
    if word in _BELOW_WORDS:
        return NumberBelow(_BELOW_WORDS[word], value)
    return {"not_told": NotTold, "sex": lambda name: SexIs(Sex(name)), "no": SaidNo}[word](value)


def terms_in(written: Mapping[str, Any]) -> Iterator[str]:
    """The names of the terms that a written formula refers to directly."""
    ((word, value),) = written.items()
    if word == "term":
        yield value
    elif word in ("all", "any"):
        for part in value:
            yield from terms_in(part)
