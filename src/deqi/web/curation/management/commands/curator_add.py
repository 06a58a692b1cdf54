"""``curator_add NAME``: a private link for somebody who reads trials in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse
from django.utils import timezone

from deqi.web.curation.models import Curator


class Command(BaseCommand):
    """Print the link once; only its hash is stored. A known name gets a new link, and the old one stops."""

    help = "Make a curator, or give a known one a new link."

    def add_arguments(self, parser: CommandParser) -> None:
        """The name under which every step is recorded."""
        parser.add_argument("name")

    def handle(self, *_arguments: Any, name: str, **_options: Any) -> None:
        """Make the link and print its path."""
        token = Curator.objects.add(name, now=timezone.now())
        self.stdout.write(f"The link of {name}, shown this once: {reverse('curation:enter', args=[token])}")
