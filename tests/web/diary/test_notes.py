"""Writing down: nothing typed is lost, nothing is overwritten, nothing is executed."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from deqi.web.diary.models import Diary, NeverChangedError, Record

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def text(response) -> str:
    return response.content.decode()


def test_a_week_is_saved_and_stands_in_the_diary(client: Client, week) -> None:
    response = week(pain="6", sleep="4", note="Slept badly on Tuesday")
    assert response.status_code == 302
    record = Record.objects.get()
    assert record.document["scores"] == {"pain": 6, "sleep": 4}
    page = text(client.get("/diary/everything/"))
    assert "Slept badly on Tuesday" in page


def test_the_save_is_said_together_with_the_draft_that_may_go(client: Client, week, diary: Diary) -> None:
    week(pain="6")
    page = text(client.get("/diary/course/"))
    assert "Your week is saved." in page
    assert f'data-saved="{diary.key}:week"' in page
    assert "Your week is saved." not in text(client.get("/diary/course/"))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("pain", "11", "“11” is not on the scale. Choose a number from 0 to 10"),
        ("pain", "-1", "“-1” is not on the scale"),
        ("pain", "5.5", "“5.5” is not on the scale"),
        ("pain", "NaN", "“NaN” is not on the scale"),
        ("pain", SCRIPT, "is not on the scale"),
        ("medicine_days", "8", "Choose a number from 0 to 7"),
        ("week", "1", "not one of the answers shown"),
        ("week", "-1", "not one of the answers shown"),
        ("findings", "F99", "not one of the answers shown"),
        ("other_care", "witchcraft", "not one of the answers shown"),
        ("event_bruise", "terrible", "not one of the answers shown"),
        ("needed_care", "perhaps", "not one of the answers shown"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason_and_all_typed_text_stays(week, field, value, said) -> None:
    response = week(**{"sleep": "3", "note": "my long note", field: value})
    page = text(response)
    assert response.status_code == 422
    assert said in page
    assert "my long note</textarea>" in page
    assert re.search(r'id="sleep_3" name="sleep" value="3" checked', page)
    assert Record.objects.count() == 0


def test_a_mistake_is_named_at_the_top_with_a_link_to_its_place(week) -> None:
    page = text(week(pain="11"))
    assert 'role="alert"' in page
    assert '<a href="#pain_0">' in page
    assert 'aria-describedby="pain-error"' in page


def test_an_empty_week_says_that_one_answer_is_enough(week) -> None:
    response = week()
    assert response.status_code == 422
    assert "One answer is enough" in text(response)


def test_unknown_stays_unknown(week) -> None:
    week(sleep="3")
    assert Record.objects.get().document["scores"] == {"sleep": 3}


def test_scripts_in_notes_are_text(client: Client, week, visit) -> None:
    week(pain="3", note=SCRIPT, medicines=SCRIPT)
    visit(who=SCRIPT, felt=SCRIPT, points=SCRIPT)
    for address in ("/diary/everything/", "/diary/course/", "/diary/week/0/"):
        page = text(client.get(address))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in text(client.get("/diary/everything/"))


def test_a_huge_note_is_refused_kindly_and_stands_in_the_form(week) -> None:
    long = "word " * 8000
    response = week(pain="3", note=long)
    page = text(response)
    assert response.status_code == 422
    assert "has 39999 characters, and 2000 fit" in page
    assert long.strip() in page
    assert Record.objects.count() == 0


def test_a_note_beyond_any_form_is_refused_before_it_is_read(week) -> None:
    assert week(pain="3", note="x" * 300_000).status_code == 413


def test_characters_that_a_database_cannot_hold_are_refused(week) -> None:
    response = week(pain="3", note="a\x00b")
    assert response.status_code == 422
    assert Record.objects.count() == 0


@pytest.mark.parametrize("days", [1, 40, 400_000])
def test_a_visit_in_the_future_is_refused_and_what_was_typed_stays(visit, days: int) -> None:
    day = (timezone.localdate() + timedelta(days=days)).isoformat()
    response = visit(day=day, felt="heavy and warm")
    page = text(response)
    assert response.status_code == 422
    assert "is in the future" in page
    assert f'value="{day}"' in page
    assert "heavy and warm</textarea>" in page


@pytest.mark.parametrize("day", ["", "yesterday", "2026-02-30", "0001-01-01", "1999-12-31"])
def test_a_day_that_is_none_is_refused(visit, day: str) -> None:
    assert visit(day=day).status_code == 422
    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [("needles", "many"), ("needles", "3.5"), ("minutes", "1e2"), ("price", "-5"), ("price", "1" * 30)],
)
def test_numbers_that_cannot_be_are_refused_and_shown_again(visit, name: str, value: str) -> None:
    response = visit(**{name: value})
    assert response.status_code == 422
    assert f'value="{value}"' in text(response)


def test_a_second_note_for_a_week_is_offered_as_a_correction(client: Client, week) -> None:
    week(pain="6", note="first")
    response = week(pain="4", note="second")
    page = text(response)
    assert response.status_code == 409
    assert "There is a note for this week already" in page
    assert "second</textarea>" in page
    assert Record.objects.count() == 1
    after = re.search(r'name="after" value="(\d+)"', page)
    assert after
    assert week(pain="4", note="second", after=after.group(1)).status_code == 302
    assert [record.document["note"] for record in Record.objects.all()] == ["first", "second"]
    shown = text(client.get("/diary/everything/"))
    assert "1 earlier version" in shown
    assert shown.index("second") < shown.index("first")


def test_the_same_week_sent_again_after_a_lost_answer_is_saved_once(week) -> None:
    for _attempt in range(3):
        assert week(pain="6", note="once").status_code == 302
    assert Record.objects.count() == 1


def test_the_same_visit_sent_again_is_noted_once_and_another_one_is_not_lost(visit) -> None:
    for mark in ("a" * 32, "a" * 32, "b" * 32):
        assert visit(mark=mark, felt="warm").status_code == 302
    assert Record.objects.count() == 2


def test_a_correction_made_on_another_device_is_not_overwritten_unseen(client: Client, week, visit) -> None:
    visit(mark="c" * 32, felt="one")
    address = f"/diary/visit/{'c' * 32}/"
    today = timezone.localdate().isoformat()
    told = {"mark": "c" * 32, "day": today}
    assert client.post(address, {**told, "after": "1", "felt": "two"}).status_code == 302
    late = client.post(address, {**told, "after": "1", "felt": "three"})
    assert late.status_code == 409
    assert "three</textarea>" in text(late)
    assert Record.objects.order_by("-pk").first().document["felt"] == "two"


def test_rows_are_added_and_never_changed(week, diary: Diary) -> None:
    week(pain="6")
    record = Record.objects.get()
    record.document = {"scores": {"pain": 1}}
    with pytest.raises(NeverChangedError):
        record.save()
    with pytest.raises(NeverChangedError):
        Record.objects.update(document={})
    with pytest.raises(NeverChangedError):
        Record.objects.bulk_update([record], ["document"])
    assert Record.objects.get().document["scores"] == {"pain": 6}


def test_the_database_itself_refuses_a_second_row_of_one_version(week, diary: Diary) -> None:
    week(pain="6")
    with pytest.raises(IntegrityError), transaction.atomic():
        diary.records.create(kind="week", subject="0", version=1, document={}, noted_at=timezone.now())


def test_what_was_taken_back_no_longer_counts_and_stays_in_the_history(client: Client, week) -> None:
    week(pain="9", note="a slip")
    assert client.post("/diary/take-back/week/0/").status_code == 302
    assert "a slip" in text(client.get("/diary/everything/"))
    assert "Taken back" in text(client.get("/diary/everything/"))
    assert "No week is noted yet" in text(client.get("/diary/course/"))
    page = text(client.get("/diary/week/"))
    after = re.search(r'name="after" value="(\d+)"', page)
    assert after
    assert week(pain="2", after=after.group(1)).status_code == 302


def test_a_form_sent_after_the_diary_was_closed_shows_what_was_typed(client: Client, week) -> None:
    client.post("/diary/leave/")
    response = week(pain="6", note="an hour of typing " + SCRIPT)
    assert response.status_code == 403
    assert "an hour of typing" in text(response)
    assert "<script>alert" not in text(response)
    assert Record.objects.count() == 0


def test_too_many_notes_keep_what_was_typed(week, settings) -> None:
    settings.DIARY_ENTRIES = 1
    week(pain="6")
    response = week(pain="5", note="do not lose me", after="1")
    assert response.status_code == 429
    assert "do not lose me</textarea>" in text(response)
    assert "Wait ten minutes" in text(response)
    assert Record.objects.count() == 1


def test_an_invalid_note_costs_nothing_of_the_allowance(week, settings) -> None:
    settings.DIARY_ENTRIES = 1
    for _attempt in range(3):
        assert week(pain="12").status_code == 422
    assert week(pain="6").status_code == 302


def test_a_missed_week_may_stay_empty_and_can_still_be_told(client: Client, course) -> None:
    course([7, None, 5, None])
    page = text(client.get("/diary/course/"))
    assert "They may stay empty" in page
    assert not re.search(r"(?i)you (missed|forgot|failed)|overdue|late", page)
    late = client.post("/diary/week/", {"week": "1", "after": "0", "pain": "6"})
    assert late.status_code == 302
    assert Record.objects.get(kind="week", subject="1").document["scores"] == {"pain": 6}


def test_weeks_end_seven_days_apart_whenever_they_are_noted(course, client: Client, diary: Diary) -> None:
    began = course([7, 6, 5])
    days = [record.document["day"] for record in Record.objects.filter(kind="week")]
    assert days == [(timezone.localtime(began).date() + timedelta(weeks=n)).isoformat() for n in range(3)]
    assert client.get("/diary/week/3/").status_code == 404


def test_what_seldom_changes_is_filled_in_from_the_last_visit(client: Client, visit) -> None:
    visit(who="A. Needle", price="70", felt="warm")
    page = text(client.get("/diary/visit/"))
    assert 'value="A. Needle"' in page
    assert 'value="70"' in page
    assert "warm" not in page


def test_activities_that_the_person_named_are_asked_each_week(client: Client, link: str, week) -> None:
    assert client.post("/diary/plan/", {"activity_1": "tying <b>shoes</b>", "after": "0"}).status_code == 302
    page = text(client.get("/diary/week/"))
    assert "tying &lt;b&gt;shoes&lt;/b&gt;" in page
    assert week(activity_1="8").status_code == 302


def test_every_acknowledged_write_of_the_site_waits_for_the_disk() -> None:
    asked, waits = {
        "sqlite": ("PRAGMA synchronous", (2,)),  # FULL
        "postgresql": ("SHOW synchronous_commit", ("on",)),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone() == waits
