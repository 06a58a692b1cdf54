"""The answer page at 50 requests a second, beside a bare Django page.

Both are served by the same server (granian, WSGI, two workers) in one run, one after the other and again.
Requests leave on a fixed schedule whether or not earlier ones have returned (an open loop), so waiting in the
queue counts. Traffic stays on the loopback address and stops by itself.
"""

import http.client
import importlib
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

RATE, SECONDS, THREADS = 50, 15, 16
ROOT = Path(__file__).resolve().parent
BARE = """
import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="bare", MIDDLEWARE=[])
django.setup()
urlpatterns = [path("", lambda request: HttpResponse("<!doctype html><title>Bare</title><p>Hello"))]
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
"""


def serve(application: str, folder: str, port: int) -> subprocess.Popen[bytes]:
    """granian with two workers, as ``deqi serve --workers 2`` starts it."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error", application]
    environment = os.environ | {"PYTHONPATH": folder, "DEQI_DATA_DIR": folder}
    return subprocess.Popen(command, env=environment, cwd=folder)


def wait_for(port: int) -> None:
    for _ in range(120):
        try:
            fetch(port, "/", "")
        except OSError:
            time.sleep(0.25)
        else:
            return
    sys.exit(f"Nothing answered on port {port} within 30 seconds.")


def fetch(port: int, address: str, cookie: str) -> tuple[int, int]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    size = len(response.read())
    connection.close()
    return response.status, size


def load(port: int, address: str, cookie: str) -> list[float]:
    """Milliseconds from when each request was due until its last byte."""
    due = [i / RATE for i in range(RATE * SECONDS)]
    taken: list[float] = []
    refused: list[int] = []
    turn, lock, start = iter(due), threading.Lock(), time.perf_counter() + 0.2

    def work() -> None:
        while True:
            with lock:
                mine = next(turn, None)
            if mine is None:
                return
            time.sleep(max(0.0, start + mine - time.perf_counter()))
            status, _ = fetch(port, address, cookie)
            if status != 200:
                refused.append(status)
            taken.append(1000 * (time.perf_counter() - start - mine))

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        sys.exit(f"{len(refused)} of {len(due)} requests for {address} were not answered with 200")
    return taken


def show(name: str, taken: list[float]) -> float:
    cuts = statistics.quantiles(taken, n=100)
    print(
        f"{name:12} median {cuts[49]:6.1f} ms, 95th percentile {cuts[94]:6.1f} ms, worst {max(taken):6.1f} ms"
    )
    return cuts[94]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DEQI_DATA_DIR"] = folder  # the same secret key here and in the server
        sys.path.insert(0, str(ROOT))
        visitor = importlib.import_module("answer_page").visitor
        Path(folder, "bare.py").write_text(BARE, encoding="utf-8")
        cookie = visitor().cookies.output(header="", attrs=[]).strip().replace("\r\n", ";")
        servers = [serve("deqi.web.wsgi:application", folder, 8871), serve("bare:application", folder, 8872)]
        try:
            wait_for(8871)
            wait_for(8872)
            for _ in range(30):
                fetch(8871, "/answer/", cookie)
            print(f"{RATE} requests a second for {SECONDS} s, two workers")
            for _ in range(2):
                page = show("answer page", load(8871, "/answer/", cookie))
                bare = show("bare Django", load(8872, "/", ""))
                print(f"ratio of the 95th percentiles: {page / bare:.1f}")
        finally:
            for server in servers:
                server.terminate()


if __name__ == "__main__":
    main()
