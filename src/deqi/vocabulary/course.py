"""The answer to "Is it working?": what was measured, what to expect, and what to do about it."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from deqi.vocabulary.answer import Doubt, Provenance, Refusal
from deqi.vocabulary.ledger import Count
from deqi.vocabulary.safety import SafetyAssessment
from deqi.vocabulary.source import ReviewState, Source


class Verdict(Enum):
    """What the measurements say about the course of care. It says nothing about what caused a change."""

    GO_ON = "go on"
    CHANGE = "change"
    STOP = "stop"
    TOO_EARLY = "too early to say"


class Sees(Enum):
    """Who sees the forecast and the decision: a setting of the site."""

    PERSON = "person"
    CLINICIAN = "clinician"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Point:
    """One score at a time: ``week`` counts from the first visit, ``day`` is an ISO date."""

    week: float
    day: str
    score: float


@dataclass(frozen=True)
class Band:
    """What a forecast expected at a week: the median and a central interval."""

    week: float
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Outlook:
    """The forecast of one score for the end of the planned course, in people of 100.

    ``better`` counts, of 100 courses like this one, those that end at least ``percent`` better than baseline;
    ``change`` those that end at least the minimal important change better. Both are about the outcome under
    the care received, not about what care caused.
    """

    week: float
    median: float
    low: float
    high: float
    level: float
    better: float
    change: float
    percent: float
    mic: float


@dataclass(frozen=True)
class Change:
    """What has been measured so far on one score.

    ``now`` is the mean of the latest weeks (``weeks_used`` of them), never a single rating. ``by`` is
    positive when better. ``reliable`` is whether that is more than measurement noise; ``None`` when too
    little was told.
    """

    score: str
    label: str
    baseline: float | None
    now: float | None
    by: float | None
    percent: float | None
    weeks_used: int
    important: bool | None
    reliable: bool | None
    worse: bool | None
    noise: float | None


@dataclass(frozen=True)
class UsualCare:
    """What usual care alone would have been expected to give: of 100 people, clearly better at ``weeks``."""

    weeks: float
    label: str
    usual_care: Count | None
    text: str


@dataclass(frozen=True)
class Burden:
    """What the course has cost so far; ``per_point`` is money per point gained, when both are known."""

    visits: int
    spent: float | None
    currency: str
    per_point: float | None
    text: str


@dataclass(frozen=True)
class Graded:
    """One unwanted effect, how serious it is graded, and what to do."""

    kind: str
    label: str
    grade: int
    grade_label: str
    day: str
    what_to_do: str
    assumed: bool


@dataclass(frozen=True)
class Decision:
    """Go on, change, stop, or too early to say, with its reasons.

    ``at`` names the point of decision: ``before``, ``visits-4-6``, ``visit-12`` or ``12-weeks``. ``text``
    is why it is this verdict, ``reasons`` say what was measured, ``expected`` what is forecast, ``cause``
    that nobody can tell what caused a change. ``beside`` is the sentence about usual care that must stand
    beside ``headline``.
    """

    verdict: Verdict
    at: str
    headline: str
    text: str
    reasons: tuple[str, ...]
    expected: str
    cause: str
    beside: str
    next_look: str


@dataclass(frozen=True)
class Tracked:
    """Something that is written down and shown, and never forecast: stress, sleep, surgery and the like."""

    id: str
    label: str
    better: str
    points: tuple[Point, ...]
    note: str


@dataclass(frozen=True)
class Mark:
    """A moment on the chart: a visit, an unwanted effect, other care."""

    week: float
    day: str
    kind: str
    label: str


@dataclass(frozen=True)
class CourseChart:
    """Everything that a chart of the course draws, and ``sentence``, which says the same."""

    label: str
    low: float
    high: float
    better: str
    scores: tuple[Point, ...]
    sealed: tuple[Band, ...]
    ahead: tuple[Band, ...]
    usual_care: tuple[Band, ...]
    sessions: tuple[Mark, ...]
    events: tuple[Mark, ...]
    other_care: tuple[Mark, ...]
    sentence: str


@dataclass(frozen=True)
class ErrorRate:
    """How often the rule errs, of 100 simulated courses, with the width of the simulation's own error."""

    id: str
    text: str
    of_100: Count


class Covered(Enum):
    """Whether a payer's rule covers one more visit."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Coverage:
    """What a payer's rule says about one more visit on ``on``.

    ``left`` is how many more visits the rule allows as things stand, ``left_on_condition`` how many if
    ``condition`` is met; ``until`` is the last day for them and ``again`` the first day on which visits are
    counted anew (ISO dates). ``None`` or empty when not known. ``counted`` is the number of visits counted.
    ``why`` explains, ``documents`` lists what the payer wants to see, ``judgement`` what is our reading
    and not the payer's words.
    """

    rule: str
    payer: str
    on: str
    covered: Covered
    left: int | None
    left_on_condition: int | None
    condition: str
    until: str
    again: str
    counted: int
    why: tuple[str, ...]
    documents: tuple[str, ...]
    judgement: tuple[str, ...]
    as_of: str
    sources: tuple[str, ...]
    review: ReviewState


@dataclass(frozen=True)
class Letter:
    """What a letter to a payer or a doctor states: visits, scores and the rule, and nothing else."""

    title: str
    payer: str
    rule: str
    on: str
    paragraphs: tuple[str, ...]
    visits: tuple[str, ...]
    scores: tuple[Point, ...]
    score_label: str
    documents: tuple[str, ...]
    sources: tuple[Source, ...]
    provenance: Provenance


@dataclass(frozen=True)
class CourseAnswer:
    """The answer to "Is it working?". Safety first.

    ``outlook`` and ``decision`` are ``None``, and the chart has no bands, where the site's setting ``sees``
    hides them from this reader. ``outlook`` is also ``None`` when there is no score from before the start.
    """

    safety: SafetyAssessment
    sees: Sees
    changes: tuple[Change, ...]
    outlook: Outlook | None
    decision: Decision | None
    usual_care: UsualCare | None
    burden: Burden
    events: tuple[Graded, ...]
    tracked: tuple[Tracked, ...]
    chart: CourseChart
    coverage: tuple[Coverage, ...]
    rates: tuple[ErrorRate, ...]
    doubts: tuple[Doubt, ...]
    sources: tuple[Source, ...]
    provenance: Provenance


CourseResult: TypeAlias = CourseAnswer | Refusal
