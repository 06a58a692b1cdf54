"""Calm error pages in our own words."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when the body was too long."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403, most often a form that was open for too long."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404."""
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault, and nothing was lost. A program is told in the form that it reads."""
    if request.path.startswith("/api/"):
        return JsonResponse(
            {
                "where": "",
                "what": "Deqi could not answer: the fault is ours.",
                "rule": "Every input has an answer or a reason why there is none.",
                "next_step": "Tell us what was sent, with made-up people only: see SECURITY.md.",
            },
            status=500,
            headers={"Cache-Control": "no-store"},
        )
    return render(request, "errors/500.html", status=500)
