"""The JSON form of an answer: what the command line prints, the API sends and the record keeps."""

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any

from deqi.vocabulary import (
    Answer,
    AskedResult,
    CourseAnswer,
    CourseResult,
    DataFileError,
    Letter,
    Refusal,
    SafetyAssessment,
    Urgency,
)


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


def course_document(result: CourseResult) -> dict[str, object]:
    """A JSON-ready dict of the answer to "Is it working?"; ``kind`` is ``course`` or ``refusal``.

    A refusal has no score, no forecast and no decision.
    """
    if isinstance(result, Refusal):
        return to_document(result)
    parts = {part.name: _plain(getattr(result, part.name)) for part in dataclasses.fields(result)}
    return {"kind": "course", **parts, "safety": safety_document(result.safety)}


def course_json(result: CourseResult) -> str:
    """The document as indented JSON text, no NaN."""
    return json.dumps(course_document(result), indent=2, ensure_ascii=False, allow_nan=False)


def course_from_document(document: Mapping[str, object]) -> CourseResult:
    """Read a stored document back: the inverse of ``course_document``. Raises ``DataFileError``."""
    try:
        kind: type[CourseAnswer] | type[Refusal] = CourseAnswer if document["kind"] == "course" else Refusal
        result: CourseResult = _read(kind, document)
    except (KeyError, TypeError, ValueError) as error:
        raise DataFileError(
            what="This stored answer cannot be shown.",
            rule="It was written by another version of Deqi.",
            next_step="Open it with the version that wrote it, or ask again.",
        ) from error
    return result


def letter_document(letter: Letter) -> dict[str, object]:
    """A JSON-ready dict of a letter's content."""
    return {part.name: _plain(getattr(letter, part.name)) for part in dataclasses.fields(letter)}


def from_document(document: Mapping[str, object]) -> AskedResult:
    """Read a stored document back into the types that it was made of: the inverse of ``to_document``.

    Raises ``DataFileError`` when the document was written by a version whose answers had another shape.
    """
    try:
        kind: type[Answer] | type[Refusal] = Answer if document["kind"] == "answer" else Refusal
        result: AskedResult = _read(kind, document)
    except (KeyError, TypeError, ValueError) as error:
        raise DataFileError(
            what="This stored answer cannot be shown.",
            rule="It was written by another version of Deqi.",
            next_step="Open it with the version that wrote it, or ask again.",
        ) from error
    return result


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


def _read(kind: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return kind(
            **{part.name: _read(hints[part.name], value[part.name]) for part in dataclasses.fields(kind)}
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Urgency.from_label(value) if kind is Urgency else kind(value)
    return _read_generic(kind, value)


def _read_generic(kind: Any, value: Any) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return tuple(_read(arguments[0], part) for part in value)
    if origin in (typing.Union, types.UnionType):
        inner = next(part for part in arguments if part is not type(None))
        return None if value is None else _read(inner, value)
    return value
