"""/api/v1/track and /api/v1/calibrate: the same core as the command line, and nothing kept."""

import json
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator

from deqi.answers import course_document, default_tables, is_it_working, record_from_document
from deqi.datafiles import DATA_ROOT
from deqi.web.api import calibrate

TODAY = datetime.now(tz=UTC).date()
COURSE: dict[str, Any] = {
    "start": (TODAY - timedelta(weeks=4)).isoformat(),
    "person": {"age": 45, "pain_weeks": 60},
    "entries": [
        {"day": (TODAY - timedelta(weeks=back)).isoformat(), "scores": {"pain": pain}}
        for back, pain in ((5, 7), (4, 7), (3, 5), (2, 4), (1, 4), (0, 4))
    ],
    "sessions": [{"day": (TODAY - timedelta(weeks=back)).isoformat()} for back in (4, 3, 2, 1)],
}


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


def post(client: Client, path: str, document: object, query: str = "") -> HttpResponse:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return client.post(f"/api/v1/{path}{query}", body, content_type="application/json")


def test_the_answer_is_the_one_that_the_core_gives(client: Client) -> None:
    response = post(client, "track", COURSE, "?rule=medicare&rule=g-ba")
    assert response.status_code == HTTPStatus.OK
    given = json.loads(response.content)
    record = record_from_document(COURSE, default_tables())
    expected = is_it_working.answer(
        record=record, today=TODAY, tables=default_tables(), rules=("medicare", "g-ba")
    )
    assert given == course_document(expected)
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize("week", [{}, {"events": [{"kind": "breathless"}]}])
def test_what_comes_back_follows_its_schema(client: Client, week: dict[str, Any]) -> None:
    document = {**COURSE, "entries": [*COURSE["entries"][:-1], COURSE["entries"][-1] | week]}
    schema = json.loads((DATA_ROOT / "schemas/track-answer.json").read_text(encoding="utf-8"))
    given = json.loads(post(client, "track", document, "?rule=medicare").content)
    Draft202012Validator(schema).validate(given)
    assert given["kind"] == ("refusal" if week else "course")


@pytest.mark.parametrize(
    ("document", "query", "where"),
    [
        ({}, "", "start"),
        ({**COURSE, "x": 1}, "", "x"),
        (COURSE, "?rule=nobody", "rule"),
        ({**COURSE, "entries": [{"day": "2999-01-01"}]}, "", "entries.0.day"),
    ],
)
def test_a_mistake_is_named_with_its_place(client: Client, document: object, query: str, where: str) -> None:
    response = post(client, "track", document, query)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert json.loads(response.content)["where"] == where


def table(people: int) -> str:
    rows = ["patient,arm,week,score"]
    for person in range(people):
        rows += [f"p{person},a,{week},{(person * 7 + week) % 11}" for week in (0, 4, 12)]
    return "\n".join(rows)


def long_table(*, people: int, weeks: int) -> str:
    rows = [f"{person},a,{week},{week % 11}" for person in range(people) for week in range(weeks)]
    return "\n".join(["patient,arm,week,score", *rows])


def test_calibrate_tries_the_forecast_beside_simpler_ones(client: Client) -> None:
    document = {"table": table(40), "low": 0, "high": 10, "known": [0], "target": 12, "folds": 2}
    response = post(client, "calibrate", document | {"zero_shot": True})
    assert response.status_code == HTTPStatus.OK, response.content
    given = json.loads(response.content)
    assert given["people"] == 40
    assert {"deqi", "last value", "ANCOVA"} <= set(given["methods"])
    assert post(client, "calibrate", document | {"zero_shot": True}).content == response.content


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"table": None}, "table"),
        ({"table": table(301)}, "table"),
        ({"table": long_table(people=100, weeks=51)}, "table"),
        ({"low": None}, "low, high"),
        ({"known": [4, 0]}, "known"),
        ({"known": [0], "target": 0}, "known"),
        ({"folds": 11}, "folds"),
        ({"zero_shot": "yes"}, "zero_shot"),
        ({"better": "up"}, "better"),
        ({"extra": 1}, "extra"),
    ],
)
def test_what_cannot_be_tried_is_refused(client: Client, change: dict[str, Any], where: str) -> None:
    document = {"table": table(40), "low": 0, "high": 10, "known": [0], "target": 12, **change}
    response = post(client, "calibrate", document)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert json.loads(response.content)["where"] == where


def test_a_second_table_waits_outside(client: Client) -> None:
    with calibrate._one_at_a_time:
        response = post(client, "calibrate", {"table": table(40)})
    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
