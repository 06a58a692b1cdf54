"""The HTTP API: the same documents as the command line, and nothing kept."""

import json
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from deqi import __version__
from deqi.answers import default_tables, to_document, would_it_help
from deqi.vocabulary import Person, Reply
from deqi.web.api import ask as ask_api

PARTS = {"where", "what", "rule", "next_step"}


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


def ask(client: Client, document: object, **options: Any) -> HttpResponse:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return client.post("/api/v1/ask", body, **{"content_type": "application/json", **options})


def problem(response: HttpResponse, status: int) -> dict[str, str]:
    assert response.status_code == status, response.content[:300]
    assert response.headers["Content-Type"] == "application/json"
    found: dict[str, str] = json.loads(response.content)
    assert set(found) == PARTS
    assert found["what"]
    assert found["rule"]
    assert found["next_step"]
    return found


def test_the_answer_is_the_one_that_the_core_gives(client: Client) -> None:
    response = ask(client, {"age": 45, "pain_weeks": 40, "pain_now": 6})
    assert response.status_code == HTTPStatus.OK
    given = json.loads(response.content)
    day = date.fromisoformat(given["provenance"]["date"])
    person = Person(age=45, pain_weeks=40, pain_now=6)
    assert given == to_document(would_it_help.answer(person=person, today=day, tables=default_tables()))
    assert given["ledger"]["denominator"] == 100


def test_an_emergency_is_a_refusal_with_status_200_and_no_ledger(client: Client) -> None:
    response = ask(client, {"findings": {"F01": "yes"}})
    assert response.status_code == HTTPStatus.OK
    given = json.loads(response.content)
    assert given["safety"]["urgency"] == "EMERGENCY"
    assert "ledger" not in given


@pytest.mark.parametrize(
    "path", ["ask", "safety/findings", "evidence/trials", "health", "version", "openapi.json"]
)
def test_nothing_is_kept_on_the_way(client: Client, path: str) -> None:
    address = f"/api/v1/{path}"
    response = ask(client, {"age": 45}) if path == "ask" else client.get(address)
    assert response.status_code == HTTPStatus.OK
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "Set-Cookie" not in response.headers


def test_no_account_and_no_csrf_cookie_is_needed(client: Client) -> None:
    assert ask(client, {}).status_code == HTTPStatus.OK


def test_a_mistake_is_named_in_four_parts(client: Client) -> None:
    assert problem(ask(client, {"age": "45"}), 422)["where"] == "age"


def test_a_body_that_is_too_long_is_refused(client: Client) -> None:
    assert "200,000" in problem(ask(client, b" " * 200_001), 413)["rule"].replace("200000", "200,000")


def test_a_body_of_another_kind_is_refused(client: Client) -> None:
    assert problem(ask(client, b"{}", content_type="text/plain"), 415)["where"] == "Content-Type"


def test_a_body_in_pieces_is_refused_and_not_read_as_empty(client: Client) -> None:
    response = ask(client, b"{}", CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")
    assert problem(response, 411)["where"] == "Content-Length"


@pytest.mark.parametrize(
    ("method", "path"), [("get", "ask"), ("delete", "ask"), ("post", "health"), ("put", "version")]
)
def test_a_wrong_method_says_which_one_is_right(client: Client, method: str, path: str) -> None:
    response = getattr(client, method)(f"/api/v1/{path}")
    problem(response, 405)
    assert response.headers["Allow"] == ("POST" if path == "ask" else "GET")


def test_an_address_that_does_not_exist_points_to_the_description(client: Client) -> None:
    assert "openapi.json" in problem(client.get("/api/v1/nothing"), 404)["rule"]


def test_every_finding_and_caution_is_listed_with_its_question(client: Client) -> None:
    given = json.loads(client.get("/api/v1/safety/findings").content)
    safety = default_tables().safety
    assert [item["id"] for item in given["findings"]] == list(safety.findings)
    assert [item["id"] for item in given["cautions"]] == list(safety.cautions)
    assert all(item["question"] for part in given.values() for item in part)
    alone = {item["id"]: item["alone"] for item in given["findings"]}
    assert alone["F01"] == "EMERGENCY"
    assert alone["F15"] in {"NOTE", "WITHIN 2 WEEKS"}


def test_the_version_carries_the_provenance_of_an_answer(client: Client) -> None:
    given = json.loads(client.get("/api/v1/version").content)
    answer = json.loads(ask(client, {}).content)
    assert given["engine_version"] == __version__ == answer["provenance"]["engine_version"]
    assert given["tables"] == answer["provenance"]["tables"]


def test_the_description_lists_the_ids_that_exist_and_loads_nothing_from_elsewhere(client: Client) -> None:
    text = client.get("/api/v1/openapi.json").content.decode()
    person = json.loads(text)["components"]["schemas"]["Person"]
    assert set(person["properties"]["findings"]["propertyNames"]["enum"]) == set(
        default_tables().safety.findings
    )
    assert client.get("/api/v1/docs").status_code == HTTPStatus.NOT_FOUND
    assert "cdn" not in text


@pytest.mark.parametrize("reply", [Reply.UNKNOWN, None])
def test_unknown_never_reads_as_no(client: Client, reply: Reply | None) -> None:
    no = dict.fromkeys(default_tables().safety.findings, "no")
    open_ = no | {"F01": reply.value if reply else None}
    assert json.loads(ask(client, {"age": 45, "findings": open_}).content)["safety"]["complete"] is False


def test_too_many_parameters_are_a_problem_document_and_not_a_page(client: Client) -> None:
    query = "&".join(f"a{number}=1" for number in range(300))
    found = problem(client.get(f"/api/v1/evidence/trials?{query}"), HTTPStatus.BAD_REQUEST)
    assert "parameters" in found["what"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("ask", '{"age": %s}'),
        ("points/place", '{"sex": "female", "age_years": 45, "height_cm": %s, "weight_kg": 70}'),
        ("body", '{"sex": "female", "age_years": %s, "height_cm": 165, "weight_kg": 70}'),
        ("points", '{"measures": {"sex": "male", "age_years": 45, "height_cm": 165, "weight_kg": %s}}'),
        ("track", '{"start": "2026-01-01", "plan": {"weeks": %s}}'),
        ("track", '{"start": "2026-01-01", "facts": {"pain_since": "9999-12-31"}, "plan": {"visits": %s}}'),
        ("calibrate", '{"table": "patient,arm,week,score\\na,b,0,1", "low": %s}'),
    ],
)
@pytest.mark.parametrize("digits", [20, 99, 310, 1000, 4400])
def test_a_number_of_many_digits_is_refused_and_breaks_nothing(
    client: Client, path: str, body: str, digits: int
) -> None:
    sent = client.post(f"/api/v1/{path}", body % ("9" * digits), content_type="application/json")
    problem(sent, HTTPStatus.UNPROCESSABLE_ENTITY)


def test_a_fault_of_ours_is_told_to_a_program_as_a_problem_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("age 45")

    monkeypatch.setattr(ask_api, "parse_document", broken)
    sent = ask(Client(raise_request_exception=False), {"age": 45})
    told = problem(sent, HTTPStatus.INTERNAL_SERVER_ERROR)
    assert "45" not in str(told)
    assert sent.headers["Cache-Control"] == "no-store"
