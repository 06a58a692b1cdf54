"""A warning sign or a serious unwanted effect leads to help at once, whatever else stands on the page."""

import re

import pytest
from django.test import Client

from deqi.answers import default_tables
from deqi.vocabulary import InputError
from deqi.web.diary.models import Record
from deqi.web.diary.questions import warning_signs

pytestmark = pytest.mark.django_db

BENEFIT = re.compile(r"of 100|sealed|clearly better|diary-course|Go on\b|Beside it|Too early")


def main(response) -> str:
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_a_warning_sign_is_saved_and_then_help_comes_first(client: Client, week) -> None:
    response = week(pain="8", findings=["F01"])
    assert response.headers["Location"] == "/diary/signs/"
    page = main(client.get("/diary/signs/"))
    assert "Emergency: get help now" in page
    assert "Your week is saved" in page
    assert not BENEFIT.search(page)
    assert Record.objects.get().document["findings"] == {"F01": "yes"}


@pytest.mark.parametrize("sign", [kind.id for kind in warning_signs()])
def test_each_listed_sign_sends_somebody_to_help_today_or_now(client: Client, week, sign: str) -> None:
    week(pain="3", findings=[sign])
    page = main(client.get("/diary/signs/"))
    assert re.search("Emergency: get help now|See a doctor today", page)


def test_a_warning_sign_leads_to_help_even_when_the_page_has_a_mistake(week) -> None:
    response = week(pain="12", findings=["F01"])
    page = main(response)
    assert response.status_code == 422
    assert page.index("Emergency: get help now") < page.index("is not on the scale")


@pytest.mark.parametrize("told", [{"findings": ["F01"]}, {"still_F01": "yes"}])
def test_a_warning_sign_leads_to_help_also_when_the_diary_closed_meanwhile(told: dict[str, object]) -> None:
    response = Client().post("/diary/week/", {"week": "0", "after": "0", "note": "since Monday", **told})
    page = main(response)
    assert response.status_code == 403
    assert page.index("Emergency: get help now") < page.index("since Monday")


def test_an_effect_that_is_a_sign_leads_to_help_even_when_the_visit_has_a_mistake(visit) -> None:
    kinds = [kind.id for kind in default_tables().outcomes.adverse.values() if kind.finding]
    assert kinds
    for kind in kinds:
        page = main(visit(**{f"event_{kind}": "severe", "day": "2199-01-01"}))
        assert re.search("Emergency: get help now|See a doctor today", page), kind


def test_nothing_told_shows_no_alarm(visit) -> None:
    for page in (main(visit(day="2199-01-01")), main(Client().post("/diary/week/", {"note": "well"}))):
        assert "get help now" not in page


def test_the_course_shows_no_benefit_while_a_sign_is_open(client: Client, course) -> None:
    course([7, 6, 5, 4, 4, 3], visits=[1, 8, 15, 22, 29], week5={"findings": {"F02": "yes"}})
    page = main(client.get("/diary/course/"))
    assert "Emergency: get help now" in page
    assert not BENEFIT.search(page)
    paper = client.get("/diary/report.pdf")
    assert paper.content[:5] == b"%PDF-"


def test_a_sign_is_asked_again_and_a_no_opens_the_course(client: Client, course) -> None:
    course([7, 6, None], week1={"findings": {"F08": "yes"}})
    page = client.get("/diary/week/").content.decode()
    assert "You said yes to this before. Is it still so?" in page
    told = {"week": "2", "after": "0", "pain": "5"}
    assert client.post("/diary/week/", {**told, "still_F08": "no"}).status_code == 302
    assert "The course so far" in main(client.get("/diary/course/"))


def test_silence_about_a_sign_is_not_a_no(client: Client, course) -> None:
    course([7, 6, None], week1={"findings": {"F08": "yes"}})
    client.post("/diary/week/", {"week": "2", "after": "0", "pain": "5"})
    assert "The course so far" not in main(client.get("/diary/course/"))


@pytest.mark.parametrize(
    ("kind", "said"),
    [("breathless", "Get emergency help now"), ("infection", "day"), ("bruise", "Press on it")],
)
def test_an_unwanted_effect_is_followed_by_what_to_do(client: Client, visit, kind: str, said: str) -> None:
    response = visit(**{f"event_{kind}": "moderate"})
    assert response.headers["Location"] == "/diary/signs/"
    assert said in main(client.get("/diary/signs/"))


def test_a_lung_that_may_be_hit_is_an_emergency_whatever_the_person_calls_it(client: Client, visit) -> None:
    visit(event_breathless="mild")
    page = main(client.get("/diary/signs/"))
    assert "Emergency: get help now" in page
    assert not BENEFIT.search(main(client.get("/diary/course/")))


def test_when_to_get_help_stands_on_every_course(client: Client, week) -> None:
    week(pain="2")
    assert "Get emergency help if" in main(client.get("/diary/course/"))


def test_a_record_that_the_core_refuses_is_explained_and_never_an_error_page(
    client: Client, week, monkeypatch
) -> None:
    week(pain="5")
    fault = InputError(
        what="2 cannot be used here.", rule="It must be 1.", next_step="Mend it.", where="entries.0"
    )
    monkeypatch.setattr(
        "deqi.web.diary.asking.is_it_working.answer", lambda **_: (_ for _ in ()).throw(fault)
    )
    response = client.get("/diary/course/")
    assert response.status_code == 200
    assert "2 cannot be used here. It must be 1. Mend it." in main(response)
    assert "Get emergency help if" in main(response)
    assert client.get("/diary/report.pdf").status_code == 302
