"""``erase_expired``: erase what is over, for example once a day from a timer."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deqi.web.ask.models import KeptAnswer
from deqi.web.diary.models import Diary
from deqi.web.diary.traces import wipe_traces


class Command(BaseCommand):
    """The site does this itself at each start and when somebody uses it; a quiet site needs a timer."""

    help = "Erase kept answers and diaries whose time is over."

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Erase them, cut the database's log, and say how many there were."""
        now = timezone.now()
        answers = KeptAnswer.objects.erase_expired(now=now)
        diaries = Diary.objects.erase_expired(now=now)
        wipe_traces()
        if options["verbosity"]:
            self.stdout.write(f"{answers} kept answer{'' if answers == 1 else 's'} erased.")
            self.stdout.write(f"{diaries} diar{'y' if diaries == 1 else 'ies'} erased.")
