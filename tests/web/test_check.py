"""The check: one screen at a time, answers that stay, a way back, and an early end in an emergency."""

import re

import pytest
from django.test import Client

from deqi.answers import default_tables, is_it_safe
from deqi.vocabulary import Person, Reply, SafetyAssessment, Urgency
from deqi.web.ask import replies
from deqi.web.ask.journey import follow
from deqi.web.ask.replies import SKIPPED, Replies

FIRST = "/check/01-you/"


def send_first(client: Client, **changes: str) -> None:
    client.post(FIRST, {"age": "46", "sex": "female", "pain_weeks": "104", **changes})


def assessed(person: Person) -> SafetyAssessment:
    return is_it_safe.answer(person=person, tables=default_tables())


def test_it_starts_with_the_first_screen(client: Client) -> None:
    assert client.get("/check/", follow=True).redirect_chain[-1][0] == FIRST


def test_every_screen_shows_its_questions_as_fieldsets_with_legends(client: Client) -> None:
    page = client.get(FIRST).content.decode()
    assert page.count("<fieldset") == page.count("<legend") == 2
    assert '<label class="ask" for="age">' in page


def test_answers_survive_a_reload_and_the_way_back(client: Client) -> None:
    send_first(client)
    page = client.get(FIRST).content.decode()
    assert 'value="46"' in page
    assert re.search(r'value="female" checked', page)


def test_a_later_screen_cannot_be_opened_before_its_turn(client: Client) -> None:
    assert client.get("/check/19-skin/", follow=True).redirect_chain[-1][0] == FIRST


def test_an_address_that_is_no_screen_is_not_found(client: Client) -> None:
    assert client.get("/check/99-nothing/").status_code == 404


def test_the_answer_waits_for_the_check(client: Client) -> None:
    assert client.get("/answer/", follow=True).redirect_chain[-1][0] == FIRST
    assert client.get("/answer.pdf", follow=True).redirect_chain[-1][0] == FIRST


@pytest.mark.parametrize("age", ["abc", "-1", "121", "1e9", "nan", "inf", "12 years", "٣x"])
def test_an_impossible_age_is_named_and_nothing_is_lost(client: Client, age: str) -> None:
    send_first(client)
    response = client.post(FIRST, {"age": age, "sex": "male", "pain_weeks": "4"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="errors"' in page
    assert 'href="#age"' in page
    assert 'aria-invalid="true"' in page
    assert 'value="male" checked' in page
    assert 'value="46"' in client.get(FIRST).content.decode()


@pytest.mark.parametrize(
    ("written", "age"), [("46", 46), ("46,5", 46.5), (" 46 ", 46), ("0", 0), ("120", 120)]
)
def test_numbers_are_read_as_people_write_them(client: Client, written: str, age: float) -> None:
    send_first(client, age=written)
    assert follow(replies.load(client.session), default_tables()).person.age == age


def test_a_choice_that_was_not_offered_is_refused(client: Client) -> None:
    assert client.post(FIRST, {"sex": "dragon"}).status_code == 422


def test_empty_is_unknown_and_never_no(client: Client) -> None:
    client.post(FIRST, {})
    client.post("/check/02-pain/", {})
    person = follow(replies.load(client.session), default_tables()).person
    assert person.age is None
    assert person.leg_pain is None
    assert Reply.NO not in person.findings.values()


@pytest.mark.parametrize("blank", ["findings.F01", "findings.F02", "findings.F05"])
def test_a_blank_on_the_screen_of_nerves_never_reassures(client: Client, walk, blank: str) -> None:
    walk(**{blank.replace(".", "__"): ""})
    person = follow(replies.load(client.session), default_tables()).person
    assert person.findings[blank.split(".")[1]] is Reply.UNKNOWN
    assert assessed(person).urgency >= Urgency.WITHIN_2_WEEKS


def test_a_check_left_blank_never_reassures(client: Client, walk) -> None:
    names = {
        question.field: "" for screen in default_tables().safety.screens for question in screen.questions
    }
    walk(**{name.replace(".", "__"): value for name, value in names.items()})
    person = follow(replies.load(client.session), default_tables()).person
    assert assessed(person).urgency >= Urgency.WITHIN_2_WEEKS


def test_not_sure_is_kept_as_unknown(client: Client) -> None:
    send_first(client, pain_weeks="not-sure")
    client.post("/check/02-pain/", {"leg_pain": "unknown"})
    person = follow(replies.load(client.session), default_tables()).person
    assert person.pain_weeks is None
    assert person.leg_pain is Reply.UNKNOWN
    assert 'value="not-sure" checked' in client.get(FIRST).content.decode()


def test_an_emergency_ends_the_check_at_once(client: Client, walk) -> None:
    page = walk(findings__F01="yes").content.decode()
    assert "Emergency: get help now" in page
    assert len(replies.load(client.session).values) < 15


def test_taking_the_emergency_back_goes_on_where_it_stopped(client: Client, walk) -> None:
    walk(findings__F01="yes")
    response = client.post(
        "/check/04-nerves/", {"findings.F01": "no", "findings.F02": "no", "findings.F05": "no"}, follow=True
    )
    assert response.redirect_chain[-1][0] == "/check/05-legs/"


def test_a_changed_answer_brings_the_questions_that_now_apply(client: Client, walk) -> None:
    """A man is not asked about pregnancy; a woman is, and the screen she never saw comes up."""
    walk(sex="male")
    assert "pregnant" not in replies.load(client.session).values
    response = client.post(FIRST, {"age": "46", "sex": "female", "pain_weeks": "104"}, follow=True)
    assert response.redirect_chain[-1][0] == "/check/03-pregnancy/"


def test_a_new_question_on_a_screen_that_was_sent_is_asked() -> None:
    tables = default_tables()
    everything = {
        question.field: ("no" if question.kind == "reply" else SKIPPED)
        for screen in tables.safety.screens
        for question in screen.questions
    }
    assert follow(Replies(everything), tables).finished
    missing = {name: value for name, value in everything.items() if name != "findings.F01"}
    journey = follow(Replies(missing), tables)
    assert journey.current is not None
    assert journey.current.id == "04-nerves"


def test_replies_to_questions_that_no_longer_apply_do_not_count(client: Client, walk) -> None:
    walk(pregnant="yes")
    client.post(FIRST, {"age": "46", "sex": "male", "pain_weeks": "104"})
    journey = follow(replies.load(client.session), default_tables())
    assert journey.person.pregnant is None


def test_who_changes_one_answer_after_the_end_returns_to_the_answer(client: Client, walk) -> None:
    walk()
    sent = {"cautions.K03": "yes", "cautions.K06": "no", "cautions.K24": "no", "cautions.K25": "no"}
    response = client.post("/check/19-skin/", {**sent, "cautions.K26": "no"}, follow=True)
    assert response.request["PATH_INFO"] == "/answer/"


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"sex": "male"},
        {"age": "71"},
        {"leg_pain": "yes"},
        {"pregnant": "yes"},
        {"pain_weeks": "1", "age": "30", "pain_now": "8"},
    ],
)
def test_the_screens_are_as_many_as_home_says(client: Client, walk, told: dict[str, str]) -> None:
    low, high = re.findall(r"(\d+) to (\d+) short screens", client.get("/").content.decode())[0]
    walk(**told)
    assert int(low) <= len(follow(replies.load(client.session), default_tables()).path) <= int(high)


def test_the_cookie_stays_small_with_every_question_answered(client: Client) -> None:
    tables = default_tables()
    everything = {
        question.field: {"reply": "unknown", "number": 5.5}.get(question.kind, "")
        or max((choice.value for choice in question.choices), key=lambda value: len(str(value)))
        for screen in tables.safety.screens
        for question in screen.questions
    }
    session = client.session
    replies.save(session, Replies(everything))
    session.save()
    assert len(session.session_key) < 3000
    assert replies.load(session).values == everything


def test_forgetting_erases_every_answer(client: Client, walk) -> None:
    walk()
    client.post("/forget/")
    assert replies.load(client.session).values == {}
    assert client.get("/answer/", follow=True).redirect_chain[-1][0] == FIRST


def test_forgetting_needs_the_button(client: Client, walk) -> None:
    walk()
    assert client.get("/forget/").status_code == 405
    assert replies.load(client.session).values


def test_a_session_that_is_not_ours_starts_afresh(client: Client) -> None:
    client.cookies["deqi_answers"] = "tampered:with:this"
    assert client.get("/check/", follow=True).redirect_chain[-1][0] == FIRST


@pytest.mark.parametrize(
    "age", ["1_0", "1e1", "+46", "0x10", "٤٦", "４６", "46.", ".5", "4 6", "4,6.1", "inf"]
)
def test_a_number_is_plain_digits(client: Client, age: str) -> None:
    assert client.post(FIRST, {"age": age, "sex": "male", "pain_weeks": "4"}).status_code == 422


@pytest.mark.parametrize("twice", [{"age": ["46", "64"]}, {"sex": ["male", "female"]}])
def test_two_replies_to_one_question_are_refused(client: Client, twice: dict[str, list[str]]) -> None:
    sent = {"age": "46", "sex": "male", "pain_weeks": "4", **twice}
    assert client.post(FIRST, sent).status_code == 422
    assert replies.load(client.session).values == {}


def test_a_caution_left_blank_is_not_told_rather_than_doubted(client: Client, walk) -> None:
    walk(cautions__K07="", cautions__K08="unknown")
    person = follow(replies.load(client.session), default_tables()).person
    assert "K07" not in person.cautions
    assert person.cautions["K08"] is Reply.UNKNOWN
