"""Claims as cards and as pages: how far each holds, how large, how sure, what is open."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deqi.evidence import Claim, Holds, Size, Unit
from deqi.vocabulary import Count, ReviewState
from deqi.web.ask.presenters.certainty import CertaintyView, certainty_view
from deqi.web.ask.presenters.scales import Axis, Line, Tick, line, round_axis
from deqi.web.pages.presenters.numbers import between, figure, range_of


@dataclass(frozen=True)
class Bar:
    """One group in a picture of 100: how long its bar is, in percent, and its number."""

    label: str
    number: str
    length: float
    low: float | None = None
    high: float | None = None
    lead: bool = False

    @property
    def span(self) -> float:
        """Length of the range."""
        return 0 if self.low is None or self.high is None else round(self.high - self.low, 3)


@dataclass(frozen=True)
class SizeView:
    """One size in words and as a picture. ``line`` belongs to differences without shares."""

    heading: str
    when: str
    bars: tuple[Bar, ...]
    line: Line | None
    ticks: tuple[Tick, ...]
    difference: str
    range_text: str
    certainty: CertaintyView
    source: str
    source_location: str
    secondary: bool


@dataclass(frozen=True)
class ClaimView:
    """One claim. ``tone`` is a class name; ``tests`` says where Deqi tests it."""

    id: str
    topic: str
    claim: str
    holds: str
    tone: str
    verdict: str
    certainty: CertaintyView
    trials: str
    sizes: tuple[SizeView, ...]
    conflicts: str
    unknown: str
    sources: tuple[str, ...]
    source_location: str
    secondary: bool
    checked: str
    where: str
    tested_in_check: bool


@dataclass(frozen=True)
class ClaimGroup:
    """Claims about one thing."""

    id: str
    title: str
    claims: tuple[ClaimView, ...]


GROUPS = {
    "pain": gettext_lazy("It helps the back"),
    "other gains": gettext_lazy("It does more than ease pain"),
    "how it works": gettext_lazy("We know how it works"),
    "safety": gettext_lazy("It is safe"),
    "choosing": gettext_lazy("You can tell who is good"),
    "other conditions": gettext_lazy("It helps other troubles too"),
}
"""Heading of each group, in the order of the page."""

HOLDS = {
    Holds.PARTLY: gettext_lazy("Partly true"),
    Holds.TOO_STRONG: gettext_lazy("Too strong"),
    Holds.NOT_SHOWN: gettext_lazy("Not shown"),
    Holds.FALSE: gettext_lazy("False"),
}
IN_CHECK = {"Is it safe for me?", "Would it help me?"}
"""Questions that the check answers."""


def claim_groups(claims: Iterable[Claim]) -> tuple[ClaimGroup, ...]:
    """Every claim once, by group; a group without claims is left out."""
    views = [(claim.group, claim_view(claim)) for claim in claims]
    groups = (
        ClaimGroup(name.replace(" ", "-"), str(title), tuple(view for group, view in views if group == name))
        for name, title in GROUPS.items()
    )
    return tuple(group for group in groups if group.claims)


def claim_view(claim: Claim) -> ClaimView:
    """Words and geometry for one claim."""
    axis = _common_axis(claim.sizes)
    return ClaimView(
        id=claim.id,
        topic=claim.topic,
        claim=claim.claim,
        holds=str(HOLDS[claim.holds]),
        tone=claim.holds.name.lower().replace("_", "-"),
        verdict=claim.verdict,
        certainty=certainty_view(claim.certainty),
        trials=claim.trials,
        sizes=tuple(_size(size, axis) for size in claim.sizes),
        conflicts=claim.conflicts,
        unknown=claim.unknown,
        sources=claim.sources,
        source_location=claim.source_location,
        secondary=claim.review is ReviewState.SECONDARY,
        checked=claim.checked,
        where=claim.where,
        tested_in_check=claim.where in IN_CHECK,
    )


def _common_axis(sizes: tuple[Size, ...]) -> Axis:
    """One axis for every difference of a claim, so that their lines can be read side by side."""
    return round_axis([size.difference for size in sizes if size.difference and size.share is None])


def _size(size: Size, axis: Axis) -> SizeView:
    drawn = size.difference if size.share is None else None
    return SizeView(
        heading=_heading(size),
        when=size.when[:1].upper() + size.when[1:],
        bars=_bars(size),
        line=None if drawn is None else line(drawn, axis, title=size.outcome, unit=_("points of 100")),
        ticks=() if drawn is None else axis.ticks_in_percent,
        difference="" if size.difference is None else _difference(size.difference, size),
        range_text=_range(size),
        certainty=certainty_view(size.certainty),
        source=size.source,
        source_location=size.source_location,
        secondary=size.review is ReviewState.SECONDARY,
    )


def _heading(size: Size) -> str:
    outcome = size.outcome[:1].upper() + size.outcome[1:]
    people = size.unit is Unit.PEOPLE
    if size.difference is None:
        text = _("%(outcome)s, of 100 people") if people else _("%(outcome)s, in points of 100")
    elif people:
        text = _("%(outcome)s, of 100 people: %(who)s against %(comparator)s")
    else:
        text = _("%(outcome)s, in points of 100: %(who)s against %(comparator)s")
    return text % {"outcome": outcome, "who": size.who, "comparator": size.comparator}


def _amount(number: float, size: Size) -> str:
    text = _("%(number)s of 100") if size.unit is Unit.PEOPLE else _("%(number)s points")
    return text % {"number": figure(number)}


def _bars(size: Size) -> tuple[Bar, ...]:
    if size.share is None:
        return ()
    limits = size.share_range
    first = Bar(
        size.who,
        _amount(size.share, size),
        size.share,
        None if limits is None else limits.low,
        None if limits is None else limits.high,
        lead=True,
    )
    if size.compared is None:
        return (first,)
    second = Bar(size.comparator, _amount(size.compared, size), size.compared)
    # points without a difference are a course: the start comes before what came of it
    return (second, first) if size.unit is Unit.POINTS else (first, second)


def _difference(count: Count, size: Size) -> str:
    text = _("%(number)s more of 100") if size.unit is Unit.PEOPLE else _("%(number)s points of 100")
    return text % {"number": figure(count.estimate)}


def _range(size: Size) -> str:
    if size.difference is not None:
        return range_of(size.difference)
    if size.share_range is not None:
        return between(size.share_range.low, size.share_range.high)
    return ""
