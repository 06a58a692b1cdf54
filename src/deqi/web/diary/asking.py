"""Ask the core "Is it working?" for a diary, and see to it that nobody is shown what is not for them."""

from dataclasses import replace
from datetime import date

from django.conf import settings

from deqi.answers import default_tables, is_it_working
from deqi.vocabulary import CourseAnswer, CourseResult, Letter, Sees
from deqi.web.diary.book import Book
from deqi.web.diary.gate import Opened
from deqi.web.diary.record import record_of
from deqi.web.diary.seal import Opinion, bands_of, opinion_of

SHORTEST = 12.0
"""Weeks that the picture shows at least."""


def may_see(opened: Opened) -> bool:
    """Whether the forecast and the decision are for whoever has opened this diary: the operator's setting."""
    seen_by = Sees(settings.FORECAST_SEEN_BY)
    return seen_by is Sees.PERSON or (seen_by is Sees.CLINICIAN and not opened.owned)


def ask(opened: Opened, book: Book, today: date) -> tuple[CourseResult, Opinion | None]:
    """The answer as this reader may see it, drawn with the band that was sealed; and the seal itself."""
    result = is_it_working.answer(
        record=record_of(book, today),
        today=today,
        tables=default_tables(),
        rules=rules_of(book),
        sees=Sees(settings.FORECAST_SEEN_BY),
        reader=Sees.PERSON if opened.owned else Sees.CLINICIAN,
    )
    if not may_see(opened) or not isinstance(result, CourseAnswer):
        return result, None
    opinion = opinion_of(opened.diary)
    return _drawn(result, opinion), opinion


def letter_for(book: Book, today: date) -> Letter | None:
    """The letter to the payer that the owner named; ``None`` when none was named."""
    rules = rules_of(book)
    if not rules:
        return None
    return is_it_working.letter(
        record=record_of(book, today), today=today, tables=default_tables(), rule=rules[0]
    )


def rules_of(book: Book) -> tuple[str, ...]:
    """The rule of the payer that the owner named, when this version still knows it."""
    named = book.plan.get("payer", "")
    known = {row["short"] for row in default_tables().outcomes.payers.values()}
    return (named,) if named in known else ()


def _drawn(result: CourseAnswer, opinion: Opinion | None) -> CourseAnswer:
    chart = result.chart
    until = max([SHORTEST, *(point.week for point in chart.scores), *(band.week for band in chart.ahead)])
    return replace(result, chart=replace(chart, sealed=bands_of(opinion, until) if opinion else ()))
