"""How hard a text is to read: the Flesch-Kincaid grade."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from deqi.language.page import NOT_OURS
from deqi.language.syllables import WORD, syllables


@dataclass(frozen=True)
class ReadingRule:
    """The highest grade allowed, how much text a grade needs, and how words are counted.

    ``kept`` are words that may not be made simpler (with what they mean, for writers); they count as two
    syllables at most. ``exceptions`` gives the syllables of words whose spelling misleads the rules.
    """

    highest: float
    fewest_words: int
    kept: frozenset[str] = frozenset()
    exceptions: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def count(self, word: str) -> int:
        """The syllables of ``word`` as the grade counts them."""
        spoken = syllables(word, self.exceptions)
        plain = word.lower().replace("’", "'").removesuffix("'s")
        is_kept = plain in self.kept or plain.removesuffix("s") in self.kept
        return min(spoken, 2) if is_kept else spoken


@dataclass(frozen=True)
class Reading:
    """The grade of a text, with the counts behind it."""

    grade: float
    sentences: int
    words: int
    syllables: int


def reading(texts: Iterable[str], rule: ReadingRule) -> Reading | None:
    """The Flesch-Kincaid grade of ``texts``, one sentence each; ``None`` when there are no words.

    The school year in the United States whose pupils can read the text (Kincaid, Fishburne, Rogers and
    Chissom 1975). A number counts as one word of one syllable; a hyphen parts two words.
    """
    counts = [[rule.count(word) for word in _words(text, rule)] for text in texts]
    counts = [sentence for sentence in counts if sentence]
    words = sum(map(len, counts))
    if not words:
        return None
    spoken = sum(map(sum, counts))
    grade = 0.39 * words / len(counts) + 11.8 * spoken / words - 15.59
    return Reading(grade, len(counts), words, spoken)


def _words(text: str, rule: ReadingRule) -> list[str]:
    """The words, without addresses; one that may not be simplified stays whole, hyphen and all."""
    plain = text.replace(NOT_OURS, " ")
    found: list[str] = []
    for piece in plain.split():
        bare = piece.strip(".,;:!?()\"“”‘’'").lower()
        if "://" in piece or bare.startswith("doi:"):
            continue
        if bare in rule.kept or bare.removesuffix("s") in rule.kept:
            found.append(bare)
        else:
            found.extend(WORD.findall(piece))
    return found
