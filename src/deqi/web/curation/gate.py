"""Who may come in: the pages exist only where curation is on, and only for a known curator."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from deqi.web.curation.models import Curator

P = ParamSpec("P")
KEY = "curator"
"""Where the session holds the hash of the link that let the curator in, so that a new link ends it."""


def where_curation_is_on(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Not found, unless the operator has switched curation on."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.CURATION:
            raise Http404
        return view(*args, **kwargs)

    return guarded


def for_curators(
    view: Callable[Concatenate[HttpRequest, Curator, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the view the curator of this session; without one, say how to get in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        held = request.session.get(KEY)
        curator = Curator.objects.for_token_hash(held) if isinstance(held, str) else None
        if curator is None:
            return render(request, "curation/no_link.html", status=403)
        return view(request, curator, *args, **kwargs)

    return never_cache(where_curation_is_on(guarded))
