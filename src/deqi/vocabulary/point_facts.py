"""What is said of an acupuncture point, wherever on a body it lies."""

from dataclasses import dataclass
from enum import Enum

from deqi.vocabulary.source import ReviewState


class Handling(Enum):
    """What may be done at a point, by our judgement.

    ``PRESS``: a thumb can press it at home. ``NEEDLE``: needled only. ``LEAVE``: neither, as at the
    eyelid's rim, the navel or a private place: it is listed so that it can be found and measured from.
    """

    PRESS = "press"
    NEEDLE = "needle"
    LEAVE = "leave"


@dataclass(frozen=True)
class Depth:
    """A published distance in mm from the skin to ``structure``: a warning and never a depth to aim for.

    ``measure`` says what the figure is the distance to; definitions differ, so that two figures for one
    point can be a factor of four apart. ``sd_mm`` is the spread between people, where it was printed.
    """

    structure: str
    mm: float
    sd_mm: float | None
    measure: str
    population: str
    method: str
    source: str
    review: ReviewState


@dataclass(frozen=True)
class PointRisk:
    """Something that a needle must not reach. ``hard`` warnings are never folded away."""

    id: str
    structure: str
    hard: bool
    warning: str
    sources: tuple[str, ...]
    review: ReviewState


@dataclass(frozen=True)
class PointFacts:
    """One point: its names, where it lies, how to find it, and what lies under it.

    ``code`` is that of the WHO standard (``BL23``) or of the extra points (``EX-B7``). ``area`` is the part
    of the body in one plain word. ``find`` is for everybody and in our own words; ``surface_cue``,
    ``posture`` and ``same_level_as`` are terms for a practitioner. ``variant`` names another place that the
    sources also give. ``depth`` is the smallest published figure, ``None`` when none was found. ``review``
    is the state of the place, ``names_review`` that of the names.
    """

    code: str
    pinyin: str
    pinyin_plain: str
    characters_traditional: str
    characters_simplified: str
    channel: str
    bilateral: bool
    region: str
    area: str
    find: str
    variant: str
    surface_cue: str
    posture: str
    same_level_as: tuple[str, ...]
    handling: Handling
    low_back_set: bool
    risks: tuple[PointRisk, ...]
    depth: Depth | None
    source: str
    source_location: str
    review: ReviewState
    names_review: ReviewState
    names_note: str


@dataclass(frozen=True)
class PointMatch:
    """A point that a searched text may mean, and why. ``certain`` when nothing else can be meant."""

    code: str
    pinyin: str
    area: str
    why: str
    certain: bool


@dataclass(frozen=True)
class PointSearch:
    """Every point that a text may mean, the best first; ``near`` has near spellings."""

    text: str
    matches: tuple[PointMatch, ...]
    note: str
    near: tuple[str, ...]
