"""Read a stored answer back into the types that it was made of."""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from deqi.vocabulary import Answer, AskedResult, DataFileError, Refusal, Urgency


def from_document(document: Mapping[str, object]) -> AskedResult:
    """The inverse of ``deqi.answers.to_document``.

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


def _read(kind: Any, value: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return kind(**{part.name: _read(hints[part.name], value[part.name]) for part in fields(kind)})
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
