"""Two small gates that every request passes."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

View = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = (
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), payment=(), usb=(), browsing-topics=()"
)


class PermissionsPolicyMiddleware:
    """Tell the browser that these pages never need a sensor, a camera or a place."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response with its policy."""
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        return response


class BodyLimitMiddleware:
    """Refuse a body that is longer than any form or document of ours, before it is read.

    The session is not touched, so that the answers given so far stay.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, or 413 with what to do next."""
        if _length(request) <= settings.BODY_LIMIT_BYTES:
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse(
                {
                    "where": "",
                    "what": _("The request is too long."),
                    "rule": _("At most %(limit)s bytes are read.") % {"limit": settings.BODY_LIMIT_BYTES},
                    "next_step": _("Send only the keys that the schema names."),
                },
                status=413,
            )
        return render(request, "errors/413.html", status=413)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
