"""Near copies among texts, by the five-word runs that they share.

Two honest people can write nearly the same; a copy is a reason to look, and proves nothing.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

RUN = 5
COMMON = 200
"""A run that stood in more texts than this before is a habit of speech and pairs nobody."""
LAGS = 16
"""A run is compared with this many of the latest texts that hold it."""
WORD = re.compile(r"[^\W_]+")
Words = NDArray[np.uint64]
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)


class Numbering:
    """Numbers for words, in the order in which they are first seen: the same on every machine."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def numbers(self, words: Iterable[str]) -> Words:
        """One number a word, shape (words,)."""
        known = self._known
        return np.array([known.setdefault(word, len(known)) for word in words], dtype=np.uint64)


def runs(words: Words, *, one_of: int = 1) -> Words:
    """The distinct runs of five words as hashes, sorted; a shorter text is one run.

    ``one_of``: keep about one run of so many, the same ones in every text, to save memory in large sets.
    """
    if not len(words):
        return np.empty(0, dtype=np.uint64)
    length = min(RUN, len(words))
    mixed = np.full(len(words) - length + 1, length, dtype=np.uint64)
    for start in range(length):
        mixed = _scramble(mixed ^ (words[start : start + len(mixed)] + np.uint64(1)))
    if one_of > 1:
        mixed = mixed[(mixed >> np.uint64(33)) % np.uint64(one_of) == 0]
    return np.unique(mixed)


def overlaps(texts: Sequence[Words]) -> NDArray[np.float64]:
    """The largest share of runs that each text has in common with one earlier text, 0 to 1.

    ``texts``: what ``runs`` gives, in order of time. Shape (texts,).
    """
    sizes = np.array([len(each) for each in texts], dtype=np.int64)
    found = np.zeros(len(texts))
    if not sizes.sum():
        return found
    hashes = np.concatenate(list(texts))
    owners = np.repeat(np.arange(len(texts), dtype=np.int64), sizes)
    order = np.argsort(hashes, kind="stable")
    later, earlier = _pairs(hashes[order], owners[order])
    keys, shared = np.unique(later * len(texts) + earlier, return_counts=True)
    one, other = np.divmod(keys, len(texts))
    np.maximum.at(found, one, shared / (sizes[one] + sizes[other] - shared))
    return found


def _pairs(hashes: Words, owners: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of texts for every run that both hold; ``hashes`` sorted, owners in order of time within one."""
    begins = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
    place = np.arange(len(hashes)) - np.repeat(begins, np.diff([*begins, len(hashes)]))
    later, earlier = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for lag in range(1, LAGS + 1):
        here = np.flatnonzero((place >= lag) & (place <= COMMON))
        if not len(here):
            break
        later.append(owners[here])
        earlier.append(owners[here - lag])
    return np.concatenate(later), np.concatenate(earlier)


def _scramble(value: Words) -> Words:
    """A 64-bit finaliser: every bit of the input reaches every bit of the result."""
    value = (value ^ (value >> np.uint64(31))) * _MIX[0]
    value = (value ^ (value >> np.uint64(29))) * _MIX[1]
    mixed: Words = value ^ (value >> np.uint64(32))
    return mixed
