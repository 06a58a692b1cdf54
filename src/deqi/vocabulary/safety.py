"""What the safety check found."""

from dataclasses import dataclass

from deqi.vocabulary.urgency import Urgency


@dataclass(frozen=True)
class Reason:
    """One rule that applied: its id, its tier, why in plain words, and the findings that met it."""

    rule: str
    urgency: Urgency
    text: str
    findings: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Caution:
    """Something to tell the acupuncturist before the first needle.

    ``level`` is one of ``stop``, ``ask a doctor first``, ``tell the acupuncturist``, ``good to know``.
    ``certain`` is false when the person was not sure.
    """

    id: str
    level: str
    title: str
    text: str
    certain: bool = True
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignOff:
    """Who, with which clinical role, signed the rules off, and when. Empty means: nobody yet."""

    name: str = ""
    role: str = ""
    date: str = ""

    @property
    def signed(self) -> bool:
        """Whether a clinician has signed."""
        return bool(self.name and self.role and self.date)


@dataclass(frozen=True)
class SafetyAssessment:
    """The answer to "Is it safe for me?".

    ``urgency`` is the highest tier of any rule that applied. ``complete`` is false when a question that
    could change the tier was not answered; then ``unanswered`` names its finding ids and the headline
    says that we cannot tell. ``come_back_if`` is never empty: a "no" never reassures.
    """

    urgency: Urgency
    headline: str
    action: str
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...]
    cautions: tuple[Caution, ...]
    come_back_if: tuple[str, ...]
    unanswered: tuple[str, ...]
    contradictions: tuple[str, ...]
    complete: bool
    sign_off: SignOff
    sources: tuple[str, ...] = ()

    @property
    def is_refusal(self) -> bool:
        """Whether no effect sizes may be shown: somebody must be seen today or now."""
        return self.urgency >= Urgency.SAME_DAY
