"""The Django app."""

from django.apps import AppConfig


class AtlasPagesConfig(AppConfig):
    """Pages that show the points on a body."""

    name = "deqi.web.atlas_pages"
    label = "atlas_pages"
