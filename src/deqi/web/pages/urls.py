"""Addresses of the pages that anybody may read."""

from django.urls import path

from .views import claims

app_name = "pages"
urlpatterns = [
    path("claims/", claims.index, name="claims"),
    path("claims/<slug:claim_id>/", claims.claim, name="claim"),
]
