"""What else helps: other treatments on one scale, grouped by what they were compared with."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deqi.vocabulary import Option, ReviewState
from deqi.web.ask.presenters.certainty import CertaintyView, certainty_view
from deqi.web.ask.presenters.scales import Axis, Line, Tick, line, round_axis
from deqi.web.pages.presenters.numbers import figure, range_of

GROUPS = {
    "against placebo or sham": gettext_lazy("Against a placebo or sham"),
    "against usual care or nothing": gettext_lazy("Against usual care or nothing"),
    "against another treatment": gettext_lazy("Against another treatment"),
    "no number seen": gettext_lazy("No number that we could check"),
}
MEANS = {
    "against placebo or sham": gettext_lazy(
        "People were not meant to know who got the real thing. "
        "What is left is nearer to what the thing itself adds."
    ),
    "against usual care or nothing": gettext_lazy(
        "People knew what they got, and hope and attention count too. That makes these numbers larger."
    ),
    "against another treatment": gettext_lazy("Two treatments side by side. The other one may help as well."),
    "no number seen": "",
}
"""How to read each group."""


@dataclass(frozen=True)
class OptionRow:
    """One treatment. ``number`` is empty when nobody has seen one that could be shown."""

    label: str
    comparator: str
    when: str
    number: str
    range_text: str
    line: Line | None
    certainty: CertaintyView
    text: str
    sources: tuple[str, ...]
    secondary: bool


@dataclass(frozen=True)
class OptionTable:
    """Treatments that were compared with the same kind of thing."""

    title: str
    means: str
    rows: tuple[OptionRow, ...]
    has_numbers: bool


@dataclass(frozen=True)
class OptionSet:
    """Everything for one group of people, on one axis."""

    id: str
    title: str
    tables: tuple[OptionTable, ...]
    ticks: tuple[Tick, ...]


def option_set(id_: str, title: str, options: Iterable[Option]) -> OptionSet:
    """Tables by comparator; every number on the same axis."""
    known = tuple(options)
    axis = round_axis([option.points for option in known if option.points is not None])
    names = [*GROUPS, *sorted({option.group for option in known} - set(GROUPS))]
    tables = (_table(name, [option for option in known if option.group == name], axis) for name in names)
    return OptionSet(id_, title, tuple(table for table in tables if table.rows), axis.ticks_in_percent)


def _table(name: str, options: list[Option], axis: Axis) -> OptionTable:
    rows = tuple(_row(option, axis) for option in options)
    return OptionTable(
        str(GROUPS.get(name, name)), str(MEANS.get(name, "")), rows, any(row.number for row in rows)
    )


def _against(option: Option) -> str:
    """What the option was compared with; where nothing was compared, the file says so itself."""
    if option.comparator.startswith(("no comparison", "not compared")):
        return option.comparator
    return _("against %(comparator)s") % {"comparator": option.comparator}


def _row(option: Option, axis: Axis) -> OptionRow:
    points = option.points
    return OptionRow(
        label=option.label,
        comparator=_against(option),
        when=option.when,
        number="" if points is None else figure(points.estimate),
        range_text="" if points is None else range_of(points),
        line=None if points is None else line(points, axis, title=option.label, unit=_("points of 100")),
        certainty=certainty_view(option.certainty),
        text=option.text,
        sources=option.sources,
        secondary=option.review is ReviewState.SECONDARY,
    )
