"""A language is added by a catalogue, without a change of code."""

import subprocess
from pathlib import Path

import pytest
from django.test import Client, override_settings

from deqi.web.languages import found_languages

GERMAN = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Skip to the content"
msgstr "Zum Inhalt"
"""


def test_a_catalogue_is_all_that_a_language_needs(tmp_path: Path) -> None:
    assert found_languages(tmp_path) == [("en", "English")]
    for code in ("de", "pt_BR"):
        catalogue = tmp_path / code / "LC_MESSAGES" / "django.mo"
        catalogue.parent.mkdir(parents=True)
        catalogue.write_bytes(b"")
    assert found_languages(tmp_path) == [
        ("de", "Deutsch"),
        ("en", "English"),
        ("pt-br", "Português Brasileiro"),
    ]


@pytest.fixture
def german(tmp_path: Path):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(GERMAN, encoding="utf-8")
    try:
        subprocess.run(["msgfmt", "-o", folder / "django.mo", folder / "django.po"], check=True)
    except FileNotFoundError:
        pytest.skip("msgfmt (Debian package gettext) is not on this machine")
    with override_settings(LOCALE_PATHS=[tmp_path], LANGUAGES=found_languages(tmp_path)):
        yield


@pytest.mark.usefixtures("german")
def test_a_browser_that_asks_for_the_language_gets_it() -> None:
    page = Client().get("/", headers={"Accept-Language": "de"}).content.decode()
    assert '<html lang="de"' in page
    assert "Zum Inhalt" in page
    assert "Skip to the content" in Client().get("/").content.decode()
