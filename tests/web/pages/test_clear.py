"""Was this clear? A count a day and nothing else."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from deqi.web.pages.models import ClearVote

pytestmark = pytest.mark.django_db


def test_votes_are_counted_by_page_and_choice(client) -> None:
    for page, choice in [("answer", "yes"), ("answer", "yes"), ("answer", "no"), ("teach-back", "partly")]:
        assert client.post("/clear/", {"page": page, "choice": choice}).status_code == 302
    counts = {(vote.page, vote.choice): vote.count for vote in ClearVote.objects.all()}
    assert counts == {("answer", "yes"): 2, ("answer", "no"): 1, ("teach-back", "partly"): 1}


def test_no_field_can_hold_a_person() -> None:
    assert [field.name for field in ClearVote._meta.fields] == ["id", "date", "page", "choice", "count"]
    assert ClearVote._meta.get_field("date").get_internal_type() == "DateField"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"page": "answer"},
        {"page": "answer", "choice": "maybe"},
        {"page": "I am Jane", "choice": "yes"},
        {"page": "answer", "choice": "yes" * 1000},
    ],
)
def test_what_we_did_not_ask_is_refused(client, sent) -> None:
    assert client.post("/clear/", sent).status_code == 400
    assert not ClearVote.objects.exists()


def test_it_cannot_be_sent_from_another_site_or_by_a_link() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.get("/clear/").status_code == 405
    assert strict.post("/clear/", {"page": "answer", "choice": "yes"}).status_code == 403
    assert not ClearVote.objects.exists()


def test_one_row_a_day_page_and_choice() -> None:
    vote = {"date": date(2030, 1, 2), "page": "answer", "choice": "yes"}
    ClearVote.objects.create(**vote, count=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClearVote.objects.create(**vote, count=1)


def test_the_operator_sees_the_counts(client) -> None:
    out = io.StringIO()
    call_command("clear_results", stdout=out)
    assert "Nobody has replied" in out.getvalue()
    client.post("/clear/", {"page": "answer", "choice": "partly"})
    ClearVote.objects.create(date=date(2001, 1, 1), page="answer", choice="no", count=7)
    out = io.StringIO()
    call_command("clear_results", "--days", "30", stdout=out)
    assert out.getvalue() == "answer: yes 0, partly 1, no 0\n"


def test_the_question_stands_at_the_end_of_an_answer(walk) -> None:
    page = walk().content.decode()
    assert page.count('name="choice"') == 3
    assert 'name="page" value="answer"' in page


def test_nobody_is_asked_in_an_emergency(walk) -> None:
    assert 'name="choice"' not in walk(findings__F01="yes").content.decode()
