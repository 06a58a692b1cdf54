"""The site's own calibration page. It shows totals alone, and none of fewer than a stated count."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deqi.web.diary.models import Seal
from deqi.web.diary.presenters.calibration import calibration_view


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """How earlier sealed forecasts did."""
    return render(request, "diary/calibration.html", {"page": calibration_view(Seal.objects.counted())})
