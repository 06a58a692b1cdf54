"""The third question, the points themselves, and a body to take away."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Path, Router

from deqi.answers import (
    body_document,
    default_tables,
    measures_from_document,
    parse_document,
    place,
    plain,
    points_document,
    points_question,
    which_points,
)
from deqi.atlas import BodyFormat, build_body, export_body, find_points
from deqi.vocabulary import InputError
from deqi.web.api.problems import declared, json_body, problem
from deqi.web.api.schemas import ref

router = Router(tags=["points"])

Code = Annotated[str, Path(description="The code that the standard gives a point, such as BL40.")]

BODY_ERRORS = declared(
    HTTPStatus.LENGTH_REQUIRED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
MIMES = {
    BodyFormat.GLB: "model/gltf-binary",
    BodyFormat.OBJ: "model/obj",
    BodyFormat.PLY: "application/octet-stream",
}
CHOOSE: dict[str, Any] = {
    "requestBody": {"required": True, "content": ref("PointsQuestion")},
    "responses": {
        200: {
            "description": "The points in groups, or a refusal because somebody must be seen first.",
            "content": ref("PointsResult"),
        },
        **BODY_ERRORS,
    },
}
PLACE: dict[str, Any] = {
    "requestBody": {"required": True, "content": ref("BodyMeasures")},
    "responses": BODY_ERRORS,
}
EXPORT: dict[str, Any] = {
    **PLACE,
    "parameters": [
        {
            "in": "query",
            "name": "format",
            "required": False,
            "description": "The kind of file; glb when it is not given.",
            "schema": {"enum": [kind.value for kind in BodyFormat]},
        }
    ],
    "responses": {
        200: {
            "description": "The shape of the body, and nothing of what was told.",
            "content": {mime: {"schema": {"type": "string", "format": "binary"}} for mime in MIMES.values()},
        },
        **BODY_ERRORS,
    },
}
SEARCH: dict[str, Any] = {
    "parameters": [
        {
            "in": "query",
            "name": "q",
            "required": True,
            "description": "A code in any style, an old number, pinyin, characters or a lay name.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 80},
        }
    ],
    "responses": declared(HTTPStatus.UNPROCESSABLE_ENTITY),
}
FACTS: dict[str, Any] = {"responses": declared(HTTPStatus.NOT_FOUND)}


@router.post("/points", openapi_extra=CHOOSE, summary="Which points, and where on my body?")
def choose(request: HttpRequest) -> HttpResponse:
    """The same document as `deqi points choose` prints. Nothing of it is stored."""
    tables = default_tables()
    question = points_question(
        parse_document(json_body(request)),
        finding_ids=tables.safety.findings,
        caution_ids=tables.safety.cautions,
    )
    result = which_points.answer(
        person=question.person,
        today=datetime.now(tz=UTC).date(),
        tables=tables,
        measures=question.measures,
        limbs=question.limbs,
        override_reason=question.override_reason,
    )
    return JsonResponse(points_document(result))


@router.post("/points/place", openapi_extra=PLACE, summary="Every point on one body")
def place_all(request: HttpRequest) -> HttpResponse:
    """The same document as `deqi points --json` prints: where to start feeling, never a needle target."""
    tables = default_tables()
    measures = measures_from_document(parse_document(json_body(request)))
    return JsonResponse(body_document(place(measures, tables), tables, None))


@router.get("/points/search", openapi_extra=SEARCH, summary="Find a point by any of its names")
def search(request: HttpRequest) -> HttpResponse:
    """Every candidate, the best first, each with a sentence why."""
    asked = request.GET.getlist("q")
    if len(asked) != 1 or set(request.GET) != {"q"}:
        raise InputError(
            what="A search has one text, and nothing else.",
            rule="The parameter q stands once.",
            next_step="For example: /api/v1/points/search?q=BL40",
            where="q",
        )
    return JsonResponse(_document(plain(find_points(asked[0], default_tables().points))))


@router.get("/points/{code}", openapi_extra=FACTS, summary="What is said of one point")
def facts(request: HttpRequest, code: Code) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """Names, how to find it, what lies under it, and what used it."""
    tables = default_tables()
    point = tables.points.points.get(code)
    if point is None:
        return problem(
            HTTPStatus.NOT_FOUND,
            where=code[:60],
            what="No point has this code.",
            rule="A code is that of the standard, such as BL40 or EX-B2.",
            next_step="/api/v1/points/search?q= finds a point by its other names.",
        )
    return JsonResponse({**_document(plain(point)), "uses": plain(tables.care.uses.get(code, ()))})


@router.post("/body", openapi_extra=EXPORT, summary="A body as a file for other programs")
def body(request: HttpRequest) -> HttpResponse:
    """glTF, OBJ or PLY, in metres. The file holds the shape alone."""
    word = request.GET.get("format", BodyFormat.GLB.value)
    if word not in {kind.value for kind in BodyFormat} or len(request.GET.getlist("format")) > 1:
        raise InputError(
            what="This kind of file is not known.",
            rule=f"The kinds are {', '.join(kind.value for kind in BodyFormat)}.",
            next_step="Use one of these, once.",
            where="format",
        )
    kind = BodyFormat(word)
    measures = measures_from_document(parse_document(json_body(request)))
    content = export_body(build_body(measures, default_tables().atlas), kind)
    return HttpResponse(content, content_type=MIMES[kind])


def _document(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}
