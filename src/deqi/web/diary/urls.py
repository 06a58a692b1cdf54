"""Addresses. A token stands in one of them alone, the one that opens a diary, and is never logged."""

from django.urls import path

from .views import course, notes, owner, start

app_name = "diary"
urlpatterns = [
    path("", start.start, name="start"),
    path("begin/", start.begin, name="begin"),
    path("open/<str:token>/", start.enter, name="open"),
    path("link/", start.link, name="link"),
    path("weekly-note.ics", start.calendar, name="calendar"),
    path("leave/", start.leave, name="leave"),
    path("left/", start.left, name="left"),
    path("course/", course.course, name="course"),
    path("report.pdf", course.report, name="report"),
    path("letter.pdf", course.letter, name="letter"),
    path("signs/", course.signs, name="signs"),
    path("plan/", notes.plan, name="plan"),
    path("week/", notes.week, name="week"),
    path("week/<int:number>/", notes.week, name="correct-week"),
    path("visit/", notes.visit, name="visit"),
    path("visit/<slug:mark>/", notes.visit, name="correct-visit"),
    path("take-back/<slug:kind>/<slug:subject>/", notes.take_back, name="take-back"),
    path("everything/", owner.everything, name="everything"),
    path("diary.json", owner.as_json, name="json"),
    path("diary.csv", owner.as_csv, name="csv"),
    path("sharing/", owner.sharing, name="sharing"),
    path("sharing/add/", owner.add_reader, name="add-reader"),
    path("sharing/renew/", owner.renew, name="renew"),
    path("sharing/<int:pk>/revoke/", owner.revoke, name="revoke"),
    path("erase/", owner.erase, name="erase"),
    path("erased/", owner.erased, name="erased"),
]
