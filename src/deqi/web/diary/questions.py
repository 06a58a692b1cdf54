"""What the pages of the diary ask, taken from the reviewed tables of the core."""

from dataclasses import dataclass

from deqi.answers import default_tables

CORE = ("pain", "interference", "activity_1", "activity_2", "activity_3", "sleep", "stress")
"""What stands open on the weekly page: two minutes on a phone."""
MORE = ("mood", "medicine_days")
"""What is folded."""
BEFORE, SINCE = "expectation", "global_change"
"""Asked only before the first visit, and only since."""
WARNING_SIGNS = ("F01", "F02", "F03", "F04", "F05", "F07", "F08", "F24")
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


def weekly_items(activities: tuple[str, ...], *, begun: bool) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The weekly questions that stand open, and those that are folded.

    One for each activity that the person named; ``begun`` is whether there was a visit.
    """
    named = {f"activity_{n}": activity for n, activity in enumerate(activities, start=1)}
    first = [id_ for id_ in CORE if id_ in named or not id_.startswith("activity_")]
    first, more = ([*first, SINCE], list(MORE)) if begun else (first, [*MORE, BEFORE])
    return tuple(_item(id_, named) for id_ in first), tuple(_item(id_, named) for id_ in more)


def _item(id_: str, named: dict[str, str]) -> Item:
    item = default_tables().outcomes.weekly.item(id_)
    return Item(
        id=id_,
        text=item.text.replace("{activity}", named.get(id_, "")),
        low=int(item.low),
        high=int(item.high),
        low_means=item.low_means,
        high_means=item.high_means,
        choices=item.choices,
    )


def event_kinds() -> tuple[Kind, ...]:
    """Unwanted effects that a visit can have."""
    return tuple(Kind(kind.id, kind.label) for kind in default_tables().outcomes.adverse.values())


def care_kinds() -> tuple[Kind, ...]:
    """Other care for the back."""
    return tuple(Kind(kind.id, kind.label) for kind in default_tables().outcomes.other_care.values())


def warning_signs() -> tuple[Kind, ...]:
    """The signs, in the words of the safety check."""
    findings = default_tables().safety.findings
    return tuple(Kind(id_, findings[id_].question) for id_ in WARNING_SIGNS)


def payers() -> list[tuple[str, str]]:
    """Payers whose rules are known: the short name and the words."""
    return [(row["short"], row["payer"]) for row in default_tables().outcomes.payers.values()]
