"""What the owner takes along: everything, unharmed, and nothing that opens the diary."""

import csv
import io
import json
import re

import pypdf
import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from deqi.web.ask.models import hash_token
from deqi.web.diary.models import Diary

pytestmark = pytest.mark.django_db

HEALTH = re.compile(r"(?i)pain|back|acupunct|needle|diary|deqi|health|score|doctor")


def test_the_json_file_holds_every_version_and_no_key(client: Client, link: str, week) -> None:
    week(pain="6", note="grüße 得气")
    week(pain="4", after="1")
    text = client.get("/diary/diary.json").content.decode()
    told = json.loads(text)
    assert [(row["version"], row["counts"], row["document"]["scores"]["pain"]) for row in told["rows"]] == [
        (1, False, 6),
        (2, True, 4),
    ]
    assert told["rows"][0]["document"]["note"] == "grüße 得气"
    token = link.split("/")[3]
    assert token not in text
    assert hash_token(token) not in text


def test_the_table_holds_a_line_for_each_value(client: Client, week, visit) -> None:
    week(pain="6", sleep="2", findings=[])
    visit(who="A. Needle", event_bruise="mild")
    lines = list(csv.DictReader(io.StringIO(client.get("/diary/diary.csv").content.decode())))
    told = {(line["kind"], line["field"]): line["value"] for line in lines}
    assert told["week", "scores.pain"] == "6"
    assert told["session", "events.1.kind"] == "bruise"
    assert told["session", "who"] == "A. Needle"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_runs_as_a_formula(client: Client, week, start: str) -> None:
    week(pain="6", note=f"x{start}1")
    week(pain="6", note=f"{start}HYPERLINK(1)", after="1")
    lines = list(csv.reader(io.StringIO(client.get("/diary/diary.csv").content.decode())))
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def paper(response) -> tuple[pypdf.PdfReader, str]:
    read = pypdf.PdfReader(io.BytesIO(response.content))
    return read, " ".join(" ".join(page.extract_text() for page in read.pages).split())


def test_the_report_is_one_tagged_page_also_after_a_year(client: Client, course) -> None:
    course(
        [7, *[5 if week % 3 else 4 for week in range(1, 53)]],
        visits=list(range(3, 123, 6)),
        week20={"medicines": "ibuprofen 400"},
        session3={"events": [{"kind": "bruise", "severity": "mild"}]},
    )
    read, text = paper(client.get("/diary/report.pdf"))
    assert len(read.pages) == 1
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Visits (20)" in text
    assert "ibuprofen 400" in text
    assert "Beside it: usual care alone" in text
    assert "Nobody has checked it" in text


def test_the_report_of_an_emergency_holds_no_forecast(client: Client, week) -> None:
    week(pain="8", findings=["F01"])
    _read, text = paper(client.get("/diary/report.pdf"))
    assert "Emergency: get help now" in text
    assert not re.search("of 100|forecast|What the rule says", text)


def test_the_letter_states_visits_scores_and_the_rule(client: Client, course) -> None:
    course([7, 6, 5, 5, 4, 4], visits=[1, 8, 15, 22])
    assert client.get("/diary/letter.pdf").status_code == 404
    client.post("/diary/plan/", {"payer": "medicare", "pain_weeks": "200", "after": "0"})
    _read, text = paper(client.get("/diary/letter.pdf"))
    assert "National Coverage Determination 30.3.3" in text
    assert "Visits (4)" in text
    for note in client.get("/diary/diary.json").json()["rows"]:
        if note["kind"] == "session":
            day = timezone.datetime.fromisoformat(note["document"]["day"])
            assert f"{day.day} {day:%b} {day.year}" in text


def test_the_reminder_says_nothing_about_health_and_holds_no_link_unless_asked(
    client: Client, link: str
) -> None:
    plain = client.get("/diary/weekly-note.ics").content.decode()
    assert not HEALTH.search(plain.replace("PRODID:-//Deqi//Weekly note//EN", ""))
    assert "/open/" not in plain
    event = Calendar.from_ical(plain).walk("VEVENT")[0]
    assert event["RRULE"]["FREQ"] == ["WEEKLY"]
    assert event["SUMMARY"] == "Weekly note"
    diary = Diary.objects.get()
    assert (event["DTSTART"].dt.date() - timezone.localtime(diary.created_at).date()).days == 7
    assert event["DTSTART"].dt.tzinfo is None


def test_the_reminder_holds_the_own_link_and_no_foreign_one(client: Client, link: str, begin) -> None:
    foreign = begin(Client()).split("/")[3]
    token = link.split("/")[3]
    with_link = client.post("/diary/weekly-note.ics", {"token": token}).content.decode()
    assert Calendar.from_ical(with_link).walk("VEVENT")[0]["URL"].endswith(link)
    for other in (foreign, "x" * 43):
        told = client.post("/diary/weekly-note.ics", {"token": other}).content.decode()
        assert "/open/" not in told


def test_choices_are_off_until_ticked_and_can_be_taken_back(client: Client, link: str) -> None:
    diary = Diary.objects.get()
    assert not diary.counts_for_calibration
    assert not diary.shared_with_practitioner
    told = {
        "counts_for_calibration": "on",
        "shared_with_practitioner": "on",
        "practitioner_reference": "A. Needle, X",
    }
    client.post("/diary/sharing/", told)
    diary.refresh_from_db()
    assert diary.counts_for_calibration
    assert diary.shared_with_practitioner
    assert diary.practitioner_reference == "A. Needle, X"
    client.post("/diary/sharing/", {})
    diary.refresh_from_db()
    assert not diary.counts_for_calibration
    assert diary.practitioner_reference == ""
