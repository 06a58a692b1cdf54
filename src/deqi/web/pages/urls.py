"""Addresses of the pages that anybody may read."""

from django.urls import path

from .views import claims, reading

app_name = "pages"
urlpatterns = [
    path("claims/", claims.index, name="claims"),
    path("claims/<slug:claim_id>/", claims.claim, name="claim"),
    path("how-it-works/", reading.how_it_works, name="how-it-works"),
    path("back-pain/", reading.back_pain, name="back-pain"),
    path("what-else-helps/", reading.what_else_helps, name="what-else-helps"),
    path("guidelines/", reading.guidelines, name="guidelines"),
    path("harms/", reading.harms, name="harms"),
]
