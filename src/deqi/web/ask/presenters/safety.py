"""Safety first: how soon, what to do now, why, what to tell the acupuncturist, when to come back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.vocabulary import Caution, SafetyAssessment, Urgency


@dataclass(frozen=True)
class CautionGroup:
    """Cautions of one level."""

    title: str
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class WatchGroup:
    """Signs that ask for the same step. ``tone`` is that of the tier, ``lead`` what to do if one comes."""

    tone: str
    lead: str
    signs: tuple[str, ...]


@dataclass(frozen=True)
class SafetyView:
    """The safety part of an answer, ready to place. ``tone`` names the style of the tier.

    ``watch`` holds the signs to come back for by urgency; ``watch_notes`` the lines that name no step.
    """

    tone: str
    tier: str
    headline: str
    action: str
    urgent: bool
    emergency: bool
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    cautions: tuple[CautionGroup, ...]
    watch: tuple[WatchGroup, ...]
    watch_notes: tuple[str, ...]
    contradictions: tuple[str, ...]
    unanswered: tuple[str, ...]
    unanswered_count: int
    sign_off: str


TONES = {
    Urgency.EMERGENCY: "emergency",
    Urgency.SAME_DAY: "same-day",
    Urgency.WITHIN_2_WEEKS: "two-weeks",
    Urgency.NOTE: "note",
    Urgency.NONE: "none",
}
LEVELS = ("stop", "ask a doctor first", "tell the acupuncturist", "good to know")


def safety_view(safety: SafetyAssessment, questions: Mapping[str, str]) -> SafetyView:
    """Words for an assessment. ``questions`` maps finding ids to the question, for those left open.

    When somebody must be seen first, open questions and lesser reasons only stand in the way: they are
    left out.
    """
    open_ids = () if safety.is_refusal else safety.unanswered
    return SafetyView(
        tone=TONES[safety.urgency],
        tier=_tier(safety.urgency),
        headline=safety.headline,
        action=safety.action,
        urgent=safety.is_refusal,
        emergency=safety.urgency is Urgency.EMERGENCY,
        reasons=_reasons(safety),
        notes=safety.notes,
        cautions=_groups(safety.cautions),
        watch=_watch(safety.come_back_if),
        watch_notes=tuple(text for text in safety.come_back_if if _lead(text) is None),
        contradictions=safety.contradictions,
        unanswered=tuple(questions[id_] for id_ in open_ids if id_ in questions),
        unanswered_count=len(open_ids),
        sign_off=_sign_off(safety),
    )


def _tier(urgency: Urgency) -> str:
    return {
        Urgency.EMERGENCY: _("Emergency: get help now"),
        Urgency.SAME_DAY: _("See a doctor today"),
        Urgency.WITHIN_2_WEEKS: _("See a doctor within 2 weeks"),
        Urgency.NOTE: _("Something to keep an eye on"),
        Urgency.NONE: _("No warning sign in what you told us"),
    }[urgency]


LEADS = {
    Urgency.EMERGENCY: "Get emergency help if ",
    Urgency.SAME_DAY: "Be seen today if ",
    Urgency.WITHIN_2_WEEKS: "See a doctor if ",
}
"""How a line of ``come_back_if.toml`` begins, by what it asks for."""


def _lead(text: str) -> Urgency | None:
    return next((urgency for urgency, lead in LEADS.items() if text.startswith(lead)), None)


def _watch(lines: tuple[str, ...]) -> tuple[WatchGroup, ...]:
    """The lines by urgency, the most urgent first, each lead said once."""
    groups = (
        WatchGroup(
            TONES[urgency],
            lead.strip(),
            tuple(text.removeprefix(lead).removesuffix(".") for text in lines if _lead(text) is urgency),
        )
        for urgency, lead in LEADS.items()
    )
    return tuple(group for group in groups if group.signs)


def _groups(cautions: tuple[Caution, ...]) -> tuple[CautionGroup, ...]:
    titles = {
        "stop": _("Do not have needles while this holds"),
        "ask a doctor first": _("Ask a doctor first"),
        "tell the acupuncturist": _("Tell the acupuncturist before the first needle"),
        "good to know": _("Good to know"),
    }
    levels = [*LEVELS, *sorted({caution.level for caution in cautions} - set(LEVELS))]
    groups = (
        CautionGroup(titles.get(level, level), tuple(item for item in cautions if item.level == level))
        for level in levels
    )
    return tuple(group for group in groups if group.cautions)


def _reasons(safety: SafetyAssessment) -> tuple[str, ...]:
    least = Urgency.SAME_DAY if safety.is_refusal else Urgency.NONE
    return tuple(reason.text for reason in safety.reasons if reason.urgency >= least)


def _sign_off(safety: SafetyAssessment) -> str:
    """Who signed. While nobody has, the assessment's own notes say so."""
    signed = safety.sign_off
    if not signed.signed:
        return ""
    return _("Safety rules signed off by %(name)s, %(role)s, on %(date)s.") % {
        "name": signed.name,
        "role": signed.role,
        "date": signed.date,
    }
