"""Address."""

from django.urls import path

from deqi.web.style import views

app_name = "style"
urlpatterns = [path("", views.index, name="index")]
