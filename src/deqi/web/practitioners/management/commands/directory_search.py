"""``directory_search NEAR``: people near a place, as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from deqi.answers import directory_tables, who_should_treat
from deqi.web.practitioners.documents import page_document
from deqi.web.practitioners.searching import Asked, Filters, search


class Command(BaseCommand):
    """Prints a page of results with the facts about each person."""

    help = "Find practitioners near a place."

    def add_arguments(self, parser: CommandParser) -> None:
        """The place, and what people must fulfil."""
        parser.add_argument("near")
        parser.add_argument("--radius", type=float, default=25.0)
        parser.add_argument("--limit", type=int, default=20)
        parser.add_argument("--all", action="store_true")
        parser.add_argument("--certified", action="store_true")
        parser.add_argument("--language", default="")
        parser.add_argument("--price-at-most", type=int, default=None)
        parser.add_argument("--profession", default="")
        parser.add_argument("--by-outcomes", action="store_true")
        parser.add_argument("--cursor", default="")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Search and print."""
        tables, today = directory_tables(), timezone.localdate()
        filters = Filters(
            checked=not options["all"],
            certified=options["certified"],
            language=options["language"],
            price_at_most=options["price_at_most"],
            profession=options["profession"],
        )
        asked = Asked(
            who_should_treat.place_from(options["near"], tables).point,
            options["radius"],
            options["limit"],
            filters,
            options["by_outcomes"],
        )
        page = search(asked, tables=tables, today=today, cursor=options["cursor"])
        document = page_document(asked, page, today=today, tables=tables)
        self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))
