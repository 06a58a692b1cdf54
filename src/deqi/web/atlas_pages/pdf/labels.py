"""Words of the printed sheet."""

from django.utils.translation import gettext as _

from deqi.vocabulary import Measures, Sex
from deqi.web.atlas_pages.presenters.words import tier_words


def labels(*, own: bool, checked: bool) -> dict[str, str]:
    """Name to text, in the language of the request."""
    return {
        "title": _("My points: where to start feeling"),
        "whose": _("My measures") if own else _("A made-up body, as an example"),
        "lead": _(
            "Each disc is where to start feeling, and no target. The size of a disc says how far off its "
            "middle may be: about two of three places should lie inside."
        ),
        "check": ""
        if checked
        else _("The safety check was not finished. Take it before any needle or thumb."),
        "press": _("press at home"),
        "needle": _("needle only, or not for pressing now"),
        "coarse": _("coarse: the drawn body shows its landmark only roughly"),
        "unchecked": _("unchecked place"),
        "for_you": _("For you:"),
        "point": _("Point"),
        "find": _("How to find it"),
        "disc": _("Disc"),
        "warning": _("Warning"),
        "know": _("Before any needle or thumb"),
        "left_out": _("Left out, and why"),
        "override": _("Shown by a practitioner’s decision:"),
        "scale": _("Discs are drawn to the scale of the body."),
        "page": _("Page"),
    }


def measure_lines(measures: Measures) -> str:
    """The measures in one line, and what they make surer."""
    told = [
        _("built like most women") if measures.sex is Sex.FEMALE else _("built like most men"),
        _("%g years") % measures.age_years,
        _("%g cm") % measures.height_cm,
        _("%g kg") % measures.weight_kg,
    ]
    more = (
        (_("inseam %g cm"), measures.inseam_cm),
        (_("waist %g cm"), measures.waist_cm),
        (_("sitting height %g cm"), measures.sitting_height_cm),
        (_("neck mark %g cm"), measures.c7_height_cm),
        (_("hip bone mark %g cm"), measures.iliac_crest_height_cm),
    )
    told += [words % value for words, value in more if value is not None]
    return f"{', '.join(told)}. {tier_words(measures.tier)}"
