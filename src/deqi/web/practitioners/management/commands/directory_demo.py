"""``directory_demo``: a directory of people who do not exist, so that every page can be looked at."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deqi.answers import directory_tables
from deqi.web.practitioners.demo import fill_with_made_up_people
from deqi.web.reviews.demo import fill_with_made_up_reviews


class Command(BaseCommand):
    """Run as often as you like: it makes the same people, with days counted from today."""

    help = "Fill the directory with people who do not exist."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Import the files that ship with Deqi, through the same door as real ones."""
        report = fill_with_made_up_people(
            tables=directory_tables(), today=timezone.localdate(), now=timezone.now
        )
        report |= fill_with_made_up_reviews(timezone.localdate())
        self.stdout.write(json.dumps(report, indent=2, ensure_ascii=False))
