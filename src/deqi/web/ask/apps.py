"""The Django app."""

from django.apps import AppConfig


class AskConfig(AppConfig):
    """Pages for the person who asks."""

    name = "deqi.web.ask"
    label = "ask"
