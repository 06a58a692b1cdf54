"""Addresses of the pages that anybody may read."""

from django.urls import path

from .views import about, claims, clear, not_known, reading, teach_back

app_name = "pages"
urlpatterns = [
    path("claims/", claims.index, name="claims"),
    path("claims/<slug:claim_id>/", claims.claim, name="claim"),
    path("how-it-works/", reading.how_it_works, name="how-it-works"),
    path("back-pain/", reading.back_pain, name="back-pain"),
    path("what-else-helps/", reading.what_else_helps, name="what-else-helps"),
    path("guidelines/", reading.guidelines, name="guidelines"),
    path("harms/", reading.harms, name="harms"),
    path("not-known/", not_known.index, name="not-known"),
    path("about/", about.about, name="about"),
    path("standard/", about.standard, name="standard"),
    path("answer/teach-back/", teach_back.index, name="teach-back"),
    path("clear/", clear.vote, name="clear"),
    path("clear/thanks/", clear.thanks, name="clear-thanks"),
]
