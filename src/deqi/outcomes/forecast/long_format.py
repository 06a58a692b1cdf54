"""Read courses from a long table: one row for each person and week."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deqi.outcomes.forecast.cohort import Episode
from deqi.vocabulary import InputError

NEEDED = ("patient", "arm", "week", "score")
MOST_SHOWN = 20
"""More faults than this are counted and not listed."""

Place = tuple[str, str]
"""Instrument and patient."""


@dataclass(frozen=True)
class Cohort:
    """The courses of one instrument; ``low`` and ``high`` are its stated range, if any."""

    instrument: str
    low: float | None
    high: float | None
    episodes: tuple[Episode, ...]


@dataclass(frozen=True)
class _Row:
    line: int
    place: Place
    arm: str
    week: float
    score: float | None
    low: float | None
    high: float | None


def read_long(text: str) -> tuple[Cohort, ...]:
    """The cohorts of a CSV text, one an instrument.

    Columns ``patient``, ``arm``, ``week``, ``score``, and ``instrument``, ``scale_min``, ``scale_max`` where
    given; others are not read. An empty score is a missing one. Raises ``InputError`` that names every line
    and column that cannot be used (the first 20 of them), so that nothing is left out in silence.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""))
    header = [name.strip() for name in reader.fieldnames or []]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise InputError(
            what=f"The table lacks the columns {', '.join(missing)}.",
            rule=f"A long table has the columns {', '.join(NEEDED)}.",
            next_step="Add them to the first line.",
            where="line 1",
        )
    reader.fieldnames = header
    faults: list[str] = []
    rows = []
    for cells in reader:
        row = _row(cells, reader.line_num, faults)
        if row is not None:
            rows.append(row)
    _check_together(rows, faults)
    if faults:
        raise _unusable(faults)
    return tuple(_cohort(name, rows) for name in dict.fromkeys(row.place[0] for row in rows))


def _row(cells: Mapping[str | None, object], line: int, faults: list[str]) -> _Row | None:
    before = len(faults)
    if None in cells:
        faults.append(f"line {line}: more cells than the first line has")
    patient, arm = (_word(cells, name, line, faults) for name in ("patient", "arm"))
    week = _number(cells, "week", line, faults)
    score = _number(cells, "score", line, faults)
    low, high = (_number(cells, name, line, faults) for name in ("scale_min", "scale_max"))
    if week is None or week < 0:
        _once(faults, before, f"line {line}, column week: a number of weeks from 0 on is needed")
    if score is not None and ((low is not None and score < low) or (high is not None and score > high)):
        faults.append(f"line {line}, column score: {score:g} is not between {low} and {high}")
    if len(faults) > before or week is None:
        return None
    instrument = str(cells.get("instrument") or "score").strip()
    return _Row(line, (instrument, patient), arm, week, score, low, high)


def _once(faults: list[str], before: int, fault: str) -> None:
    if len(faults) == before:
        faults.append(fault)


def _word(cells: Mapping[str | None, object], name: str, line: int, faults: list[str]) -> str:
    found = str(cells.get(name) or "").strip()
    if not found:
        faults.append(f"line {line}, column {name}: it is empty")
    return found


def _number(cells: Mapping[str | None, object], name: str, line: int, faults: list[str]) -> float | None:
    text = str(cells.get(name) or "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not abs(value) < 1e9 or "_" in text:
        faults.append(f"line {line}, column {name}: {text[:40]!r} is not a number")
        return None
    return value


def _check_together(rows: Iterable[_Row], faults: list[str]) -> None:
    """One arm a person, one score a week, one range an instrument."""
    arms: dict[str, _Row] = {}
    weeks: dict[tuple[Place, float], _Row] = {}
    ranges: dict[str, _Row] = {}
    for row in rows:
        first = arms.setdefault(row.place[1], row)
        if first.arm != row.arm:
            faults.append(f"line {row.line}, column arm: line {first.line} has this patient in another arm")
        same = weeks.setdefault((row.place, row.week), row)
        if same is not row:
            faults.append(f"line {row.line}, column week: line {same.line} has a score of this week already")
        stated = ranges.setdefault(row.place[0], row)
        if (stated.low, stated.high) != (row.low, row.high):
            faults.append(f"line {row.line}, column scale_max: line {stated.line} states another range")


def _cohort(name: str, rows: Iterable[_Row]) -> Cohort:
    people: dict[str, list[_Row]] = {}
    for row in rows:
        if row.place[0] == name and row.score is not None:
            people.setdefault(row.place[1], []).append(row)
    episodes = []
    for seen in people.values():
        seen.sort(key=lambda row: row.week)
        scores = tuple(row.score for row in seen if row.score is not None)
        episodes.append(Episode(seen[0].arm, tuple(row.week for row in seen), scores))
    stated = next(row for row in rows if row.place[0] == name)
    return Cohort(name, stated.low, stated.high, tuple(episodes))


def _unusable(faults: list[str]) -> InputError:
    shown = "; ".join(faults[:MOST_SHOWN])
    more = f"; and {len(faults) - MOST_SHOWN} more" if len(faults) > MOST_SHOWN else ""
    return InputError(
        what=f"{len(faults)} cells cannot be used: {shown}{more}.",
        rule="Every row says who, which care, which week and which score, once; an empty score is missing.",
        next_step="Correct these lines.",
        where=f"{len(faults)} places",
    )
