"""Kill the real server with SIGKILL in the middle of writes, again and again; look for what it acknowledged.

    python validation/diary/kill_test.py --rounds 200

Each round starts ``deqi serve`` on a database of its own, lets several browsers write visits, weeks and
corrections as fast as they can, and kills the whole process group at a random moment after each of them has
had an answer. A write counts as acknowledged when the client has read the redirect. After each round the
database must pass ``PRAGMA integrity_check``, and every acknowledged write of every round so far must be
there, word for word. The exit status is 1 when something is missing.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CODE = "import sys; from deqi.cli import main; main(prog_name='deqi')"
READY_WITHIN = 60
PATIENCE = 20


@dataclass
class Tally:
    """What was acknowledged, by the mark in its text; how much was sent; what went wrong otherwise."""

    acknowledged: set[str] = field(default_factory=set)
    sent: int = 0
    refused: list[str] = field(default_factory=list)


class Browser:
    """A browser without JavaScript: it keeps cookies, sends forms, and follows nothing by itself."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port = port
        self.cookies = dict(cookies or {})

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, and the text."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(wire):
            headers = {"Host": "localhost", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
            body = None
            if form is not None:
                body = urllib.parse.urlencode(form)
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            wire.request(method, path, body=body, headers=headers)
            reply = wire.getresponse()
            text = reply.read().decode()
            for cookie in reply.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.split(";")[0].partition("=")
                self.cookies[name] = value
            return reply.status, reply.headers.get("Location") or "", text

    def token(self, path: str) -> str:
        """The token of a form."""
        found = TOKEN.search(self.ask("GET", path)[2])
        assert found, f"no form at {path}"
        return found.group(1)

    def begin(self) -> None:
        """Begin a diary and keep it open."""
        status, _where, _text = self.ask(
            "POST", "/diary/begin/", {"csrfmiddlewaretoken": self.token("/diary/")}
        )
        assert status == 302, status
        self.ask("GET", "/diary/link/")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextlib.contextmanager
def server(folder: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """``deqi serve`` in a process group of its own, killed with it."""
    settings = os.environ | {
        "DEQI_DATA_DIR": str(folder),
        "DEQI_DIARY_ENTRIES": "1000000",
        "DEQI_DIARIES_PER_HOUR": "1000000",
    }
    settings.pop("DATABASE_URL", None)
    settings.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    command = [sys.executable, "-c", CODE, "serve", "--port", str(port), "--workers", "2"]
    running = subprocess.Popen(
        command, env=settings, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_ready(running, port)
        yield running
    finally:
        kill(running)


def kill(running: "subprocess.Popen[bytes]") -> None:
    """SIGKILL to the whole group, and nothing gentler before it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def wait_until_ready(running: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        assert running.poll() is None, "the server ended by itself"
        with contextlib.suppress(OSError, http.client.HTTPException):
            if Browser(port).ask("GET", "/diary/")[0] == 200:
                return
        time.sleep(0.02)
    raise AssertionError("the server did not start")


def write_until_killed(browser: Browser, name: str, tally: Tally, stop: threading.Event) -> None:
    """Send visits, weeks and corrections, one after the other, each with a mark of its own in its text."""
    count = 0
    try:
        token = browser.token("/diary/visit/")
        while not stop.is_set():
            count += 1
            mark = f"{name}-{count}"
            path, form = next_form(browser, token, mark, count)
            tally.sent += 1
            status, _where, text = browser.ask("POST", path, form)
            if status == 302:
                tally.acknowledged.add(mark)
            else:
                tally.refused.append(f"{status} {path} {text[:80]!r}")
    except (OSError, http.client.HTTPException):
        return  # the server is gone: what was on its way was not acknowledged


def next_form(browser: Browser, token: str, mark: str, count: int) -> tuple[str, dict[str, str]]:
    """A visit most times, every third time another version of the week."""
    common = {"csrfmiddlewaretoken": token}
    if count % 3:
        return "/diary/visit/", common | {"day": "2026-01-05", "after": "0", "felt": mark}
    after = re.search(r'name="after" value="(\d+)"', browser.ask("GET", "/diary/week/")[2])
    assert after
    return "/diary/week/", common | {"week": "0", "after": after.group(1), "pain": "5", "note": mark}


def all_have_written(number: int, writers: int, tally: Tally) -> bool:
    """Whether every writer of this round has had an answer: from then on they all write at once."""
    return all(f"r{number}w{place}-1" in tally.acknowledged for place in range(writers))


def marks_in(database: Path) -> tuple[set[str], str]:
    """Every mark that stands in the database, and what SQLite says of its own state."""
    with contextlib.closing(sqlite3.connect(database)) as read:
        state = str(read.execute("PRAGMA integrity_check").fetchone()[0])
        rows = read.execute("SELECT document FROM diary_record WHERE document IS NOT NULL").fetchall()
    documents = [json.loads(row[0]) for row in rows]
    return {each.get("felt") or each.get("note", "") for each in documents}, state


def rounds(count: int, writers: int, folder: Path, *, seed: int = 1, tell: bool = False) -> Tally:
    """Run ``count`` rounds; the tally. Raises ``AssertionError`` at the first thing that is missing."""
    dice = random.Random(seed)  # noqa: S311 - moments, not secrets
    total, cookies = Tally(), [dict[str, str]() for _ in range(writers)]
    started = time.monotonic()
    for number in range(count):
        port = free_port()
        with server(folder, port) as running:
            browsers = [Browser(port, jar) for jar in cookies]
            for place, browser in enumerate(browsers):
                if not cookies[place]:
                    browser.begin()
                    cookies[place] = browser.cookies
            stop = threading.Event()
            threads = [
                threading.Thread(target=write_until_killed, args=(browser, f"r{number}w{place}", total, stop))
                for place, browser in enumerate(browsers)
            ]
            for thread in threads:
                thread.start()
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until and not all_have_written(number, writers, total):
                time.sleep(0.005)
            time.sleep(dice.uniform(0.02, 0.8))
            kill(running)
            stop.set()
            for thread in threads:
                thread.join()
        found, state = marks_in(folder / "deqi.sqlite3")
        assert state == "ok", f"round {number}: {state}"
        missing = total.acknowledged - found
        assert not missing, (
            f"round {number}: {len(missing)} acknowledged writes are gone, such as {min(missing)}"
        )
        if tell and (number + 1) % 10 == 0:
            print(
                f"{number + 1:4} rounds, {len(total.acknowledged):6} acknowledged, all there; "
                f"{time.monotonic() - started:4.0f} s",
                flush=True,
            )
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="deqi-kill-") as folder:
        try:
            total = rounds(chosen.rounds, chosen.writers, Path(folder), seed=chosen.seed, tell=True)
        except AssertionError as fault:
            print(f"FAILED: {fault}")
            return 1
    lost = total.sent - len(total.acknowledged) - len(total.refused)
    print(
        f"{chosen.rounds} kills. {total.sent} writes sent, {len(total.acknowledged)} acknowledged: "
        f"every one is there. {lost} were under way when the server died; {len(total.refused)} were refused. "
        "PRAGMA integrity_check says ok after each kill."
    )
    for line in total.refused[:5]:
        print(f"refused: {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
