"""Tags that tie every number on a page to its source."""

from collections.abc import Iterable
from typing import cast

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from deqi.web.pages.citations import Citations

register = template.Library()


@register.simple_tag(takes_context=True)
def figure(context: Context, *sources: str | Iterable[str]) -> SafeString:
    """Attributes for an element that holds numbers: ``<p {% figure "haake-2007" %}>``."""
    names = _names(sources)
    for name in names:
        _citations(context).cite(name)
    return format_html('data-figure data-source="{}"', " ".join(names))


@register.simple_tag(takes_context=True)
def cite(context: Context, *sources: str | Iterable[str]) -> SafeString:
    """Numbered links to the list of sources; each link's name says what it is."""
    lines = [_citations(context).cite(name) for name in _names(sources)]
    links = format_html_join(
        "",
        ' <a href="#{}" aria-label="{}">{}</a>',
        ((line.anchor, _("Source %(number)d") % {"number": line.number}, line.number) for line in lines),
    )
    return (
        format_html('<span class="refs" data-refs>{}{}</span>', _("Source"), links) if lines else SafeString()
    )


def _names(sources: tuple[str | Iterable[str], ...]) -> list[str]:
    return [name for part in sources for name in ([part] if isinstance(part, str) else part)]


def _citations(context: Context) -> Citations:
    return cast("Citations", context["citations"])
