"""Is it working? The same document as `deqi track --json`."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from deqi.answers import course_json, default_tables, is_it_working, parse_document, record_from_document
from deqi.web.api.problems import declared, json_body
from deqi.web.api.schemas import ref

router = Router(tags=["track"])

TRACK: dict[str, Any] = {
    "parameters": [
        {
            "in": "query",
            "name": "rule",
            "required": False,
            "description": "A payer's rule to check; may be given more than once.",
            "schema": {"type": "array", "items": {"enum": ["medicare", "g-ba"]}},
        }
    ],
    "requestBody": {"required": True, "content": ref("TrackInput")},
    "responses": {
        200: {
            "description": "How the course goes, or a refusal because somebody must be seen first.",
            "content": ref("TrackResult"),
        },
        **declared(
            HTTPStatus.LENGTH_REQUIRED,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            HTTPStatus.UNPROCESSABLE_ENTITY,
        ),
    },
}


@router.post("/track", openapi_extra=TRACK, summary="Is it working: go on, change or stop?")
def track(request: HttpRequest) -> HttpResponse:
    """The day is today in UTC; a day ahead of it is taken, because somewhere it is already tomorrow."""
    tables = default_tables()
    record = record_from_document(parse_document(json_body(request)), tables)
    result = is_it_working.answer(
        record=record,
        today=datetime.now(tz=UTC).date(),
        tables=tables,
        rules=tuple(dict.fromkeys(request.GET.getlist("rule"))),
    )
    return HttpResponse(course_json(result), content_type="application/json")
