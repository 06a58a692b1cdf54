"""The style page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deqi.web.style import samples, tokens

SIZES = ("step-3", "step-2", "step-1", "step-0", "step--1")
SHAPES = ("space", "measure", "page", "radius", "target")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every token and every component."""
    light, dark = tokens.colours("light"), tokens.colours("dark")
    every = tokens.tokens("light")
    context = {
        "colours": [(name, light[name], dark[name]) for name in light],
        "contrasts": tokens.contrasts(),
        "sizes": [(name, every[name]) for name in SIZES],
        "shapes": [(name, every[name]) for name in SHAPES],
        "questions": samples.questions(),
        "horizon": samples.horizon(),
        "certainties": samples.certainties(),
        "line": samples.dot(),
    }
    return render(request, "style/index.html", context)
