"""A diary that is open in a test client, and what a week in it looks like."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

LINK = re.compile(r'href="(http://testserver)?(/diary/open/[\w-]{40,}/)"')
Write = Callable[..., Any]


@pytest.fixture
def begin() -> Callable[[Client], str]:
    """``begin(client)`` begins a diary in this browser; the path of its private link."""

    def go(client: Client) -> str:
        shown = client.post("/diary/begin/", follow=True).content.decode()
        found = LINK.search(shown)
        assert found
        return found.group(2)

    return go


@pytest.fixture
def link(client: Client, begin: Callable[[Client], str]) -> str:
    """The private link of the diary that is open in ``client``."""
    return begin(client)


@pytest.fixture
def week(client: Client, link: str) -> Write:
    """Send a week: ``week(pain="6", note="...")``."""

    def go(**told: Any) -> Any:
        return client.post("/diary/week/", {"week": "0", "after": "0", **told})

    return go


@pytest.fixture
def visit(client: Client, link: str) -> Write:
    """Send a visit: ``visit(day="2026-01-02")``."""

    def go(**told: Any) -> Any:
        return client.post("/diary/visit/", {"after": "0", **told})

    return go
