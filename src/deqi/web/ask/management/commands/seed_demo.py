"""``seed_demo``: answers to people who do not exist, for a first look."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deqi.answers import default_tables, to_document, would_it_help
from deqi.web.ask.demo import made_up_people, take_check
from deqi.web.ask.models import Example


class Command(BaseCommand):
    """Make or renew the fictitious examples; what people keep is not touched."""

    help = "Make or renew the fictitious examples."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Run each made-up person through the check and store the answer."""
        now, tables = timezone.now(), default_tables()
        people = made_up_people()
        for place, person in enumerate(people):
            journey = take_check(person, tables)
            result = would_it_help.answer(person=journey.person, today=now.date(), tables=tables)
            values = {"title": person.title, "about": person.about, "place": place}
            stored = {**values, "document": to_document(result), "created_at": now}
            Example.objects.update_or_create(slug=person.slug, defaults=stored)
        Example.objects.exclude(slug__in=[person.slug for person in people]).delete()
        self.stdout.write(f"{len(people)} fictitious examples are ready.")
