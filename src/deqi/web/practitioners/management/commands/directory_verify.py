"""``directory_verify NUMBER``: what is known about one practitioner; record what a person looked up."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from deqi.answers import directory_tables
from deqi.vocabulary import InputError
from deqi.web.practitioners.deciding import decide_namesake, open_namesakes
from deqi.web.practitioners.documents import practitioner_document
from deqi.web.practitioners.models import Practitioner


class Command(BaseCommand):
    """Prints the facts. With ``--same`` or ``--another`` it settles a question about the exclusion list."""

    help = "Show or settle what is known about one practitioner."

    def add_arguments(self, parser: CommandParser) -> None:
        """The number, and a decision with who made it and why."""
        parser.add_argument("number", nargs="?", default="")
        parser.add_argument("--register", default="us-npi")
        parser.add_argument("--same", action="store_true")
        parser.add_argument("--another", action="store_true")
        parser.add_argument("--by", default="")
        parser.add_argument("--reason", default="")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Show one practitioner, or without a number everybody who waits for a person to look."""
        tables, today = directory_tables(), timezone.localdate()
        if not options["number"]:
            waiting = Practitioner.objects.filter(exclusion="possible").order_by("register", "number")
            rows = [{"number": person.number, "name": person.name} for person in waiting[:200]]
            self._print({"compare_with_the_exclusion_list": waiting.count(), "first": rows})
            return
        person = find(options["register"], options["number"])
        if options["same"] or options["another"]:
            decide_namesake(
                person,
                is_same_person=options["same"],
                by=options["by"],
                reason=options["reason"],
                now=timezone.now(),
                tables=tables,
            )
            person.refresh_from_db()
        document = practitioner_document(person, today=today, tables=tables)
        self._print(document | {"namesakes_to_compare": open_namesakes(person)})

    def _print(self, document: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))


def find(register: str, number: str) -> Practitioner:
    """The practitioner with this number. Raises ``InputError``."""
    person = Practitioner.objects.filter(register=register, number=number).first()
    if person is None:
        raise InputError(
            where="number",
            what=f"{number[:40]!r} is not in the directory.",
            rule=f"It is a number of the register {register} that was imported.",
            next_step="Import the register first, or name another with --register.",
        )
    return person
