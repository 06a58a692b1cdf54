"""Every word of every template goes through translation."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.WEB_ROOT / "templates" / "pages"
TRANSLATED = re.compile(
    r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->", re.DOTALL
)
SPOKEN = re.compile(r'(?:aria-label|alt|title|placeholder|content)="([^"]*)"')
UNSPOKEN = re.compile(r"{% block (?:body_class|robots|styles) %}.*?{% endblock %}", re.DOTALL)
NOT_WORDS = {"Deqi", "doi:", "PMID"}


def literal_words(source: str) -> list[str]:
    """Letters between tags, or in spoken attributes, that no translator will ever see."""
    bare = TRANSLATED.sub("", UNSPOKEN.sub("", source))
    spoken = SPOKEN.findall(bare)
    texts = [*re.sub(r"<[^>]*>", "\n", bare).split("\n"), *spoken]
    return [text.strip() for text in texts if re.search(r"[^\W\d_]", text) and text.strip() not in NOT_WORDS]


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_has_words_outside_translation(path: Path) -> None:
    assert literal_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    ["<p>Hello</p>", '<nav aria-label="Site"></nav>', "{% if x %}yes{% endif %}", "<b>{{ n }} of 100</b>"],
)
def test_planted_words_are_seen(planted: str) -> None:
    assert literal_words(planted)


def test_translated_words_are_not_seen() -> None:
    assert (
        literal_words('<p>{% translate "Hello" %} {% blocktranslate %}a {{ b }}{% endblocktranslate %}</p>')
        == []
    )
