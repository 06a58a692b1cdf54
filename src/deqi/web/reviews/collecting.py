"""From diaries whose owners agreed to tracked people. A diary counts with a visit code of the practice alone.

Anybody can begin a diary and name anybody. So what stands under "who treats you" must be a code that the
practice issued for a visit; the code stays good for a review. One course of care counts once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from django.db import transaction
from django.utils import timezone

from deqi.answers import trust_tables
from deqi.directory.trust import TrackedPerson, profession_outcomes
from deqi.vocabulary import Severity
from deqi.web.diary.book import Book, book_of
from deqi.web.diary.models import Diary
from deqi.web.diary.record import events_of
from deqi.web.practitioners.models import Listing
from deqi.web.reviews.codes import code_hash
from deqi.web.reviews.models import TrackedOutcome, VisitCode

FIRST_WEEKS = (0, 1)
"""The weeks of a diary that may be the start."""


@dataclass(frozen=True)
class Followed:
    """One course: pain of 10 at the start and at the end (``None``: not told), and what went wrong."""

    practitioner: int
    ended_on: date
    baseline: float
    final: float | None
    responded: bool | None
    harmed: bool


def followed_people() -> list[Followed]:
    """Everybody who agreed, whose course is over, in the order in which courses ended."""
    limits, today = trust_tables().results, timezone.localdate()
    begun = timezone.now() - timedelta(weeks=limits.last_week)
    diaries = Diary.objects.filter(shared_with_practitioner=True, created_at__lte=begun)
    rows = list(diaries.exclude(practitioner_reference="").prefetch_related("records"))
    stamps = {diary.pk: code_hash(diary.practitioner_reference) for diary in rows}
    codes = {code.code_hash: code for code in VisitCode.objects.filter(code_hash__in=set(stamps.values()))}
    seen: set[tuple[int, str]] = set()
    found = []
    for diary in rows:
        code = codes.get(stamps[diary.pk])
        if code is None or (code.practitioner_id, code.course_hash) in seen:
            continue
        person = _followed(code.practitioner_id, book_of(diary))
        if person is not None and person.ended_on <= today:
            seen.add((code.practitioner_id, code.course_hash))
            found.append(person)
    return sorted(found, key=lambda one: (one.ended_on, one.practitioner))


def _followed(practitioner: int, book: Book) -> Followed | None:
    limits = trust_tables().results
    start = _pain(book, FIRST_WEEKS[0], FIRST_WEEKS[1])
    if start is None:
        return None
    end = _pain(book, limits.first_week, limits.last_week)
    notes = [note.document for note in (*book.weeks.values(), *book.visits)]
    harmed = any(event.severity is not Severity.MILD for note in notes for event in events_of(note))
    responded = None if end is None or start == 0 else end <= (1 - limits.response_share) * start
    return Followed(practitioner, book.due(limits.last_week), start, end, responded, harmed)


def _pain(book: Book, first: int, last: int) -> float | None:
    told = [
        float(note.document["scores"]["pain"])
        for week, note in book.weeks.items()
        if first <= week <= last and note.document.get("scores", {}).get("pain") is not None
    ]
    return fmean(told) if told else None


def work_out(people: Iterable[Followed], today: date) -> int:
    """Store everybody's outcome anew and renew the order of searches; how many may serve as an order."""
    tracked = [TrackedPerson(str(one.practitioner), one.baseline, one.final) for one in people]
    told = profession_outcomes(tracked, trust_tables().outcomes)
    rows = [
        TrackedOutcome(
            practitioner_id=int(name),
            started=one.started,
            followed=one.followed,
            difference=one.difference,
            shrunken=one.shrunken,
            low=one.low,
            high=one.high,
            reliability=one.reliability,
            may_order=one.may_order,
            within_sd=told.within_sd,
            between_sd=told.between_sd,
            worked_out_on=today,
        )
        for name, one in told.outcomes.items()
    ]
    with transaction.atomic():
        TrackedOutcome.objects.all().delete()
        TrackedOutcome.objects.bulk_create(rows)
        Listing.objects.exclude(outcome_score=None).update(outcome_score=None, outcome_reliability=None)
        for row in rows:
            if row.may_order and row.shrunken is not None:
                Listing.objects.filter(practitioner_id=row.practitioner_id).update(
                    outcome_score=-row.shrunken, outcome_reliability=row.reliability
                )
    return sum(row.may_order for row in rows)
