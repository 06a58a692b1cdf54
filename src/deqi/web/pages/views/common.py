"""What every page here needs: the sources that it may cite."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from deqi import __version__
from deqi.answers import Tables, default_tables
from deqi.vocabulary import ReviewState, Source
from deqi.web.pages.citations import OWN_TABLES, Citations


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    tables: Tables | None = None,
) -> HttpResponse:
    """Render with an empty list of sources, which the template fills as it cites."""
    own = _own_tables()
    citations = Citations({**(tables or default_tables()).sources, own.id: own})
    return render(request, template, {"citations": citations, **(context or {})})


def _own_tables() -> Source:
    text = _(
        "Counted by the program from the tables of Deqi %(version)s; their hashes stand on the page “About”."
    )
    return Source(OWN_TABLES, text % {"version": __version__}, review=ReviewState.SEEN)
