"""Print how many people found each page clear."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Sum
from django.utils import timezone

from deqi.web.pages.models import ClearVote


class Command(BaseCommand):
    """``deqi``'s site stores counts only: this is all there is to see."""

    help = "Show the counts of “Was this clear?” for each page."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--days`` limits how far to look back."""
        parser.add_argument("--days", type=int, default=90, help="how many days to look back (default 90)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One line a page."""
        since = timezone.localdate() - timedelta(days=options["days"])
        votes = ClearVote.objects.filter(date__gte=since).order_by().values("page", "choice")
        counts: dict[str, dict[str, int]] = {}
        for row in votes.annotate(total=Sum("count")):
            counts.setdefault(row["page"], {})[row["choice"]] = row["total"]
        if not counts:
            self.stdout.write(f"Nobody has replied in the last {options['days']} days.")
        for page, by_choice in sorted(counts.items()):
            parts = ", ".join(f"{choice} {by_choice.get(choice, 0)}" for choice in ClearVote.Choice.values)
            self.stdout.write(f"{page}: {parts}")
