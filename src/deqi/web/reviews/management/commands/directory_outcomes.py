"""``directory_outcomes``: how tracked patients did, worked out anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deqi.web.reviews.collecting import followed_people, work_out


class Command(BaseCommand):
    """Replaces every outcome, and the order that searches may offer."""

    help = "Work out tracked outcomes from diaries that opted in."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Work out and say how many."""
        people = followed_people()
        ordering = work_out(people, timezone.localdate())
        self.stdout.write(f"{len(people)} courses count; {ordering} practitioners have enough for an order.")
