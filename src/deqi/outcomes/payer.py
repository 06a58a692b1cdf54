"""What a payer's rule says about one more visit. The numbers and words stand in ``data/outcomes/payers``.

A visit is counted on its calendar day at the place of the visit, as it was written down: no clock and no time
zone enters. Where a rule leaves something open, the file says which reading is ours.
"""

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from deqi.datafiles import Row
from deqi.vocabulary import CareRecord, Coverage, Covered, Reply, ReviewState


@dataclass(frozen=True)
class Gain:
    """What the scores show: ``improving`` beyond chance, ``worse`` beyond chance; ``None`` is not known."""

    improving: bool | None
    worse: bool | None


@dataclass(frozen=True)
class Found:
    """What an engine found before eligibility is looked at."""

    covered: Covered
    counted: int
    left: int
    left_on_condition: int
    condition: str
    until: str
    again: str
    why: tuple[str, ...]
    begins: date


Engine = Callable[[Sequence[date], date, Gain, Row], Found]


def coverage(record: CareRecord, on: date, gain: Gain, rule: Row, engine: Engine) -> Coverage:
    """Whether one more visit on ``on`` is covered by ``rule``, what is left, until when, and why.

    Visits after ``on`` are not looked at. What was not told makes the answer "not known", never "yes".
    """
    sessions = [s for s in (*record.earlier_sessions, *record.sessions) if s.day <= on]
    found = engine(sorted(s.day for s in sessions), on, gain, rule)
    no, unknown = _eligible(record, on, found.begins, rule)
    covered = found.covered
    if no:
        covered = Covered.NO
    elif unknown and covered is Covered.YES:
        covered = Covered.NOT_KNOWN
    closed = bool(no)
    return Coverage(
        rule=rule["id"],
        payer=rule["payer"],
        on=on.isoformat(),
        covered=covered,
        left=0 if closed else found.left,
        left_on_condition=0 if closed else found.left_on_condition,
        condition=found.condition,
        until="" if closed else found.until,
        again="" if closed else found.again,
        counted=found.counted,
        why=(*no, *unknown, *found.why, *_sessions(record, found.begins, on, rule)),
        documents=rule["documents"],
        judgement=rule["judgement"],
        as_of=rule["as_of"],
        sources=rule["sources"],
        review=ReviewState(rule["review"]),
    )


def _eligible(record: CareRecord, on: date, begins: date, rule: Row) -> tuple[list[str], list[str]]:
    """Why not, and what is not known."""
    text = rule["text"]
    no: list[str] = []
    unknown: list[str] = []
    if on < date.fromisoformat(rule["in_force_from"]):
        no.append(text["too_new"].format(in_force_from=rule["in_force_from"]))
    short = _pain(record.facts.pain_since, on, begins, rule)
    (unknown if record.facts.pain_since is None else no).extend(short)
    for bad, names, word in (
        (Reply.YES, rule["excluded"]["facts"], "excluded"),
        (Reply.NO, rule["excluded"]["required"], "required"),
    ):
        for name in names:
            reply = _told(record, name)
            fact = rule["facts"][name]
            if reply is bad:
                no.append(text[word].format(fact=fact))
            elif reply in (None, Reply.UNKNOWN):
                unknown.append(text[f"{word}_unknown"].format(fact=fact))
    return no, unknown


def _told(record: CareRecord, name: str) -> Reply | None:
    reply: Reply | None = getattr(record.facts, name)
    if name == "pregnant" and reply is None:
        return record.person.pregnant
    return reply


def _pain(since: date | None, on: date, begins: date, rule: Row) -> list[str]:
    text, pain = rule["text"], rule["pain"]
    if since is None:
        return [text["pain_unknown"].format(**pain)]
    if "weeks" in pain:
        days = (on - since).days
        if days >= 7 * pain["weeks"]:
            return []
        return [text["pain_short"].format(weeks=pain["weeks"], on=on, told=max(days // 7, 0))]
    return (
        []
        if begins >= add_months(since, pain["months"])
        else [text["pain_short"].format(**pain, since=since)]
    )


def _sessions(record: CareRecord, begins: date, on: date, rule: Row) -> list[str]:
    """What of the visits themselves does not fit the rule."""
    wanted: Mapping[str, int] | None = rule.get("session")
    if wanted is None:
        return []
    text, said = rule["text"], []
    for session in record.sessions:
        if not begins <= session.day <= on:
            continue
        day = session.day.isoformat()
        if session.minutes is not None and session.minutes < wanted["minutes"]:
            said.append(
                text["session_minutes"].format(
                    day=day, minutes=f"{session.minutes:g}", wanted=wanted["minutes"]
                )
            )
        low, high = wanted["needles_from"], wanted["needles_to"]
        if session.needles is not None and not low <= session.needles <= high:
            said.append(text["session_needles"].format(day=day, needles=session.needles, low=low, high=high))
        if session.electrical is Reply.YES:
            said.append(text["session_electrical"].format(day=day))
    return said


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later; where that month lacks it, the first of the next one.

    So twelve months after 29 February is 1 March: the day on which a full year has surely passed.
    """
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if day.day > calendar.monthrange(year, month + 1)[1]:
        return add_months(date(year, month + 1, 1), 1)
    return day.replace(year=year, month=month + 1)


def visits_in_a_year(days: Sequence[date], on: date, gain: Gain, rule: Row) -> Found:
    """Medicare: first visits within days of the first one, more if there is a gain, so many in a year."""
    text, first, more, year = rule["text"], rule["first"], rule["more"], rule["year"]
    counted, begins = _year_of(days, on, year["months"])
    again, ends = add_months(begins, year["months"]), begins + timedelta(days=first["days"] - 1)
    used = min(sum(day <= ends for day in counted), first["visits"])
    extra = len(counted) - used
    room = year["visits"] - len(counted)
    open_first = first["visits"] - used if on <= ends else 0
    found = Found(
        covered=Covered.NO,
        counted=len(counted),
        left=0,
        left_on_condition=max(0, min(room, open_first + more["visits"] - extra)),
        condition=text["condition"]["gain"],
        until=(again - timedelta(days=1)).isoformat(),
        again=again.isoformat(),
        why=(text["stop"],),
        begins=begins,
    )
    if room <= 0:
        return _year_used(found, on, begins, again, rule)
    if gain.worse:
        return replace(found, left_on_condition=0, why=(text["worse"],))
    if open_first > 0:
        said = text["first"].format(number=used + 1, **first, until=ends)
        return replace(
            found,
            covered=Covered.YES,
            left=min(open_first, room),
            until=ends.isoformat(),
            why=(said, text["stop"]),
        )
    return _more(found, extra, gain, rule)


def _year_used(found: Found, on: date, begins: date, again: date, rule: Row) -> Found:
    text = rule["text"]
    early = add_months(begins.replace(day=1), rule["year"]["months"])
    said = [text["year_used"].format(visits=rule["year"]["visits"], again=again)]
    covered = Covered.NO
    if early < again:
        said.append(text["year_early"].format(early=early, again=again))
        covered = Covered.NOT_KNOWN if on >= early else Covered.NO
    return replace(found, covered=covered, left_on_condition=0, until="", why=tuple(said))


def _more(found: Found, extra: int, gain: Gain, rule: Row) -> Found:
    text, more = rule["text"], rule["more"]
    if extra >= more["visits"]:
        return replace(found, left_on_condition=0, until="", why=(text["more_used"].format(**more),))
    said = text["more"].format(number=extra + 1, visits=more["visits"], days=rule["first"]["days"])
    if gain.improving:
        return replace(
            found,
            covered=Covered.YES,
            left=found.left_on_condition,
            why=(said, text["gain"], text["stop"]),
        )
    if gain.improving is False:
        return replace(found, why=(said, text["no_gain"]))
    return replace(found, covered=Covered.NOT_KNOWN, why=(said, text["gain_unknown"]))


def _year_of(days: Sequence[date], on: date, months: int) -> tuple[list[date], date]:
    """The visits of the year in which ``on`` lies, and its first day (``on`` where no year is open)."""
    counted: list[date] = []
    for day in days:
        if counted and day >= add_months(counted[0], months):
            counted = []
        counted.append(day)
    if counted and on >= add_months(counted[0], months):
        counted = []
    return counted, counted[0] if counted else on


def visits_in_a_course(days: Sequence[date], on: date, gain: Gain, rule: Row) -> Found:  # noqa: ARG001
    """G-BA: so many visits within days, more as an exception, and a pause after the last visit."""
    text, first, more, pause = rule["text"], rule["first"], rule["more"], rule["again"]["months"]
    course = _course_of(days, on, pause)
    begins, used = (course[0], len(course)) if course else (on, 0)
    passed = (on - begins).days
    again = add_months(course[-1], pause).isoformat() if course else ""
    wide = passed < more["days"] and used < more["visits"]
    last = begins + timedelta(days=more["days"] - 1)
    found = Found(
        covered=Covered.NO,
        counted=used,
        left=0,
        left_on_condition=more["visits"] - used if wide else 0,
        condition=text["condition"]["reason"],
        until=last.isoformat() if wide else "",
        again=again,
        why=(text["used"].format(again=again),),
        begins=begins,
    )
    if passed < first["days"] and used < first["visits"]:
        until = begins + timedelta(days=first["days"] - 1)
        said = text["first"].format(number=used + 1, visits=first["visits"], until=until)
        return replace(
            found,
            covered=Covered.YES,
            left=first["visits"] - used,
            until=until.isoformat(),
            why=(said,),
        )
    if wide:
        return replace(found, covered=Covered.NOT_KNOWN, why=(text["more"].format(visits=more["visits"]),))
    return found


def _course_of(days: Sequence[date], on: date, pause: int) -> list[date]:
    """The visits of the course in which ``on`` lies; none where a new one may begin."""
    course: list[date] = []
    for day in days:
        if course and day >= add_months(course[-1], pause):
            course = []
        course.append(day)
    return [] if course and on >= add_months(course[-1], pause) else course


ENGINES: Mapping[str, Engine] = {
    "visits in a year": visits_in_a_year,
    "visits in a course": visits_in_a_course,
}


def covered_by(record: CareRecord, on: date, gain: Gain, rule: Row) -> Coverage:
    """``coverage`` with the engine that the rule's file names."""
    return coverage(record, on, gain, rule, ENGINES[rule["engine"]])
