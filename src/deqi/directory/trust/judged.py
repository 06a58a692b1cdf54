"""What earlier judgements say about a review: of its author, its place and its words.

Somebody judged the earlier reviews, and the later ones wait. A review's own judgement is never used for it,
and no judgement of a later review either.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from deqi.directory.trust.features import Review
from deqi.directory.trust.shingles import WORD, Numbering

Array = NDArray[np.float64]
JUDGED = ("author_judged", "place_judged", "words_judged")
"""The columns of ``judged_features``."""
BLOCK = 500
"""Words are learned block by block: within one, no review informs another."""
LEAN = 4.0
"""So many reviews with the overall share stand behind every author and place."""


def judged_features(reviews: Sequence[Review], judged: Sequence[bool], learned: int) -> Array:
    """Shape (reviews, 3): log-odds by author and place, mean log-odds by word; NaN without any history.

    ``reviews`` in order of day; ``judged`` holds a judgement for each of the first ``learned``. Rows after
    those use all of these, rows before use the judgements of earlier rows alone.
    """
    table = np.full((len(reviews), len(JUDGED)), np.nan)
    table[:, 0] = _history([review.author for review in reviews], judged, learned)
    table[:, 1] = _history([review.place for review in reviews], judged, learned)
    table[:, 2] = _words(reviews, judged, learned)
    return table


def _history(names: Sequence[str | None], judged: Sequence[bool], learned: int) -> Array:
    counts: dict[str, list[int]] = {}
    bad_all, count_all = 1, 2
    found = np.full(len(names), np.nan)
    for index, name in enumerate(names):
        if name is None:
            continue
        own = counts.get(name)
        if own is not None:
            share = bad_all / count_all
            chance = (own[0] + LEAN * share) / (own[1] + LEAN)
            found[index] = np.log(chance / (1 - chance)) - np.log(share / (1 - share))
        if index < learned:
            own = counts.setdefault(name, [0, 0])
            own[0] += judged[index]
            own[1] += 1
            bad_all += judged[index]
            count_all += 1
    return found


def _words(reviews: Sequence[Review], judged: Sequence[bool], learned: int) -> Array:
    """Naive Bayes over distinct words, as it stood before the block of each review."""
    numbering = Numbering()
    words = [
        np.unique(numbering.numbers(WORD.findall((review.text or "").lower())).astype(np.int32))
        for review in reviews
    ]
    width = 1 + max((int(each[-1]) for each in words if len(each)), default=0)
    bad, good = np.zeros(width), np.zeros(width)
    totals = np.zeros(2)
    found = np.full(len(reviews), np.nan)
    for start in range(0, len(reviews), BLOCK):
        block = words[start : start + BLOCK]
        if totals.min() > 0:
            odds = np.log((bad + 0.5) / (totals[0] + 1)) - np.log((good + 0.5) / (totals[1] + 1))
            odds[bad + good < 5] = 0.0
            found[start : start + BLOCK] = [odds[each].mean() if len(each) else np.nan for each in block]
        for index, each in enumerate(block[: max(0, learned - start)], start):
            (bad if judged[index] else good)[each] += 1
            totals[0 if judged[index] else 1] += 1
    return found
