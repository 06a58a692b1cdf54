"""Take the README's picture of the answer: ``python tools/answer_picture.py http://localhost:8000``.

Needs a running ``make run`` and a Chromium (``DEQI_CHROMIUM``, else /usr/bin/chromium). The picture shows a
made-up person from the examples.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "answer.png"
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main(site: str) -> None:
    """Photograph the first ledger on the first example that has one."""
    with sync_playwright() as drivers:
        browser = drivers.chromium.launch(
            executable_path=os.environ.get("DEQI_CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        page.goto(f"{site}/examples/")
        for link in [anchor.get_attribute("href") for anchor in page.locator("main a").all()]:
            page.goto(f"{site}{link}")
            ledger = page.locator("section.ledger .horizon, section.ledger .card").first
            if ledger.count():
                PICTURE.parent.mkdir(exist_ok=True)
                ledger.screenshot(path=PICTURE)
                print(f"{PICTURE.name} shows {link}")
                return
    sys.exit("No example shows a ledger.")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000")
