"""What every page may show."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from deqi import __version__

ENTRY = "src/main.ts"


def site(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001 - Django's signature
    """The version, and the built script when there is one: pages work without it."""
    return {"engine_version": __version__, "script": built_script(settings.WEB_ROOT / "static" / "dist")}


@cache
def built_script(folder: Path) -> str | None:
    """The static name of the browser code that Vite built, or ``None`` when it was not built."""
    try:
        manifest = json.loads((folder / ".vite" / "manifest.json").read_text(encoding="utf-8"))
        return f"dist/{manifest[ENTRY]['file']}"
    except (OSError, ValueError, KeyError):
        return None
