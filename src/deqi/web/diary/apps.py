"""The Django app."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    """Diaries that people keep without an account."""

    name = "deqi.web.diary"
    label = "diary"
