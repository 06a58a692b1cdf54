"""Made-up answers, and a walk through the check as a browser without JavaScript takes it."""

import importlib.util
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from deqi.vocabulary import Answer, Refusal

CALM = {"age": "46", "sex": "female", "pain_weeks": "104", "pain_now": "6"}
Walk = Callable[..., HttpResponse]


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        f"deqi_tests_{name}", Path(__file__).with_name(f"{name}.py")
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def every_page(django_db_setup: None, django_db_blocker: Any) -> list[Any]:
    """Every public page as ``crawl.Rendered``, walked once for all tests; what it stored is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", verbosity=0)
        found = list(_load("crawl").html_pages(Client()))
        transaction.set_rollback(True)
    return found


@pytest.fixture
def made_up_answer() -> Answer:
    """A full answer with invented figures, for pages and pictures alone."""
    answer: Answer = _load("made_up").answer()
    return answer


@pytest.fixture
def made_up_refusal() -> Refusal:
    """An emergency."""
    refusal: Refusal = _load("made_up").refusal()
    return refusal


@pytest.fixture
def walk(client: Client) -> Walk:
    """Send every screen with these replies, "no" to what is not named, until the answer; its response."""

    def go(**replies: str) -> HttpResponse:
        told = {**CALM, **{name.replace("__", "."): value for name, value in replies.items()}}
        response = client.get("/check/", follow=True)
        for _screen in range(40):
            if response.request["PATH_INFO"] == "/answer/":
                return response
            names = set(re.findall(r'<input[^>]* name="([^"]+)"', response.content.decode()))
            sent = {name: told.get(name, "no") for name in names - {"csrfmiddlewaretoken"}}
            response = client.post(response.request["PATH_INFO"], sent, follow=True)
        raise AssertionError("the check did not end after 40 screens")

    return go
