"""Seal the forecast before treatment, and hold it against what came afterwards."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any

from deqi import __version__
from deqi.answers import default_tables, is_it_working
from deqi.outcomes import before_and_after
from deqi.outcomes.forecast import Sealed, score_sealed, seal, verify
from deqi.vocabulary import Band, CareRecord, UsageError
from deqi.web.diary.book import Book
from deqi.web.diary.models import Diary, Seal
from deqi.web.diary.record import record_of

LEVEL = 0.9
QUANTILES = (0.5, (1 - LEVEL) / 2, (1 + LEVEL) / 2)
LONGEST = 26
"""Weeks that a sealed forecast reaches at least; later weeks are nobody's plan."""


@dataclass(frozen=True)
class Opinion:
    """A stored seal, read: the forecast it holds, and whether it is still the one that was sealed."""

    stored: Seal
    sealed: Sealed
    sound: bool


def seal_if_due(book: Book, *, now: datetime, today: date) -> Seal | None:
    """Seal the forecast from what is known before treatment; ``None`` when there is nothing to seal.

    While no visit has been, each new weekly note gives a new seal and the newest counts. Once a visit has
    been, nothing is sealed any more, except the first seal of a diary that was begun too late; that one says
    so, and is never counted.
    """
    begun = any(note.day <= today for note in book.visits)
    if begun and book.diary.seals.exists():
        return None
    record = record_of(book, today)
    end = max(LONGEST, int(record.plan.weeks or 0))
    prediction = is_it_working.start_forecast(
        record=record, tables=default_tables(), weeks=[float(week) for week in range(end + 1)]
    )
    if prediction is None:
        return None
    sealed = seal(prediction, at=now, note=f"Deqi {__version__}, {_score_id()} before the first visit")
    text = json.dumps(dict(sealed.document), sort_keys=True)
    newest = newest_seal(book.diary)
    if newest is not None and _same_forecast(newest.document, text):
        return newest
    return book.diary.seals.create(
        document=text, sha256=sealed.sha256, sealed_at=now, before_treatment=not begun
    )


def newest_seal(diary: Diary) -> Seal | None:
    """The seal that counts."""
    return diary.seals.order_by("-pk").first()


def opinion_of(diary: Diary) -> Opinion | None:
    """The newest seal, verified as it is read."""
    stored = newest_seal(diary)
    if stored is None:
        return None
    sealed = Sealed(json.loads(stored.document), stored.sha256)
    return Opinion(stored, sealed, verify(sealed))


def bands_of(opinion: Opinion, until: float) -> tuple[Band, ...]:
    """Median and 90% range of a sound seal, week by week; nothing of one that was changed."""
    if not opinion.sound:
        return ()
    prediction = opinion.sealed.prediction
    found = prediction.quantile(QUANTILES).reshape(len(prediction.weeks), len(QUANTILES))
    return tuple(
        Band(week, float(middle), float(low), float(high))
        for week, (middle, low, high) in zip(prediction.weeks, found, strict=True)
        if week <= until
    )


def rescore(book: Book, *, today: date) -> None:
    """Keep beside the newest seal how it did so far, so that a total over diaries reads few numbers."""
    opinion = opinion_of(book.diary)
    if opinion is None or not opinion.stored.before_treatment:
        return
    try:
        scored = score_sealed(opinion.sealed, observed(record_of(book, today)))
    except UsageError:  # changed after it was sealed: it is shown as such and never counted
        scored = ()
    kept = [asdict(each) for each in scored if each.week >= 1 and isfinite(each.brier)]
    Seal.objects.filter(pk=opinion.stored.pk).update(scored=kept)


def observed(record: CareRecord) -> Mapping[float, float]:
    """Whole weeks since the first visit to the score that was told for them."""
    if not record.sessions:
        return {}
    _before, after = before_and_after(record, _score_id(), default_tables().outcomes)
    return {float(round(point.week)): point.score for point in after}


def _score_id() -> str:
    name: Any = default_tables().outcomes.decision["score"]["id"]
    return str(name)


def _same_forecast(one: str, other: str) -> bool:
    """Whether two documents differ in nothing but the time of sealing."""
    first, second = json.loads(one), json.loads(other)
    return {**first, "sealed_at": ""} == {**second, "sealed_at": ""}
