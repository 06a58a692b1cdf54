"""The forecast is sealed before treatment, never mended, and held against what came."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from deqi.web.diary.book import book_of
from deqi.web.diary.models import Diary, Seal
from deqi.web.diary.presenters.calibration import LEAST
from deqi.web.diary.seal import opinion_of, seal_if_due

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str = "/diary/course/") -> str:
    return client.get(address).content.decode()


def test_the_first_week_seals_a_forecast(week, diary: Diary) -> None:
    week(pain="7")
    seal = Seal.objects.get()
    assert seal.before_treatment
    document = json.loads(seal.document)
    assert document["baseline"] == 7
    assert document["weeks"][0] == 0
    assert document["weeks"][-1] >= 12
    assert document["sealed_at"] == seal.sealed_at.isoformat()
    opinion = opinion_of(diary)
    assert opinion
    assert opinion.sound


def test_a_week_without_a_pain_score_seals_nothing(week) -> None:
    week(sleep="3")
    assert Seal.objects.count() == 0


def test_nothing_is_sealed_or_changed_once_a_visit_has_been(course, client: Client) -> None:
    course([8, 7, 5, 4], visits=[8, 15])
    before = [(seal.document, seal.sha256, seal.sealed_at) for seal in Seal.objects.all()]
    assert len(before) == 2  # after each of the two weeks before the first visit
    client.post("/diary/week/", {"week": "0", "after": "1", "pain": "2"})
    client.post("/diary/week/", {"week": "3", "after": "1", "pain": "9"})
    assert [(seal.document, seal.sha256, seal.sealed_at) for seal in Seal.objects.all()] == before


def test_the_band_on_the_page_is_the_sealed_one_whatever_came_later(course, client: Client) -> None:
    course([8, 7], visits=[3])
    band = re.search(r'class="band" d="([^"]+)"', shown(client))
    assert band
    client.post("/diary/week/", {"week": "0", "after": "1", "pain": "1"})
    again = re.search(r'class="band" d="([^"]+)"', shown(client))
    assert again
    assert again.group(1) == band.group(1)


@pytest.mark.parametrize("what", ["document", "sha256"])
def test_a_seal_that_was_touched_is_said_to_be_broken_and_neither_drawn_nor_counted(
    course, client: Client, diary: Diary, what: str
) -> None:
    course([8, 7, 6, 5, 5, 4], visits=[8, 15])
    seal = Seal.objects.order_by("-pk").first()
    assert seal
    assert seal.scored
    if what == "document":
        mended = json.loads(seal.document)
        mended["below"][5][3] = 0.999
        Seal.objects.filter(pk=seal.pk).update(document=json.dumps(mended, sort_keys=True))
    else:
        Seal.objects.filter(pk=seal.pk).update(sha256="0" * 64)
    page = shown(client)
    assert "The seal is broken" in page
    assert 'class="band"' not in page
    client.post("/diary/week/", {"week": "5", "after": "1", "pain": "3"})
    assert Seal.objects.get(pk=seal.pk).scored == []


def test_a_diary_begun_after_the_first_visit_says_so_and_is_never_counted(week, visit, diary: Diary) -> None:
    visit(day=(timezone.localdate() - timedelta(days=9)).isoformat())
    week(pain="6")
    diary.counts_for_calibration = True
    diary.save()
    assert Seal.objects.counted() == []


def test_a_diary_begun_on_the_day_of_the_visit_is_not_taken_for_sealed_before(week, visit) -> None:
    visit()
    week(pain="6")
    assert [seal.before_treatment for seal in Seal.objects.all()] == [False]


def test_what_came_is_scored_beside_the_seal(course, diary: Diary) -> None:
    course([8, 7, 6, 5, 5, 4], visits=[7, 15])
    seal = Seal.objects.order_by("-pk").first()
    assert seal
    assert [round(each["week"]) for each in seal.scored] == [1, 2, 3, 4]
    assert [each["observed"] for each in seal.scored] == [6, 5, 5, 4]
    assert all(each["crps"] > 0 for each in seal.scored)


def test_the_calibration_page_tells_nothing_of_few(client: Client, course, diary: Diary) -> None:
    course([8, 7, 6, 5, 5, 4], visits=[7, 15])
    client.post("/diary/sharing/", {"counts_for_calibration": "on"})
    page = shown(client, "/calibration/")
    assert "Too few to say" in page
    assert "lay inside" not in page


@pytest.fixture
def many(course, diary: Diary) -> list[Seal]:
    """As many counted diaries as are needed: copies of one sealed course, three of four inside the range."""
    course([8, 7, 6, 5, 5, 4], visits=[7, 15])
    seal = Seal.objects.order_by("-pk").first()
    assert seal
    last = dict(seal.scored[-1])
    now = timezone.now()
    made = []
    for number in range(LEAST):
        one = Diary.objects.create(
            key=f"{number:032}", created_at=now, touched_at=now, counts_for_calibration=True
        )
        scored = [{**last, "in_90": number % 4 != 0, "observed": float(number % 10)}]
        made.append(
            one.seals.create(
                document=seal.document,
                sha256=seal.sha256,
                sealed_at=now,
                before_treatment=True,
                scored=scored,
            )
        )
    return made


def test_the_calibration_page_counts_of_100_how_often_the_range_held(
    client: Client, many: list[Seal]
) -> None:
    page = shown(client, "/calibration/")
    assert "Of 100 scores, 75 lay inside" in page
    assert f"This rests on {LEAST} diaries" in page


def test_one_who_unticks_is_no_longer_counted(client: Client, many: list[Seal]) -> None:
    Diary.objects.filter(pk=many[0].diary_id).update(counts_for_calibration=False)
    assert "Too few to say" in shown(client, "/calibration/")


def test_the_diary_of_somebody_who_was_not_asked_is_not_counted(course, diary: Diary) -> None:
    course([8, 7, 6, 5, 5, 4], visits=[7, 15])
    assert Seal.objects.counted() == []


def test_sealing_the_same_again_adds_nothing(week, diary: Diary) -> None:
    week(pain="7")
    now = timezone.now()
    seal_if_due(book_of(diary), now=now, today=timezone.localdate(now))
    assert Seal.objects.count() == 1
