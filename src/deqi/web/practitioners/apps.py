"""The Django app."""

from django.apps import AppConfig


class PractitionersConfig(AppConfig):
    """The directory of practitioners."""

    name = "deqi.web.practitioners"
    label = "practitioners"
