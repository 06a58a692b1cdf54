"""One fact as a person reads it: what, whether it holds, who says so, and how old that is."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from deqi.vocabulary import Fact, FactKind, FactState


@dataclass(frozen=True)
class ShownFact:
    """``tone`` is ``good``, ``open`` or ``bad``; the mark says the same as a shape."""

    title: str
    mark: str
    tone: str
    fact: Fact
    age: str


def shown(fact: Fact, today: date) -> ShownFact:
    """The fact with its title, its mark and its age in words."""
    mark, tone = _marks()[fact.state]
    return ShownFact(_titles()[fact.kind], mark, tone, fact, _age(fact, today))


def _titles() -> dict[FactKind, str]:
    return {
        FactKind.REGISTER: _("Register number"),
        FactKind.LICENCE: _("Licence"),
        FactKind.CERTIFICATE: _("Certificate"),
        FactKind.EXCLUSION: _("Exclusion list"),
        FactKind.MEDICARE: _("Medicare"),
    }


def _marks() -> dict[FactState, tuple[str, str]]:
    return {
        FactState.HOLDS: (_("seen"), "good"),
        FactState.OPEN: (_("open: ask"), "open"),
        FactState.STALE: (_("too old"), "open"),
        FactState.UNKNOWN: (_("not known"), "open"),
        FactState.FAILS: (_("does not hold"), "bad"),
    }


def _age(fact: Fact, today: date) -> str:
    if fact.checked_on is None:
        return ""
    days = (today - fact.checked_on).days
    if days <= 0:
        ago = _("today")
    elif days == 1:
        ago = _("yesterday")
    elif days < 60:
        ago = _("%(days)d days ago") % {"days": days}
    else:
        ago = _("%(months)d months ago") % {"months": round(days / 30.4)}
    told = _("Looked up %(ago)s, on %(day)s.") % {"ago": ago, "day": fact.checked_on.isoformat()}
    if fact.fresh_until and fact.fresh_until != date.max:
        told += " " + _("Counts until %(day)s.") % {"day": fact.fresh_until.isoformat()}
    return told
