"""``directory_take_down REVIEW``: take a review down, with a public reason."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deqi.vocabulary import InputError
from deqi.web.reviews.models import Removal, Review

LEAST = 20


class Command(BaseCommand):
    """The review goes from the page; its stars, the ground and the reason stay in the log."""

    help = "Take a review down with a public reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which, on what ground, why, and by whom."""
        parser.add_argument("review")
        parser.add_argument("--ground", choices=Removal.REASONS, required=True)
        parser.add_argument("--reason", required=True)
        parser.add_argument("--by", required=True)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Check and log."""
        found = Review.objects.standing().filter(public_id=options["review"]).first()
        if found is None:
            raise InputError(
                where="REVIEW",
                what=f"{options['review'][:30]!r} is no review that stands.",
                rule="A review is named by the letters in its address, behind #review-.",
                next_step="Open the page of the practitioner and copy the name from there.",
            )
        reason, by = options["reason"].strip(), options["by"].strip()
        if not LEAST <= len(reason) <= 400 or not by:
            raise InputError(
                where="--reason, --by",
                what="The reason is too short or too long, or nobody is named.",
                rule=f"Everybody reads the reason: {LEAST} to 400 letters. Somebody answers for it.",
                next_step="Say in a sentence what law, detail or threat it is, without repeating it.",
            )
        Removal.objects.create(
            review=found,
            ground=options["ground"],
            reason=reason,
            removed_by=by[:80],
            removed_on=timezone.localdate(),
        )
        self.stdout.write("Taken down. The reason stands at /practitioners/removed-reviews/")
