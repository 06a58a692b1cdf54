"""Writing down: nothing typed is lost, nothing is overwritten, nothing is executed."""

import pytest
from django.test import Client

from deqi.web.diary.models import Record

pytestmark = pytest.mark.django_db


def test_a_week_is_saved_and_stands_in_the_diary(client: Client, week) -> None:
    response = week(pain="6", sleep="4", note="Slept badly on Tuesday")
    assert response.status_code == 302
    record = Record.objects.get()
    assert record.document["scores"] == {"pain": 6, "sleep": 4}
    page = client.get("/diary/everything/").content.decode()
    assert "Slept badly on Tuesday" in page
