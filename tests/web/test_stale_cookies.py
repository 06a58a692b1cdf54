"""A cookie of ours from before an update: what can still be used stays, the rest is asked again."""

from typing import Any

import pytest
from django.test import Client

from deqi.web.ask import replies

FIRST = "/check/01-you/"


def hold(client: Client, check: Any) -> None:
    """Give this browser a cookie with a good signature and these replies."""
    session = client.session
    session["check"] = check
    session.save()
    client.cookies["deqi_answers"] = session.session_key


def get(client: Client, address: str) -> Any:
    """A fresh page each time, with the same cookie."""
    return client.get(address, follow=True)


@pytest.mark.parametrize("address", ["/", "/check/", FIRST, "/answer/", "/answer.pdf", "/answer/keep/"])
@pytest.mark.parametrize(
    "check",
    [
        [1],
        "age",
        7,
        None,
        {"age": "x"},
        {"age": True},
        {"age": 121},
        {"age": -1},
        {"age": float("nan")},
        {"age": 10**400},
        {"age": [46]},
        {"age": {"y": 1}},
        {"age": None},
        {"sex": "dragon"},
        {"sex": 1},
        {"sex": ["female"]},
        {"pain_weeks": 7},
        {"pain_weeks": True},
        {"leg_pain": "maybe"},
        {"findings.F01": "perhaps"},
        {"findings.F01": 1},
        {"findings.F01": ""},
        {"findings.F99": "y"},
        {"cautions.K99": "y"},
        {"findings": "y"},
        {"findings.F01.more": "y"},
        {"98-gone.something": "y"},
        {"": ""},
    ],
)
def test_a_reply_that_cannot_be_used_is_asked_again(
    client: Client, check: Any, address: str, db: None
) -> None:
    hold(client, check)
    assert get(client, address).status_code == 200
    assert get(client, "/check/").request["PATH_INFO"] == FIRST


@pytest.mark.parametrize("stale", [{"age": "x"}, {"sex": "dragon"}, {"findings.F99": "y"}, {"pain_weeks": 7}])
def test_nothing_else_is_lost(client: Client, stale: dict[str, Any]) -> None:
    good = {"age": 46, "sex": None, "pain_weeks": 104, "leg_pain": "n", "findings.F01": "u"}
    hold(client, {**good, **stale})
    kept = {"age": 46, "sex": None, "pain_weeks": 104, "leg_pain": "no", "findings.F01": "unknown"}
    assert replies.load(client.session).values == {
        name: value for name, value in kept.items() if name not in stale
    }


def test_a_finished_check_with_one_removed_choice_returns_to_that_screen_alone(client: Client, walk) -> None:
    walk()
    session = client.session
    hold(client, {**session["check"], "sex": "dragon"})
    assert get(client, "/answer/").request["PATH_INFO"] == FIRST
    sent = {"age": "46", "sex": "female", "pain_weeks": "104"}
    assert client.post(FIRST, sent, follow=True).status_code == 200
    assert get(client, "/answer/").request["PATH_INFO"] == "/answer/"


def test_a_finished_check_with_a_removed_finding_needs_nothing_more(client: Client, walk) -> None:
    walk()
    hold(client, {**client.session["check"], "findings.F99": "y", "99-gone.x": "y"})
    assert get(client, "/answer/").request["PATH_INFO"] == "/answer/"


def test_a_kept_token_of_another_shape_shows_no_link(client: Client, db: None) -> None:
    session = client.session
    session["kept_token"] = {"a": [1]}
    session.save()
    client.cookies["deqi_answers"] = session.session_key
    assert get(client, "/answer/kept/").status_code == 200
