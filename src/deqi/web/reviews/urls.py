"""Addresses of a practice's own pages."""

from django.urls import path

from deqi.web.reviews.views import practice

app_name = "practice"
urlpatterns = [
    path("", practice.home, name="home"),
    path("close/", practice.leave, name="leave"),
    path("answer/<slug:review_id>/", practice.answer, name="answer"),
    path("<slug:token>/", practice.enter, name="enter"),
]
