"""The app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviews and outcomes."""

    name = "deqi.web.reviews"
    label = "reviews"
