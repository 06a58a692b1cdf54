"""A trial read in twice: two entries apart from one another, their differences, and the rows that result.

Two people extract the same paper without seeing what the other wrote; a third decides where they differ.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from deqi.vocabulary import InputError

GIVEN = ("study_id", "source_id", "review_note")
"""Columns that no reader fills: the study is named when it is opened, notes are made of the differences."""
TRIAL_COLUMNS = (
    *("title", "year", "country", "n_randomised", "group", "condition", "modality", "design", "sessions"),
    *("sham", "doi", "pmid", "registration", "risk_of_bias", "source_location", "review"),
)
RESULT_COLUMNS = (
    *(
        "arm",
        "arm_label",
        "role",
        "modality",
        "n",
        "n_counts",
        "outcome",
        "instrument",
        "scale_min",
        "scale_max",
    ),
    *(
        "higher_is_better",
        "weeks",
        "weeks_approximate",
        "statistic",
        "value",
        "sd",
        "ci_low",
        "ci_high",
        "se",
    ),
    *("sd_derived", "computed", "source_location", "review"),
)
ROW_KEY = ("arm", "arm_label", "outcome", "instrument", "weeks", "statistic")
"""What tells one result from another; two rows with the same key are readings of the same number."""
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
WHOLE_ROW = "the whole row"
FIRST, SECOND, OTHER = "first", "second", "other"

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """What one reader found: the cells of the trial, and of each result. An empty cell is not known."""

    trial: Cells
    results: tuple[Cells, ...]

    def document(self) -> dict[str, Any]:
        """The same as plain JSON."""
        return {"trial": dict(self.trial), "results": [dict(row) for row in self.results]}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Entry":
        """The entry that ``document`` made. Unknown cells are dropped, missing ones are empty."""
        return cls(
            _tidy(document.get("trial", {}), TRIAL_COLUMNS),
            tuple(_tidy(row, RESULT_COLUMNS) for row in document.get("results", ())),
        )


@dataclass(frozen=True)
class Difference:
    """One cell that two readers read otherwise. ``where`` names it; ``column`` may be ``WHOLE_ROW``."""

    where: str
    column: str
    first: str
    second: str


@dataclass(frozen=True)
class Decision:
    """Which reading holds: ``first``, ``second``, or ``other`` with the right text."""

    choice: str
    text: str = ""


@dataclass(frozen=True)
class Fault:
    """A cell that the schema does not allow."""

    where: str
    message: str


@dataclass(frozen=True)
class NewRows:
    """Rows for ``trials.csv`` and ``results.csv``, as text cells with every column."""

    trials: tuple[Cells, ...]
    results: tuple[Cells, ...]


def compare(first: Entry, second: Entry) -> tuple[Difference, ...]:
    """Every cell on which two entries differ; 12 and 12.0 are the same number, spaces do not matter."""
    found = list(_cell_differences("trial", TRIAL_COLUMNS, first.trial, second.trial))
    ours, theirs = _by_key(first), _by_key(second)
    for key in dict.fromkeys((*ours, *theirs)):
        where = f"results.{key}"
        if key in ours and key in theirs:
            found += _cell_differences(where, RESULT_COLUMNS, ours[key], theirs[key])
        else:
            present = (_row_text(ours.get(key)), _row_text(theirs.get(key)))
            found.append(Difference(where, WHOLE_ROW, *present))
    return tuple(found)


def decide(first: Entry, second: Entry, decisions: Mapping[str, Decision]) -> tuple[Entry, Mapping[str, str]]:
    """The agreed entry, and a note for each trial or row on which the readers differed.

    ``decisions`` maps ``Difference.where`` to what holds. Notes are keyed ``trial`` or ``results.<key>``.
    Raises ``InputError`` when a difference is not decided, or a decision belongs to no difference.
    """
    differences = compare(first, second)
    _check_decided(differences, decisions)
    open_cells = {difference.where: difference for difference in differences}
    notes: dict[str, list[str]] = {}
    trial = _agreed("trial", first.trial, open_cells, decisions, notes)
    ours, theirs = _by_key(first), _by_key(second)
    results = []
    for key in dict.fromkeys((*ours, *theirs)):
        where = f"results.{key}"
        lone = open_cells.get(where)
        if lone is not None:
            kept = _lone_row(lone, ours.get(key), theirs.get(key), decisions[where], notes)
            results += [kept] if kept else []
        else:
            results.append(_agreed(where, ours[key], open_cells, decisions, notes))
    told = {where: "Two readings. " + "; ".join(parts) + "." for where, parts in notes.items()}
    return Entry(trial, tuple(results)), told


def to_rows(
    agreed: Entry, notes: Mapping[str, str], *, study_id: str, source_id: str, schemas: Path
) -> NewRows:
    """The rows of the agreed entry. Raises ``InputError`` when they break the schemas below ``schemas``."""
    trial = _full_row(agreed.trial, "trials", schemas, study_id, source_id, notes.get("trial", ""))
    results = tuple(
        _full_row(row, "results", schemas, study_id, source_id, notes.get(f"results.{row_key(row)}", ""))
        for row in agreed.results
    )
    faults = entry_faults(agreed, schemas)
    if faults:
        raise InputError(
            what=f"{len(faults)} cells cannot be used; the first: {faults[0].message}",
            rule="The rows must pass the schemas of the tables.",
            next_step="Decide that cell again.",
            where=faults[0].where,
        )
    return NewRows((trial,), results)


def entry_faults(entry: Entry, schemas: Path) -> tuple[Fault, ...]:
    """Every cell of an entry that the schemas ``trials.json`` and ``results.json`` do not allow."""
    found = list(_row_faults(entry.trial, "trial", schemas / "trials.json"))
    for number, row in enumerate(entry.results, start=1):
        found += _row_faults(row, f"results.{number}", schemas / "results.json")
    keys = [row_key(row) for row in entry.results]
    found += [
        Fault(
            f"results.{number}",
            "This row repeats another: same arm, outcome, instrument, week and statistic.",
        )
        for number, key in enumerate(keys, start=1)
        if key in keys[: number - 1]
    ]
    return tuple(found)


def cell_fault(difference: Difference, text: str, schemas: Path) -> str:
    """Why ``text`` cannot stand where the readers differ; empty when it can."""
    table = difference.where.split(".", maxsplit=1)[0]
    name = "trials" if table == "trial" else "results"
    faults = list(_row_faults({difference.column: text}, table, schemas / f"{name}.json"))
    return faults[0].message if faults else ""


def row_key(row: Cells) -> str:
    """What tells this result from the others, for example ``verum | pain | VAS-100 | 12 | mean``."""
    return " | ".join(text for column in ROW_KEY if (text := _same(row.get(column, ""))))


def csv_text(rows: Iterable[Cells], before: str = "") -> str:
    """``rows`` as CSV with a header; after ``before``, the text of a table with the same columns.

    Raises ``InputError`` when ``before`` has other columns.
    """
    rows = tuple(rows)
    header = list(rows[0]) if rows else []
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    known = next(csv.reader(io.StringIO(before, newline="")), None)
    if known is None:
        writer.writerow(header)
    elif known != header:
        raise InputError(
            what="The table has other columns.",
            rule="Rows are added to a table of the same version.",
            next_step="Bring the working copy up to date.",
            where=", ".join(sorted(set(known) ^ set(header))),
        )
    writer.writerows([row[column] for column in header] for row in rows)
    start = before if not before or before.endswith("\n") else f"{before}\n"
    return start + written.getvalue()


def _tidy(cells: Mapping[str, Any], columns: tuple[str, ...]) -> dict[str, str]:
    return {column: " ".join(str(cells.get(column, "")).split()) for column in columns}


def _same(text: str) -> str:
    """One form for all ways to write the same."""
    plain = " ".join(text.split())
    if NUMBER.fullmatch(plain):
        return f"{float(plain):.15g}" if abs(float(plain)) > 0 else "0"
    return plain.casefold()


def _by_key(entry: Entry) -> dict[str, Cells]:
    """Results by key; a second row with the same key gets a number, so that none is lost."""
    found: dict[str, Cells] = {}
    for row in entry.results:
        key, number = row_key(row), 2
        while key in found:
            key, number = f"{row_key(row)} ({number})", number + 1
        found[key] = row
    return found


def _cell_differences(
    where: str, columns: tuple[str, ...], first: Cells, second: Cells
) -> Iterator[Difference]:
    for column in columns:
        ours, theirs = first.get(column, ""), second.get(column, "")
        if _same(ours) != _same(theirs):
            yield Difference(f"{where}.{column}", column, ours, theirs)


def _row_text(row: Cells | None) -> str:
    return "" if row is None else "; ".join(f"{column} {text}" for column, text in row.items() if text)


def _check_decided(differences: tuple[Difference, ...], decisions: Mapping[str, Decision]) -> None:
    named = {difference.where: difference for difference in differences}
    undecided = [where for where in named if where not in decisions]
    strangers = [where for where in decisions if where not in named]
    wrong = [
        where
        for where, decision in decisions.items()
        if where in named and not _is_possible(decision, named[where])
    ]
    for found, rule in (
        (undecided, "Each difference needs a decision."),
        (strangers, "A decision belongs to a difference."),
        (wrong, "A decision is the first reading, the second, or for one cell another text."),
    ):
        if found:
            raise InputError(
                what=f"{len(found)} in all, the first is {found[0]!r}.",
                rule=rule,
                next_step="Go through the differences once more.",
                where=found[0],
            )


def _is_possible(decision: Decision, difference: Difference) -> bool:
    choices = (FIRST, SECOND) if difference.column == WHOLE_ROW else (FIRST, SECOND, OTHER)
    return decision.choice in choices


def _agreed(
    where: str,
    first: Cells,
    open_cells: Mapping[str, Difference],
    decisions: Mapping[str, Decision],
    notes: dict[str, list[str]],
) -> dict[str, str]:
    cells = dict(first)
    for column in first:
        difference = open_cells.get(f"{where}.{column}")
        if difference is None:
            continue
        decision = decisions[difference.where]
        cells[column] = {FIRST: difference.first, SECOND: difference.second, OTHER: decision.text.strip()}[
            decision.choice
        ]
        readings = " and ".join(text or "nothing" for text in (difference.first, difference.second))
        notes.setdefault(where, []).append(
            f"{column}: read as {readings}, decided {cells[column] or 'nothing'}"
        )
    return cells


def _lone_row(
    difference: Difference,
    ours: Cells | None,
    theirs: Cells | None,
    decision: Decision,
    notes: dict[str, list[str]],
) -> Cells | None:
    """The row that only one reader found, when the decision keeps it."""
    chosen = ours if decision.choice == FIRST else theirs
    if chosen is not None:
        notes.setdefault(difference.where, []).append("One reader alone found this row, decided to keep it")
    return chosen


def _full_row(
    cells: Cells, table: str, schemas: Path, study_id: str, source_id: str, note: str
) -> dict[str, str]:
    given = {**cells, "study_id": study_id, "source_id": source_id, "review_note": note}
    return {column: given.get(column, "") for column in _schema(schemas / f"{table}.json")["properties"]}


def _row_faults(cells: Cells, where: str, schema: Path) -> Iterator[Fault]:
    rules = _schema(schema)
    typed: dict[str, Any] = {}
    for column, text in cells.items():
        rule = rules["properties"].get(column, {})
        try:
            typed[column] = _typed(text, rule)
        except ValueError as error:
            yield Fault(f"{where}.{column}", f"{text!r} is not {error}.")
    checked = {column: rules["properties"][column] for column in typed}
    for fault in Draft202012Validator({"properties": checked}).iter_errors(typed):
        column = str(fault.absolute_path[0])
        text = "It is empty." if typed[column] is None else f"{fault.message}."
        yield Fault(f"{where}.{column}", text)


def _typed(text: str, rule: Mapping[str, Any]) -> Any:
    if text == "":
        return None
    kinds = rule.get("type", "string")
    if "boolean" in kinds:
        if text not in ("yes", "no"):
            raise ValueError("yes or no")
        return text == "yes"
    whole = "integer" in kinds
    if not whole and "number" not in kinds:
        return text
    if not NUMBER.fullmatch(text) or (whole and "." in text):
        raise ValueError("a whole number" if whole else "a number")
    return int(text) if whole else float(text)


def _schema(path: Path) -> dict[str, Any]:
    rules: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return rules
