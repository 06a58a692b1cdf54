"""Addresses. No answer ever stands in one; the token of a private link does, and is never logged."""

from django.urls import path

from .views import answer, check, examples, home, keep

app_name = "ask"
urlpatterns = [
    path("", home.home, name="home"),
    path("check/", check.start, name="check"),
    path("check/<slug:screen_id>/", check.screen, name="screen"),
    path("answer/", answer.page, name="answer"),
    path("answer.pdf", answer.pdf, name="answer-pdf"),
    path("forget/", check.forget, name="forget"),
    path("answer/keep/", keep.keep, name="keep"),
    path("answer/kept/", keep.link, name="kept-link"),
    path("kept/<str:token>/", keep.kept, name="kept"),
    path("kept/<str:token>/answer.pdf", keep.kept_pdf, name="kept-pdf"),
    path("kept/<str:token>/erase/", keep.erase, name="erase"),
    path("erased/", keep.erased, name="erased"),
    path("examples/", examples.index, name="examples"),
    path("examples/<slug:slug>/", examples.page, name="example"),
    path("examples/<slug:slug>/answer.pdf", examples.pdf, name="example-pdf"),
]
