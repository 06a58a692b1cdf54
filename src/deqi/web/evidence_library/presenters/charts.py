"""The charts of a selection, each as a wide and a narrow picture with its words."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from deqi.evidence import Step
from deqi.web.evidence_library.analysis import Analysis, Bubble
from deqi.web.evidence_library.choices import COMPARATOR_WORDS
from deqi.web.evidence_library.figures import steps
from deqi.web.evidence_library.figures.bubble import bubble_plot
from deqi.web.evidence_library.figures.drawing import Drawing
from deqi.web.evidence_library.figures.forest import NARROW, WIDE, Captions, Line, forest_plot
from deqi.web.evidence_library.figures.funnel import funnel_plot
from deqi.web.evidence_library.figures.words import p_value, spoken
from deqi.web.evidence_library.presenters import sentences

WIDTHS = (760.0, 360.0)


@dataclass(frozen=True)
class Chart:
    """A chart for a page: one picture for wide screens, one for narrow ones, and a sentence."""

    title: str
    sentence: str
    wide: SafeString
    narrow: SafeString


def forest_chart(analysis: Analysis) -> Chart:
    """The forest plot of a pooled selection."""
    return _chart(
        "forest",
        sentences.title(analysis.query),
        sentences.result(analysis),
        lambda narrow: forest_drawing(analysis, narrow=narrow),
        sentences.described(analysis),
    )


def forest_drawing(analysis: Analysis, *, narrow: bool = False) -> Drawing:
    """The forest plot as marks."""
    if analysis.pooled is None:
        raise ValueError(analysis)
    lines = [
        Line(study.name, "–" if study.people is None else f"{study.people:,}", study.line)
        for study in analysis.studies
    ]
    query = analysis.query
    captions = Captions(
        title=sentences.title(query),
        subtitle=sentences.subtitle(query),
        left=_("favours acupuncture"),
        right=_("favours %(comparator)s") % {"comparator": COMPARATOR_WORDS[query.comparator]},
        unit=sentences.unit(),
    )
    return forest_plot(lines, analysis.pooled, captions, NARROW if narrow else WIDE)


def left_one_out_chart(analysis: Analysis) -> Chart | None:
    """The estimate without each trial in turn."""
    made = [
        (_("without %s") % study.name, step)
        for study, step in zip(analysis.studies, analysis.left_one_out, strict=False)
    ]
    sentence = _("Whichever trial is left out, the estimate lies within %(range)s.")
    return _steps("one-out", _("Without each trial in turn"), sentence, made, analysis)


def cumulative_chart(analysis: Analysis) -> Chart | None:
    """The estimate as trials came in."""
    made = [
        (f"{'+ ' if place else ''}{study.name}", step)
        for place, (study, step) in enumerate(zip(analysis.studies, analysis.cumulated, strict=False))
    ]
    sentence = _("As trials came in, the estimate moved within %(range)s.")
    return _steps("cumulative", _("As trials came in, oldest first"), sentence, made, analysis)


def _steps(
    key: str, title: str, sentence: str, made: list[tuple[str, Step]], analysis: Analysis
) -> Chart | None:
    pooled = analysis.pooled
    if pooled is None or not made:
        return None
    estimates = [step.estimate for _name, step in made]
    words = sentence % {"range": spoken(min(estimates), max(estimates))}
    return _chart(
        key,
        title,
        words,
        lambda narrow: steps.steps_plot(
            made, pooled, sentences.unit(), steps.NARROW if narrow else steps.WIDE
        ),
        words,
    )


def funnel_chart(analysis: Analysis) -> Chart | None:
    """The funnel plot; ``None`` when there are too few trials."""
    shown, pooled, test = analysis.funnel, analysis.pooled, analysis.egger
    if shown is None or pooled is None:
        return None
    words = _("Each dot is a trial; precise ones stand on top. The dashed lines mark p = 0.05.")
    if test is not None:
        found = (
            _("Small and large trials found different effects")
            if test.p < 0.1
            else _("No sign that small trials found other effects than large ones")
        )
        words = f"{words} {found} ({_('Egger’s test')}: {p_value(test.p)})."
    return _chart(
        "funnel",
        _("Funnel plot: could trials be missing?"),
        words,
        lambda narrow: funnel_plot(shown, pooled, WIDTHS[narrow], sentences.unit()),
        words,
    )


def bubble_chart(bubble: Bubble) -> Chart:
    """The bubble plot of one meta-regression."""
    label, per, scale = {
        "year": (_("Year of publication"), _("ten years later"), 10.0),
        "baseline": (
            _("At the start: points of 100, 100 the worst"),
            _("ten points worse at the start"),
            10.0,
        ),
    }[bubble.moderator]
    slope = bubble.fit[bubble.moderator]
    words = _(
        "For each %(per)s the difference changes by %(slope)s points (95%% interval %(range)s, %(p)s)."
    ) % {
        "per": per,
        "slope": f"{scale * slope.estimate:+.1f}".replace("-", "−"),
        "range": spoken(scale * slope.ci_low, scale * slope.ci_high),
        "p": p_value(slope.p),
    }
    weights = [study.line.weight for study in bubble.studies]
    points = [
        (x, study.line.effect, weight)
        for x, study, weight in zip(bubble.values, bubble.studies, weights, strict=True)
    ]
    return _chart(
        f"bubble-{bubble.moderator}",
        _("Does the difference change with: %s?") % label.split(":")[0].lower(),
        words,
        lambda narrow: bubble_plot(
            points, bubble.fit, bubble.moderator, label, sentences.unit(), WIDTHS[narrow]
        ),
        words,
    )


def _chart(key: str, title: str, sentence: str, draw: Callable[[bool], Drawing], description: str) -> Chart:
    wide = draw(False).svg(key=key, title=title, description=description, kind="wide")  # noqa: FBT003
    narrow = draw(True).svg(key=f"{key}-narrow", title=title, description=description, kind="narrow")  # noqa: FBT003
    return Chart(title, sentence, _safe(wide), _safe(narrow))


def _safe(svg: str) -> SafeString:
    """``Drawing`` escapes every word that it is given, so its text may stand in a page as it is."""
    return mark_safe(svg)  # noqa: S308
