"""How good would the forecast have been on finished courses? One instrument, one task, a bounded effort."""

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

import numpy as np

from deqi.outcomes import forecast
from deqi.vocabulary import InputError

MOST_PEOPLE = 300
MOST_SCORES = 5000
"""300 people with 16 scores each: beyond, one request would hold a processor for a minute."""
MOST_FOLDS = 10
SEED = 1
KEYS = ("table", "low", "high", "step", "better", "known", "target", "week_ahead", "zero_shot", "folds")


def calibrated(document: object) -> dict[str, object]:
    """What ``deqi calibrate --json`` prints for one task of one instrument; see ``calibrate-input.json``.

    ``table`` is the long table as CSV text. Raises ``InputError`` naming the place.
    """
    if not isinstance(document, Mapping):
        raise _wrong("", "The input must be a JSON object.", "Start it with { and end it with }.")
    for key in document:
        if key not in KEYS:
            raise _wrong(str(key)[:60], f"The keys are {', '.join(KEYS)}.", "Remove it or mend its spelling.")
    cohort = _cohort(document)
    start = forecast.prior(_scale(document, cohort))
    folds = forecast.Folds(_folds(document), 1, np.random.default_rng(SEED))
    zero_shot = _flag(document, "zero_shot")
    if _flag(document, "week_ahead"):
        tried = forecast.week_ahead(cohort.episodes, start, folds, zero_shot=zero_shot)
    else:
        task = _task(document)
        tried = forecast.leave_patients_out(cohort.episodes, start, task, folds, zero_shot=zero_shot)
    return {"instrument": cohort.instrument, "seed": SEED, **_plain(asdict(tried))}


def _cohort(document: Mapping[str, Any]) -> forecast.Cohort:
    table = document.get("table")
    if not isinstance(table, str):
        raise _wrong("table", "It must be a CSV table as text.", "Give columns patient, arm, week and score.")
    cohorts = forecast.read_long(table)
    if len(cohorts) != 1:
        raise _wrong("table", f"It holds {len(cohorts)} instruments; one is taken.", "Send them one by one.")
    if len(cohorts[0].episodes) > MOST_PEOPLE:
        raise _wrong(
            "table",
            f"At most {MOST_PEOPLE} people are tried here.",
            "Use `deqi calibrate` on your own machine for more.",
        )
    if sum(len(episode.weeks) for episode in cohorts[0].episodes) > MOST_SCORES:
        raise _wrong(
            "table",
            f"At most {MOST_SCORES} scores are tried here.",
            "Use `deqi calibrate` on your own machine for more.",
        )
    return cohorts[0]


def _scale(document: Mapping[str, Any], cohort: forecast.Cohort) -> forecast.Scale:
    low = _number(document, "low", cohort.low)
    high = _number(document, "high", cohort.high)
    if low is None or high is None:
        raise _wrong(
            "low, high", "The range of the score is needed.", "Give both, or scale_min and scale_max."
        )
    better = document.get("better") or "lower"
    if better not in ("lower", "higher"):
        raise _wrong("better", 'It must be "lower" or "higher".', "Say which end is good.")
    end: Literal["lower", "higher"] = "higher" if better == "higher" else "lower"
    return forecast.Scale(low, high, _number(document, "step", None), end)


def _task(document: Mapping[str, Any]) -> forecast.Task:
    known, target = document.get("known"), _number(document, "target", None)
    if not isinstance(known, list) or not known or target is None:
        raise _wrong("known, target", "A task has known weeks and a week to forecast.", "Give both.")
    weeks = tuple(_finite(week, "known") for week in known)
    if list(weeks) != sorted(set(weeks)) or weeks[0] < 0 or weeks[-1] >= target:
        raise _wrong("known", "Known weeks rise from 0 on, all before the target.", "Sort them.")
    return forecast.Task(weeks, target)


def _folds(document: Mapping[str, Any]) -> int:
    folds = _number(document, "folds", 5.0)
    if folds is None or folds != int(folds) or not 2 <= folds <= MOST_FOLDS:
        raise _wrong("folds", f"It is a whole number from 2 to {MOST_FOLDS}.", "Leave it out for 5.")
    return int(folds)


def _flag(document: Mapping[str, Any], name: str) -> bool:
    value = document.get(name)
    if value not in (None, True, False) or (isinstance(value, int) and not isinstance(value, bool)):
        raise _wrong(name, "It must be true or false.", "Leave it out for false.")
    return bool(value)


def _number(document: Mapping[str, Any], name: str, otherwise: float | None) -> float | None:
    value = document.get(name)
    return otherwise if value is None else _finite(value, name)


def _finite(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise _wrong(where, "It must be a number of ordinary size.", "Write it without quotes.")
    return float(value)


def _plain(found: Any) -> Any:
    """What is not known is null: JSON has no NaN."""
    if isinstance(found, dict):
        return {name: _plain(value) for name, value in found.items()}
    if isinstance(found, list | tuple):
        return [_plain(value) for value in found]
    return None if isinstance(found, float) and math.isnan(found) else found


def _wrong(where: str, rule: str, next_step: str) -> InputError:
    return InputError(what="This cannot be used here.", rule=rule, next_step=next_step, where=where)
