"""Three questions after the ledger: right by the answer's own numbers, no score, nothing stored."""

import itertools
import re
from dataclasses import replace

import pytest
from django.conf import settings

from deqi.vocabulary import Count
from deqi.web.pages.models import ClearVote
from deqi.web.pages.presenters.teach_back import NOT_KNOWN, questions, right_value
from deqi.web.pages.site_files import back_questions

USUAL, PLACE, PERSON = back_questions()


def with_arms(ledger, **arms):
    first = replace(ledger.horizons[0], **arms)
    return replace(ledger, horizons=(first, *ledger.horizons[1:]))


def test_the_right_reply_is_read_from_the_answer(made_up_answer) -> None:
    # The made-up answer has 26.6, 35.4 and 45.2 of 100 at its first time: 27, 35 and 45 on the page.
    assert right_value(made_up_answer.ledger, USUAL) == "27"
    assert right_value(made_up_answer.ledger, PLACE) == "10"
    assert right_value(made_up_answer.ledger, PERSON) == "group"
    other = with_arms(made_up_answer.ledger, usual_care=Count(61, 50, 70))
    assert right_value(other, USUAL) == "61"


@pytest.mark.parametrize(
    ("question", "arm"), [(USUAL, "usual_care"), (PLACE, "sham"), (PLACE, "acupuncture")]
)
def test_what_is_not_known_is_right_to_be_called_so(made_up_answer, question, arm: str) -> None:
    ledger = with_arms(made_up_answer.ledger, **{arm: None})
    assert right_value(ledger, question) == NOT_KNOWN
    empty = replace(made_up_answer.ledger, horizons=())
    assert right_value(empty, question) == NOT_KNOWN
    shown = questions(empty, [question], {question.id: "45"})[0]
    assert not shown.right
    assert made_up_answer.ledger.headline in shown.passage


@pytest.mark.parametrize("usual", [0, 3, 20, 27, 42, 45, 58, 90, 100])
def test_wrong_numbers_stand_apart_from_the_right_one(made_up_answer, usual: int) -> None:
    ledger = with_arms(made_up_answer.ledger, usual_care=Count(usual, usual, usual))
    shown = questions(ledger, [USUAL], {})[0]
    numbers = [int(reply.value) for reply in shown.replies if reply.value != NOT_KNOWN]
    assert len(numbers) == 3
    assert usual in numbers
    assert all(after - before >= 5 for before, after in itertools.pairwise(numbers))
    assert shown.replies[-1].value == NOT_KNOWN


def test_a_wrong_reply_shows_the_passage_again_and_a_right_one_does_not(made_up_answer) -> None:
    wrong, right = (questions(made_up_answer.ledger, [USUAL], {USUAL.id: value})[0] for value in ("45", "27"))
    assert not wrong.right
    assert any("27 of 100" in sentence for sentence in wrong.passage)
    assert right.right
    assert right.passage == ()
    blank = questions(made_up_answer.ledger, [USUAL], {})[0]
    assert (blank.answered, blank.right, blank.passage, blank.why) == (False, False, (), "")


@pytest.mark.parametrize("value", ["1000", "<script>", "27 ", "group"])
def test_a_reply_that_was_not_offered_counts_as_none(made_up_answer, value: str) -> None:
    assert not questions(made_up_answer.ledger, [USUAL], {USUAL.id: value})[0].answered


@pytest.mark.django_db
def test_wrong_then_right_without_a_score(walk) -> None:
    answer = walk()
    client, page = answer.client, answer.content.decode()
    assert "/answer/teach-back/" in page
    usual = re.search(r"With usual care alone it is about (\d+) of 100", page)
    assert usual is not None
    asked = client.get("/answer/teach-back/").content.decode()
    assert asked.count('<fieldset class="question"') == 3
    assert "passage again" not in asked
    offered = re.findall(r'name="usual-care" value="(\d+)"', asked)
    assert usual[1] in offered
    wrong = next(value for value in offered if value != usual[1])
    told = client.post("/answer/teach-back/", {"usual-care": wrong, "one-person": "yes"}).content.decode()
    assert told.count("Here is the passage again") == 2
    assert f"With usual care alone it is about {usual[1]} of 100" in told
    right = client.post(
        "/answer/teach-back/", {"usual-care": usual[1], "one-person": "group"}
    ).content.decode()
    assert right.count("Yes, that is what we meant") == 2
    assert "passage again" not in right
    for word in ("score", "points out of", "you got"):
        assert word not in told + right


@pytest.mark.django_db
def test_nothing_is_stored(walk, django_assert_num_queries) -> None:
    client = walk().client
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    with django_assert_num_queries(0):
        client.post("/answer/teach-back/", {"usual-care": "5", "one-person": "yes"})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value == cookie
    assert not ClearVote.objects.exists()


@pytest.mark.django_db
def test_without_an_answer_there_is_nothing_to_ask(client, walk) -> None:
    assert client.get("/answer/teach-back/").headers["Location"] == "/check/"
    urgent = walk(findings__F01="yes")
    assert "teach-back" not in urgent.content.decode()
    assert urgent.client.get("/answer/teach-back/").headers["Location"] == "/answer/"
