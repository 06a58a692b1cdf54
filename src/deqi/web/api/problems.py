"""What the API says when it cannot answer: where, what, which rule, what next. Never a traceback."""

from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any

import ninja.errors
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI

from deqi.answers import INPUT_LIMIT_BYTES
from deqi.vocabulary import DataFileError, InputError, UsageError

PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "Why there is no answer. `where` is a path inside the input, or empty.",
    "type": "object",
    "additionalProperties": False,
    "required": ["where", "what", "rule", "next_step"],
    "properties": {name: {"type": "string"} for name in ("where", "what", "rule", "next_step")},
}
MEANINGS = {
    HTTPStatus.BAD_REQUEST: "The request is not HTTP that the server can read.",
    HTTPStatus.NOT_FOUND: "There is nothing of this name.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address knows another method; see the header Allow.",
    HTTPStatus.LENGTH_REQUIRED: "The body comes in pieces, without its length.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: f"The body has more than {INPUT_LIMIT_BYTES:,} bytes.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is not application/json.",
    HTTPStatus.TOO_MANY_REQUESTS: "Another table is being tried at this moment.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The input cannot be used; the four parts say why.",
}
Handler = Callable[..., HttpResponse]


def problem(status: int, *, what: str, rule: str, next_step: str, where: str = "") -> JsonResponse:
    """A problem document with this status."""
    return JsonResponse({"where": where, "what": what, "rule": rule, "next_step": next_step}, status=status)


def declared(*statuses: HTTPStatus) -> dict[int, Any]:
    """The OpenAPI description of these error responses; 400 and 405 can always happen."""
    always = (HTTPStatus.BAD_REQUEST, HTTPStatus.METHOD_NOT_ALLOWED)
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        int(status): {"description": MEANINGS[status], "content": content}
        for status in sorted({*always, *statuses})
    }


def json_body(request: HttpRequest) -> bytes:
    """The body, when it is JSON by its own account and not too long. Raises what the handlers know."""
    if "Transfer-Encoding" in request.headers and not request.headers.get("Content-Length"):
        raise NoLengthError  # Django would read such a body as empty
    if request.content_type != "application/json":
        raise WrongMediaTypeError(request.content_type or "")
    body = request.body
    if len(body) > INPUT_LIMIT_BYTES:
        raise RequestDataTooBig
    return body


class WrongMediaTypeError(Exception):
    """The body says that it is something else than JSON."""


class NoLengthError(Exception):
    """The body comes in pieces, without its length."""


def add_handlers(api: NinjaAPI) -> None:
    """Turn each error that an operation may raise into a problem document.

    The handlers take ``Any``: ninja's own types ask for an error or its class.
    """
    api.add_exception_handler(InputError, _unusable)
    api.add_exception_handler(UsageError, _unusable)
    api.add_exception_handler(DataFileError, _broken_data)
    api.add_exception_handler(RequestDataTooBig, _too_long)
    api.add_exception_handler(TooManyFieldsSent, _too_many)
    api.add_exception_handler(WrongMediaTypeError, _wrong_media_type)
    api.add_exception_handler(NoLengthError, _no_length)
    api.add_exception_handler(ninja.errors.ValidationError, _wrong_parameter)


def _unusable(_request: HttpRequest, error: Any) -> HttpResponse:
    return JsonResponse(error.as_dict(), status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _broken_data(_request: HttpRequest, error: Any) -> HttpResponse:
    return JsonResponse(error.as_dict(), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _too_long(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        what="The request is too long.",
        rule=f"At most {INPUT_LIMIT_BYTES:,} bytes are read.",
        next_step="Send only the keys that the schema names.",
    )


def _too_many(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(
        HTTPStatus.BAD_REQUEST,
        what="The address holds too many parameters.",
        rule="Each parameter may be given once.",
        next_step="Send only the parameters that /api/v1/openapi.json lists.",
    )


def _wrong_media_type(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        where="Content-Type",
        what=f"{str(error)[:60]!r} cannot be read.",
        rule="The body must be JSON.",
        next_step="Send it with the header Content-Type: application/json.",
    )


def _no_length(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(
        HTTPStatus.LENGTH_REQUIRED,
        where="Content-Length",
        what="The body comes in pieces, without its length.",
        rule="Its length must be known before it is read.",
        next_step="Send it in one piece with the header Content-Length.",
    )


def _wrong_parameter(_request: HttpRequest, error: Any) -> HttpResponse:
    first = error.errors[0]
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        where=str(first["loc"][-1])[:60],
        what="This parameter cannot be used.",
        rule=f"{first['msg']}.",
        next_step="/api/v1/openapi.json lists the parameters and what they may be.",
    )


def guarded(view: Handler) -> Handler:
    """``view`` with nothing stored on the way back, and a problem document for a wrong method."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response = _wrong_method(request, response.headers["Allow"].split(", "))
        # only what says nothing of whoever asks may be kept
        if not response.headers.get("ETag"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def _wrong_method(request: HttpRequest, allowed: Iterable[str]) -> HttpResponse:
    words = ", ".join(sorted(allowed))
    response = problem(
        HTTPStatus.METHOD_NOT_ALLOWED,
        where=request.path,
        what=f"{str(request.method)[:20]} is not known here.",
        rule=f"This address knows {words}.",
        next_step=f"Use {words}.",
    )
    response.headers["Allow"] = words
    return response
