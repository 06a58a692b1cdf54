"""The JSON form of an answer: what the command line prints, the API sends and the record keeps."""

import dataclasses
import json
from collections.abc import Mapping
from enum import Enum

from deqi.vocabulary import Answer, AskedResult, SafetyAssessment, Urgency


def to_document(result: AskedResult) -> dict[str, object]:
    """A JSON-ready dict: ``kind``, ``safety``, ``sources`` and ``provenance``.

    An ``Answer`` has ``ledger`` and ``doubts`` too; a refusal has no ``ledger`` key at all.
    """
    document: dict[str, object] = {
        "kind": "answer" if isinstance(result, Answer) else "refusal",
        "safety": safety_document(result.safety),
    }
    if isinstance(result, Answer):
        document["ledger"] = _plain(result.ledger)
        document["doubts"] = _plain(result.doubts)
    document["sources"] = _plain(result.sources)
    document["provenance"] = _plain(result.provenance)
    return document


def safety_document(safety: SafetyAssessment) -> dict[str, object]:
    """The JSON form of a safety assessment on its own."""
    parts = {part.name: _plain(getattr(safety, part.name)) for part in dataclasses.fields(safety)}
    return parts | {"signed_off": safety.sign_off.signed, "is_refusal": safety.is_refusal}


def to_json(result: AskedResult) -> str:
    """The document as indented JSON text, keys in the order of the schema, no NaN."""
    return json.dumps(to_document(result), indent=2, ensure_ascii=False, allow_nan=False)


def _plain(value: object) -> object:
    if isinstance(value, Urgency):
        return value.label
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {part.name: _plain(getattr(value, part.name)) for part in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value
