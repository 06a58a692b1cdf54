"""How many syllables an English word has, by rules and a list of words that break them.

A spelling does not settle its sound, so this is an estimate: the tests measure how often it agrees with a
pronouncing dictionary, on the words of our own pages and on words that the rules were never tuned to.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*")
"""One word, with an apostrophe inside when it has one; or one number. A hyphen parts two words."""

_VOWELS = re.compile(r"[aeiouy]+")
_SPOKEN_APART = re.compile(
    r"(?<![cgstx])ia|(?<=[st])iat|(?<=[cst])ia(?=ti)|(?<![cgstx])io|(?<=t)ios?$|[rv]iou|iu|"
    r"(?<![ct])i(?=e(?:n[ct]|t|rs?$|st$))|ui(?=ty|ti|ng)|ua(?=[lt](?!k|l))|uou|eo(?=[gmlr])|"
    r"(?<=[rd])ea(?=t[eio])|(?<=\br)ea(?=l[il])|[aeiou](?=ing)|is(?=m\b)|yi|oe(?=[mt])|ay(?=er)"
)
"""Vowels that stand together and are spoken one after the other, as in "idea", "science", "being"."""
_SILENT_E = re.compile(
    r"(?<=[aeiouy])(?:[^aeiouy]{1,2}|[^aeiouy]?[st]ch)e(?=ly$|less$|ful$|ments?$|ness$|where$|thing$|times?$)"
)
"""The e inside "careful" or "sometimes"."""
_ENDS = (
    (re.compile(r"(?<=[^aeiouylrw])le[sd]?$"), 0),
    (re.compile(r"(?<=[^aeiouytd])ed$"), -1),
    (re.compile(r"(?:[cgsxz]|[cst]h)es$"), 0),
    (re.compile(r"(?<=[^aeiouy])es?$"), -1),
)
"""The first ending that fits decides: a spoken e costs nothing, a silent one takes a syllable away."""


def syllables(word: str, exceptions: Mapping[str, int] | None = None) -> int:
    """The number of syllables in one word, at least 1; a number counts as 1.

    ``exceptions`` maps words in lower case to their count and wins over the rules, also for the same word
    with -s or 's.
    """
    plain = word.lower().replace("’", "'").removesuffix("'s").replace("'", "")
    if not plain or not plain[0].isalpha():
        return 1
    known = exceptions or {}
    for form in (plain, plain.removesuffix("s")):
        if form in known:
            return known[form]
    return max(1, _by_rules(plain))


@lru_cache(maxsize=20_000)
def _by_rules(word: str) -> int:
    count = len(_VOWELS.findall(word)) + len(_SPOKEN_APART.findall(word)) - len(_SILENT_E.findall(word))
    for ending, change in _ENDS:
        if ending.search(word):
            return count + change
    return count
