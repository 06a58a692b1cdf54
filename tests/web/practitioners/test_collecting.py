"""From diaries that opted in to outcomes: with a visit code, once for a course, when the course is over."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from deqi.web.diary.models import Diary
from deqi.web.practitioners.models import Practitioner
from deqi.web.reviews.collecting import followed_people
from deqi.web.reviews.models import PracticeLink, VisitCode

pytestmark = pytest.mark.django_db
Keep = Callable[..., Diary]


@pytest.fixture
def person() -> Practitioner:
    return Practitioner.objects.create(register="us-npi", number="1", last_name="Adler")


@pytest.fixture
def keep() -> Keep:
    """A diary of pain by week, shared unless told otherwise."""

    def write(
        reference: str, pain: dict[int, int], *, weeks: int = 20, shared: bool = True, severity: str = ""
    ) -> Diary:
        began = timezone.now() - timedelta(weeks=weeks)
        diary = Diary.objects.create(
            key=f"{Diary.objects.count():032d}",
            created_at=began,
            touched_at=began,
            shared_with_practitioner=shared,
            practitioner_reference=reference,
        )
        for week, score in pain.items():
            document: dict[str, object] = {"scores": {"pain": score}}
            if severity:
                document["events"] = [{"kind": "bruise", "severity": severity}]
            diary.records.create(kind="week", subject=str(week), version=1, document=document, noted_at=began)
        return diary

    return write


def code(person: Practitioner, course: str = "") -> str:
    today = timezone.localdate()
    return VisitCode.objects.issue(person, visit_day=today, today=today, days=9, course=course)


def test_a_diary_counts_with_a_code_alone_and_once_for_a_course(person: Practitioner, keep: Keep) -> None:
    pain = {0: 8, 12: 4}
    for reference in ("Adler", person.public_id, person.number, "00000-00000-00000-00000", ""):
        keep(reference, pain)
    assert followed_people() == []
    keep(code(person, "one").lower(), pain)
    keep(code(person, "one"), pain)
    keep(code(person, "two"), pain)
    assert [one.practitioner for one in followed_people()] == [person.pk] * 2


def test_only_what_its_owner_shares_and_what_is_over(person: Practitioner, keep: Keep) -> None:
    keep(code(person), {0: 8, 12: 4}, shared=False)
    keep(code(person), {0: 8, 12: 4}, weeks=13)
    keep(code(person), {5: 8, 12: 4})
    assert followed_people() == []


def test_start_end_and_what_went_wrong(person: Practitioner, keep: Keep) -> None:
    keep(code(person), {0: 8, 1: 6, 5: 1, 11: 5, 13: 4})
    keep(code(person), {0: 8, 6: 1})
    keep(code(person), {0: 8, 12: 8}, severity="moderate")
    keep(code(person), {0: 8, 12: 5}, severity="mild")
    told = sorted((one.baseline, one.final or -1.0, one.responded, one.harmed) for one in followed_people())
    assert told == [
        (7.0, 4.5, True, False),
        (8.0, -1.0, None, False),
        (8.0, 5.0, True, False),
        (8.0, 8.0, False, True),
    ]


def test_the_charts_are_for_the_practice_alone(client: Client, person: Practitioner, keep: Keep) -> None:
    for _ in range(12):
        keep(code(person), {0: 8, 12: 8}, severity="severe")
    public = client.get(f"/practitioners/{person.public_id}/").content.decode()
    assert "cusum" not in public
    client.post(f"/practice/{PracticeLink.objects.issue(person, now=timezone.now())}/")
    page = client.get("/practice/").content.decode()
    assert page.count('class="sum"') == 2
    assert page.count("12 of 12 people.") == 2
