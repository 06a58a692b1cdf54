"""Server time and weight of the answer page: ``python benchmarks/answer_page.py [rounds]``.

Time is that of the whole request inside the process (middleware, walk through the check, both answers,
template, compression), warm, without a network. Weight is what a browser fetches for a first visit.
"""

# ruff: noqa: E402 - Django must be set up before its parts are imported

import gzip
import os
import re
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deqi.web.settings")

import django

django.setup()

from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.contrib.staticfiles.finders import find
from django.http import HttpResponse
from django.test import Client

from deqi.answers import default_tables
from deqi.web.ask.journey import follow
from deqi.web.ask.replies import SKIPPED, Replies, save

CALM = {"age": 46, "sex": "female", "pain_weeks": 104, "pain_now": 6}
FONTS = ("deqi/fonts/atkinson-hyperlegible-next.woff2", "deqi/fonts/source-serif-4-600.woff2")


def visitor() -> Client:
    """Somebody who has answered every question."""
    given, tables = Replies(), default_tables()
    while (screen := follow(given, tables).current) is not None:
        given = given.with_values(
            {q.field: CALM.get(q.field, "no" if q.kind == "reply" else SKIPPED) for q in screen.questions}
        )
    session = SessionStore()
    save(session, given)
    session.save()
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def measure(client: Client, address: str, rounds: int) -> None:
    """Print median and 95th percentile of the time, and the weight."""
    times = []
    for _round in range(rounds + 3):
        start = time.perf_counter()
        response = client.get(address)
        times.append((time.perf_counter() - start) * 1000)
        assert response.status_code == 200, response.status_code
    warm = sorted(times[3:])
    median, p95 = statistics.median(warm), warm[int(0.95 * (len(warm) - 1))]
    print(f"{address:<16} {median:7.1f} ms median {p95:7.1f} ms p95  {weight(response)}")


def weight(response: HttpResponse) -> str:
    """The page as sent, and with everything that it loads."""
    sent = response.content
    if not response.headers["Content-Type"].startswith("text/html"):
        return f"{len(sent):,} bytes"
    page = gzip.decompress(sent).decode()
    names = re.findall(r'/static/([^"?]+)', page)
    rest = sum(Path(str(find(name))).stat().st_size for name in {*names, *FONTS})
    return f"{len(sent):,} bytes of HTML ({len(page.encode()):,} unpacked), {len(sent) + rest:,} in all"


def main() -> None:
    """Measure the pages that a visitor meets."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    client = visitor()
    for address in ("/", "/check/15-course/", "/answer/", "/answer.pdf"):
        measure(client, address, rounds)


if __name__ == "__main__":
    main()
