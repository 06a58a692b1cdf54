"""The only things that are ever stored: an answer that a person asked to keep, and made-up examples."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction

from deqi.web.diary.traces import wipe_traces


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    """Look-ups by the private token, which itself is not stored."""

    def for_token(self, token: str, *, now: datetime) -> "KeptAnswer | None":
        """The answer behind this token unless its time is over."""
        return self.filter(token_hash=hash_token(token), expires_at__gt=now).first()

    def erase_expired(self, *, now: datetime) -> int:
        """Delete every answer whose time is over, with its traces; how many there were."""
        over = self.filter(expires_at__lte=now).delete()[0]
        if over:
            wipe_traces()
        return over

    def kept_since(self, since: datetime, *, besides: str = "") -> int:
        """How many answers were kept after ``since``, not counting the one with the hash ``besides``."""
        return self.filter(created_at__gt=since).exclude(token_hash=besides).count()

    def keep(
        self, document: Mapping[str, object], *, now: datetime, token: str = "", replaces: str = ""
    ) -> str:
        """Store a document as given; the token that opens it, which cannot be had again.

        With a ``token`` chosen before, storing twice stores one copy. The answer with the hash ``replaces``
        is erased in the same step.
        """
        token = token or new_token()
        expires_at = now + timedelta(days=settings.KEEP_DAYS)
        values = {"document": document, "created_at": now, "expires_at": expires_at}
        with transaction.atomic():
            earlier = self.filter(token_hash=replaces).exclude(token_hash=hash_token(token))
            erased = earlier.delete()[0]
            self.update_or_create(token_hash=hash_token(token), defaults=values)
        if erased:
            wipe_traces()
        return token


class KeptAnswer(models.Model):
    """An answer exactly as it was given, behind a link that only its owner knows."""

    token_hash = models.CharField(max_length=64, unique=True)
    document = models.JSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = KeptAnswerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Answer kept until {self.expires_at:%Y-%m-%d}"


class Example(models.Model):
    """The answer to a person who does not exist."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    about = models.TextField()
    document = models.JSONField()
    created_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the order of the file that they come from."""

        ordering: ClassVar = ["place"]

    def __str__(self) -> str:
        return f"{self.title} (fictitious)"


def new_token() -> str:
    """A token that nobody can guess: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored in place of the token, so that the database alone opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
