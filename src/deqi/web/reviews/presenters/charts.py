"""Control charts for the practice's own eyes: too little gain, and unwanted effects, each for itself."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.answers import trust_tables
from deqi.directory.trust import cusum
from deqi.web.practitioners.models import Practitioner
from deqi.web.reviews.collecting import Followed, followed_people

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 460, 190, 30, 448, 12, 160


@dataclass(frozen=True)
class ControlChart:
    """One chart: the sum after each person, and the line that asks for a look."""

    id: str
    title: str
    description: str
    path: str
    alarm: float
    people: int
    bad: int
    alarms: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM


def charts_for(person: Practitioner) -> tuple[ControlChart, ...]:
    """Both charts, empty when nobody is tracked."""
    people = followed_people()
    told = {
        "non_response": (
            _("Too little gain"),
            [one for one in people if one.responded is not None],
            [not one.responded for one in people if one.responded is not None],
        ),
        "harm": (_("Unwanted effects"), people, [one.harmed for one in people]),
    }
    return tuple(
        _chart(name, title, person.pk, everybody, bad) for name, (title, everybody, bad) in told.items()
    )


def _chart(name: str, title: str, key: int, people: list[Followed], bad: list[bool]) -> ControlChart:
    limits = trust_tables().charts[name]
    share = (sum(bad) + 1) / (len(bad) + 2)
    own = [result for one, result in zip(people, bad, strict=True) if one.practitioner == key]
    found = cusum(own, [share] * len(own), odds_ratio=limits.odds_ratio, alarm=limits.alarm)
    most = max([limits.alarm * 1.15, *found.sums])

    def at(count: int, total: float) -> str:
        x = LEFT + (RIGHT - LEFT) * count / max(len(own), 10)
        return f"{x:.1f} {BOTTOM - (BOTTOM - TOP) * total / most:.1f}"

    points = [at(0, 0.0), *(at(count, total) for count, total in enumerate(found.sums, 1))]
    return ControlChart(
        name.replace("_", "-"),
        title,
        _(
            "The line climbs with each poor result and falls with each good one. At the dashed line, "
            "look at how people are treated. It accuses nobody."
        ),
        "M" + "L".join(points),
        round(BOTTOM - (BOTTOM - TOP) * limits.alarm / most, 1),
        len(own),
        sum(own),
        len(found.alarms),
    )
