"""The Django app."""

from django.apps import AppConfig


class CurationConfig(AppConfig):
    """Pages for the people who keep the tables."""

    name = "deqi.web.curation"
    label = "curation"
