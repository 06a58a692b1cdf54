"""Addresses for curators. A curator's token stands in one of them, once, and is never logged."""

from django.urls import path

from .views import deciding, desk, reading

app_name = "curation"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("enter/<str:token>/", desk.enter, name="enter"),
    path("leave/", desk.leave, name="leave"),
    path("open/", desk.open_study, name="open"),
    path("<slug:study_id>/begin/", reading.begin, name="begin"),
    path("<slug:study_id>/reading/", reading.overview, name="reading"),
    path("<slug:study_id>/reading/trial/", reading.trial, name="trial"),
    path("<slug:study_id>/reading/result/<int:number>/", reading.result, name="result"),
    path("<slug:study_id>/reading/close/", reading.close, name="close"),
    path("<slug:study_id>/decide/", deciding.decide_page, name="decide"),
    path("<slug:study_id>/rows/", deciding.rows_page, name="rows"),
    path("<slug:study_id>/rows/write/", deciding.write, name="write"),
    path("<slug:study_id>/rows/<slug:table>.csv", deciding.download, name="download"),
]
