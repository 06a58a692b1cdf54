"""Visit codes, the reviews that they open, answers of practices, and the log of what was taken down."""

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import IntegrityError, models, transaction

from deqi.web.ask.models import hash_token, new_token
from deqi.web.practitioners.models import Practitioner, new_public_id
from deqi.web.reviews.codes import code_hash, new_code


class VisitCodeQuerySet(models.QuerySet["VisitCode"]):
    """Issue codes and spend them."""

    def issue(
        self, practitioner: Practitioner, *, visit_day: date, today: date, days: int, course: str = ""
    ) -> str:
        """A new code, which cannot be had again. ``course`` is the practice's own name for a course of care.

        Codes with the same ``course`` open one review together. The name itself is not stored.
        """
        code = new_code()
        self.create(
            practitioner=practitioner,
            code_hash=code_hash(code),
            course_hash=course_hash(practitioner, course or secrets.token_hex(16)),
            visit_day=visit_day,
            issued_on=today,
            expires_on=today + timedelta(days=days),
        )
        return code

    def spend(self, practitioner_id: int, typed: str, *, today: date) -> "VisitCode | None":
        """Use a code up; ``None`` when it opens nothing, whatever the reason.

        One statement decides, so that of any number at once a single one succeeds, and an unknown, used, old
        or foreign code costs the same work.
        """
        stamp = code_hash(typed)
        reviewed = Review.objects.filter(
            practitioner_id=practitioner_id, course_hash=models.OuterRef("course_hash")
        )
        spent = self.filter(
            ~models.Exists(reviewed),
            code_hash=stamp,
            practitioner_id=practitioner_id,
            used_on=None,
            expires_on__gte=today,
            visit_day__lte=today,
        ).update(used_on=today)
        return self.get(code_hash=stamp) if spent == 1 else None


class VisitCode(models.Model):
    """The right to one review, issued for a visit that has ended."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="visit_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    course_hash = models.CharField(max_length=64)
    visit_day = models.DateField()
    issued_on = models.DateField()
    expires_on = models.DateField()
    used_on = models.DateField(null=True)

    objects = VisitCodeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Code for a visit in {self.visit_day:%Y-%m}"


class ReviewQuerySet(models.QuerySet["Review"]):
    """Write a review with a code, and read those that stand."""

    def write(
        self, practitioner: Practitioner, typed: str, *, stars: int, text: str, tie: str, today: date
    ) -> "Review | None":
        """The review, or ``None`` when the code opens nothing: one answer for every reason."""
        try:
            with transaction.atomic():
                code = VisitCode.objects.spend(practitioner.pk, typed, today=today)
                if code is None:
                    return None
                return self.create(
                    practitioner=practitioner,
                    code=code,
                    course_hash=code.course_hash,
                    stars=stars,
                    text=text,
                    tie=tie,
                    visit_month=code.visit_day.replace(day=1),
                    written_on=today,
                )
        except IntegrityError:  # two codes of one course at the same moment
            return None

    def standing(self) -> "ReviewQuerySet":
        """All that were not taken down."""
        return self.filter(removal=None)


class Review(models.Model):
    """What somebody wrote after a visit. Nobody changes a letter of it."""

    NONE, WORKS, FAMILY, GIFT = "none", "works", "family", "gift"
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="reviews")
    code = models.OneToOneField(VisitCode, on_delete=models.RESTRICT, related_name="review")
    course_hash = models.CharField(max_length=64)
    stars = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    tie = models.CharField(max_length=8, choices=[(tie, tie) for tie in (NONE, WORKS, FAMILY, GIFT)])
    visit_month = models.DateField()
    written_on = models.DateField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        """The newest first; one review a course of care; 1 to 5 stars."""

        ordering: ClassVar = ["-written_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practitioner", "course_hash"], name="one_review_a_course"),
            models.CheckConstraint(condition=models.Q(stars__range=(1, 5)), name="one_to_five_stars"),
        ]
        indexes: ClassVar = [models.Index(fields=["practitioner", "written_on"], name="review_by_practice")]

    def __str__(self) -> str:
        return f"{self.stars} stars, {self.visit_month:%Y-%m}"


class PracticeAnswer(models.Model):
    """What the practice says to a review, in public."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="answer")
    text = models.TextField()
    written_on = models.DateField()

    def __str__(self) -> str:
        return f"Answer of {self.written_on}"


class Removal(models.Model):
    """A review that was taken down, and the reason that everybody can read."""

    LAW, PRIVATE, THREAT, NO_VISIT = "law", "private", "threat", "no-visit"
    REASONS = (LAW, PRIVATE, THREAT, NO_VISIT)
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="removal")
    ground = models.CharField(max_length=10, choices=[(ground, ground) for ground in REASONS])
    reason = models.CharField(max_length=400)
    removed_by = models.CharField(max_length=80)
    removed_on = models.DateField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-removed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.ground}, {self.removed_on}"


class Look(models.Model):
    """A person looked at a review that a signal had queued, and says what they found."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="look")
    looked_by = models.CharField(max_length=80)
    note = models.CharField(max_length=400)
    looked_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.looked_by}, {self.looked_on}"


class PracticeLinkQuerySet(models.QuerySet["PracticeLink"]):
    """Make links for a practice, and look one up."""

    def issue(self, practitioner: Practitioner, *, now: datetime) -> str:
        """A token for the practice's private pages; the one before ends."""
        token = new_token()
        with transaction.atomic():
            self.filter(practitioner=practitioner, revoked_at=None).update(revoked_at=now)
            self.create(practitioner=practitioner, token_hash=hash_token(token), created_at=now)
        return token

    def opening(self, token_hash: str) -> "PracticeLink | None":
        """The link with this hash unless it was revoked. One query, whatever it finds."""
        found = self.filter(token_hash=token_hash).select_related("practitioner").first()
        return found if found is not None and found.revoked_at is None else None


class PracticeLink(models.Model):
    """What opens the private pages of a practice. The token itself is not stored."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="practice_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = PracticeLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Link of {self.created_at:%Y-%m-%d}"


class TrackedOutcome(models.Model):
    """What diaries that opted in say about one practitioner, as worked out on a day. Below 0 is better."""

    practitioner = models.OneToOneField(Practitioner, on_delete=models.CASCADE, related_name="outcome")
    started = models.PositiveIntegerField()
    followed = models.PositiveIntegerField()
    difference = models.FloatField(null=True)
    shrunken = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    reliability = models.FloatField(null=True)
    may_order = models.BooleanField(default=False)
    within_sd = models.FloatField()
    between_sd = models.FloatField()
    worked_out_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.followed} of {self.started} followed"


def course_hash(practitioner: Practitioner, course: str) -> str:
    """A practice's name for a course of care, so that it cannot be read back from the database alone."""
    told = f"{practitioner.pk}:{' '.join(course.split()).lower()}".encode()
    return hmac.new(f"course {settings.SECRET_KEY}".encode(), told, hashlib.sha256).hexdigest()
