"""The words that every room of Deqi shares.

One file a concept; frozen dataclasses and enums; the standard library alone.
``GLOSSARY.md`` explains each word to people, and a test holds the two together.
"""

from deqi.vocabulary.answer import Answer, AskedResult, Doubt, Provenance, Refusal
from deqi.vocabulary.certainty import Certainty
from deqi.vocabulary.comparator import Comparator
from deqi.vocabulary.course import (
    Band,
    Burden,
    Change,
    CourseAnswer,
    CourseChart,
    CourseResult,
    Coverage,
    Covered,
    Decision,
    ErrorRate,
    Graded,
    Letter,
    Mark,
    Outlook,
    Point,
    Sees,
    Tracked,
    UsualCare,
    Verdict,
)
from deqi.vocabulary.diary import (
    AdverseEvent,
    Care,
    CarePlan,
    CareRecord,
    DiaryEntry,
    OtherCare,
    PayerFacts,
    Response,
    Session,
    Severity,
)
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
    "AdverseEvent",
    "Answer",
    "AskedResult",
    "Band",
    "Burden",
    "Care",
    "CarePlan",
    "CareRecord",
    "Caution",
    "Certainty",
    "Change",
    "Comparator",
    "Count",
    "CourseAnswer",
    "CourseChart",
    "CourseResult",
    "Coverage",
    "Covered",
    "DataFileError",
    "Decision",
    "DeqiError",
    "DiaryEntry",
    "Doubt",
    "ErrorRate",
    "Fact",
    "FactKind",
    "FactState",
    "Graded",
    "Harm",
    "Horizon",
    "InputError",
    "Ledger",
    "LedgerStatus",
    "Letter",
    "Limit",
    "Mark",
    "Option",
    "OtherCare",
    "Outlook",
    "PayerFacts",
    "Person",
    "Point",
    "Position",
    "Provenance",
    "Reason",
    "Refusal",
    "Reply",
    "Reported",
    "Response",
    "ReviewState",
    "SafetyAssessment",
    "Sees",
    "Session",
    "Severity",
    "Sex",
    "SignOff",
    "Source",
    "Stratum",
    "Tracked",
    "Urgency",
    "UsageError",
    "UsualCare",
    "Verdict",
]
