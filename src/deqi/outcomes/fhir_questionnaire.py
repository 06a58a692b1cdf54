"""Read a published questionnaire's text from a FHIR R4 ``Questionnaire`` that a licensed site holds.

The repository knows how such an instrument is scored, by item; its words come from this file alone. See
https://hl7.org/fhir/R4/questionnaire.html.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from deqi.outcomes.questionnaires import Item, Questionnaire
from deqi.vocabulary import InputError

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
LOINC = "http://loinc.org"
DEEPEST = 10


def fhir_questionnaire(
    document: object, definition: Questionnaire, table: Mapping[int, float] | None = None
) -> Questionnaire:
    """``definition`` with the texts and answer words of ``document``, and the owner's score ``table``.

    An item of the file belongs to an item of the definition when its ``linkId`` is the id, or when it carries
    the item's LOINC code. Every item must be found. The scores that the answers stand for must be those of
    the definition: a file with other scores is another instrument. Raises ``InputError`` naming the place.
    """
    if not isinstance(document, Mapping) or document.get("resourceType") != "Questionnaire":
        raise _wrong("", "It is not a FHIR Questionnaire.", "resourceType must be Questionnaire.")
    copyright_ = document.get("copyright")
    if not isinstance(copyright_, str) or not copyright_.strip():
        raise _wrong(
            "copyright",
            "It does not say whose it is.",
            "A published instrument carries its owner's notice, which is shown with it.",
        )
    found: dict[str, Item] = {}
    for where, row in _rows(document.get("item"), "item", 0):
        item = _match(row, definition)
        if item is None:
            continue
        if item.id in found:
            raise _wrong(where, f"The item {item.id} stands there twice.", "Each item may stand once.")
        found[item.id] = _filled(item, row, where)
    lacking = [item.id for item in definition.items if item.id not in found]
    if lacking:
        raise _wrong(
            "item",
            f"These items are missing: {', '.join(lacking)}.",
            "Every item that the score uses must be there, by its linkId or its LOINC code.",
        )
    title = document.get("title")
    return replace(
        definition,
        title=title if isinstance(title, str) and title else definition.title,
        licence=copyright_.strip(),
        items=tuple(found[item.id] for item in definition.items),
        table=table or {},
    )


def _rows(rows: object, where: str, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every question with its place, groups opened."""
    if rows is None:
        return
    if not isinstance(rows, list) or depth > DEEPEST:
        raise _wrong(where, "It cannot be read.", "Items stand in a list, nested no deeper than ten.")
    for number, row in enumerate(rows):
        place = f"{where}.{number}"
        if not isinstance(row, Mapping) or not isinstance(row.get("linkId"), str):
            raise _wrong(place, "It has no linkId.", "Every FHIR item has one.")
        if row.get("type") not in ("group", "display"):
            yield place, row
        yield from _rows(row.get("item"), f"{place}.item", depth + 1)


def _match(row: Mapping[str, Any], definition: Questionnaire) -> Item | None:
    codes = {
        code.get("code")
        for code in row.get("code") or ()
        if isinstance(code, Mapping) and code.get("system") == LOINC
    }
    for item in definition.items:
        if row["linkId"] == item.id or (item.loinc and item.loinc in codes):
            return item
    return None


def _filled(item: Item, row: Mapping[str, Any], where: str) -> Item:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _wrong(f"{where}.text", "It has no text.", "A question needs its words.")
    options = row.get("answerOption") or []
    if not isinstance(options, list):
        raise _wrong(f"{where}.answerOption", "It cannot be read.", "Answers stand in a list.")
    if not options:
        return replace(item, text=text.strip())
    words = dict(_option(option, f"{where}.answerOption.{n}") for n, option in enumerate(options))
    wanted = {float(value) for value in range(int(item.low), int(item.high) + 1)}
    if set(words) != wanted or len(words) != len(options):
        raise _wrong(
            f"{where}.answerOption",
            f"The answers score {', '.join(f'{value:g}' for value in sorted(words))}.",
            f"They must score each whole number from {item.low:g} to {item.high:g}, once.",
        )
    return replace(item, text=text.strip(), choices=tuple(words[value] for value in sorted(words)))


def _option(option: object, where: str) -> tuple[float, str]:
    """The score of one answer and its words."""
    if isinstance(option, Mapping):
        number = option.get("valueInteger")
        if isinstance(number, int) and not isinstance(number, bool):
            return float(number), str(number)
        coding = option.get("valueCoding")
        value = _ordinal(option, coding)
        if isinstance(coding, Mapping) and value is not None and isinstance(coding.get("display"), str):
            return value, coding["display"]
    raise _wrong(
        where,
        "It has no score that can be read.",
        "An answer is a valueInteger, or a valueCoding with a display and the extension ordinalValue.",
    )


def _ordinal(*holders: object) -> float | None:
    for holder in holders:
        extensions = holder.get("extension") if isinstance(holder, Mapping) else None
        for extension in extensions if isinstance(extensions, list) else ():
            if isinstance(extension, Mapping) and extension.get("url") == ORDINAL:
                value = extension.get("valueDecimal")
                if isinstance(value, int | float) and not isinstance(value, bool):
                    return float(value)
    return None


def _wrong(where: str, what: str, rule: str) -> InputError:
    return InputError(
        what=what, rule=rule, next_step="Mend the file, or ask the owner of the instrument.", where=where
    )
