"""Go on, change, stop, or too early to say. Thresholds and words stand in ``data/outcomes/decision.toml``.

The rule looks at what was measured and at the forecast of the outcome under the care received. It never says
what caused a change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deqi.datafiles import Row
from deqi.vocabulary import Change, Decision, Graded, Outlook, Verdict

CLEARLY = 0.3
"""Clearly better: 30% less than at the start, as everywhere in Deqi."""


@dataclass(frozen=True)
class Situation:
    """What the rule looks at: ``weeks`` since the start, ``events`` of the last weeks.

    ``fresh`` is false when the latest score is too old.
    """

    visits: int
    weeks: float
    change: Change
    outlook: Outlook | None
    events: tuple[Graded, ...]
    fresh: bool
    treated: bool = True


def decide(now: Situation, rule: Row, beside: str) -> Decision:
    """The decision and its reasons. ``beside`` is the sentence about usual care that stands next to it."""
    at = _at(now, rule)
    found, why = _verdict(now, rule, at)
    text = rule["text"]
    return Decision(
        verdict=found,
        at=at,
        headline=rule["words"][_words(found, now, at)]["headline"],
        text=why,
        reasons=_measured(now, rule),
        expected=_expected(now, rule),
        cause=text["cause"],
        beside=beside,
        next_look=_next_look(now, rule, found),
    )


def _at(now: Situation, rule: Row) -> str:
    """Which point of decision this is."""
    look = rule["look"]
    if now.weeks >= look["weeks"]:
        return "12-weeks"
    if now.visits >= look["second_visit"]:
        return "visit-12"
    return "visits-4-6" if now.visits >= look["first_visit"] else "before"


def _verdict(now: Situation, rule: Row, at: str) -> tuple[Verdict, str]:
    text = rule["text"]
    worst = max((event.grade for event in now.events), default=0)
    if worst >= rule["events"]["stop_from_grade"]:
        return Verdict.STOP, text["stop_event"]
    if worst >= rule["events"]["change_from_grade"]:
        return Verdict.CHANGE, text["change_event"]
    missing = _too_little(now, rule)
    if missing:
        return Verdict.TOO_EARLY, missing
    if now.change.worse:
        return Verdict.CHANGE, f"{text['worse']} {text['change_worse']}"
    if at == "before":
        return Verdict.TOO_EARLY, _fill(text["before_first_look"], rule, now)
    return _last_look(now, rule) if at != "visits-4-6" else _early_look(now, rule)


def _too_little(now: Situation, rule: Row) -> str:
    text = rule["text"]
    if now.change.baseline is None:
        return str(text["no_baseline"])
    if now.change.now is None:
        return _fill(text["few_scores"], rule, now)
    return "" if now.fresh else _fill(text["old_scores"], rule, now)


def _last_look(now: Situation, rule: Row) -> tuple[Verdict, str]:
    """When the planned course is over, what was measured decides."""
    text, change = rule["text"], now.change
    if change.important and change.reliable is not False:
        return Verdict.GO_ON, text["go_on_end"]
    if change.reliable or change.important:
        return Verdict.CHANGE, text["partly"]
    return Verdict.STOP, text["stop_end"]


def _early_look(now: Situation, rule: Row) -> tuple[Verdict, str]:
    """Before that, the chance of ending clearly better decides."""
    text, chance = rule["text"], rule["chance"]
    if now.outlook is None:
        return Verdict.TOO_EARLY, text["no_forecast"]
    better = now.outlook.better
    if better < chance["stop_below"]:
        return Verdict.STOP, text["stop_chance"]
    if better < chance["change_below"]:
        return Verdict.CHANGE, text["change_chance"]
    if better >= chance["go_from"]:
        return Verdict.GO_ON, _fill(text["go_on_chance"], rule, now)
    return Verdict.TOO_EARLY, _fill(text["unclear"], rule, now)


def _words(found: Verdict, now: Situation, at: str) -> str:
    if found is Verdict.GO_ON and at != "visits-4-6":
        return "go_on_end"
    if found is Verdict.GO_ON:
        return "go_on" if now.change.reliable else "go_on_expected"
    return {Verdict.CHANGE: "change", Verdict.STOP: "stop", Verdict.TOO_EARLY: "too_early"}[found]


def _measured(now: Situation, rule: Row) -> tuple[str, ...]:
    text, change = rule["text"], now.change
    if change.baseline is None:
        return ()
    if change.now is None:
        return (_fill(text["measured_one"], rule, now),)
    said = [_fill(text["measured"], rule, now)]
    if change.worse:
        said.append(text["worse"])
    elif change.reliable is not None and change.by:
        said.append(text["beyond_noise"] if change.reliable else text["within_noise"])
    if (
        change.important is not None
        and change.percent is not None
        and change.by is not None
        and change.by > 0
    ):
        said.append(_fill(text["clearly_better" if change.important else "not_clearly_better"], rule, now))
    return tuple(said)


def _expected(now: Situation, rule: Row) -> str:
    return _fill(rule["text"]["no_forecast" if now.outlook is None else "forecast"], rule, now)


def _next_look(now: Situation, rule: Row, found: Verdict) -> str:
    text, look = rule["text"], rule["look"]
    if found is Verdict.TOO_EARLY and (now.change.now is None or not now.fresh):
        return str(text["next_score"])
    if now.weeks >= look["weeks"]:
        return str(text["next_none"])
    if now.visits < look["first_visit"]:
        return str(text["next_visit"]).format(visit=look["first_visit"])
    if now.visits < look["second_visit"]:
        return str(text["next_visit"]).format(visit=look["second_visit"])
    return str(text["next_weeks"]).format(visits=look["second_visit"])


def _fill(template: str, rule: Row, now: Situation) -> str:
    return template.format_map(_values(rule, now))


def _values(rule: Row, now: Situation) -> Mapping[str, Any]:
    change, outlook = now.change, now.outlook
    better = None if outlook is None else round(outlook.better)
    return {
        "at_least": rule["mean"]["at_least"],
        "days": rule["stale"]["days"],
        "first_visit": rule["look"]["first_visit"],
        "go_from": rule["chance"]["go_from"],
        "visits": _visits(now.visits),
        "better": better,
        "not_better": None if better is None else 100 - better,
        "week": None if outlook is None else f"{outlook.week:g}",
        "baseline": _points(change.baseline),
        "now": _points(change.now),
        "weeks_used": change.weeks_used,
        "goal": _points(None if change.baseline is None else change.baseline * (1 - CLEARLY)),
    }


def _visits(count: int) -> str:
    return "no visit" if count == 0 else "1 visit" if count == 1 else f"{count} visits"


def _points(score: float | None) -> str:
    return "not known" if score is None else f"{score:.1f}".removesuffix(".0")
