"""Stars as a histogram, a posterior with its interval, and a place among colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count
from numpy.typing import NDArray

from deqi.answers import trust_tables
from deqi.directory.trust import fit_prior, percentile, summarise
from deqi.web.practitioners.models import Practitioner, is_public_id
from deqi.web.reviews.models import Review

PAGE = 10


@dataclass(frozen=True)
class Bar:
    """How many gave this many stars; ``width`` is a share of the most, 0 to 100."""

    stars: int
    count: int
    width: float


@dataclass(frozen=True)
class StarPicture:
    """Numbers as shown: of 5 stars, to one place. ``percentile``: of 100 colleagues, how many have less."""

    bars: tuple[Bar, ...]
    total: int
    mean: str
    low: str
    high: str
    of_100: int
    percentile: int | None
    colleagues: int


@dataclass(frozen=True)
class ReviewPage:
    """Reviews, the newest first; ``after`` continues behind the last."""

    reviews: tuple[Review, ...]
    after: str


def star_picture(person: Practitioner) -> StarPicture | None:
    """What the standing reviews of one practitioner say; ``None`` without any."""
    owners, table = star_table()
    own = np.flatnonzero(owners == person.pk)
    if not len(own):
        return None
    limits = trust_tables().stars
    prior = np.array(fit_prior(table, start=limits.prior))
    counts = [int(count) for count in table[own[0]]]
    found = summarise(counts, [float(part) for part in prior], level=limits.level)
    means = (table + prior) @ np.arange(1, 6) / (table + prior).sum(axis=1)
    others = np.delete(means, own[0])
    place = percentile(found.mean, [float(mean) for mean in others])
    most = max(counts)
    return StarPicture(
        tuple(Bar(stars, counts[stars - 1], 100 * counts[stars - 1] / most) for stars in (5, 4, 3, 2, 1)),
        found.total,
        f"{found.mean:.1f}",
        f"{found.low:.1f}",
        f"{found.high:.1f}",
        round(100 * limits.level),
        None if place is None else round(place),
        len(others),
    )


def star_table() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Keys of the practitioners with standing reviews, and how many gave each one 1 to 5 stars."""
    rows = Review.objects.standing().order_by().values_list("practitioner_id", "stars").annotate(Count("pk"))
    found = np.array(list(rows), dtype=np.int64).reshape(-1, 3)
    owners, place = np.unique(found[:, 0], return_inverse=True)
    table = np.zeros((len(owners), 5), dtype=np.int64)
    table[place, found[:, 1] - 1] = found[:, 2]
    return owners, table


def review_page(person: Practitioner, after: str) -> ReviewPage:
    """Ten reviews behind the one named ``after``; from the newest when there is no such review."""
    rows = person.reviews.standing().select_related("answer")
    if is_public_id(after):
        last = person.reviews.filter(public_id=after).first()
        if last is not None:
            rows = rows.filter(written_on__lte=last.written_on).exclude(
                written_on=last.written_on, pk__gte=last.pk
            )
    found: Sequence[Review] = list(rows[: PAGE + 1])
    return ReviewPage(tuple(found[:PAGE]), found[PAGE - 1].public_id if len(found) > PAGE else "")
