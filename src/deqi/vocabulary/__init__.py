"""The words that every room of Deqi shares.

One file a concept; frozen dataclasses and enums; the standard library alone.
``GLOSSARY.md`` explains each word to people, and a test holds the two together.
"""

from deqi.vocabulary.answer import Answer, AskedResult, Doubt, Provenance, Refusal
from deqi.vocabulary.certainty import Certainty
from deqi.vocabulary.comparator import Comparator
from deqi.vocabulary.errors import DataFileError, DeqiError, InputError, UsageError
from deqi.vocabulary.ledger import (
    Count,
    Harm,
    Horizon,
    Ledger,
    LedgerStatus,
    Option,
    Position,
    Reported,
)
from deqi.vocabulary.person import LIMITS, Limit, Person, Sex
from deqi.vocabulary.practitioner import Fact, FactKind, FactState
from deqi.vocabulary.reply import Reply
from deqi.vocabulary.safety import Caution, Reason, SafetyAssessment, SignOff
from deqi.vocabulary.source import ReviewState, Source
from deqi.vocabulary.stratum import Stratum
from deqi.vocabulary.urgency import Urgency

__all__ = [
    "LIMITS",
    "Answer",
    "AskedResult",
    "Caution",
    "Certainty",
    "Comparator",
    "Count",
    "DataFileError",
    "DeqiError",
    "Doubt",
    "Fact",
    "FactKind",
    "FactState",
    "Harm",
    "Horizon",
    "InputError",
    "Ledger",
    "LedgerStatus",
    "Limit",
    "Option",
    "Person",
    "Position",
    "Provenance",
    "Reason",
    "Refusal",
    "Reply",
    "Reported",
    "ReviewState",
    "SafetyAssessment",
    "Sex",
    "SignOff",
    "Source",
    "Stratum",
    "Urgency",
    "UsageError",
]
