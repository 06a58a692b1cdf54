"""The course page: the decision, the picture and its words, and what they rest on."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deqi.vocabulary import (
    CourseAnswer,
    Coverage,
    Covered,
    Decision,
    Graded,
    Point,
    Tracked,
    Verdict,
)
from deqi.web.diary.book import Book
from deqi.web.diary.presenters.chart import ChartView, chart_view
from deqi.web.diary.seal import Opinion

TONES = {
    Verdict.GO_ON: "go-on",
    Verdict.CHANGE: "change",
    Verdict.STOP: "stop",
    Verdict.TOO_EARLY: "too-early",
}


@dataclass(frozen=True)
class DecisionView:
    """The decision in words; ``label`` is its one word, ``tone`` its style."""

    tone: str
    label: str
    decision: Decision


@dataclass(frozen=True)
class Row:
    """One line of the table behind the picture."""

    when: str
    score: str
    expected: str


@dataclass(frozen=True)
class Line:
    """Something with a day."""

    day: str
    what: str
    detail: str = ""


@dataclass(frozen=True)
class TrackedView:
    """Something that is followed and never forecast."""

    label: str
    first: str
    latest: str
    note: str


@dataclass(frozen=True)
class SealView:
    """When the forecast was sealed, and whether it is unbroken."""

    at: str
    sha256: str
    sound: bool
    before_treatment: bool


@dataclass(frozen=True)
class CoverageView:
    """What a payer's rule says about one more visit, in words."""

    payer: str
    headline: str
    left: str
    until: str
    again: str
    coverage: Coverage


@dataclass(frozen=True)
class CourseView:
    """The page, ready to place."""

    decision: DecisionView | None
    chart: ChartView | None
    sentence: str
    rows: tuple[Row, ...]
    visits: tuple[Line, ...]
    events: tuple[Line, ...]
    tracked: tuple[TrackedView, ...]
    burden: str
    usual_care: str
    seal: SealView | None
    coverage: tuple[CoverageView, ...]
    answer: CourseAnswer


@dataclass(frozen=True)
class Due:
    """What could be noted now: this week, and earlier weeks that are empty."""

    week: int | None
    day: str
    missed: tuple[int, ...]


def due_view(book: Book, today: date) -> Due:
    """Which weeks are still empty. Nothing is overdue: an empty week is an empty week."""
    newest = book.week_of(today)
    empty = [week for week in range(newest + 1) if week not in book.weeks]
    return Due(
        week=newest if newest in empty else None,
        day=date_format(book.due(newest if newest in empty else newest + 1), "j F"),
        missed=tuple(week for week in empty if week != newest),
    )


def course_view(answer: CourseAnswer, opinion: Opinion | None) -> CourseView:
    """Words and places for an answer."""
    chart = answer.chart
    title = _("The course of your %(score)s") % {"score": chart.label.lower()}
    return CourseView(
        decision=_decision(answer),
        chart=chart_view(chart, title) if chart.scores else None,
        sentence=chart.sentence,
        rows=tuple(_row(point, answer) for point in chart.scores),
        visits=tuple(Line(_day(mark.day), mark.label) for mark in chart.sessions),
        events=tuple(_event(event) for event in answer.events),
        tracked=tuple(_tracked(each) for each in answer.tracked),
        burden=answer.burden.text,
        usual_care=answer.usual_care.text if answer.usual_care else "",
        seal=_seal(opinion),
        coverage=tuple(coverage_view(each) for each in answer.coverage),
        answer=answer,
    )


def coverage_view(coverage: Coverage) -> CoverageView:
    """Words for what a rule says."""
    headline = {
        Covered.YES: _("One more visit today is within this rule, as far as you told."),
        Covered.NO: _("One more visit today is not within this rule."),
        Covered.NOT_KNOWN: _("We cannot tell yet whether one more visit is within this rule."),
    }[coverage.covered]
    until = _("Until %(day)s.") % {"day": _day(coverage.until)} if coverage.until else ""
    again = _("Visits count anew from %(day)s.") % {"day": _day(coverage.again)} if coverage.again else ""
    return CoverageView(coverage.payer, headline, _left(coverage), until, again, coverage)


def _left(coverage: Coverage) -> str:
    if coverage.left is None:
        return ""
    told = ngettext(
        "%(count)d more visit as things stand.", "%(count)d more visits as things stand.", coverage.left
    ) % {"count": coverage.left}
    more = coverage.left_on_condition or 0
    if more and coverage.condition:
        told += " " + ngettext("%(count)d more %(condition)s.", "%(count)d more %(condition)s.", more) % {
            "count": more,
            "condition": coverage.condition,
        }
    return told


def _decision(answer: CourseAnswer) -> DecisionView | None:
    if answer.decision is None:
        return None
    labels = {
        Verdict.GO_ON: _("Go on"),
        Verdict.CHANGE: _("Change something"),
        Verdict.STOP: _("Stop"),
        Verdict.TOO_EARLY: _("Too early to say"),
    }
    verdict = answer.decision.verdict
    return DecisionView(TONES[verdict], labels[verdict], answer.decision)


def _row(point: Point, answer: CourseAnswer) -> Row:
    band = next((b for b in answer.chart.sealed if b.week == round(point.week) and point.week > 0), None)
    expected = _("%(low)s to %(high)s") % {"low": _plain(band.low), "high": _plain(band.high)} if band else ""
    return Row(_day(point.day), _plain(point.score), expected)


def _event(event: Graded) -> Line:
    grade = _("%(label)s, graded %(grade)s") % {"label": event.label, "grade": event.grade_label}
    if event.assumed:
        grade += " " + _("(you did not say how bad it was)")
    return Line(_day(event.day), grade, event.what_to_do.strip())


def _tracked(tracked: Tracked) -> TrackedView:
    first, latest = tracked.points[0], tracked.points[-1]
    return TrackedView(tracked.label, _plain(first.score), _plain(latest.score), tracked.note)


def _seal(opinion: Opinion | None) -> SealView | None:
    if opinion is None:
        return None
    stored = opinion.stored
    return SealView(
        at=date_format(stored.sealed_at, "j F Y, H:i"),
        sha256=stored.sha256,
        sound=opinion.sound,
        before_treatment=stored.before_treatment,
    )


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y")


def _plain(score: float) -> str:
    return f"{score:.1f}".removesuffix(".0")
