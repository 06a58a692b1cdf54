"""Take the README's pictures: ``python tools/pictures.py http://localhost:8000``.

Needs a running ``make run`` and a Chromium (``DEQI_CHROMIUM``, else /usr/bin/chromium). The pictures show a
made-up person from the examples, and points on the example body.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main(site: str) -> None:
    """Photograph the first ledger on the first example that has one, and the body with its points."""
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as drivers:
        browser = drivers.chromium.launch(
            executable_path=os.environ.get("DEQI_CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        answer(browser.new_page(viewport={"width": 1100, "height": 900}), site)
        points(browser.new_page(viewport={"width": 1100, "height": 900}), site)


def answer(page: Page, site: str) -> None:
    """What trials lead us to expect for one of the examples."""
    page.goto(f"{site}/examples/")
    for link in [anchor.get_attribute("href") for anchor in page.locator("main a").all()]:
        page.goto(f"{site}{link}")
        ledger = page.locator("section.ledger .horizon, section.ledger .card").first
        if ledger.count():
            ledger.screenshot(path=IMAGES / "answer.png")
            print(f"answer.png shows {link}")
            return
    sys.exit("No example shows a ledger.")


def points(page: Page, site: str) -> None:
    """The example body from three sides, as the server draws it."""
    page.goto(f"{site}/points/")
    page.locator(".maps .map-row").first.screenshot(path=IMAGES / "points.png")
    print("points.png shows the example body")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000")
