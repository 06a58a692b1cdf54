"""Tags that lead to the place where a criterion is met."""

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from deqi.web.pages.site_files import Place

register = template.Library()

TITLES: dict[str, str | Promise] = {
    "pages:claims": gettext_lazy("What the adverts say"),
    "pages:back-pain": gettext_lazy("What causes low back pain"),
    "pages:what-else-helps": gettext_lazy("What else helps"),
    "pages:harms": gettext_lazy("What can go wrong"),
    "pages:about": gettext_lazy("About Deqi"),
    "ask:answer": gettext_lazy("Your answer, after the check"),
}
"""Names of the pages for the links."""


@register.simple_tag
def place_url(place: Place) -> str:
    """The address with its anchor."""
    return f"{reverse(place.page)}#{place.anchor}"


@register.simple_tag
def place_title(place: Place) -> str:
    """Page and what to look for."""
    return f"{TITLES[place.page]}: {place.shows}"
