"""The answer to "Which points, and where on my body?"."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from deqi.vocabulary.answer import Provenance, Refusal
from deqi.vocabulary.body import InputTier, Measures, Side
from deqi.vocabulary.point_facts import Depth, Handling, PointRisk
from deqi.vocabulary.safety import SafetyAssessment
from deqi.vocabulary.source import ReviewState, Source


class Limb(Enum):
    """An arm or a leg, seen by its owner."""

    LEFT_ARM = "left arm"
    RIGHT_ARM = "right arm"
    LEFT_LEG = "left leg"
    RIGHT_LEG = "right leg"

    @property
    def side(self) -> Side:
        """The side of the body that it is on."""
        return Side.LEFT if self.value.startswith("left") else Side.RIGHT

    @property
    def is_leg(self) -> bool:
        """Whether it is a leg."""
        return self.value.endswith("leg")


class PointSupport(Enum):
    """What speaks for a point. Trials use points together, so none is better supported than this.

    ``TRIALS``: used together with others in trials of back pain. ``OTHER_LISTS``: in lists for slipped
    discs or in classical books. ``HEARSAY``: people are told of it, and no list that we saw holds it.
    """

    TRIALS = "used in trials of back pain"
    OTHER_LISTS = "in other lists only"
    HEARSAY = "told of, not in our lists"


@dataclass(frozen=True)
class PointUse:
    """A list or trial that holds the point; ``rank`` is ``None`` when it has no order."""

    id: str
    kind: str
    label: str
    rank: int | None
    of: int
    source: str
    review: ReviewState


@dataclass(frozen=True)
class PointPosition:
    """Where the point lies on this body: where to start feeling for it, and never a needle target.

    ``x``, ``y``, ``z`` in metres, see ``PlacedBody.frame``. ``radius_mm`` is how far off it may be: about
    two of three places lie inside. ``part`` tells apart the places of a code that has several on a side.
    ``coarse`` marks places that the atlas finds only roughly, ``checked`` is false when nobody has seen the
    definition, ``on_skin`` is false where no marker belongs. ``open_question`` says what the standard leaves
    open.
    """

    side: Side
    part: str
    x: float
    y: float
    z: float
    radius_mm: float
    level: str
    coarse: bool
    checked: bool
    on_skin: bool
    open_question: str


@dataclass(frozen=True)
class ChosenPoint:
    """A point of the proposed set.

    ``trial_lists`` counts the lists and trials of back pain that hold it. ``sides`` are those that may be
    used. ``press`` is whether this person may press it at home; ``handling`` is what holds for everybody.
    ``when_not`` gathers this person's cautions. ``overridden`` marks a point that was hidden and that a
    trained practitioner brought back. ``positions`` is empty when no measures were given.
    """

    code: str
    pinyin: str
    characters_traditional: str
    characters_simplified: str
    area: str
    why: str
    support: PointSupport
    support_text: str
    uses: tuple[PointUse, ...]
    trial_lists: int
    tradition: str
    find: str
    variant: str
    handling: Handling
    press: bool
    when_not: tuple[str, ...]
    risks: tuple[PointRisk, ...]
    depth: Depth | None
    sides: tuple[Side, ...]
    overridden: bool
    place_review: ReviewState
    positions: tuple[PointPosition, ...]


@dataclass(frozen=True)
class HiddenPoint:
    """A point left out for this person: which rule, why, and whether it may come back."""

    code: str
    pinyin: str
    group: str
    rule: str
    reason: str
    sides: tuple[Side, ...]
    override: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PointGroup:
    """A part of the body where people are told that points lie, with the points left for this person.

    ``for_you`` says what this person's pain means for the group; empty when there is nothing to say.
    """

    id: str
    title: str
    text: str
    for_you: str
    points: tuple[ChosenPoint, ...]


@dataclass(frozen=True)
class PointStatement:
    """Something to know about every point."""

    id: str
    text: str
    sources: tuple[str, ...]
    review: ReviewState


@dataclass(frozen=True)
class Override:
    """A trained practitioner's reason, and the points that it brought back."""

    reason: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class PlacedBody:
    """The body on which the points were placed: its measures, how much was measured, and its landmarks.

    ``landmarks`` maps a name to its height in metres, ``landmark_sd_mm`` to the spread of that height
    between people with the same measures, ``girths`` maps a name to metres. ``frame`` says what x, y and z
    are.
    """

    measures: Measures
    tier: InputTier
    frame: str
    landmarks: Mapping[str, float]
    landmark_sd_mm: Mapping[str, float]
    girths: Mapping[str, float]


@dataclass(frozen=True)
class WhichPoints:
    """The proposed points for one person, in groups, with what is left out and why.

    ``first`` says what comes before any needle, ``ask`` which cautions nobody has asked about yet. ``body``
    is ``None`` when no measures were given. Nothing here says that a point works.
    """

    safety: SafetyAssessment
    first: tuple[str, ...]
    ask: tuple[str, ...]
    groups: tuple[PointGroup, ...]
    hidden: tuple[HiddenPoint, ...]
    statements: tuple[PointStatement, ...]
    override: Override | None
    body: PlacedBody | None
    sources: tuple[Source, ...]
    provenance: Provenance


PointsResult: TypeAlias = WhichPoints | Refusal
