"""``erase_expired``: erase kept answers whose time is over, for example once a day from a timer."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deqi.web.ask.models import KeptAnswer


class Command(BaseCommand):
    """The site does this itself at each start and each visit to a kept page; a quiet site needs a timer."""

    help = "Erase kept answers whose time is over."

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Erase them and say how many there were."""
        erased = KeptAnswer.objects.erase_expired(now=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{erased} kept answer{'' if erased == 1 else 's'} erased.")
