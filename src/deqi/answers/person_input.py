"""Turn a JSON document into a ``Person``. Shape only; nothing is guessed, nothing is dropped."""

import json
import reprlib
from collections import Counter
from collections.abc import Collection, Mapping
from enum import Enum
from typing import TypeVar

from deqi.vocabulary import InputError, Person, Reply, Sex

INPUT_LIMIT_BYTES = 200_000
LONGEST_NUMBER = 100
"""Digits of a whole number that is read at all, so that it can be named in the message."""
"""Far more than every key of the schema takes."""

NUMBERS = ("age", "pain_weeks", "pain_now", "function")
REPLIES = ("leg_pain", "pregnant")
MAPPINGS = ("findings", "cautions")
E = TypeVar("E", bound=Enum)
KNOWN_KEYS = (*NUMBERS, "sex", *REPLIES, *MAPPINGS)


def person_from_document(
    document: object, *, finding_ids: Collection[str], caution_ids: Collection[str]
) -> Person:
    """The person that a JSON document describes (see ``data/schemas/ask-input.json``).

    Everything may be missing; ``null`` means unknown. Raises ``InputError`` for anything that cannot
    be understood: unknown keys, text where a number belongs, impossible numbers, unknown finding ids.
    """
    if not isinstance(document, Mapping):
        raise _wrong("", document, "The input must be a JSON object.", "Start it with { and end it with }.")
    for key in document:
        if key not in KNOWN_KEYS:
            raise _wrong(
                str(key), key, f"The keys are {', '.join(KNOWN_KEYS)}.", "Remove it or mend its spelling."
            )
    return Person(
        age=_number("age", document),
        pain_weeks=_number("pain_weeks", document),
        pain_now=_number("pain_now", document),
        function=_number("function", document),
        leg_pain=_reply("leg_pain", document.get("leg_pain")),
        pregnant=_reply("pregnant", document.get("pregnant")),
        sex=_choice("sex", document.get("sex"), Sex),
        findings=_replies("findings", document.get("findings"), finding_ids),
        cautions=_replies("cautions", document.get("cautions"), caution_ids),
    )


def _number(name: str, document: Mapping[str, object]) -> float | None:
    value = document.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(name, value, "It must be a number.", "Write it without quotes, for example 45.")
    return value


def _reply(name: str, value: object) -> Reply | None:
    return _choice(name, value, Reply)


def _choice(name: str, value: object, kind: type[E]) -> E | None:
    if value is None:
        return None
    allowed = {member.value: member for member in kind}
    if not isinstance(value, str) or value not in allowed:
        words = ", ".join(f'"{word}"' for word in allowed)
        raise _wrong(name, value, f"It must be one of {words}.", "Use one of these, or leave it out.")
    return allowed[value]


def _replies(name: str, value: object, ids: Collection[str]) -> dict[str, Reply]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise _wrong(
            name, value, "It must be an object.", 'Write it as {"F01": "no"}, from id to yes, no or unknown.'
        )
    found: dict[str, Reply] = {}
    for key, word in value.items():
        if key not in ids:
            raise _wrong(
                f"{name}.{key}", key, f"No {name[:-1]} has this id.", "`deqi safety list` shows every id."
            )
        reply = _reply(f"{name}.{key}", word)
        if reply is not None:
            found[key] = reply
    return found


def _wrong(where: str, value: object, rule: str, next_step: str) -> InputError:
    # reprlib keeps to a few levels, so that a deep value cannot exhaust the stack
    return InputError(
        what=f"{_brief(reprlib.repr(value))} cannot be used here.",
        rule=rule,
        next_step=next_step,
        where=_brief(where),
    )


def _brief(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def parse_document(content: bytes, *, limit_bytes: int = INPUT_LIMIT_BYTES) -> object:
    """The value that JSON bytes hold. Raises ``InputError`` when they are too long or not JSON."""
    if len(content) > limit_bytes:
        raise InputError(
            what="The input is too long.",
            rule=f"At most {limit_bytes:,} bytes are read.",
            next_step="Send only the keys that the schema names.",
        )
    try:
        return json.loads(
            content, object_pairs_hook=_no_repeats, parse_constant=_no_constant, parse_int=_ordinary
        )
    except json.JSONDecodeError as error:
        raise InputError(
            what=f"The input is not JSON: {error.msg}.",
            rule=f"The fault is at line {error.lineno}, column {error.colno}.",
            next_step="Mend it there and try again.",
        ) from error
    except (
        ValueError,
        RecursionError,
    ) as error:  # not UTF-8, a number of thousands of digits, a thousand brackets
        raise InputError(
            what="The input is not JSON text that Deqi can read.",
            rule="It must be UTF-8, nested no more deeply than the schema, with numbers of ordinary length.",
            next_step="Save it as UTF-8 text and try again.",
        ) from error


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    document = dict(pairs)
    if len(document) != len(pairs):
        twice = [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]
        raise _wrong(twice[0], twice[0], "A key may stand only once.", "Keep the reply that is true.")
    return document


def _ordinary(word: str) -> int:
    """A whole number that every calculation can hold; hundreds of digits overflow in the first division."""
    if len(word) > LONGEST_NUMBER:
        raise ValueError(LONGEST_NUMBER)
    return int(word)


def _no_constant(word: str) -> object:
    raise _wrong("", word, "Numbers must be finite.", "Leave the key out if the number is not known.")
