"""The JSON Schemas of the data folder, as OpenAPI components. Nothing is stated a second time here."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from deqi.answers import default_tables
from deqi.datafiles import DATA_ROOT
from deqi.web.api.problems import PROBLEM_SCHEMA


@cache
def components() -> dict[str, Any]:
    """Name to schema: ``Person``, ``EvidenceQuestion``, the parts of ``AskedResult``, and ``Problem``."""
    answer = _read("ask-answer")
    parts: dict[str, Any] = answer.pop("$defs")
    course = _read("track-answer")
    parts |= course.pop("$defs")
    return {
        **parts,
        "AskedResult": answer,
        "CalibrateInput": _read("calibrate-input"),
        "EvidenceQuestion": _read("ask-evidence"),
        "Person": _person(),
        "Problem": PROBLEM_SCHEMA,
        "TrackInput": _track(),
        "TrackResult": course,
    }


def evidence_properties() -> dict[str, Any]:
    """Name to schema of what a question to the trials may hold."""
    properties: dict[str, Any] = _read("ask-evidence")["properties"]
    return properties


def ref(name: str) -> dict[str, Any]:
    """``application/json`` content that follows this component."""
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _person() -> dict[str, Any]:
    """The input schema, with the ids that today's data files know."""
    schema = _read("ask-input")
    safety = default_tables().safety
    for name, ids in (("findings", safety.findings), ("cautions", safety.cautions)):
        schema["properties"][name] |= _only(ids)
    return schema


def _track() -> dict[str, Any]:
    """The input schema of a course of care, with the person's schema in its place."""
    schema = _read("track-input")
    schema["properties"]["person"] = {"anyOf": [{"$ref": "#/components/schemas/Person"}, {"type": "null"}]}
    outcomes = default_tables().outcomes
    entry = schema["properties"]["entries"]["items"]["properties"]
    entry["findings"] |= _only(default_tables().safety.findings)
    entry["other_care"]["items"]["properties"]["kind"]["enum"] = list(outcomes.other_care)
    session = schema["properties"]["sessions"]["items"]["properties"]
    for holder in (entry, session):
        holder["events"]["items"]["properties"]["kind"]["enum"] = list(outcomes.adverse)
    return schema


def _only(ids: Iterable[str]) -> dict[str, Any]:
    return {"propertyNames": {"enum": sorted(ids)}}


def _read(name: str) -> dict[str, Any]:
    text = (DATA_ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text.replace("#/$defs/", "#/components/schemas/"))
    schema.pop("$schema")
    return schema
