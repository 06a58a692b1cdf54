"""``directory_signals``: the reviews of this site that wait for a person to look."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deqi.answers import trust_tables
from deqi.directory.trust import Review as Told
from deqi.directory.trust import SignalKind, signal_text, signals
from deqi.vocabulary import InputError
from deqi.web.reviews.models import Look, Review


class Command(BaseCommand):
    """Prints the queue, or notes that somebody looked."""

    help = "Reviews that a person should look at."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which review was looked at, by whom, and what they found."""
        parser.add_argument("--looked", default="")
        parser.add_argument("--by", default="")
        parser.add_argument("--note", default="")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Print or note."""
        if options["looked"]:
            self._note(options["looked"], options["by"].strip(), options["note"].strip())
            return
        waiting = 0
        for review, reasons in queue():
            waiting += 1
            self.stdout.write(
                f"\n{review.public_id}: {review.practitioner.name}, {review.written_on}, {review.stars} stars"
            )
            for reason in reasons:
                self.stdout.write(f"  {reason}")
        self.stdout.write(f"\n{waiting} reviews wait for a person. All of them are shown on the site.")

    def _note(self, public_id: str, by: str, note: str) -> None:
        review = Review.objects.filter(public_id=public_id).first()
        if review is None or not by or not note:
            raise InputError(
                where="--looked, --by, --note",
                what="The review is not known, or it is not said who looked and what they found.",
                rule="A look names the review, the person and the finding.",
                next_step="Give all three; the queue lists the names of reviews.",
            )
        Look.objects.update_or_create(
            review=review,
            defaults={"looked_by": by[:80], "note": note[:400], "looked_on": timezone.localdate()},
        )
        self.stdout.write("Noted.")


def queue() -> list[tuple[Review, list[str]]]:
    """Reviews with a reason that nobody has looked at yet, and the reasons in words.

    Reviewers have no account here, so that a first review is no reason.
    """
    rows = list(Review.objects.standing().select_related("practitioner", "look").order_by("written_on", "pk"))
    told = [Told(str(row.practitioner_id), row.written_on, row.stars, None, row.text or None) for row in rows]
    found = signals(told, trust_tables().signals)
    return [
        (row, [signal_text(signal) for signal in reasons if signal.kind is not SignalKind.SINGLE])
        for row, reasons in zip(rows, found, strict=True)
        if not hasattr(row, "look") and any(signal.kind is not SignalKind.SINGLE for signal in reasons)
    ]
