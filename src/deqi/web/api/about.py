"""Is the service there, and what does it rest on?"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from deqi import __version__
from deqi.answers import default_tables
from deqi.web.api.problems import declared

router = Router(tags=["about"])


@router.get("/health", openapi_extra={"responses": declared()}, summary="Is the service there?")
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """`ok` when the data files are read and sound."""
    default_tables()
    return JsonResponse({"status": "ok"})


@router.get("/version", openapi_extra={"responses": declared()}, summary="Engine version and table hashes")
def version(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """The same provenance that every answer carries."""
    return JsonResponse({"engine_version": __version__, "tables": dict(default_tables().hashes)})
