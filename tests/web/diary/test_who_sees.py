"""The operator's setting: who sees the forecast and the decision. What was noted is always shown."""

import io
import json
import re

import pypdf
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from deqi.web import settings as site_settings

pytestmark = pytest.mark.django_db

FORECAST = re.compile(
    r'class="(band|ahead|usual|decision)|[Ss]ealed forecast|What the rule says|Of 100 cou|What this rests on'
)
WHO = [
    ("person", True, True),
    ("clinician", False, True),
    ("nobody", False, False),
]


def words(response) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)


@pytest.mark.parametrize("who", WHO)
def test_forecast_and_decision_go_to_whom_the_operator_chose(
    client: Client, reader: Client, course, settings, who: tuple[str, bool, bool]
) -> None:
    course([8, 7, 6, 5, 5, 4], visits=[7, 14, 21, 28, 33])
    settings.FORECAST_SEEN_BY, owner_sees, reader_sees = who
    for browser, sees in ((client, owner_sees), (reader, reader_sees)):
        page = browser.get("/diary/course/").content.decode()
        assert bool(FORECAST.search(page)) is sees
        assert "The picture" in page
        assert page.count('class="score"') == 6 + 1
        paper = words(browser.get("/diary/report.pdf"))
        assert ("What the rule says" in paper) is sees
        assert ("sealed" in paper.lower()) is sees
        assert "Pain of each week" in paper


@pytest.mark.parametrize(("setting", "owner_sees", "_reader"), WHO)
def test_the_owners_file_holds_the_forecast_only_where_the_owner_may_see_it(
    client: Client, course, settings, setting, owner_sees, _reader
) -> None:
    course([8, 7, 6], visits=[8])
    settings.FORECAST_SEEN_BY = setting
    told = json.loads(client.get("/diary/diary.json").content)
    assert [bool(seal.get("document")) for seal in told["seals"]] == [owner_sees] * 2
    assert all(re.fullmatch("[0-9a-f]{64}", seal["sha256"]) for seal in told["seals"])


def test_a_word_that_is_none_of_the_three_stops_the_start(monkeypatch) -> None:
    monkeypatch.setenv("DEQI_FORECAST_SEEN_BY", "everybody")
    with pytest.raises(ImproperlyConfigured, match="person, clinician, nobody"):
        site_settings._one_of("DEQI_FORECAST_SEEN_BY", ("person", "clinician", "nobody"))
