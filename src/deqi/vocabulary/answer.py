"""An answer, or a refusal; both say where they came from and can be explained years later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from deqi.vocabulary.ledger import Ledger
from deqi.vocabulary.safety import SafetyAssessment
from deqi.vocabulary.source import Source


@dataclass(frozen=True)
class Provenance:
    """Which engine, which tables (name to SHA-256) and which day gave this result."""

    engine_version: str
    tables: Mapping[str, str]
    date: str


@dataclass(frozen=True)
class Doubt:
    """A reason for care in reading the answer, such as something that the person did not tell."""

    id: str
    text: str


@dataclass(frozen=True)
class Refusal:
    """Somebody must be seen first: what to do now, and no effect sizes."""

    safety: SafetyAssessment
    sources: tuple[Source, ...]
    provenance: Provenance


@dataclass(frozen=True)
class Answer:
    """Safety first, then the ledger, doubts, sources and provenance."""

    safety: SafetyAssessment
    ledger: Ledger
    doubts: tuple[Doubt, ...]
    sources: tuple[Source, ...]
    provenance: Provenance


AskedResult: TypeAlias = Answer | Refusal
