"""Reasons for and against trust in a pooled estimate, in the domains of GRADE, as far as numbers can tell.

This is Deqi's own reading. Only what follows from the numbers or from the kind of comparison is judged; the
rest is named as not judged, so the level is an upper limit: "at most". Rules: Schuenemann and others, GRADE
handbook 2013, sections 5.2 (risk of bias), 5.3 (inconsistency) and 5.5 (imprecision).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.evidence import Group, PooledEstimate
from deqi.vocabulary import Certainty, Comparator
from deqi.web.evidence_library.analysis import FUNNEL_TRIALS, Analysis
from deqi.web.evidence_library.choices import Words
from deqi.web.evidence_library.figures.words import spoken

LARGE_I2 = 50.0
FEW_PEOPLE = 400
"""Below this many people GRADE calls a difference of means imprecise (the optimal information size)."""
LEVELS = (Certainty.HIGH, Certainty.MODERATE, Certainty.LOW, Certainty.VERY_LOW)


@dataclass(frozen=True)
class Domain:
    """One domain. ``lowers`` is ``None`` where nothing was judged."""

    name: Words
    lowers: bool | None
    reason: str

    @property
    def verdict(self) -> str:
        """The mark in words."""
        if self.lowers is None:
            return _("not judged")
        return _("lowers certainty") if self.lowers else _("no reason to lower")


@dataclass(frozen=True)
class Reading:
    """Deqi's own reading: at most this certainty, and why."""

    at_most: Certainty
    domains: tuple[Domain, ...]


def reading(analysis: Analysis) -> Reading | None:
    """Judge a pooled selection; ``None`` when nothing was pooled."""
    pooled = analysis.pooled
    if pooled is None:
        return None
    domains = (
        _risk_of_bias(analysis),
        _inconsistency(pooled),
        _imprecision(analysis, pooled),
        _indirectness(analysis),
        _small_studies(analysis, pooled),
    )
    lowered = sum(domain.lowers is True for domain in domains)
    return Reading(LEVELS[min(lowered, len(LEVELS) - 1)], domains)


def _risk_of_bias(analysis: Analysis) -> Domain:
    name = _("Risk of bias")
    if analysis.query.comparator is Comparator.SHAM:
        why = _("Sham can hide who got what. How well it did is not judged here: see each trial.")
        return _not_judged(name, why)
    why = _("People knew what they got, and said themselves how they felt.")
    return _lowers(name, why)


def _inconsistency(pooled: PooledEstimate) -> Domain:
    name = _("Inconsistency")
    if pooled.k == 1:
        return _not_judged(name, _("One trial cannot disagree with others."))
    if pooled.i2 > LARGE_I2:
        why = _("The trials differ by more than chance would: I² is %(i2)d%%, above %(limit)d%%.")
        return _lowers(name, why % {"i2": round(pooled.i2), "limit": LARGE_I2})
    why = _("I² is %(i2)d%%, at most %(limit)d%%. With %(k)d trials that says little.")
    return _fine(name, why % {"i2": round(pooled.i2), "limit": LARGE_I2, "k": pooled.k})


def _imprecision(analysis: Analysis, pooled: PooledEstimate) -> Domain:
    name = _("Imprecision")
    threshold = analysis.query.threshold
    low, high = pooled.ci_low, pooled.ci_high
    range_ = spoken(low, high)
    for limit in (-threshold, 0.0, threshold):
        if low < limit < high:
            why = _("The interval, %(range)s, holds %(limit)s: one end says something else than the other.")
            return _lowers(name, why % {"range": range_, "limit": f"{limit:g}".replace("-", "−")})
    people = [study.people for study in analysis.studies]
    if None in people:
        return _not_judged(name, _("The number of people was not seen for every trial."))
    total = sum(number or 0 for number in people)
    if total < FEW_PEOPLE:
        why = _("The trials had %(people)d people, fewer than %(limit)d.")
        return _lowers(name, why % {"people": total, "limit": FEW_PEOPLE})
    return _fine(name, _("The interval, %(range)s, lies on one side.") % {"range": range_})


def _indirectness(analysis: Analysis) -> Domain:
    name = _("Indirectness")
    if analysis.query.group in (Group.MIXED, Group.OTHER):
        return _lowers(name, _("The trials studied a mixed group of people."))
    why = _("One group of people, one comparator and one outcome were selected. Places and needling differ.")
    return _not_judged(name, why)


def _small_studies(analysis: Analysis, pooled: PooledEstimate) -> Domain:
    name = _("Unpublished trials")
    if analysis.egger is None:
        why = _("%(k)d trials cannot show whether others are missing; %(limit)d are needed.")
        return _not_judged(name, why % {"k": pooled.k, "limit": FUNNEL_TRIALS})
    if analysis.egger.p < 0.1:
        return _lowers(name, _("Small trials found other effects than large ones (Egger's test)."))
    return _fine(name, _("Egger's test found no sign of it."))


def _lowers(name: Words, reason: str) -> Domain:
    return Domain(name, lowers=True, reason=reason)


def _fine(name: Words, reason: str) -> Domain:
    return Domain(name, lowers=False, reason=reason)


def _not_judged(name: Words, reason: str) -> Domain:
    return Domain(name, lowers=None, reason=reason)
