"""Harms of 100 people, and who should take care."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from deqi.safety import SafetyTables
from deqi.vocabulary import Harm, ReviewState
from deqi.web.ask.presenters import words
from deqi.web.ask.presenters.certainty import CertaintyView, certainty_view
from deqi.web.ask.presenters.icons import IconArray, marked_array
from deqi.web.ask.presenters.people import whole
from deqi.web.pages.presenters.numbers import between, figure


@dataclass(frozen=True)
class HarmCard:
    """One harm: how many of 100, its published number and range, and a picture when it is a whole person."""

    id: str
    label: str
    number: str
    exact: str
    range_text: str
    picture: IconArray | None
    text: str
    certainty: CertaintyView
    sources: tuple[str, ...]


@dataclass(frozen=True)
class CautionCard:
    """Something that changes whether or how needles are used; ``sources`` is empty when none was seen."""

    title: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class CautionLevel:
    """Cautions of one level."""

    title: str
    cautions: tuple[CautionCard, ...]


LEVELS = {
    "stop": gettext_lazy("Do not have needles while this holds"),
    "ask a doctor first": gettext_lazy("Ask a doctor first"),
    "tell the acupuncturist": gettext_lazy("Tell the acupuncturist before the first needle"),
}
"""What a reader can act on; rules for the practitioner stand elsewhere."""


def harm_cards(harms: Iterable[Harm]) -> tuple[HarmCard, ...]:
    """Every harm in the order of its file."""
    return tuple(_card(harm) for harm in harms)


def _card(harm: Harm) -> HarmCard:
    count = harm.of_100
    number, exact = words.of_100(count.estimate), figure(count.estimate)
    marked = whole(count.estimate)
    return HarmCard(
        id=harm.id,
        label=harm.label,
        number=number,
        exact="" if exact == str(marked) else exact,
        range_text=between(count.low, count.high),
        picture=marked_array(marked, title=harm.label, description=number) if 0 < marked <= 100 else None,
        text=harm.text,
        certainty=certainty_view(harm.certainty),
        sources=harm.sources,
    )


def caution_levels(safety: SafetyTables) -> tuple[CautionLevel, ...]:
    """What people tell us of in the check, by level.

    A caution holds no figure. So one whose basis nobody has seen is shown too, without a source: to leave
    it out would hide a warning.
    """
    told = [item for item in safety.cautions.values() if item.asked or item.derived_when is not None]
    levels = (
        CautionLevel(
            str(title),
            tuple(
                CautionCard(item.title, item.text, item.basis.sources if _checked(item.basis.review) else ())
                for item in told
                if item.level == level
            ),
        )
        for level, title in LEVELS.items()
    )
    return tuple(level for level in levels if level.cautions)


def _checked(review: ReviewState) -> bool:
    return review is not ReviewState.UNCHECKED
