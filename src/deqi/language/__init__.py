"""How Deqi speaks to people, as rules that a program can hold every page against.

``read_page`` or ``plain_page`` takes a text apart, ``load_rules`` reads the rules, ``lint`` compares them.
"""

from deqi.language.lint import READING, UNKNOWN_LANGUAGE, Finding, hardest, lint, page_reading
from deqi.language.page import Page, Sentence, plain_page, read_page, sentences
from deqi.language.reading import Reading, ReadingRule, reading
from deqi.language.rules import Allowed, Rule, Rules, Scope, load_rules
from deqi.language.syllables import syllables

__all__ = [
    "READING",
    "UNKNOWN_LANGUAGE",
    "Allowed",
    "Finding",
    "Page",
    "Reading",
    "ReadingRule",
    "Rule",
    "Rules",
    "Scope",
    "Sentence",
    "hardest",
    "lint",
    "load_rules",
    "page_reading",
    "plain_page",
    "read_page",
    "reading",
    "sentences",
    "syllables",
]
