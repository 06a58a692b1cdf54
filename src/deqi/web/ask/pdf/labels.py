"""Headings of the printed answer."""

from django.utils.translation import gettext as _


def labels() -> dict[str, str]:
    """Name to text, in the language of the request."""
    return {
        "title": _("Acupuncture for my back: what trials found"),
        "safe": _("Is it safe for me?"),
        "help": _("Would it help me?"),
        "reasons": _("Why we say this"),
        "come_back": _("When to come back or get help"),
        "other_signs": _("Other signs that need help"),
        "cautions": _("What to tell before any needle"),
        "contradictions": _("Two of your answers do not fit together"),
        "unsure": _("You were not sure."),
        "better_means": _("“Clearly better” means:"),
        "groups": _(
            "These are groups of people in trials; nobody can say which of the figures would be you."
        ),
        "edge": _("Pale and dashed figures may belong to either side, within the range."),
        "who": _("Who"),
        "of_100": _("Of 100"),
        "known": _("What else is known"),
        "harms": _("What can go wrong"),
        "options": _("Other things people do, on the same scale"),
        "options_lead": _(
            "Points of 100 less pain, on average. A comparison with nothing makes any treatment look larger "
            "than one with a fake, so read side by side only what was compared with the same thing."
        ),
        "compared": _("compared with"),
        "treatment": _("Treatment"),
        "points": _("Points better (range)"),
        "harm": _("Harm"),
        "how_many": _("How many (range)"),
        "in_words": _("In words, and how sure"),
        "body": _("Who, and year"),
        "says": _("Says"),
        "guidelines": _("What guidelines say, and why they differ"),
        "not_forecast": _("Stress, sleep, surgery: what trials showed, no forecast"),
        "would_change": _("What would change this answer"),
        "doubts": _("Read this answer with care, because"),
        "sources": _("Sources"),
        "seen": _("Seen at its source."),
        "secondary": _("Second hand."),
        "unchecked": _("Not checked."),
        "made": _("How this answer was made"),
        "fictitious": _("Fictitious. This person does not exist."),
        "page": _("Page"),
    }
