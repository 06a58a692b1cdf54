"""Logs that say which page failed and where in the code, and nothing of what a person told us.

No body, query string, cookie, address or form value is ever written. A path may hold the token of a private
link, so the pattern of the address is logged in its place. The message of an exception may quote an answer,
so a traceback ends with the exception's type.
"""

import logging
import traceback
from types import TracebackType
from typing import Any

from django.http import HttpRequest


class PrivateFilter(logging.Filter):
    """Replace what a record says about a request by its method and the pattern of its address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the record stays, its private parts go."""
        request = getattr(record, "request", None)
        if request is not None:
            record.__dict__.pop("request")
            record.msg, record.args = "%s: %s", (_kind(record), _pattern(request))
        elif record.name == "django.server" or record.name.startswith("django.security"):
            record.msg, record.args = "%s", (_kind(record),)
        return True


class PrivateFormatter(logging.Formatter):
    """Time, level, logger and message; tracebacks without the exceptions' messages."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatException(  # noqa: N802 - the name that logging calls
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Files, lines and the type of the exception."""
        if ei[0] is None:
            return ""
        frames = traceback.extract_tb(ei[2])
        lines = [f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}' for frame in frames]
        return "\n".join([*lines, f"{ei[0].__module__}.{ei[0].__qualname__} (message withheld)"])


def _kind(record: logging.LogRecord) -> str:
    status: Any = getattr(record, "status_code", None)
    return f"request refused or failed, status {status}" if status else "request refused or failed"


def _pattern(request: object) -> str:
    if not isinstance(request, HttpRequest):
        return "unknown address"
    match = request.resolver_match
    return f"{request.method} /{match.route}" if match else f"{request.method} address not in use"
