"""How long a changed measure takes to stand on the screen: from the browser's input event to the drawn frame.

    python benchmarks/body_on_screen.py [changes]

Serves the site on a free port, opens the page in Chromium (software drawing), moves the slider of the height,
and reads the viewer's own measure ``deqi:change``. Prints the median, the spread, and the part of the bar.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from playwright.sync_api import Page, sync_playwright

BAR_MS = 150
MEASURES = "performance.getEntriesByName('deqi:change').map(entry => entry.duration)"


def main(changes: int) -> None:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DEQI_DATA_DIR": folder}
        command = [sys.executable, "-m", "deqi", "serve", "--port", str(port)]
        server = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(port)
            found = look(f"http://127.0.0.1:{port}/points/", changes)
        finally:
            server.terminate()
            server.wait(20)
    middle = statistics.median(found)
    print(f"{len(found)} changes; from input event to drawn frame:")
    print(f"  median {middle:.0f} ms, least {min(found):.0f} ms, most {max(found):.0f} ms")
    print(f"  {middle / BAR_MS:.2f} of the {BAR_MS} ms that it may take")


def look(address: str, changes: int) -> list[float]:
    path = os.environ.get("DEQI_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.locator("[data-viewer][data-state=ready]").wait_for(timeout=60_000)
        for number in range(changes + 3):
            change(page, 150 + number)
        found: list[float] = page.evaluate(MEASURES)
        browser.close()
    return found[3:]  # the first ones warm the server


def change(page: Page, height: int) -> None:
    """Move the slider as a hand does, and wait until the body stands."""
    before = page.evaluate(f"({MEASURES}).length")
    page.evaluate(
        """height => {
        const slider = document.querySelector('#height').closest('.field').querySelector('[type=range]');
        slider.value = height; slider.dispatchEvent(new Event('input', {bubbles: true})); }""",
        height,
    )
    for _try in range(400):
        page.wait_for_timeout(50)
        if page.evaluate(f"({MEASURES}).length") > before:
            return
    raise SystemExit("The body did not change.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(port: int) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _try in range(120):
        try:
            opener.open(f"http://127.0.0.1:{port}/points/", timeout=30).read()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The server did not start.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
