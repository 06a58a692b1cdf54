"""Sentences that say what a chart shows, for those who do not see it and those who want it in words."""

from django.utils.translation import gettext as _

from deqi.evidence import PooledEstimate
from deqi.web.evidence_library.analysis import Analysis
from deqi.web.evidence_library.choices import (
    COMPARATOR_WORDS,
    GROUP_WORDS,
    MODALITY_WORDS,
    OUTCOME_WORDS,
)
from deqi.web.evidence_library.figures.words import interval, number, spoken
from deqi.web.evidence_library.query import PoolQuery

ENOUGH = 5
"""With fewer trials tau-squared, and all that rests on it, is hardly more than a guess."""


def title(query: PoolQuery) -> str:
    """The comparison and the outcome: the comparator always stands in the title."""
    return _("Acupuncture compared with %(comparator)s: %(outcome)s") % {
        "comparator": COMPARATOR_WORDS[query.comparator],
        "outcome": OUTCOME_WORDS[query.outcome],
    }


def subtitle(query: PoolQuery) -> str:
    """Whom, with what, and when."""
    return _("%(group)s · %(modality)s · weeks %(first)s to %(last)s") % {
        "group": GROUP_WORDS[query.group],
        "modality": MODALITY_WORDS[query.modality],
        "first": f"{query.weeks[0]:g}",
        "last": f"{query.weeks[1]:g}",
    }


def unit() -> str:
    """The unit of every difference in the library."""
    return _("Difference in points of 100 of the scale")


def direction(value: float, comparator: str) -> str:
    """Who did better, in words."""
    if number(value) == "0.0":
        return _("no difference")
    if value < 0:
        return _("%(points)s points better with acupuncture") % {"points": number(-value)}
    return _("%(points)s points better with %(comparator)s") % {
        "points": number(value),
        "comparator": comparator,
    }


def result(analysis: Analysis) -> str:
    """One sentence that says what the forest plot says."""
    pooled, query = analysis.pooled, analysis.query
    if pooled is None:
        return ""
    comparator = str(COMPARATOR_WORDS[query.comparator])
    parts = {
        "k": pooled.k,
        "direction": direction(pooled.estimate, comparator),
        "interval": spoken(pooled.ci_low, pooled.ci_high),
    }
    if pooled.k == 1:
        return _("One trial: on average %(direction)s (95%% interval %(interval)s).") % parts
    said = _("%(k)d trials together: on average %(direction)s (95%% interval %(interval)s).") % parts
    return f"{said} {prediction(pooled)}"


def prediction(pooled: PooledEstimate) -> str:
    """The prediction interval in words; why there is none where there is none."""
    if pooled.prediction_low is None or pooled.prediction_high is None:
        return _("There is no prediction interval.")
    low, high = max(pooled.prediction_low, -100.0), min(pooled.prediction_high, 100.0)
    said = _("In a new setting the true difference may lie from %(range)s (95%% prediction interval).") % {
        "range": spoken(low, high)
    }
    if pooled.k < ENOUGH:
        said += " " + _("From %(k)d trials that range is itself a rough guess.") % {"k": pooled.k}
    if (low, high) != (pooled.prediction_low, pooled.prediction_high):
        said += " " + _("It was worked out wider than the scale itself.")
    return said


def described(analysis: Analysis) -> str:
    """The forest plot line by line, for its description."""
    lines = [
        f"{study.name}: {number(study.line.effect)} {interval(study.line.ci_low, study.line.ci_high)}, "
        + _("weight %(weight)s%%") % {"weight": number(study.line.weight)}
        for study in analysis.studies
    ]
    return "; ".join([*lines, result(analysis)])


def nothing() -> str:
    """What is said when no trial was found."""
    return _("No trial in the tables answers this question. That means: not known.")
