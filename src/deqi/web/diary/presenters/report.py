"""What stands on the one page for the doctor, and in the letter to the payer."""

from datetime import date

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deqi.vocabulary import CourseAnswer, CourseResult, Letter
from deqi.web.ask.presenters.safety import safety_view
from deqi.web.diary.book import Book
from deqi.web.diary.presenters.chart import chart_view
from deqi.web.diary.presenters.course import course_view
from deqi.web.diary.seal import Opinion

MOST_EVENTS = 6
"""Unwanted effects that fit on the page; the newest. How many there were is said."""


def report_document(
    book: Book, result: CourseResult, opinion: Opinion | None, today: date, *, shows_forecast: bool
) -> dict[str, object]:
    """One page: what was noted, the picture, what follows, and what it rests on."""
    medicines = [note.document["medicines"] for note in book.weeks.values() if "medicines" in note.document]
    shown = {
        "title": _("A diary of low back pain"),
        "made": _("Made on %(day)s from what the person wrote down. Nobody has checked it.")
        % {"day": _day(today)},
        "name": _("Name"),
        "born": _("Born"),
        "page": _("Page"),
        "foot": f"Deqi {result.provenance.engine_version} · {result.provenance.date}",
        "weeks_title": _("Pain of each week, 0 to 10"),
        "weeks": [
            [_day(book.due(week)), f"{note.document['scores']['pain']}"]
            for week, note in book.weeks.items()
            if "pain" in note.document.get("scores", {})
        ],
        "visits_title": _("Visits (%(count)d)") % {"count": len(book.visits)},
        "visits": ", ".join(_day(note.day) for note in book.visits) or _("none noted"),
        "medicine_title": _("Medicine, as last told"),
        "medicine": medicines[-1] if medicines else _("nothing told"),
    }
    if isinstance(result, CourseAnswer):
        return shown | _course_parts(result, opinion, shows_forecast=shows_forecast)
    safety = safety_view(result.safety, {})
    return shown | {
        "urgent": {
            "tier": safety.tier,
            "text": f"{safety.headline} {safety.action}",
            "why": list(safety.reasons),
        }
    }


def letter_document(letter: Letter) -> dict[str, object]:
    """The letter: visits, scores and the rule, and nothing else."""
    return {
        "title": letter.title,
        "payer": letter.payer,
        "rule": letter.rule,
        "on": _day(date.fromisoformat(letter.on)),
        "name": _("Name"),
        "number": _("Number of the insured person"),
        "signed": _("Place, date, signature"),
        "paragraphs": list(letter.paragraphs),
        "visits_title": _("Visits (%(count)d)") % {"count": len(letter.visits)},
        "visits": [_day(date.fromisoformat(day)) for day in letter.visits],
        "scores_title": _("Scores: %(label)s") % {"label": letter.score_label},
        "scores": [[_day(date.fromisoformat(point.day)), _plain(point.score)] for point in letter.scores],
        "documents_title": _("What the payer wants to see"),
        "documents": list(letter.documents),
        "sources_title": _("Sources"),
        "sources": [source.citation for source in letter.sources],
        "page": _("Page"),
        "foot": f"Deqi {letter.provenance.engine_version} · {letter.provenance.date}",
    }


def _course_parts(
    result: CourseAnswer, opinion: Opinion | None, *, shows_forecast: bool
) -> dict[str, object]:
    view = course_view(result, opinion)
    parts: dict[str, object] = {
        "usual_title": _("Beside it: usual care alone"),
        "usual": view.usual_care,
        "burden": view.burden,
        "events_title": _("Unwanted effects (%(count)d)") % {"count": len(view.events)},
        "events": [f"{line.day}: {line.what}" for line in view.events[-MOST_EVENTS:]],
        "no_events": _("none noted"),
        "tracked_title": _("Also followed: first and latest"),
        "tracked": [[each.label, each.first, each.latest] for each in view.tracked],
        "doubts_title": _("Read with care, because"),
        "doubts": [doubt.text for doubt in result.doubts],
    }
    if view.chart is not None:
        drawn = render_to_string(
            "svg/diary_course.html", {"chart": chart_view(result.chart, view.chart.title)}
        )
        alt = f"{view.chart.title}. {view.sentence}"
        parts["chart"] = {"svg": drawn.strip(), "alt": alt}
        parts["legend"] = _legend(view.chart.band != "", view.chart.usual != "", view.chart.ahead_low != "")
    if shows_forecast and view.decision is not None:
        decision = view.decision.decision
        parts["decision"] = {
            "title": _("What the rule says: %(label)s") % {"label": view.decision.label},
            "text": " ".join([decision.headline, decision.text, decision.expected]),
            "reasons": [*decision.reasons, decision.cause],
            "rates": [rate.text for rate in result.rates],
        }
        if view.seal is not None and view.seal.sound:
            parts["seal"] = _("Forecast sealed on %(at)s, SHA-256 %(hash)s") % {
                "at": view.seal.at,
                "hash": view.seal.sha256,
            }
    return parts


def _legend(band: bool, usual: bool, ahead: bool) -> str:  # noqa: FBT001 - three parts of one sentence
    told = [_("Black dots: noted. Triangles: visits. Diamonds: unwanted effects. Squares: other care.")]
    if band:
        told.append(_("Grey-violet: the forecast sealed before treatment; 90 of 100 courses stay inside."))
    if ahead:
        told.append(_("Lines to the right: where it may go from here."))
    if usual:
        told.append(_("Dotted: what usual care alone would have been expected to give."))
    return " ".join(told)


def _day(day: date) -> str:
    return date_format(day, "j M Y")


def _plain(score: float) -> str:
    return f"{score:.1f}".removesuffix(".0")
