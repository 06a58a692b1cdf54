"""Who reads, what they read, and every step with its time."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from deqi.curate import Decision, Entry

READERS = 2
"""How many people read a trial in, each alone."""


class CuratorQuerySet(models.QuerySet["Curator"]):
    """Look-ups by the private token, which itself is not stored."""

    def add(self, name: str, *, now: datetime) -> str:
        """Make a curator, or give a known one a new token; the token, which cannot be had again."""
        token = secrets.token_urlsafe(32)
        self.update_or_create(
            name=name,
            defaults={"token_hash": hash_token(token), "active": True},
            create_defaults={"token_hash": hash_token(token), "created_at": now},
        )
        return token

    def for_token(self, token: str) -> "Curator | None":
        """The curator behind this token."""
        return self.for_token_hash(hash_token(token))

    def for_token_hash(self, token_hash: str) -> "Curator | None":
        """The curator whose link has this hash today."""
        return self.filter(token_hash=token_hash, active=True).first()


class Curator(models.Model):
    """A person who may read trials in, known by a link that only they have."""

    name = models.CharField(max_length=80, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    active = models.BooleanField(default=True)

    objects = CuratorQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Study(models.Model):
    """A trial to be read in. ``decisions`` maps the place of a difference to what a third reader decided."""

    study_id = models.SlugField(max_length=80, unique=True)
    source_id = models.SlugField(max_length=80)
    opened_by = models.ForeignKey(Curator, on_delete=models.PROTECT, related_name="opened")
    opened_at = models.DateTimeField()
    decisions = models.JSONField(default=dict)
    decided_by = models.ForeignKey(Curator, on_delete=models.PROTECT, related_name="decided", null=True)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-opened_at"]

    def __str__(self) -> str:
        return self.study_id

    def finished_readings(self) -> "list[Reading]":
        """The readings that their readers have closed, in the order in which they were begun."""
        return list(self.readings.filter(finished_at__isnull=False).order_by("place"))

    def made_decisions(self) -> dict[str, Decision]:
        """What was decided so far."""
        return {where: Decision(made["choice"], made["text"]) for where, made in self.decisions.items()}

    def note(self, curator: Curator, what: str, *, now: datetime, detail: str = "") -> None:
        """Record one step: who did what, and when."""
        self.events.create(curator=curator, what=what, detail=detail, at=now)


class Reading(models.Model):
    """What one curator found in one trial. Nobody else sees it before both readings are closed."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="readings")
    curator = models.ForeignKey(Curator, on_delete=models.PROTECT, related_name="readings")
    place = models.PositiveSmallIntegerField()
    document = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """One reading a person, and no more readings than readers."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study", "curator"], name="one_reading_a_curator"),
            models.UniqueConstraint(fields=["study", "place"], name="one_reading_a_place"),
            models.CheckConstraint(
                condition=models.Q(place__gte=1, place__lte=READERS), name="no_more_readings_than_readers"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study} read by {self.curator}"

    @property
    def entry(self) -> Entry:
        """The reading in the terms of the core."""
        return Entry.from_document(self.document)

    def keep(self, document: Mapping[str, Any]) -> None:
        """Store what was read so far."""
        self.document = dict(document)
        self.save(update_fields=["document"])


class Event(models.Model):
    """One step in the history of a study. Nothing changes or deletes it."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="events")
    curator = models.ForeignKey(Curator, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=80)
    detail = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        """In the order in which they happened."""

        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.curator}: {self.what}"


def hash_token(token: str) -> str:
    """What is stored in place of a token, so that the database alone lets nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()
