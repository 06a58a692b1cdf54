"""What can be seen of a review on the day when it arrives, from nothing that comes later.

Every feature of a review rests on the reviews before it alone, so that a figure measured on old reviews
holds for tomorrow's. Unknown (no earlier review, no text) is NaN, never zero.
"""

import math
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import special

from deqi.directory.trust.shingles import WORD, Numbering, Words, overlaps, runs

WEEK, YEAR, LATELY = 7, 365, 10

_RATING = ("stars", "extreme")
_AUTHOR = (
    *("author_earlier", "author_days", "author_same_day", "author_mean_stars", "author_deviation"),
    *("author_extreme_share", "author_gap_days", "author_entropy", "author_from_own_mean", "author_here"),
)
_PLACE = (
    *("place_earlier", "place_days", "place_gap_days", "place_mean_stars", "deviation"),
    *("place_extreme_share", "week_count", "week_surprise", "place_first_timers"),
    *("place_trend", "place_spread", "place_same_day", "place_same_stars_week"),
)
_TEXT = (
    *("words", "letters_a_word", "exclamations", "capitals", "self_words", "word_variety"),
    *("digits", "questions", "words_a_sentence", "long_words", "author_words", "author_alike", "overlap"),
)
NAMES = (*_RATING, *_AUTHOR, *_PLACE, *_TEXT)
"""The columns of ``features``."""
SELF = frozenset({"i", "my", "me", "we", "our", "us", "mine", "myself"})


@dataclass(frozen=True)
class Review:
    """A review as it arrives. ``author`` is ``None`` where reviewers have no account."""

    place: str
    day: date
    stars: float
    author: str | None = None
    text: str | None = None


def features(reviews: Sequence[Review], *, one_run_of: int = 1) -> NDArray[np.float64]:
    """Shape (reviews, ``len(NAMES)``), in the order given, each row from earlier reviews alone.

    Reviews are taken in order of day; those of one day in the order given. ``one_run_of``: compare texts by
    about one of so many runs of words, to save memory in sets of more than about 100,000 texts.
    """
    past, texts = _Past(), _Texts(one_run_of)
    order = sorted(range(len(reviews)), key=lambda i: reviews[i].day)
    rows = np.full((len(reviews), len(NAMES)), np.nan)
    for index in order:
        review = reviews[index]
        rows[index] = [*past.look(review), *texts.look(review), math.nan]
        past.add(review)
    rows[order, NAMES.index("overlap")] = texts.overlaps()
    surprise, count = NAMES.index("week_surprise"), NAMES.index("week_count")
    days = rows[:, NAMES.index("place_days")]
    # until here this column holds how many came in the year before
    week, year = rows[:, count], rows[:, surprise]
    rows[:, surprise] = np.where(np.isnan(days), 0.0, _surprise(week + 1, year - week, np.fmin(YEAR, days)))
    return rows


def week_surprise(week: float, earlier: float, days: float) -> float:
    """How surprising ``week`` reviews in seven days are after ``earlier`` in the ``days`` before.

    In powers of ten: ``-log10`` of the Poisson probability of so many or more, at the rate of the earlier
    days (half a review is added, so that a young place has a rate). 0 is ordinary, 3 is one week in a
    thousand.
    """
    return float(_surprise(np.array([week]), np.array([earlier]), np.array([days]))[0])


def _surprise(
    week: NDArray[np.float64], earlier: NDArray[np.float64], days: NDArray[np.float64]
) -> NDArray[np.float64]:
    rate = (earlier + 0.5) / np.fmax(days - WEEK, WEEK) * WEEK
    return np.asarray(-np.log10(np.fmax(special.pdtrc(week - 1, rate), 1e-12)))


class _Record:
    """What is known so far about an author or a place."""

    __slots__ = ("by_stars", "count", "deviation", "first", "here", "last", "same_day", "stars", "timers")

    def __init__(self) -> None:
        self.first = self.last = self.count = self.same_day = self.timers = 0
        self.stars = self.deviation = 0.0
        self.by_stars = [0, 0, 0, 0, 0]
        self.here: set[str] = set()

    def add(self, day: int, stars: float, deviation: float) -> None:
        self.first = day if self.count == 0 else self.first
        self.same_day = self.same_day + 1 if self.count and day == self.last else 1
        self.last = day
        self.count += 1
        self.stars += stars
        self.deviation += abs(deviation)
        self.by_stars[min(4, max(0, round(stars) - 1))] += 1


class _Place(_Record):
    """A place also remembers its latest reviews."""

    __slots__ = ("lately", "week", "year")

    def __init__(self) -> None:
        super().__init__()
        self.week: deque[tuple[int, float]] = deque()
        self.year: deque[int] = deque()
        self.lately: deque[float] = deque(maxlen=LATELY)

    def forget(self, day: int) -> None:
        """Drop what lies more than a week, and more than a year, before ``day``."""
        while self.week and self.week[0][0] <= day - WEEK:
            self.week.popleft()
        while self.year and self.year[0] <= day - YEAR:
            self.year.popleft()

    def add(self, day: int, stars: float, deviation: float) -> None:
        super().add(day, stars, deviation)
        self.week.append((day, stars))
        self.year.append(day)
        self.lately.append(stars)


class _Past:
    def __init__(self) -> None:
        self.authors: defaultdict[str, _Record] = defaultdict(_Record)
        self.places: defaultdict[str, _Place] = defaultdict(_Place)
        self.stars = 0.0
        self.count = 0

    def look(self, review: Review) -> list[float]:
        day, stars = review.day.toordinal(), review.stars
        author = self.authors[review.author] if review.author is not None else None
        place = self.places[review.place]
        place.forget(day)
        return [
            stars,
            float(stars in (1, 5)),
            *_of_author(author, day, stars, review.place),
            *_of_place(place, day, stars, self._expected(place)),
        ]

    def add(self, review: Review) -> None:
        day = review.day.toordinal()
        place = self.places[review.place]
        deviation = review.stars - self._expected(place)
        author = self.authors[review.author] if review.author is not None else None
        if author is None or author.count == 0:
            place.timers += 1
        if author is not None:
            author.add(day, review.stars, deviation)
            author.here.add(review.place)
        place.add(day, review.stars, deviation)
        self.stars += review.stars
        self.count += 1

    def _expected(self, place: _Record) -> float:
        """The mean of the place so far, leaning on everybody's mean by three reviews."""
        overall = self.stars / self.count if self.count else 3.0
        return (place.stars + 3.0 * overall) / (place.count + 3.0)


def _of_author(author: _Record | None, day: int, stars: float, place: str) -> list[float]:
    if author is None:
        return [math.nan] * len(_AUTHOR)
    if author.count == 0:
        return [0.0, math.nan, 0.0, *[math.nan] * 6, 0.0]
    count = author.count
    return [
        math.log1p(count),
        float(day - author.first),
        float(author.same_day if author.last == day else 0),
        author.stars / count,
        author.deviation / count,
        (author.by_stars[0] + author.by_stars[4]) / count,
        float(day - author.last),
        _entropy(author.by_stars, count),
        stars - author.stars / count,
        float(place in author.here),
    ]


def _of_place(place: _Place, day: int, stars: float, expected: float) -> list[float]:
    week = len(place.week)
    if place.count == 0:
        return [0.0, *[math.nan] * 3, stars - expected, math.nan, 0.0, 0.0, *[math.nan] * 3, 0.0, 0.0]
    count = place.count
    return [
        math.log1p(count),
        float(day - place.first),
        float(day - place.last),
        place.stars / count,
        stars - expected,
        (place.by_stars[0] + place.by_stars[4]) / count,
        float(week),
        float(len(place.year)),
        place.timers / count,
        sum(place.lately) / len(place.lately) - place.stars / count,
        _entropy(place.by_stars, count),
        float(place.same_day if place.last == day else 0),
        float(sum(1 for _day, given in place.week if given == stars)),
    ]


def _entropy(by_stars: list[int], count: int) -> float:
    """How mixed the ratings were, in nats: 0 when all were alike."""
    return -sum(n / count * math.log(n / count) for n in by_stars if n)


class _Texts:
    """Looks at each text, and remembers what later ones are compared with."""

    def __init__(self, one_run_of: int) -> None:
        self.one_run_of = one_run_of
        self.numbering = Numbering()
        self.runs: list[Words] = []
        self.blank: list[bool] = []
        self.of_author: dict[str, tuple[frozenset[str], int]] = {}

    def look(self, review: Review) -> list[float]:
        text = review.text or ""
        words = WORD.findall(text.lower())
        self.runs.append(runs(self.numbering.numbers(words), one_of=self.one_run_of))
        self.blank.append(not words)
        if not words:
            return [math.nan] * (len(_TEXT) - 1)
        count, own = len(words), frozenset(words)
        letters = sum(map(len, words))
        before = self.of_author.get(review.author) if review.author is not None else None
        if review.author is not None:
            self.of_author[review.author] = (own, count)
        return [
            math.log1p(count),
            letters / count,
            text.count("!") / count,
            sum(map(str.isupper, text)) / letters,
            sum(word in SELF for word in words) / count,
            len(own) / count,
            sum(map(str.isdigit, text)) / letters,
            text.count("?") / count,
            count / (1 + text.count(".") + text.count("!") + text.count("?")),
            sum(len(word) > 6 for word in words) / count,
            math.nan if before is None else math.log1p(before[1]),
            math.nan if before is None else len(own & before[0]) / len(own | before[0]),
        ]

    def overlaps(self) -> NDArray[np.float64]:
        return np.where(self.blank, np.nan, overlaps(self.runs))
