"""The API object. Its documentation is ``openapi.json``; no page here loads a script from elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls.resolvers import URLPattern, URLResolver
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema

from deqi.web.api import about, ask, calibrate, evidence, points, practitioners, track
from deqi.web.api.problems import add_handlers, guarded, problem
from deqi.web.api.schemas import components

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


class DeqiAPI(NinjaAPI):
    """Ninja's API whose schemas are the files of the data folder."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The OpenAPI document with our components."""
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"].update(components())
        return schema

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """The addresses, each guarded against caches and wrong methods."""
        patterns, app, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = guarded(pattern.callback)
        return patterns, app, namespace


api = DeqiAPI(
    title="Deqi",
    version="1",
    description="Acupuncture for low back pain, told honestly. Nothing that you send is stored.",
    docs_url=None,
    urls_namespace="api-1",
)
elsewhere = Router()


@elsewhere.api_operation(METHODS, "/{path:rest}", include_in_schema=False)
def nothing(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """Every other address."""
    return problem(
        404,
        where=f"/{rest[:60]}",
        what="There is nothing at this address.",
        rule="Only the addresses in /api/v1/openapi.json exist.",
        next_step="Look there for the one that you need.",
    )


add_handlers(api)
# Addresses are tried in this order, so "elsewhere" is every address that no other part has.
PARTS = (ask, points, evidence, track, calibrate, practitioners, about)
for part in (*(module.router for module in PARTS), elsewhere):
    api.add_router("", part)
