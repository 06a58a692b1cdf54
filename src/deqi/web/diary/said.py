"""What was just done, said once on the next page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

KEY = "diary_said"


@dataclass(frozen=True)
class Said:
    """A sentence, and the draft in the browser that is no longer needed."""

    text: str
    draft: str


def say(request: HttpRequest, what: str, *, draft: str = "") -> None:
    """Have the next page say it."""
    request.session[KEY] = [what, draft]


def said(request: HttpRequest) -> Said | None:
    """What to say now."""
    held = request.session.pop(KEY, None)
    if not isinstance(held, list) or len(held) != 2 or not all(isinstance(part, str) for part in held):
        return None
    text = _texts().get(held[0], "")
    return Said(text, held[1]) if text else None


def _texts() -> dict[str, str]:
    return {
        "week": _("Your week is saved."),
        "visit": _("The visit is saved."),
        "plan": _("Saved."),
        "taken-back": _("It no longer counts."),
        "revoked": _("That link opens nothing any more."),
        "choices": _("Your choices are saved."),
    }
