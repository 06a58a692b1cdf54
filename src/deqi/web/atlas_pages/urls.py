"""Addresses. No measure ever stands in one: they come by POST and lie in the reader's own cookie."""

from django.urls import path

from .views import everything, home, point, scene, sheet

app_name = "points"
urlpatterns = [
    path("", home.home, name="home"),
    path("forget/", home.forget, name="forget"),
    path("override/", home.override, name="override"),
    path("all/", everything.index, name="all"),
    path("search/", everything.search, name="search"),
    path("scene/", scene.scene, name="scene"),
    path("lines/", scene.lines, name="lines"),
    path("faces-<slug:stamp>.bin", scene.faces, name="faces"),
    path("names-<slug:stamp>.json", scene.names, name="names"),
    path("sheet.pdf", sheet.pdf, name="sheet"),
    path("<str:code>/", point.page, name="point"),
]
