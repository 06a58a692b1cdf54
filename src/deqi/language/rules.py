"""The rules of speech, read from ``data/language``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from deqi.datafiles import Row, load_toml, load_toml_folder
from deqi.language.reading import ReadingRule
from deqi.vocabulary import DataFileError


class Scope(Enum):
    """How far around a sentence a rule looks for what makes it right."""

    SENTENCE = "sentence"
    BLOCK = "block"
    SECTION = "section"


@dataclass(frozen=True)
class Allowed:
    """Exact words that a rule lets pass, and why."""

    pattern: re.Pattern[str]
    reason: str


@dataclass(frozen=True)
class Rule:
    """Words that must not stand, unless something stands near them.

    ``languages`` is empty when the rule holds in every language. ``unless`` is looked for within ``near``;
    ``None`` means that nothing makes the words right. ``in_questions`` is false when a question may hold
    the words, because a question claims nothing.
    """

    id: str
    languages: tuple[str, ...]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    near: Scope
    in_questions: bool
    what_to_do: str
    why: str
    allowed: tuple[Allowed, ...]


@dataclass(frozen=True)
class Rules:
    """Every rule, and the reading rule of each language that has one."""

    rules: tuple[Rule, ...]
    reading: Mapping[str, ReadingRule]

    @property
    def languages(self) -> frozenset[str]:
        """The languages that have rules of their own."""
        return frozenset(name for rule in self.rules for name in rule.languages) | frozenset(self.reading)

    def spoken_in(self, language: str) -> tuple[Rule, ...]:
        """The rules for one language, with those that hold in every language."""
        return tuple(rule for rule in self.rules if not rule.languages or language in rule.languages)


def load_rules(root: Path) -> Rules:
    """Read ``root/language``, checked against ``root/schemas``. Raises ``DataFileError``."""
    folder, schemas = root / "language", root / "schemas"
    rows = load_toml_folder(folder / "rules", schemas / "language-rule.json")
    reading = {}
    for path in sorted((folder / "reading").glob("*.toml")):
        row = load_toml(path, schemas / "language-reading.json").rows[0]
        kept = load_toml(folder / "kept" / path.name, schemas / "language-kept.json").rows[0]
        reading[path.stem] = _reading(row, kept)
    return Rules(tuple(_rule(row) for row in rows), MappingProxyType(reading))


def _rule(row: Row) -> Rule:
    unless = row.get("unless")
    return Rule(
        id=row["id"],
        languages=row["languages"],
        pattern=_pattern("|".join(f"(?:{text})" for text in row["patterns"]), row["id"]),
        unless=_pattern(unless, row["id"]) if unless else None,
        near=Scope(row.get("near", "sentence")),
        in_questions=row.get("in_questions", True),
        what_to_do=row["what_to_do"],
        why=row["why"],
        allowed=tuple(
            Allowed(_pattern(entry["pattern"], row["id"]), entry["reason"])
            for entry in row.get("allowed", ())
        ),
    )


def _reading(row: Row, kept: Row) -> ReadingRule:
    return ReadingRule(
        highest=row["highest_grade"],
        fewest_words=row["fewest_words"],
        kept=frozenset(kept["words"]),
        exceptions=MappingProxyType(
            {word: int(count) for count, words in row["syllables"].items() for word in words.split()}
        ),
    )


def _pattern(text: str, rule: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise DataFileError(
            what=f"{text!r} is not a pattern: {error}.",
            rule="Patterns are regular expressions of Python.",
            next_step="Mend the pattern.",
            where=f"language/rules/{rule}.toml",
        ) from error
