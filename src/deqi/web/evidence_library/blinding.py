"""Who did not know the treatment, as far as the words about a trial's design say it.

Only what is written counts: a trial whose text says nothing is "not stated", never "not blinded".
"""

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from deqi.web.evidence_library.choices import Words


class Blinding(Enum):
    """Kinds that a text can state; the value stands in addresses."""

    PATIENT_AND_OBSERVER = "patient-and-observer"
    DOUBLE = "double-unexplained"
    OBSERVER = "observer"
    OBSERVER_ONLY = "observer-only"
    SINGLE = "single-unexplained"
    OPEN = "open"
    HIGH_RISK = "high-risk"
    NOT_STATED = "not-stated"


BLINDING_WORDS: Mapping[Blinding, Words] = MappingProxyType(
    {
        Blinding.PATIENT_AND_OBSERVER: _("blinded patient and observer"),
        Blinding.DOUBLE: _("“double blind”; who, is not stated"),
        Blinding.OBSERVER: _("blinded observer; of patients nothing is stated"),
        Blinding.OBSERVER_ONLY: _("blinded observer; patients knew what they got"),
        Blinding.SINGLE: _("“single blind”; who, is not stated"),
        Blinding.OPEN: _("open: people knew what they got"),
        Blinding.HIGH_RISK: _("a review judged the blinding poor"),
        Blinding.NOT_STATED: _("not stated"),
    }
)

OBSERVER = r"(?:assessor|observer|evaluator)s?"
WATCHED = rf"{OBSERVER}[ -]blind|blinded {OBSERVER}"
KNEW = r"\bopen\b|unblinded|not blinded"
PATIENT = r"(?:patient|participant)s?"
_RULES: tuple[tuple[re.Pattern[str], Blinding], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (
            rf"{PATIENT}-?(?:,| and|-)? ?{OBSERVER}(?: and \w+)?[ -]blind",
            Blinding.PATIENT_AND_OBSERVER,
        ),
        (rf"(?:{WATCHED}).*(?:{KNEW})", Blinding.OBSERVER_ONLY),
        (WATCHED, Blinding.OBSERVER),
        (r"double[ -]blind", Blinding.DOUBLE),
        (r"single[ -]blind", Blinding.SINGLE),
        (KNEW, Blinding.OPEN),
        (r"blinding high risk", Blinding.HIGH_RISK),
    )
)


def blinding(*texts: str) -> Blinding:
    """The strongest kind that any of ``texts`` (design, risk of bias) states."""
    text = "; ".join(texts)
    return next((kind for pattern, kind in _RULES if pattern.search(text)), Blinding.NOT_STATED)
