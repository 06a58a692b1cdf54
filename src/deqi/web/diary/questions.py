"""What the pages of the diary ask, taken from the reviewed tables of the core."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.answers import default_tables

WARNING_SIGNS = ("F01", "F02", "F03", "F05", "F07", "F08", "F24", "F25")
"""The signs that the weekly page lists: those that send somebody to help today or at once."""


@dataclass(frozen=True)
class Item:
    """A number to choose from ``low`` to ``high``, with words for both ends or for each step."""

    id: str
    text: str
    low: int
    high: int
    low_means: str
    high_means: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """Something that can be ticked: its id and its words."""

    id: str
    label: str


def weekly_items(activities: tuple[str, ...]) -> tuple[Item, ...]:
    """The weekly questions, with one for each activity that the person named."""
    named = {f"activity_{n}": activity for n, activity in enumerate(activities, start=1)}
    return (
        Item(
            "pain",
            _("How much did your back hurt on average in the past 7 days?"),
            0,
            10,
            _("no pain"),
            _("the worst pain there is"),
        ),
        Item(
            "interference",
            _("How much did your back get in the way of what you wanted to do?"),
            0,
            10,
            _("not at all"),
            _("it stopped everything"),
        ),
        *(
            Item(
                id_,
                _("How hard was this for you: %(activity)s?") % {"activity": activity},
                0,
                10,
                _("not hard"),
                _("I could not do it"),
            )
            for id_, activity in named.items()
        ),
        Item("sleep", _("How well did you sleep?"), 0, 10, _("very badly"), _("very well")),
        Item("stress", _("How stressed did you feel?"), 0, 10, _("not at all"), _("as much as there can be")),
    )


def event_kinds() -> tuple[Kind, ...]:
    """Unwanted effects that a visit can have."""
    return (
        Kind("bruise", _("Bruise or bleeding")),
        Kind("faint", _("Fainting")),
        Kind("other", _("Something else")),
    )


def care_kinds() -> tuple[Kind, ...]:
    """Other care for the back."""
    return (
        Kind("surgery", _("Surgery")),
        Kind("injection", _("Injection")),
        Kind("other", _("Something else")),
    )


def warning_signs() -> tuple[Kind, ...]:
    """The signs, in the words of the safety check."""
    findings = default_tables().safety.findings
    return tuple(Kind(id_, findings[id_].question) for id_ in WARNING_SIGNS)
