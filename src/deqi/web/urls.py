"""Addresses of the whole site."""

from importlib.util import find_spec

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from deqi.web.diary.views import calibration

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("deqi.web.ask.urls")),
    path("evidence/", include("deqi.web.evidence_library.urls")),
]
urlpatterns.append(path("", include("deqi.web.pages.urls")))
urlpatterns.append(path("points/", include("deqi.web.atlas_pages.urls")))
urlpatterns.append(path("style/", include("deqi.web.style.urls")))
urlpatterns.append(path("curation/", include("deqi.web.curation.urls")))
urlpatterns.append(path("diary/", include("deqi.web.diary.urls")))
urlpatterns.append(path("practitioners/", include("deqi.web.practitioners.urls")))
urlpatterns.append(path("practice/", include("deqi.web.reviews.urls")))
urlpatterns.append(path("calibration/", calibration.page, name="calibration"))
if find_spec("deqi.web.api"):
    from deqi.web.api.urls import api

    urlpatterns.append(path("api/v1/", api.urls))

handler400 = "deqi.web.ask.views.errors.bad_request"
handler403 = "deqi.web.ask.views.errors.forbidden"
handler404 = "deqi.web.ask.views.errors.not_found"
handler500 = "deqi.web.ask.views.errors.broken"
