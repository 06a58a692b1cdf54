"""The tracked outcome of one practitioner: a figure with its interval and a funnel, or "too few to say"."""

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from deqi.answers import trust_tables
from deqi.directory.trust import funnel
from deqi.web.practitioners.models import Practitioner
from deqi.web.reviews.models import TrackedOutcome

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 460, 260, 46, 448, 12, 222


@dataclass(frozen=True)
class Spot:
    """One practitioner on the plot."""

    x: float
    y: float
    own: bool


@dataclass(frozen=True)
class Tick:
    """A mark of an axis."""

    at: float
    label: str


@dataclass(frozen=True)
class Funnel:
    """Everybody with enough tracked people, and the limits that chance alone would mostly keep within."""

    spots: tuple[Spot, ...]
    lines: tuple[tuple[str, str], ...]
    up: tuple[Tick, ...]
    across: tuple[Tick, ...]
    zero: float
    title: str
    description: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


@dataclass(frozen=True)
class ShownOutcome:
    """``enough`` is false below the number that must be tracked; then nothing else is told."""

    enough: bool
    needed: int
    started: int = 0
    followed: int = 0
    follow_up: int = 0
    follow_up_needed: int = 0
    points: str = ""
    better: bool = False
    low: str = ""
    high: str = ""
    of_100: int = 0
    reliability: str = ""
    may_order: bool = False
    funnel: Funnel | None = None
    worked_out_on: str = ""


def shown_outcome(person: Practitioner) -> ShownOutcome:
    """What may be said about how tracked patients did."""
    limits = trust_tables().outcomes
    found = TrackedOutcome.objects.filter(practitioner=person).first()
    if found is None or found.shrunken is None or found.low is None or found.high is None:
        return ShownOutcome(enough=False, needed=limits.tracked_needed)
    return ShownOutcome(
        enough=True,
        needed=limits.tracked_needed,
        started=found.started,
        followed=found.followed,
        follow_up=round(100 * found.followed / found.started),
        follow_up_needed=round(100 * limits.follow_up_needed),
        points=f"{abs(found.shrunken):.1f}",
        better=found.shrunken < 0,
        low=_signed(-found.high),
        high=_signed(-found.low),
        of_100=round(100 * limits.level),
        reliability=f"{found.reliability or 0:.2f}",
        may_order=found.may_order,
        funnel=_funnel(found),
        worked_out_on=found.worked_out_on.isoformat(),
    )


def _signed(points: float) -> str:
    return f"{points:+.1f}".replace("-", "−")


def _funnel(own: TrackedOutcome) -> Funnel:
    rows = list(TrackedOutcome.objects.exclude(difference=None))
    most = max(row.followed for row in rows) * 1.1
    counts = np.linspace(max(5.0, most / 40), most, 40)
    bounds = funnel(counts, own.within_sd, own.between_sd, trust_tables().outcomes.funnel_levels)
    wide = (
        max([float(half[0]) for half in bounds.values()] + [abs(row.difference or 0) for row in rows]) * 1.05
    )

    def x(count: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * count / most, 1)

    def y(points: float) -> float:
        return round((TOP + BOTTOM) / 2 + (BOTTOM - TOP) / 2 * points / wide, 1)

    lines = []
    for level, half in bounds.items():
        for sign in (-1, 1):
            path = "L".join(f"{x(n)} {y(sign * h)}" for n, h in zip(counts, half, strict=True))
            lines.append((f"M{path}", "inner" if level < 0.99 else "outer"))
    step = max(1, round(wide / 2))
    return Funnel(
        tuple(Spot(x(row.followed), y(row.difference or 0), row.pk == own.pk) for row in rows),
        tuple(lines),
        tuple(
            Tick(y(points), _signed(-points))
            for points in range(-step * 2, step * 2 + 1, step)
            if abs(points) < wide
        ),
        tuple(Tick(x(n), f"{n:.0f}") for n in np.linspace(0, most / 1.1, 5)[1:]),
        y(0),
        _("How tracked patients did, by how many were tracked"),
        _(
            "Each dot is one practitioner. Up is better. Dots between the curved lines differ no more than "
            "chance and ordinary variety would make them."
        ),
    )
