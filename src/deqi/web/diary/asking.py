"""Ask the core "Is it working?" for a diary, and see to it that nobody is shown what is not for them."""

from dataclasses import replace
from datetime import date

from django.conf import settings

from deqi.answers import default_tables, is_it_working
from deqi.vocabulary import CourseAnswer, CourseResult, Sees
from deqi.web.diary.book import Book
from deqi.web.diary.gate import Opened
from deqi.web.diary.record import record_of
from deqi.web.diary.seal import Opinion, bands_of, opinion_of


def may_see(opened: Opened) -> bool:
    """Whether the forecast and the decision are for whoever has opened this diary: the operator's setting."""
    seen_by = Sees(settings.FORECAST_SEEN_BY)
    return seen_by is Sees.PERSON or (seen_by is Sees.CLINICIAN and not opened.owned)


def ask(opened: Opened, book: Book, today: date) -> tuple[CourseResult, Opinion | None]:
    """The answer as this reader may see it, with the band that was sealed, and the seal itself."""
    shown = may_see(opened)
    sees = Sees(settings.FORECAST_SEEN_BY) if shown else Sees.NOBODY
    result = is_it_working.answer(
        record=record_of(book, today), today=today, tables=default_tables(), sees=sees
    )
    opinion = opinion_of(opened.diary) if shown else None
    return (_drawn(result, opinion, shown=shown) if isinstance(result, CourseAnswer) else result), opinion


def _drawn(result: CourseAnswer, opinion: Opinion | None, *, shown: bool) -> CourseAnswer:
    until = max([12.0, *(point.week for point in result.chart.scores), *(b.week for b in result.chart.ahead)])
    sealed = bands_of(opinion, until) if opinion else ()
    chart = replace(result.chart, sealed=sealed, ahead=result.chart.ahead if shown else ())
    if not shown:
        result = replace(result, outlook=None, decision=None)
    return replace(result, chart=chart)
