"""The trials and their pooled results, for one comparator at a time."""

import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from ninja import Router

from deqi.answers import default_tables, parse_document, pooled_answer, pooled_document, trials_document
from deqi.vocabulary import InputError
from deqi.web.api.problems import declared, json_body
from deqi.web.api.schemas import evidence_properties, ref

router = Router(tags=["evidence"])

FILTERS = ("condition", "comparator", "outcome", "modality", "weeks_from", "weeks_to")


def _parameters(properties: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The filters as query parameters; a filter that is not given filters nothing, so none has a default."""
    return [
        {
            "in": "query",
            "name": name,
            "required": False,
            "description": properties[name]["description"],
            "schema": {key: rule for key, rule in properties[name].items() if key != "default"},
        }
        for name in FILTERS
    ]


TRIALS: dict[str, Any] = {
    "parameters": _parameters(evidence_properties()),
    "responses": declared(HTTPStatus.UNPROCESSABLE_ENTITY),
}
POOL: dict[str, Any] = {
    "requestBody": {"required": True, "content": ref("EvidenceQuestion")},
    "responses": declared(
        HTTPStatus.LENGTH_REQUIRED,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
}


@router.get("/evidence/trials", openapi_extra=TRIALS, summary="The trials, oldest first")
def trials(request: HttpRequest) -> HttpResponse:
    """Comparator, outcome and weeks look at the results that a trial published."""
    return JsonResponse({"trials": trials_document(_filters(request.GET), default_tables())})


@router.post("/evidence/pool", openapi_extra=POOL, summary="Pool the trials that answer one question")
def pool(request: HttpRequest) -> HttpResponse:
    """Where nothing was found, or must not be pooled, `pooled` is null and `why_not` says why."""
    tables = default_tables()
    answer = pooled_answer(parse_document(json_body(request)), tables)
    return JsonResponse(pooled_document(answer, tables))


def _filters(query: QueryDict) -> dict[str, object]:
    """The query as a document of the schema. Raises ``InputError`` for a filter that stands twice."""
    document: dict[str, object] = {}
    for name, values in query.lists():
        if len(values) != 1:
            raise InputError(
                what=f"It stands there {len(values)} times.",
                rule="A filter may be given once.",
                next_step="Keep one of them.",
                where=name[:60],
            )
        document[name] = _number(values[0]) if name.startswith("weeks_") else values[0]
    return document


def _number(text: str) -> object:
    """A finite number where ``text`` is one; otherwise the text, which the schema then refuses."""
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) and "_" not in text else text
