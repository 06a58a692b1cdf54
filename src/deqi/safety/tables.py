"""The reviewed files of the safety check, as frozen types."""

from collections.abc import Mapping
from dataclasses import dataclass

from deqi.safety.formula import Formula
from deqi.vocabulary import ReviewState, SignOff, Source, Urgency


@dataclass(frozen=True)
class Figure:
    """One published number about a finding or a caution; ``computed`` when worked out from published ones."""

    measure: str
    value: float
    low: float | None
    high: float | None
    population: str
    computed: bool
    source: str
    review: ReviewState


@dataclass(frozen=True)
class Basis:
    """Why a file says what it says: sources and where in them, review, and our own judgement."""

    sources: tuple[str, ...]
    where: str
    review: ReviewState
    reviewed_on: str
    judgement: str


@dataclass(frozen=True)
class Finding:
    """One question about a warning sign.

    ``asked_when`` says when the form asks it, ``concerns`` whom it can concern at all. ``if_unknown`` and
    ``if_missing`` are the least urgency while the reply is "not sure" or was never given.
    """

    id: str
    name: str
    suspected: str
    question: str
    help: str
    asked: bool
    asked_when: Formula
    concerns: Formula
    if_unknown: Urgency
    if_missing: Urgency
    figures: tuple[Figure, ...]
    basis: Basis


@dataclass(frozen=True)
class Rule:
    """When ``when`` holds, the urgency is at least ``urgency``; ``text`` says why in plain words."""

    id: str
    urgency: Urgency
    when: Formula
    text: str
    basis: Basis


@dataclass(frozen=True)
class CautionItem:
    """Something that changes how, where or whether needles are used.

    ``asked`` is false for rules that bind the practitioner or the product. ``derived_when`` holds when other
    answers already tell us, so that nobody need ask.
    """

    id: str
    level: str
    title: str
    question: str
    help: str
    text: str
    asked: bool
    asked_when: Formula
    derived_when: Formula | None
    figures: tuple[Figure, ...]
    basis: Basis


@dataclass(frozen=True)
class Advice:
    """What a person reads first: how soon, and what to do now."""

    headline: str
    action: str


@dataclass(frozen=True)
class Contradiction:
    """Two answers that cannot both be right: the more urgent one counts, and we ask again."""

    id: str
    when: Formula
    text: str


@dataclass(frozen=True)
class NoteItem:
    """Background to a result, printed for these tiers."""

    id: str
    tiers: frozenset[Urgency]
    text: str
    basis: Basis


@dataclass(frozen=True)
class Choice:
    """One choice; ``value`` is what the field becomes, ``None`` for "not sure"."""

    label: str
    value: str | float | None


@dataclass(frozen=True)
class Question:
    """One question of a screen.

    ``field`` is where the reply goes: ``age``, ``leg_pain``, ``findings.F01``, ``cautions.K07``. ``kind`` is
    ``number`` (from ``low`` to ``high`` ``unit``, may be left empty), ``choice`` (one of ``choices``) or
    ``reply`` (yes, no or not sure).
    """

    field: str
    kind: str
    text: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""

    @property
    def unknown_when_blank(self) -> bool:
        """Whether leaving it blank, once shown, means "not sure".

        So for warning signs. A caution or a fact about the person that is left blank was simply not told.
        """
        return self.field.startswith("findings.")


@dataclass(frozen=True)
class Screen:
    """A page of questions that belong together."""

    id: str
    title: str
    lead: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class SafetyTables:
    """Every table of the safety check. ``screens`` hold all questions, also those that cannot apply."""

    sha256: str
    sources: tuple[Source, ...]
    findings: Mapping[str, Finding]
    rules: tuple[Rule, ...]
    cautions: Mapping[str, CautionItem]
    person_questions_when: Mapping[str, Formula]
    screens: tuple[Screen, ...]
    advice: Mapping[Urgency, Advice]
    cannot_tell: Advice
    partly_asked: Advice
    not_answered: str
    come_back_if: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    notes: tuple[NoteItem, ...]
    sign_off: SignOff
    unsigned: str
