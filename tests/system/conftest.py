"""A real browser against a real server. Without a Chromium these tests skip; in CI a skip fails."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from deqi.answers import default_tables
from deqi.safety import Question
from deqi.web import navigation
from deqi.web.ask.journey import follow
from deqi.web.ask.replies import SKIPPED, Replies, save

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CALM = {"age": 46, "sex": "female", "pain_weeks": 104, "pain_now": 6}
SIZES = {"phone": (360, 780), "desk": (1280, 900)}

# Playwright's loop runs in the test's thread; Django would refuse to touch the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from ``DEQI_CHROMIUM``, from Debian's place, or from the path."""
    path = os.environ.get("DEQI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path or not Path(path).exists():
        pytest.skip("no Chromium found: install it, or name it in DEQI_CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, a development dependency of the browser code."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run `npm ci --ignore-scripts` in frontend/")
    return AXE.read_text(encoding="utf-8")


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAWN = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
"""The rules whose result hangs on how a page is drawn, not on what it says."""
VARIANTS = (
    (1280, "light", {"type": "tag", "values": TAGS}),
    (320, "light", {"type": "rule", "values": DRAWN}),
    (360, "dark", {"type": "rule", "values": DRAWN}),
    (1280, "dark", {"type": "rule", "values": DRAWN}),
)
UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true; })"


@pytest.fixture(scope="session")
def violations(axe: str) -> Callable[[Page], list[str]]:
    """``violations(page)``: what axe finds, all rules once, those of colour and size in every variant."""

    def look(page: Page) -> list[str]:
        page.evaluate(axe)
        told = []
        for width, scheme, rules in VARIANTS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
            told += [
                f"{width} {scheme} {fault['id']}: {node['html'][:120]}"
                for fault in found["violations"]
                for node in fault["nodes"]
            ]
            assert found["passes"]
        return told

    return look


@pytest.fixture(scope="session")
def addresses() -> dict[str, str]:
    """Every public page: those of the menus, and one or two of each kind that has an address of its own.

    Steps of one's own visit need ``taken`` first; the examples need ``seed_demo``.
    """
    return {
        **{page.name: page.address for page in navigation.pages() if page.name != "ask:check"},
        "first screen": "/check/01-you/",
        "scale": "/check/15-course/",
        "answer": "/answer/",
        "keep": "/answer/keep/",
        "erased": "/erased/",
        "example": "/examples/back-pain-for-years/",
        "urgent example": "/examples/numb-since-yesterday/",
        "claim": "/claims/a01/",
        "point": "/points/BL23/",
        "point of the midline": "/points/GV3/",
        "search": "/points/all/?q=B54+behind+the+knee",
        "teach back": "/answer/teach-back/",
        "thanks": "/clear/thanks/",
        "trial": "/evidence/trials/cherkin-2009/",
        "pool": "/evidence/pool/?comparator=sham&outcome=function&from=0&to=520",
        "not found": "/nothing/",
    }


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[Open]:
    """Open a page of the site in a fresh context; ``page.faults`` gathers errors and foreign requests."""
    contexts: list[BrowserContext] = []

    def go(address: str = "/", *, size: str = "desk", scheme: str = "light", **options: object) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = watch(page, live_server.url)
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()


def watch(page: Page, home: str) -> list[str]:
    """Gather what must not happen: script errors, policy violations, requests to elsewhere."""
    faults: list[str] = []

    def told(message) -> None:
        # Chromium reports every 4xx page as an error; the tests that expect one look at the status.
        # Its own remark on drawing without a graphics card says nothing about the page.
        told_of_itself = "responded with a status of 4" in message.text or "GL Driver Message" in message.text
        if message.type in ("error", "warning") and not told_of_itself:
            faults.append(message.text)

    def asked(request) -> None:
        if not request.url.startswith(home):
            faults.append(f"request to {request.url}")

    page.on("console", told)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", asked)
    return faults


def take_check(page: Page, **told: str | float) -> None:
    """Open the answer to these replies, "no" to what is not named, by way of the reader's own cookie.

    ``test_journeys.py`` walks the check as people do; here that would only cost time.
    """
    wanted = {**CALM, **{name.replace("__", "."): value for name, value in told.items()}}
    given, tables = Replies(), default_tables()
    while (screen := follow(given, tables).current) is not None:
        given = given.with_values({question.field: _reply(question, wanted) for question in screen.questions})
    session = SessionStore()
    save(session, given)
    session.save()
    page.goto("/")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": page.url}
    page.context.add_cookies([cookie])
    page.goto("/answer/")


def _reply(question: Question, wanted: dict[str, str | float]) -> str | float:
    return wanted.get(question.field, "no" if question.kind == "reply" else SKIPPED)


@pytest.fixture
def taken() -> Callable[..., None]:
    """``taken(page, ...)`` opens the answer in this page."""
    return take_check
