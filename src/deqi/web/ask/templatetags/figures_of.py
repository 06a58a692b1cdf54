"""Tie the numbers of an answer to the sources that they rest on."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from deqi.web.ask.presenters.page import SourceView

register = template.Library()


@register.simple_tag
def figure_of(sources: Iterable[SourceView], numbers: Iterable[int] | None = None) -> SafeString:
    """Attributes for an element that holds numbers: ids of the sources with these numbers, or of all."""
    wanted = None if numbers is None else set(numbers)
    names = [source.id for source in sources if wanted is None or source.number in wanted]
    return format_html('data-figure data-source="{}"', " ".join(names))
