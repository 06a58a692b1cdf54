"""The one thing that these pages store: how many people found a page clear. No person, no time of day."""

from datetime import date
from typing import ClassVar

from django.db import models, transaction
from django.db.models import F


class ClearVoteQuerySet(models.QuerySet["ClearVote"]):
    """Counting."""

    def count_one(self, *, day: date, page: str, choice: str) -> None:
        """Add one to the count of this day, page and choice."""
        with transaction.atomic():
            vote, _created = self.get_or_create(date=day, page=page, choice=choice, defaults={"count": 0})
            self.filter(pk=vote.pk).update(count=F("count") + 1)


class ClearVote(models.Model):
    """How often a choice was made for a page on a day."""

    class Choice(models.TextChoices):
        """Was this clear?"""

        YES = "yes"
        PARTLY = "partly"
        NO = "no"

    date = models.DateField()
    page = models.CharField(max_length=40)
    choice = models.CharField(max_length=6, choices=Choice)
    count = models.PositiveIntegerField(default=0)

    objects = ClearVoteQuerySet.as_manager()

    class Meta:
        """One row a day, page and choice."""

        ordering: ClassVar = ["date", "page", "choice"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["date", "page", "choice"], name="one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.page} {self.choice}: {self.count}"
