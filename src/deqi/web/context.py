"""What every page may show."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from deqi import __version__
from deqi.web import navigation

ENTRY = "src/main.ts"
VIEWER = "src/atlas/main.ts"
"""The body in three dimensions: a script of its own, which only the pages of the atlas load."""


def site(request: HttpRequest) -> dict[str, object]:
    """The version, the menus as seen from this page, and the built script when there is one."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "engine_version": __version__,
        "header_links": navigation.header(view),
        "footer_groups": navigation.footer(view),
        "script": built_script(settings.WEB_ROOT / "static" / "dist"),
        "viewer_script": built_script(settings.WEB_ROOT / "static" / "dist", VIEWER),
    }


@cache
def built_script(folder: Path, entry: str = ENTRY) -> str | None:
    """The static name of the browser code that Vite built, or ``None`` when it was not built."""
    try:
        manifest = json.loads((folder / ".vite" / "manifest.json").read_text(encoding="utf-8"))
        return f"dist/{manifest[entry]['file']}"
    except (OSError, ValueError, KeyError):
        return None
