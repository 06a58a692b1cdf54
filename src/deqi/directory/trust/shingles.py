"""Near copies among texts, by the five-word runs that they share.

Two honest people can write nearly the same; a copy is a reason to look, and proves nothing.
"""

import re
from collections import Counter, defaultdict

RUN = 5
COMMON = 200
"""A run that stands in more texts than this is a habit of speech and pairs nobody."""
_WORD = re.compile(r"[^\W_]+")


def shingles(text: str) -> frozenset[int]:
    """The runs of five words of ``text``, folded to lower case and hashed; a shorter text is one run."""
    words = [word.lower() for word in _WORD.findall(text)]
    runs = (words[start : start + RUN] for start in range(max(1, len(words) - RUN + 1)))
    return frozenset(hash(tuple(run)) for run in runs if run)


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared runs out of all runs of both, 0 to 1."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


class EarlierTexts:
    """Texts so far, found again by any run that they share. Cost grows with shared runs, not with texts."""

    def __init__(self) -> None:
        self._texts: list[frozenset[int]] = []
        self._places: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, text: str) -> None:
        """Remember ``text``."""
        runs = shingles(text)
        for run in runs:
            self._places[run].append(len(self._texts))
        self._texts.append(runs)

    def nearest(self, text: str) -> tuple[int | None, float]:
        """The place (in order of ``add``) of the most alike earlier text, and its overlap from 0 to 1."""
        runs = shingles(text)
        shared: Counter[int] = Counter()
        for run in runs:
            places = self._places.get(run, ())
            if len(places) <= COMMON:
                shared.update(places)
        best, overlap = None, 0.0
        for place, count in shared.items():
            alike = count / (len(runs) + len(self._texts[place]) - count)
            if alike > overlap:
                best, overlap = place, alike
        return best, overlap

    def overlap(self, text: str) -> float:
        """The largest overlap with any earlier text, 0 to 1."""
        return self.nearest(text)[1]
