"""Write the JSON Schema of an answer from the dataclasses of the vocabulary.

The dataclasses are the one definition; this file only translates them. ``reference.py`` calls it.
"""

import dataclasses
import inspect
import json
import types
import typing
from collections.abc import Mapping
from enum import Enum

from deqi.vocabulary import Answer, CourseAnswer, Refusal, SafetyAssessment, Urgency

SIMPLE = {str: "string", bool: "boolean", int: "integer", float: "number"}


def answer_schema() -> dict[str, object]:
    """The schema of what ``deqi ask --json`` prints: an answer or a refusal, told apart by ``kind``."""
    return _either(
        {"answer": Answer, "refusal": Refusal},
        "The answer",
        "A refusal has no ledger: somebody must be seen first.",
    )


def course_schema() -> dict[str, object]:
    """The schema of what ``deqi track --json`` prints: a course or a refusal, told apart by ``kind``."""
    return _either(
        {"course": CourseAnswer, "refusal": Refusal},
        "The course",
        "A refusal has no score, no forecast and no decision: somebody must be seen first.",
    )


def _either(kinds: Mapping[str, type], title: str, description: str) -> dict[str, object]:
    definitions: dict[str, object] = {}
    for word, kind in kinds.items():
        _define(kind, definitions)
        _add(definitions[kind.__name__], "kind", {"const": word}, first=True)
    for name in ("signed_off", "is_refusal"):
        _add(definitions[SafetyAssessment.__name__], name, {"type": "boolean"})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": description,
        "oneOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in kinds.values()],
        "$defs": dict(sorted(definitions.items())),
    }


def as_text(schema: dict[str, object] | None = None) -> str:
    """A schema as its file holds it; that of an answer when none is given."""
    return json.dumps(schema or answer_schema(), indent=2, ensure_ascii=False) + "\n"


def _add(definition: object, name: str, rule: dict[str, object], *, first: bool = False) -> None:
    assert isinstance(definition, dict)
    properties = definition["properties"]
    definition["properties"] = {name: rule, **properties} if first else {**properties, name: rule}
    definition["required"] = list(definition["properties"])


def _define(kind: type, definitions: dict[str, object]) -> None:
    if kind.__name__ in definitions:
        return
    definitions[kind.__name__] = {}  # holds the place while the parts are translated
    hints = typing.get_type_hints(kind)
    properties = {part.name: _rule(hints[part.name], definitions) for part in dataclasses.fields(kind)}
    definitions[kind.__name__] = {
        "description": inspect.cleandoc(kind.__doc__ or ""),
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _rule(hint: typing.Any, definitions: dict[str, object]) -> dict[str, object]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint in SIMPLE:
        return {"type": SIMPLE[hint]}
    if origin is types.UnionType:
        options = [_rule(option, definitions) for option in arguments if option is not types.NoneType]
        return {"anyOf": [*options, {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _rule(arguments[0], definitions)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _rule(arguments[1], definitions)}
    if dataclasses.is_dataclass(hint):
        _define(typing.cast("type", hint), definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"enum": _words(hint)}


def _words(kind: type[Enum]) -> list[str]:
    """What ``deqi.answers.to_document`` writes for the members of an enum."""
    return [member.label if isinstance(member, Urgency) else member.value for member in kind]
