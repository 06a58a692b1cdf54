"""Answers to people who do not exist, marked so wherever they show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from deqi.answers import from_document
from deqi.web.ask.models import Example
from deqi.web.ask.pdf import pdf_response
from deqi.web.ask.presenters.page import AnswerPage, answer_page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the examples."""
    return render(request, "ask/examples.html", {"examples": Example.objects.all()})


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One example's answer."""
    example = get_object_or_404(Example, slug=slug)
    return render(request, "ask/answer.html", {"page": _page(example), "example": example})


@require_safe
def pdf(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The same on paper."""
    return pdf_response(_page(get_object_or_404(Example, slug=slug)))


def _page(example: Example) -> AnswerPage:
    return answer_page(from_document(example.document), fictitious=True)
