"""Which languages the site speaks: English, and every language with a compiled catalogue."""

from pathlib import Path

from django.conf.locale import LANG_INFO


def found_languages(folder: Path) -> list[tuple[str, str]]:
    """Code and own name of each language; a catalogue in ``folder/<code>/LC_MESSAGES`` is all it takes."""
    catalogues = folder.glob("*/LC_MESSAGES/django.mo")
    codes = {path.parent.parent.name.lower().replace("_", "-") for path in catalogues} | {"en"}
    return [(code, str(LANG_INFO.get(code, {}).get("name_local", code))) for code in sorted(codes)]
