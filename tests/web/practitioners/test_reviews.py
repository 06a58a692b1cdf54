"""Visit codes and reviews: one code, one review, one answer for every code that opens nothing."""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deqi.web.practitioners.models import Practitioner
from deqi.web.reviews.codes import LENGTH, LETTERS, code_hash
from deqi.web.reviews.models import PracticeAnswer, PracticeLink, Removal, Review, VisitCode

Issue = Callable[..., str]


@pytest.fixture
def person() -> Practitioner:
    return Practitioner.objects.create(
        register="us-npi", number="1234567893", last_name="Adler", seen_on=timezone.localdate()
    )


@pytest.fixture
def issue(person: Practitioner) -> Issue:
    """A code for a visit of yesterday unless told otherwise."""

    def make(whom: Practitioner | None = None, *, days: int = 30, ago: int = 1, course: str = "") -> str:
        today = timezone.localdate()
        visit = today - timedelta(days=ago)
        return VisitCode.objects.issue(whom or person, visit_day=visit, today=today, days=days, course=course)

    return make


def send(client: Client, person: Practitioner, code: str, **more: str) -> tuple[int, str]:
    told = {"code": code, "stars": "4", "text": "Took time for me.", "tie": "none"} | more
    response = client.post(reverse("practitioners:review", args=[person.public_id]), told)
    return response.status_code, response.content.decode()


@pytest.mark.django_db
def test_a_code_has_more_than_80_bits_and_only_its_hash_is_stored(issue: Issue) -> None:
    codes = {issue() for _ in range(50)}
    assert len(codes) == 50
    assert len(set(LETTERS)) ** LENGTH >= 2**80
    assert all(re.fullmatch(rf"([{LETTERS}]{{5}}-){{3}}[{LETTERS}]{{5}}", code) for code in codes)
    stored = repr(list(VisitCode.objects.values()))
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


@pytest.mark.django_db
def test_a_code_is_read_as_people_type_it() -> None:
    assert code_hash("01abc-defgh-jkmnp-qrstv") == code_hash(" OLABC DEFGH jkmnp QRSTV ")
    assert code_hash("01ABC-DEFGH-JKMNP-QRSTV") != code_hash("01ABC-DEFGH-JKMNP-QRSTW")


@pytest.mark.django_db
def test_a_review_is_shown_as_it_was_written_with_the_month_alone(
    client: Client, person: Practitioner, issue: Issue
) -> None:
    status, _ = send(client, person, issue(ago=40), text="  Two\n\nlines, no  change. ")
    assert status == 200
    written = Review.objects.get()
    assert written.text.split() == ["Two", "lines,", "no", "change."]
    page = client.get(reverse("practitioners:profile", args=[person.public_id])).content.decode()
    assert "lines, no  change." in page
    visit = timezone.localdate() - timedelta(days=40)
    assert f"visit in {visit:%B %Y}" in page
    assert visit.isoformat() not in page


@pytest.mark.django_db
def test_a_code_opens_one_review_and_a_course_has_one(
    client: Client, person: Practitioner, issue: Issue
) -> None:
    code, twin = issue(course="file 17"), issue(course=" File  17")
    assert send(client, person, code)[0] == 200
    assert send(client, person, code)[0] == 422
    assert send(client, person, twin)[0] == 422
    assert send(client, person, issue(course="file 18"))[0] == 200
    assert Review.objects.count() == 2


@pytest.mark.django_db
def test_every_code_that_opens_nothing_gets_one_answer_by_the_same_work(
    client: Client, person: Practitioner, issue: Issue
) -> None:
    other = Practitioner.objects.create(register="us-npi", number="2", last_name="Other")
    used = issue()
    assert send(client, person, used)[0] == 200
    codes = {
        "unknown": "00000-00000-00000-00000",
        "used": used,
        "expired": issue(days=-1),
        "foreign": issue(other),
        "not ended": issue(ago=-3),
    }
    seen = set()
    for code in codes.values():
        with CaptureQueriesContext(connection) as queries:
            status, page = send(client, person, code)
        shape = tuple(
            re.sub(r"'[^']*'|\bs\d+_x\d+\b|\b\d+\b", "?", query["sql"])
            for query in queries.captured_queries
            if "tally" not in query["sql"]
        )
        body = page.replace(code, "CODE")
        body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", body)
        seen.add((status, body, shape))
    assert len(seen) == 1
    assert "does not open a review" in next(iter(seen))[1]
    assert Review.objects.count() == 1


@pytest.mark.django_db
def test_looking_at_a_link_neither_spends_nor_tells(
    client: Client, person: Practitioner, issue: Issue
) -> None:
    code = issue()
    pages = [
        client.get(reverse("practitioners:review-with-code", args=[person.public_id, each]))
        for each in (code, "00000-00000-00000-00000")
    ]
    assert [page.status_code for page in pages] == [200, 200]
    assert VisitCode.objects.get().used_on is None
    assert pages[0].headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in pages[0].headers["Cache-Control"]


CROWD = """
import sys, threading
from datetime import timedelta
import django
django.setup()
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from deqi.web.practitioners.models import Practitioner
from deqi.web.reviews.models import Review, VisitCode
call_command("migrate", interactive=False, verbosity=0)
today = timezone.localdate()
many, course = int(sys.argv[1]), sys.argv[2]
person = Practitioner.objects.create(register="us-npi", number=sys.argv[3], last_name="Adler")
told = {"visit_day": today, "today": today, "days": 9, "course": course}
codes = [VisitCode.objects.issue(person, **told) for _ in range(many)]
start, written = threading.Barrier(100), []
def redeem(code):
    start.wait()
    try:
        told = Review.objects.write(person, code, stars=5, text="", tie="none", today=today)
        written.append(told is not None)
    finally:
        connections.close_all()
threads = [threading.Thread(target=redeem, args=[codes[n % many]]) for n in range(100)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(written), sum(written), Review.objects.filter(practitioner=person).count())
"""


@pytest.mark.parametrize(("codes", "course"), [(1, ""), (20, "one course")])
def test_of_a_hundred_at_once_exactly_one_succeeds(tmp_path: Path, codes: int, course: str) -> None:
    # in a process of its own, on the database that people use: a file, or what DATABASE_URL names
    told = {"DJANGO_SETTINGS_MODULE": "deqi.web.settings", "DEQI_DATA_DIR": str(tmp_path)}
    number = secrets.token_hex(8)
    done = subprocess.run(
        [sys.executable, "-c", CROWD, str(codes), course, number],
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == ["100", "1", "1"], done.stderr[-2000:]


@pytest.mark.django_db
def test_scripts_in_names_and_reviews_are_text(client: Client, person: Practitioner, issue: Issue) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    Practitioner.objects.update(last_name=evil)
    assert send(client, person, issue(), text=evil)[0] == 200
    PracticeAnswer.objects.create(review=Review.objects.get(), text=evil, written_on=date(2026, 1, 1))
    page = client.get(reverse("practitioners:profile", args=[person.public_id])).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


@pytest.mark.django_db
def test_a_huge_text_is_refused_with_the_text_kept_and_the_code_unspent(
    client: Client, person: Practitioner, issue: Issue
) -> None:
    code, text = issue(), "My own words. " * 1000
    status, page = send(client, person, code, text=text)
    assert status == 422
    assert text.strip() in page
    assert "please shorten it" in page
    assert VisitCode.objects.get().used_on is None
    assert send(client, person, code)[0] == 200


@pytest.mark.django_db
@pytest.mark.parametrize("more", [{"stars": "6"}, {"stars": ""}, {"tie": ""}, {"code": ""}])
def test_a_review_without_its_parts_is_refused(
    client: Client, person: Practitioner, issue: Issue, more: dict[str, str]
) -> None:
    assert send(client, person, **({"code": issue()} | more))[0] == 422
    assert not Review.objects.exists()


@pytest.mark.django_db
def test_guessing_is_slowed_down(
    client: Client, person: Practitioner, issue: Issue, settings: object
) -> None:
    settings.REVIEW_TRIES = 3  # type: ignore[attr-defined]
    tries = [send(client, person, f"{n:020d}")[0] for n in range(5)]
    assert tries == [422, 422, 422, 429, 429]
    status, page = send(client, person, issue(), text="Kept words")
    assert status == 429
    assert "Kept words" in page


@pytest.mark.django_db
def test_an_insider_is_told_as_one(client: Client, person: Practitioner, issue: Issue) -> None:
    send(client, person, issue(), tie="works")
    page = client.get(reverse("practitioners:profile", args=[person.public_id])).content.decode()
    assert "By somebody who works or worked there" in page


@pytest.mark.django_db
def test_what_is_taken_down_leaves_the_page_and_stays_in_the_log(
    client: Client, person: Practitioner, issue: Issue
) -> None:
    send(client, person, issue(), text="Dr. Who lives at 5 High Street")
    Removal.objects.create(
        review=Review.objects.get(),
        ground="private",
        reason="It named the home of somebody.",
        removed_by="K. Secret",
        removed_on=timezone.localdate(),
    )
    page = client.get(reverse("practitioners:profile", args=[person.public_id])).content.decode()
    log = client.get(reverse("practitioners:removals")).content.decode()
    assert "High Street" not in page + log
    assert "It named the home of somebody." in log
    assert "K. Secret" not in page + log


@pytest.mark.django_db
def test_a_practice_answers_once_and_only_its_own_reviews(
    client: Client, person: Practitioner, issue: Issue
) -> None:
    other = Practitioner.objects.create(register="us-npi", number="2", last_name="Other")
    send(client, person, issue())
    send(client, other, issue(other))
    own, foreign = Review.objects.get(practitioner=person), Review.objects.get(practitioner=other)
    assert client.get("/practice/").status_code == 403
    assert client.get("/practice/no-such-link/").status_code == 404
    token = PracticeLink.objects.issue(person, now=timezone.now())
    client.post(f"/practice/{token}/")
    assert client.get("/practice/").status_code == 200
    assert client.post(f"/practice/answer/{foreign.public_id}/", {"text": "No"}).status_code == 404
    client.post(f"/practice/answer/{own.public_id}/", {"text": "First"})
    client.post(f"/practice/answer/{own.public_id}/", {"text": "Second"})
    assert [answer.text for answer in PracticeAnswer.objects.all()] == ["First"]
    PracticeLink.objects.issue(person, now=timezone.now())
    assert client.get("/practice/").status_code == 403


@pytest.mark.django_db
def test_where_testimonials_may_not_stand_there_are_no_reviews(client: Client) -> None:
    person = Practitioner.objects.create(register="au-ahpra", number="9", last_name="Brown")
    assert client.get(reverse("practitioners:review", args=[person.public_id])).status_code == 404
    page = client.get(reverse("practitioners:profile", args=[person.public_id])).content.decode()
    assert "switched off here" in page
