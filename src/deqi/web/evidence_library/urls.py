"""Addresses of the library. A selection lives in the query string, with the version of the data."""

from django.urls import path

from deqi.web.evidence_library.views import data, overview, pool, trials

app_name = "evidence"
urlpatterns = [
    path("", overview.page, name="overview"),
    path("trials/", trials.index, name="trials"),
    path("trials/<slug:study_id>/", trials.page, name="trial"),
    path("pool/", pool.page, name="pool"),
    path("pool/selection.<str:kind>", pool.download, name="pool-download"),
    path("data/", data.page, name="data"),
    path("data/<str:name>.csv", data.table, name="table"),
]
