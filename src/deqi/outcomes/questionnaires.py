"""Questionnaires as data: what is asked, how it is scored, what a missing answer means.

Texts of published instruments are not here: ``fhir_questionnaire`` reads the file of whoever may use them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from deqi.vocabulary import InputError, ReviewState


@dataclass(frozen=True)
class Item:
    """One question. ``better`` says which end is good; ``text`` is empty for a published item not loaded."""

    id: str
    low: float
    high: float
    better: str
    text: str = ""
    low_means: str = ""
    high_means: str = ""
    label: str = ""
    note: str = ""
    forecast: bool = False
    loinc: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class MinimalChange:
    """The smallest change that matters to one person: points, and percent of baseline if it has any."""

    absolute: float
    percent: float | None
    source: str
    where: str
    licence: str
    review: ReviewState


@dataclass(frozen=True)
class Noise:
    """Standard error of one measurement, in points of the score."""

    sem: float
    source: str
    where: str
    licence: str
    review: ReviewState


@dataclass(frozen=True)
class ScoreRule:
    """How answers become a score.

    ``method``: the ``value`` itself, ``mean``, ``sum``, ``count`` of ticks, ``percent`` of what the answered
    items could give, or a ``table`` from raw sum to score. ``missing``: ``refuse``, or count ``of answered``
    while no more than ``most_missing`` are missing. No rule ever reads a missing answer as 0.
    """

    id: str
    label: str
    method: str
    items: tuple[str, ...]
    low: float
    high: float
    better: str
    missing: str
    missing_rule: str
    most_missing: int = 0
    loinc: str = ""
    mic: MinimalChange | None = None
    noise: Noise | None = None


@dataclass(frozen=True)
class Questionnaire:
    """One questionnaire. ``table`` maps raw sums to scores, where the owner's table was loaded."""

    id: str
    title: str
    kind: str
    recall: str
    licence: str
    items: tuple[Item, ...]
    scores: tuple[ScoreRule, ...]
    sources: tuple[str, ...]
    lead: str = ""
    note: str = ""
    table: Mapping[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", MappingProxyType(dict(self.table)))

    @property
    def ready(self) -> bool:
        """Whether it can be shown: every item has its text."""
        return all(item.text for item in self.items)

    def item(self, id_: str) -> Item:
        """The item with this id. Raises ``KeyError``."""
        return {item.id: item for item in self.items}[id_]

    def score_rule(self, id_: str) -> ScoreRule:
        """The score with this id. Raises ``KeyError``."""
        return {rule.id: rule for rule in self.scores}[id_]


@dataclass(frozen=True)
class Scored:
    """A score, or why there is none."""

    value: float | None
    answered: int
    of: int
    why_not: str = ""


def score(answers: Mapping[str, float | None], rule: ScoreRule, questionnaire: Questionnaire) -> Scored:
    """The score of these answers by the instrument's own rule; ``None`` where the rule gives none.

    Raises ``InputError`` for an answer outside its item's range.
    """
    given = {name: answers[name] for name in rule.items if answers.get(name) is not None}
    known = {name: _in_range(value, questionnaire.item(name)) for name, value in given.items()}
    missing = len(rule.items) - len(known)
    allowed = rule.most_missing if rule.missing == "of answered" else 0
    if missing > allowed or not known:
        return Scored(None, len(known), len(rule.items), rule.missing_rule)
    value = _combine(known, rule, questionnaire)
    why_not = "" if value is not None else "The owner's table of scores has not been loaded."
    return Scored(value, len(known), len(rule.items), why_not)


def _combine(known: Mapping[str, float], rule: ScoreRule, questionnaire: Questionnaire) -> float | None:
    total = sum(known.values())
    if rule.method == "mean":
        return total / len(known)
    if rule.method == "percent":
        return 100 * total / sum(questionnaire.item(name).high for name in known)
    if rule.method == "table":
        return questionnaire.table.get(round(total))
    return total


def _in_range(value: float | None, item: Item) -> float:
    if value is None or isinstance(value, bool) or not item.low <= value <= item.high:
        raise InputError(
            what=f"{value} is outside what this question can be answered with.",
            rule=f"It must be from {item.low:g} to {item.high:g}.",
            next_step="Give a number in that range, or leave it out if you do not know.",
            where=item.id,
        )
    return value
