"""The words that every room of Deqi shares.

One file a concept; frozen dataclasses and enums; the standard library alone.
``GLOSSARY.md`` explains each word to people, and a test holds the two together.
"""

from deqi.vocabulary.answer import Answer, AskedResult, Doubt, Provenance, Refusal
from deqi.vocabulary.body import BODY_LIMITS, InputTier, Measures, Side
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
from deqi.vocabulary.point_facts import Depth, Handling, PointFacts, PointMatch, PointRisk, PointSearch
from deqi.vocabulary.points import PlacedPoint, Radius, Vector
from deqi.vocabulary.reply import Reply
from deqi.vocabulary.safety import Caution, Reason, SafetyAssessment, SignOff
from deqi.vocabulary.source import ReviewState, Source
from deqi.vocabulary.stratum import Stratum
from deqi.vocabulary.urgency import Urgency
from deqi.vocabulary.which_points import (
    ChosenPoint,
    HiddenPoint,
    Limb,
    Override,
    PlacedBody,
    PointGroup,
    PointPosition,
    PointsResult,
    PointStatement,
    PointSupport,
    PointUse,
    WhichPoints,
)

__all__ = [
    "BODY_LIMITS",
    "LIMITS",
    "Answer",
    "AskedResult",
    "Caution",
    "Certainty",
    "ChosenPoint",
    "Comparator",
    "Count",
    "DataFileError",
    "Depth",
    "DeqiError",
    "Doubt",
    "Handling",
    "Harm",
    "HiddenPoint",
    "Horizon",
    "InputError",
    "InputTier",
    "Ledger",
    "LedgerStatus",
    "Limb",
    "Limit",
    "Measures",
    "Option",
    "Override",
    "Person",
    "PlacedBody",
    "PlacedPoint",
    "PointFacts",
    "PointGroup",
    "PointMatch",
    "PointPosition",
    "PointRisk",
    "PointSearch",
    "PointStatement",
    "PointSupport",
    "PointUse",
    "PointsResult",
    "Position",
    "Provenance",
    "Radius",
    "Reason",
    "Refusal",
    "Reply",
    "Reported",
    "ReviewState",
    "SafetyAssessment",
    "Sex",
    "Side",
    "SignOff",
    "Source",
    "Stratum",
    "Urgency",
    "UsageError",
    "Vector",
    "WhichPoints",
]
