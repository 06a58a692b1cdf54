"""How good would the forecast have been? The same core as `deqi calibrate`, for tables of ordinary size."""

from http import HTTPStatus
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from deqi.answers import calibrated, parse_document
from deqi.web.api.problems import declared, json_body, problem
from deqi.web.api.schemas import ref

router = Router(tags=["track"])
_one_at_a_time = Lock()
"""Learning takes seconds; a second table in the same process waits outside, so that others are served."""

CALIBRATE: dict[str, Any] = {
    "requestBody": {"required": True, "content": ref("CalibrateInput")},
    "responses": {
        **declared(
            HTTPStatus.LENGTH_REQUIRED,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            HTTPStatus.TOO_MANY_REQUESTS,
            HTTPStatus.UNPROCESSABLE_ENTITY,
        ),
    },
}


@router.post("/calibrate", openapi_extra=CALIBRATE, summary="Try the forecast on finished courses")
def calibrate(request: HttpRequest) -> HttpResponse:
    """Each person is left out in turn. Nothing of the table is stored."""
    document = parse_document(json_body(request))
    if not _one_at_a_time.acquire(blocking=False):
        return problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            what="Another table is being tried at this moment.",
            rule="One table at a time.",
            next_step="Try again in a minute, or use `deqi calibrate` on your own machine.",
        )
    try:
        return JsonResponse(calibrated(document))
    finally:
        _one_at_a_time.release()
