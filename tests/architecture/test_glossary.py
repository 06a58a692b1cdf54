"""GLOSSARY.md and the vocabulary name the same words."""

import re
from collections import Counter
from enum import Enum
from pathlib import Path

import pytest

from deqi import vocabulary

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^### (.+)$", TEXT, re.MULTILINE)
IN_CODE = [
    word
    for line in re.findall(r"^In code: (.+)\.$", TEXT, re.MULTILINE)
    for word in re.findall(r"`(\w+)`", line)
]
ENUMS = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, Enum)]


def test_every_word_of_the_vocabulary_is_explained_once_and_no_other_is_claimed() -> None:
    assert Counter(IN_CODE) == Counter(vocabulary.__all__)


def test_no_word_is_explained_twice() -> None:
    assert [word for word, times in Counter(HEADINGS).items() if times > 1] == []


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_value_a_person_can_meet_is_named(kind: type[Enum]) -> None:
    words = [getattr(member, "label", member.value) for member in kind]
    assert [word for word in words if str(word).lower() not in TEXT.lower()] == []


def test_every_entry_says_something() -> None:
    bodies = re.split(r"^#{2,3} .+$", TEXT, flags=re.MULTILINE)[1:]
    texts = [re.sub(r"^In code: .+$", "", body, flags=re.MULTILINE).strip() for body in bodies]
    chapters = len(re.findall(r"^## ", TEXT, re.MULTILINE))
    assert sum(not text for text in texts) == chapters
