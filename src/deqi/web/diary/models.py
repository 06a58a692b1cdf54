"""A diary, the links that open it, and its rows, of which none is ever changed."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction

from deqi.web.ask.models import hash_token, new_token
from deqi.web.diary.traces import wipe_traces


class DiaryQuerySet(models.QuerySet["Diary"]):
    """Begin diaries, and erase the ones that nobody uses any more."""

    def begin(self, token: str, *, now: datetime) -> "Diary":
        """The diary that ``token`` opens, made when there is none: a form sent twice makes one diary."""
        with transaction.atomic():
            link = Link.objects.filter(token_hash=hash_token(token)).select_related("diary").first()
            if link is not None:
                return link.diary
            diary = self.create(key=uuid.uuid4().hex, created_at=now, touched_at=now)
            Link.objects.create(diary=diary, role=Link.OWNER, token_hash=hash_token(token), created_at=now)
        return diary

    def begun_since(self, since: datetime) -> int:
        """How many diaries were begun after ``since``."""
        return self.filter(created_at__gt=since).count()

    def erase_expired(self, *, now: datetime) -> int:
        """Erase diaries without a row for a month, and those untouched for two years; how many there were."""
        empty = models.Q(records=None, touched_at__lte=now - timedelta(days=settings.DIARY_EMPTY_DAYS))
        old = models.Q(touched_at__lte=now - timedelta(days=settings.DIARY_DAYS))
        over = list(self.filter(empty | old).values_list("pk", flat=True).distinct())
        if over:
            with transaction.atomic():
                self.filter(pk__in=over).delete()
            wipe_traces()
        return len(over)


class Diary(models.Model):
    """One person's diary. ``key`` names it in the browser's own drafts and opens nothing."""

    key = models.CharField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)
    counts_for_calibration = models.BooleanField(default=False)
    shared_with_practitioner = models.BooleanField(default=False)
    practitioner_reference = models.CharField(max_length=200, default="", blank=True)

    objects = DiaryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Diary begun on {self.created_at:%Y-%m-%d}"

    def new_link(self, role: str, *, now: datetime, label: str = "") -> str:
        """A token that opens this diary from now on. A new link of the owner ends the one before."""
        token = new_token()
        with transaction.atomic():
            if role == Link.OWNER:
                self.links.filter(role=role, revoked_at=None).update(revoked_at=now)
            self.links.create(role=role, token_hash=hash_token(token), created_at=now, label=label)
        return token

    def erase(self) -> None:
        """Delete every row of it, and overwrite what the database file still held of them."""
        with transaction.atomic():
            self.delete()
        wipe_traces()


class LinkQuerySet(models.QuerySet["Link"]):
    """Look-ups by hash. One query, whatever it finds."""

    def opening(self, token_hash: str) -> "Link | None":
        """The link with this hash unless it was revoked."""
        found = self.filter(token_hash=token_hash).select_related("diary").first()
        return found if found is not None and found.revoked_at is None else None


class Link(models.Model):
    """What opens a diary. The token itself, 256 random bits, is not stored."""

    OWNER, READER = "owner", "reader"
    diary = models.ForeignKey(Diary, on_delete=models.CASCADE, related_name="links")
    role = models.CharField(max_length=6, choices=[(OWNER, OWNER), (READER, READER)])
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80, default="", blank=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.role} link of {self.created_at:%Y-%m-%d}"


class NeverChangedError(Exception):
    """A row of a diary was about to be changed."""


class RecordQuerySet(models.QuerySet["Record"]):
    """Rows are added, and they go with their diary. Nothing else."""

    def update(self, **_values: Any) -> int:
        """Refused."""
        raise NeverChangedError

    def bulk_update(self, *_arguments: Any, **_options: Any) -> int:
        """Refused."""
        raise NeverChangedError


class Record(models.Model):
    """One version of one thing that the owner noted; the newest version of a subject counts.

    ``document`` is ``None`` when the owner took the thing back.
    """

    PLAN, WEEK, SESSION = "plan", "week", "session"
    KINDS = (PLAN, WEEK, SESSION)
    diary = models.ForeignKey(Diary, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in KINDS])
    subject = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    document = models.JSONField(null=True)
    noted_at = models.DateTimeField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        """In the order in which they were noted; two people cannot write the same version."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["diary", "kind", "subject", "version"], name="one_row_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}, version {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises ``NeverChangedError`` for a row that is already there."""
        if not self._state.adding:
            raise NeverChangedError
        super().save(*args, **kwargs)


class SealQuerySet(models.QuerySet["Seal"]):
    """The seals that may be counted."""

    def counted(self) -> list[list[dict[str, Any]]]:
        """How the newest seal of each diary did whose owner lets it be counted, if it was sealed in time."""
        rows = self.filter(diary__counts_for_calibration=True).order_by("diary_id", "pk")
        newest = {seal.diary_id: seal for seal in rows.only("diary_id", "before_treatment", "scored")}
        return [seal.scored for seal in newest.values() if seal.before_treatment]


class Seal(models.Model):
    """A forecast as it was before treatment, with its SHA-256, so that nobody can mend it afterwards.

    ``scored`` is worked out from the diary again and again, and is not part of what was sealed.
    """

    diary = models.ForeignKey(Diary, on_delete=models.CASCADE, related_name="seals")
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    before_treatment = models.BooleanField()
    scored = models.JSONField(default=list)

    objects = SealQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Forecast sealed at {self.sealed_at:%Y-%m-%d %H:%M}"


class Tally(models.Model):
    """How often something was asked from one address in one stretch of time.

    ``who`` is a keyed hash of the address that changes each day; nothing else is known of the asker.
    """

    what = models.CharField(max_length=12)
    who = models.CharField(max_length=64)
    starts_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """One row a stretch."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["what", "who", "starts_at"], name="one_tally_a_stretch")
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.count}"


def as_document(values: Mapping[str, object]) -> dict[str, object]:
    """A copy that JSON can hold, without what was left empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
