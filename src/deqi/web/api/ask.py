"""The two questions, and the list of what can be asked."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from deqi.answers import (
    default_tables,
    parse_document,
    person_from_document,
    questions_document,
    to_json,
    would_it_help,
)
from deqi.web.api.problems import declared, json_body
from deqi.web.api.schemas import ref

router = Router(tags=["ask"])

ASK: dict[str, Any] = {
    "requestBody": {"required": True, "content": ref("Person")},
    "responses": {
        200: {
            "description": "An answer, or a refusal because somebody must be seen first.",
            "content": ref("AskedResult"),
        },
        **declared(
            HTTPStatus.LENGTH_REQUIRED,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            HTTPStatus.UNPROCESSABLE_ENTITY,
        ),
    },
}


@router.post("/ask", openapi_extra=ASK, summary="Is it safe for me, and would it help me?")
def ask(request: HttpRequest) -> HttpResponse:
    """The same document as `deqi ask --json` prints. Nothing of it is stored."""
    tables = default_tables()
    person = person_from_document(
        parse_document(json_body(request)),
        finding_ids=tables.safety.findings,
        caution_ids=tables.safety.cautions,
    )
    result = would_it_help.answer(person=person, today=_today(), tables=tables)
    return HttpResponse(to_json(result), content_type="application/json")


@router.get(
    "/safety/findings",
    openapi_extra={"responses": declared()},
    summary="Every finding and caution with its question",
)
def findings(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """The ids that `findings` and `cautions` of the input may hold."""
    return JsonResponse(questions_document(default_tables()))


def _today() -> Any:
    return datetime.now(tz=UTC).date()
