"""The Django app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Pages that anybody may read, without answering anything."""

    name = "deqi.web.pages"
    label = "pages"
