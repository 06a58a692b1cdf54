"""What can be seen of a review on the day when it arrives, from nothing that comes later.

Every feature of a review rests on the reviews before it alone, so that a figure measured on old reviews
holds for tomorrow's. Unknown (no earlier review, no text) is NaN, never zero.
"""

import math
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import special

from deqi.directory.trust.shingles import EarlierTexts

WEEK, YEAR = 7, 365

NAMES = (
    "stars",
    "extreme",
    "author_earlier",
    "author_days",
    "author_same_day",
    "author_mean_stars",
    "author_deviation",
    "author_extreme_share",
    "place_earlier",
    "place_days",
    "place_gap_days",
    "place_mean_stars",
    "deviation",
    "place_extreme_share",
    "week_count",
    "week_surprise",
    "place_first_timers",
    "words",
    "letters_a_word",
    "exclamations",
    "capitals",
    "self_words",
    "word_variety",
    "overlap",
)
"""The columns of ``features``."""


@dataclass(frozen=True)
class Review:
    """A review as it arrives. ``author`` is ``None`` where reviewers have no account."""

    place: str
    day: date
    stars: float
    author: str | None = None
    text: str | None = None


def features(reviews: Sequence[Review]) -> NDArray[np.float64]:
    """Shape (reviews, ``len(NAMES)``), in the order given, each row from earlier reviews alone.

    Reviews are taken in order of day; those of one day in the order given.
    """
    found = np.full((len(reviews), len(NAMES)), np.nan)
    past = _Past()
    for place in sorted(range(len(reviews)), key=lambda i: reviews[i].day):
        found[place] = past.look(reviews[place])
        past.add(reviews[place])
    return found


@dataclass
class _Record:
    """What is known so far about an author or a place."""

    first: int = 0
    last: int = 0
    count: int = 0
    stars: float = 0.0
    deviation: float = 0.0
    extreme: int = 0
    first_timers: int = 0
    recent: deque[int] = field(default_factory=deque)
    same_day: int = 0

    def add(self, day: int, stars: float, deviation: float) -> None:
        self.first = day if self.count == 0 else self.first
        self.same_day = self.same_day + 1 if day == self.last else 1
        self.last = day
        self.count += 1
        self.stars += stars
        self.deviation += abs(deviation)
        self.extreme += stars in (1, 5)
        self.recent.append(day)


class _Past:
    def __init__(self) -> None:
        self.authors: defaultdict[str, _Record] = defaultdict(_Record)
        self.places: defaultdict[str, _Record] = defaultdict(_Record)
        self.all = _Record()
        self.texts = EarlierTexts()

    def look(self, review: Review) -> list[float]:
        day = review.day.toordinal()
        author = self.authors[review.author] if review.author is not None else None
        place = self.places[review.place]
        return [
            review.stars,
            float(review.stars in (1, 5)),
            *_of_author(author, day),
            *_of_place(place, day, review.stars, self._expected(place)),
            *_of_text(review.text),
            math.nan if not review.text else self.texts.overlap(review.text),
        ]

    def add(self, review: Review) -> None:
        day = review.day.toordinal()
        place = self.places[review.place]
        deviation = review.stars - self._expected(place)
        if review.author is None or self.authors[review.author].count == 0:
            place.first_timers += 1
        if review.author is not None:
            self.authors[review.author].add(day, review.stars, deviation)
        place.add(day, review.stars, deviation)
        self.all.add(day, review.stars, deviation)
        self.all.recent.clear()
        if review.text:
            self.texts.add(review.text)

    def _expected(self, place: _Record) -> float:
        """The mean of the place so far, leaning on everybody's mean by three reviews."""
        overall = self.all.stars / self.all.count if self.all.count else 3.0
        return (place.stars + 3.0 * overall) / (place.count + 3.0)


def _of_author(author: _Record | None, day: int) -> list[float]:
    if author is None:
        return [math.nan] * 6
    if author.count == 0:
        return [0.0, math.nan, 0.0, math.nan, math.nan, math.nan]
    return [
        math.log1p(author.count),
        float(day - author.first),
        float(author.same_day if author.last == day else 0),
        author.stars / author.count,
        author.deviation / author.count,
        author.extreme / author.count,
    ]


def _of_place(place: _Record, day: int, stars: float, expected: float) -> list[float]:
    while place.recent and place.recent[0] <= day - YEAR:
        place.recent.popleft()
    week = sum(1 for earlier in place.recent if earlier > day - WEEK)
    if place.count == 0:
        return [0.0, math.nan, math.nan, math.nan, stars - expected, math.nan, 0.0, 0.0, math.nan]
    return [
        math.log1p(place.count),
        float(day - place.first),
        float(day - place.last),
        place.stars / place.count,
        stars - expected,
        place.extreme / place.count,
        float(week),
        week_surprise(week + 1, len(place.recent) - week, min(YEAR, day - place.first)),
        place.first_timers / place.count,
    ]


def week_surprise(week: int, earlier: int, days: int) -> float:
    """How surprising ``week`` reviews in seven days are after ``earlier`` in the ``days`` before.

    In powers of ten: ``-log10`` of the Poisson probability of so many or more, at the rate of the earlier
    days (half a review is added, so that a young place has a rate). 0 is ordinary, 3 is one week in a
    thousand.
    """
    rate = (earlier + 0.5) / max(days - WEEK, WEEK) * WEEK
    return -math.log10(max(float(special.pdtrc(week - 1, rate)), 1e-12))


def _of_text(text: str | None) -> list[float]:
    words = text.split() if text else []
    if not text or not words:
        return [math.nan] * 6
    lower = [word.strip(".,;:!?\"'()").lower() for word in words]
    letters = sum(char.isalpha() for char in text)
    return [
        math.log1p(len(words)),
        letters / len(words),
        text.count("!") / len(words),
        sum(char.isupper() for char in text) / max(letters, 1),
        sum(word in {"i", "my", "me", "we", "our", "us", "mine", "myself"} for word in lower) / len(words),
        len(set(lower)) / len(words),
    ]
