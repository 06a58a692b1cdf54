"""A researcher's question: what did the trials find, pooled for one comparator?"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from deqi import __version__
from deqi.answers.tables import Tables
from deqi.datafiles import DATA_ROOT
from deqi.evidence import EffectRow, Group, Modality, PooledEstimate, Question, Selection, select
from deqi.vocabulary import Comparator, InputError, Source, UsageError

SCHEMAS = DATA_ROOT / "schemas"
UNIT = "points of 100 of the scale's range; below 0 favours acupuncture"
NOTHING_FOUND = "No trial in the table answers this question: not known."
ABOUT_RESULTS = ("comparator", "outcome", "weeks_from", "weeks_to")
"""Keys that choose among the published results of a trial."""


@dataclass(frozen=True)
class PooledAnswer:
    """The selected rows and, unless ``why_not`` says why not, their pooled estimate."""

    selection: Selection
    pooled: PooledEstimate | None
    why_not: str


def trials_document(document: object, tables: Tables) -> list[dict[str, object]]:
    """The trials that a filter keeps, oldest first; a key that is not given filters nothing.

    ``document`` has keys of ``data/schemas/ask-evidence.json`` (``condition``, ``comparator``, ``outcome``,
    ``modality``, ``weeks_from``, ``weeks_to``). Comparator, outcome and weeks look at the published results
    and differences of a trial. Raises ``InputError``.
    """
    wanted = _checked(document, only=("condition", "modality", *ABOUT_RESULTS))
    evidence = tables.evidence
    rows: tuple[Any, ...] = (*evidence.contrasts, *evidence.effects)
    by_row = {key: wanted[key] for key in ABOUT_RESULTS if key in wanted}
    fitting = {row.study_id for row in rows if _fits(row, by_row)}
    return [
        _plain(trial)
        for trial in sorted(evidence.trials.values(), key=lambda trial: (trial.year, trial.study_id))
        if wanted.get("condition", trial.group.value) == trial.group.value
        and wanted.get("modality", trial.modality.value) == trial.modality.value
        and (not by_row or trial.study_id in fitting)
    ]


def pooled_answer(document: object, tables: Tables) -> PooledAnswer:
    """Select and pool what answers one question. Raises ``InputError`` and ``UsageError``.

    ``document`` follows ``data/schemas/ask-evidence.json``. Where nothing was found, or what was found must
    not be pooled, ``pooled`` is ``None``: unknown is an answer.
    """
    given = _checked(document)
    asked = {name: rule.get("default") for name, rule in _schema()["properties"].items()} | given
    selection = select(tables.evidence.effects, _question(asked))
    if not selection.rows:
        return PooledAnswer(selection, None, NOTHING_FOUND)
    try:
        pooled = selection.pool(asked["tau2_method"], asked["interval"], asked["level"])
    except UsageError as error:
        return PooledAnswer(selection, None, f"Not pooled. {error}")
    return PooledAnswer(selection, pooled, "")


def pooled_document(answer: PooledAnswer, tables: Tables) -> dict[str, object]:
    """The JSON form of a pooled answer.

    It has ``question``, ``unit``, ``pooled`` (or ``null`` and the reason in ``why_not``), ``rows``,
    ``left_out``, ``sources`` and ``provenance``.
    """
    question, rows = answer.selection.question, answer.selection.rows
    return {
        "question": {
            "condition": question.group.value,
            "comparator": question.comparator.value,
            "outcome": question.outcome,
            "modality": question.modality.value,
            "weeks_from": question.weeks[0],
            "weeks_to": question.weeks[1],
        },
        "unit": UNIT,
        "pooled": _estimate(answer.pooled),
        "why_not": answer.why_not,
        "rows": [_plain(row) for row in rows],
        "left_out": [{"why": left.why, **_plain(left.row)} for left in answer.selection.left_out],
        "sources": [_plain(source) for source in _sources(rows, tables)],
        "provenance": {"engine_version": __version__, "tables": dict(tables.evidence.hashes)},
    }


def _question(asked: Mapping[str, Any]) -> Question:
    return Question(
        group=Group(asked["condition"]),
        comparator=Comparator(asked["comparator"]),
        outcome=asked["outcome"],
        weeks=(asked["weeks_from"], asked["weeks_to"]),
        modality=Modality(asked["modality"]),
    )


def _fits(row: Any, wanted: Mapping[str, Any]) -> bool:
    weeks = row.weeks
    return (
        (
            row.comparator is not None
            and row.comparator.value == wanted.get("comparator", row.comparator.value)
        )
        and row.outcome == wanted.get("outcome", row.outcome)
        and ("weeks_from" not in wanted or (weeks is not None and weeks >= wanted["weeks_from"]))
        and ("weeks_to" not in wanted or (weeks is not None and weeks <= wanted["weeks_to"]))
    )


def _estimate(pooled: PooledEstimate | None) -> dict[str, object] | None:
    if pooled is None:
        return None
    parts = _plain(pooled)
    for name in ("effects", "variances"):
        parts.pop(name)
    return parts | {"tau": pooled.tau, "q_p": pooled.q_p, "prediction_words": pooled.prediction_words}


def _sources(rows: tuple[EffectRow, ...], tables: Tables) -> list[Source]:
    return [tables.evidence.sources[id_] for id_ in dict.fromkeys(row.source_id for row in rows)]


def _plain(record: Any) -> dict[str, Any]:
    return {name: getattr(value, "value", value) for name, value in asdict(record).items()}


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / "ask-evidence.json").read_text(encoding="utf-8"))
    return schema


def _checked(document: object, *, only: tuple[str, ...] = ()) -> dict[str, Any]:
    """``document`` when the schema allows it; with ``only`` these keys may stand, and none must."""
    schema = _schema()
    if only:
        schema = schema | {"properties": {name: schema["properties"][name] for name in only}, "required": []}
    faults = sorted(Draft202012Validator(schema).iter_errors(document), key=str)
    if not faults and isinstance(document, Mapping):
        return dict(document)
    fault = faults[0]
    message = fault.message if len(fault.message) <= 200 else f"{fault.message[:197]}..."
    raise InputError(
        what=f"This question cannot be asked: {message}.",
        rule=str(fault.schema.get("description", "A question has the keys of the schema and no other.")),
        next_step=f"The keys are {', '.join(schema['properties'])}.",
        where=".".join(str(part) for part in fault.absolute_path),
    )
