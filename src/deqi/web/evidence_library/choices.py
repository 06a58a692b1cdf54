"""The words of the library's forms: short in an address, plain on a page."""

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deqi.evidence import Group, Modality
from deqi.vocabulary import Comparator, ReviewState

Words = str | Promise
"""Text that is translated when it is shown."""


def slug(word: Enum | str) -> str:
    """A word as it stands in an address: ``"chronic, 65 and over"`` becomes ``chronic-65-and-over``."""
    text = word if isinstance(word, str) else str(word.value)
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


COMPARATORS: Mapping[str, Comparator] = MappingProxyType({slug(kind): kind for kind in Comparator})
GROUPS: Mapping[str, Group] = MappingProxyType({slug(kind): kind for kind in Group})
MODALITIES: Mapping[str, Modality] = MappingProxyType({slug(kind): kind for kind in Modality})
OUTCOMES = ("pain", "function", "quality-of-life")
"""Outcomes of which the table holds differences in percent of range."""

COMPARATOR_WORDS: Mapping[Comparator, Words] = MappingProxyType(
    {
        Comparator.NO_TREATMENT: _("no treatment"),
        Comparator.USUAL_CARE: _("usual care"),
        Comparator.SHAM: _("sham needling"),
        Comparator.ACTIVE: _("another treatment"),
    }
)
COMPARATOR_MEANINGS: Mapping[Comparator, Words] = MappingProxyType(
    {
        Comparator.NO_TREATMENT: _("Nothing, or a waiting list. It asks: is this better than doing nothing?"),
        Comparator.USUAL_CARE: _(
            "What a doctor would offer anyway. It asks: does acupuncture add to that care?"
        ),
        Comparator.SHAM: _(
            "Needling that was meant to do nothing in itself. It asks: does it matter where and how deep the "
            "needles go?"
        ),
        Comparator.ACTIVE: _("Such as massage, medicine or exercise. It asks: which of the two did better?"),
    }
)
GROUP_WORDS: Mapping[Group, Words] = MappingProxyType(
    {
        Group.CHRONIC: _("chronic, 12 weeks or more"),
        Group.CHRONIC_65: _("chronic, 65 and over"),
        Group.OLDER: _("chronic, older adults"),
        Group.ACUTE: _("acute, less than 12 weeks"),
        Group.SCIATICA: _("pain down the leg (sciatica)"),
        Group.PREGNANCY: _("pregnancy"),
        Group.STENOSIS: _("narrow spinal canal (stenosis)"),
        Group.AFTER_SURGERY: _("after back surgery"),
        Group.MIXED: _("short and long pain together"),
        Group.OTHER: _("other"),
    }
)
MODALITY_WORDS: Mapping[Modality, Words] = MappingProxyType(
    {
        Modality.NEEDLING: _("needles in the body, by hand"),
        Modality.ELECTRO: _("needles with current (electroacupuncture)"),
        Modality.EAR: _("ear"),
        Modality.SCALP: _("scalp"),
        Modality.LASER: _("laser"),
        Modality.ACUPRESSURE: _("pressure without needles"),
        Modality.PENS: _("current through needles (PENS)"),
        Modality.CATGUT: _("thread under the skin (catgut)"),
        Modality.PACKAGE: _("together with another treatment"),
        Modality.MIXED: _("mixed"),
    }
)
OUTCOME_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "pain": _("pain"),
        "function": _("daily function"),
        "quality-of-life": _("quality of life"),
        "responder": _("people who were clearly better"),
        "global": _("overall change"),
        "medication": _("medicine use"),
        "stress-anxiety": _("stress and worry"),
        "work": _("work"),
        "adverse-events": _("harms"),
        "fatigue": _("tiredness"),
    }
)
REVIEW_WORDS: Mapping[ReviewState, Words] = MappingProxyType(
    {
        ReviewState.SEEN: _("seen at the source"),
        ReviewState.SECONDARY: _("seen in another text that reports it"),
        ReviewState.UNCHECKED: _("not checked"),
    }
)
SHAM_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "penetrating": _("needles that pierce the skin"),
        "non-penetrating": _("nothing pierces the skin"),
        "device": _("a device that was switched off"),
        "electroacupuncture": _("sham current"),
        "needles without current": _("needles without current"),
        "acupressure points": _("pressure on other points"),
        "several": _("several kinds"),
        "not seen": _("which kind was not seen"),
    }
)
