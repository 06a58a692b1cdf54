"""A selection as CSV and as JSON."""

import json
from dataclasses import asdict
from typing import Any

from deqi import __version__
from deqi.evidence import EffectRow
from deqi.web.evidence_library.exports.parcel import LICENCE, Parcel
from deqi.web.evidence_library.exports.tables import cell, csv_text

COLUMNS = (
    "line",
    "study_id",
    "arm",
    "comparator_arm",
    "comparator",
    "outcome",
    "instrument",
    "weeks",
    "difference_0_100",
    "ci_low_0_100",
    "ci_high_0_100",
    "se_0_100",
    "weight_percent",
    "source_id",
    "source_location",
    "review",
    "data",
)
"""``line`` is contrast (as in the table), study (what was pooled), pooled, or prediction."""


def as_csv(parcel: Parcel) -> str:
    """The rows of the table, one line a pooled study, the pooled estimate and the prediction interval."""
    analysis = parcel.analysis
    lines: list[dict[str, Any]] = [
        {"line": "contrast", **_row(row)} for study in analysis.studies for row in study.rows
    ]
    for study in analysis.studies:
        line = study.line
        lines.append(
            {
                "line": "study",
                "study_id": study.study_id,
                "difference_0_100": line.effect,
                "ci_low_0_100": line.ci_low,
                "ci_high_0_100": line.ci_high,
                "se_0_100": study.variance**0.5,
                "weight_percent": line.weight,
            }
        )
    pooled = analysis.pooled
    if pooled is not None:
        total = {"line": "pooled", "difference_0_100": pooled.estimate, "se_0_100": pooled.se}
        lines.append(total | {"ci_low_0_100": pooled.ci_low, "ci_high_0_100": pooled.ci_high})
    if pooled is not None and pooled.prediction_low is not None:
        limits = {"ci_low_0_100": pooled.prediction_low, "ci_high_0_100": pooled.prediction_high}
        lines.append({"line": "prediction"} | limits)
    query = analysis.query
    same = {"comparator": query.comparator, "outcome": query.outcome, "data": parcel.data}
    return csv_text(COLUMNS, ([cell((same | line).get(name)) for name in COLUMNS] for line in lines))


def as_json(parcel: Parcel) -> str:
    """Question, rows, what was left out and why, the pooled estimate, sources and provenance."""
    analysis, query = parcel.analysis, parcel.analysis.query
    document = {
        "cite": parcel.citation,
        "note": parcel.moved_on,
        "licence": LICENCE,
        "question": {
            "comparator": query.comparator.value,
            "outcome": query.outcome,
            "group": query.group.value,
            "modality": query.modality.value,
            "weeks": list(query.weeks),
            "tau2_method": query.tau2_method,
            "interval": query.interval,
            "threshold": query.threshold,
            "without": list(query.without),
        },
        "unit": "points of 100 of the scale's range; below 0 favours acupuncture",
        "rows": [_row(row) for study in analysis.studies for row in study.rows],
        "studies": [
            {
                "study_id": study.study_id,
                "name": study.name,
                "year": study.year,
                "n_randomised": study.people,
                "effect": study.line.effect,
                "variance": study.variance,
                "weight_percent": study.line.weight,
            }
            for study in analysis.studies
        ],
        "without": [_row(row) for row in analysis.without],
        "left_out": [{"why": left.why, **_row(left.row)} for left in analysis.selection.left_out],
        "pooled": _pooled(parcel),
        "why_not": analysis.why_not,
        "sources": [_plain(asdict(parcel.tables.sources[name])) for name in analysis.source_ids],
        "provenance": {
            "engine_version": __version__,
            "data": parcel.data,
            "data_sha256": parcel.full_data,
            "tables": dict(parcel.tables.hashes),
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _row(row: EffectRow) -> dict[str, Any]:
    return _plain(asdict(row))


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(value, "value", value) for name, value in record.items()}


def _pooled(parcel: Parcel) -> dict[str, Any] | None:
    pooled = parcel.analysis.pooled
    if pooled is None:
        return None
    parts = asdict(pooled)
    more = {
        "q_p": pooled.q_p,
        "tau2_low": pooled.tau2_low,
        "tau2_high": pooled.tau2_high,
        "prediction_words": pooled.prediction_words,
    }
    return parts | more
