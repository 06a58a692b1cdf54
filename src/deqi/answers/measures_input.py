"""Turn JSON documents into measures, and into a question for points. Shape only; nothing is guessed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from deqi.answers.person_input import person_from_document
from deqi.vocabulary import BODY_LIMITS, InputError, Limb, Measures, Person, Sex

NEEDED = ("sex", "age_years", "height_cm", "weight_kg")
KEYS = ("person", "measures", "limbs", "override_reason")


@dataclass(frozen=True)
class PointsQuestion:
    """What ``which_points`` is asked with."""

    person: Person
    measures: Measures | None
    limbs: tuple[Limb, ...]
    override_reason: str | None


def measures_from_document(document: object, where: str = "") -> Measures:
    """The measures of a JSON object (see ``data/schemas/body-input.json``). Raises ``InputError``."""
    held = _mapping(document, where, ("sex", *BODY_LIMITS))
    missing = [name for name in NEEDED if held.get(name) is None]
    if missing:
        raise InputError(
            what=f"Missing: {', '.join(missing)}.",
            rule="A body needs sex, age_years, height_cm and weight_kg.",
            next_step="Add what is missing.",
            where=where or missing[0],
        )
    sex = next((kind for kind in (Sex.FEMALE, Sex.MALE) if kind.value == held["sex"]), None)
    if sex is None:
        raise InputError(
            what="This sex cannot be used to draw a body.",
            rule='It must be "female" or "male": it chooses which survey is used, and no more.',
            next_step="Choose the one whose build is nearer.",
            where=f"{where}.sex".lstrip("."),
        )
    numbers = {name: _number(name, held[name], where) for name in BODY_LIMITS if held.get(name) is not None}
    return Measures(sex=sex, **numbers)


def points_question(
    document: object, *, finding_ids: Collection[str], caution_ids: Collection[str]
) -> PointsQuestion:
    """The question of a JSON object (see ``data/schemas/points-input.json``). Raises ``InputError``."""
    held = _mapping(document, "", KEYS)
    person, measures, reason = (held.get(name) for name in ("person", "measures", "override_reason"))
    if reason is not None and not isinstance(reason, str):
        raise _wrong("override_reason", "It must be text.", "Write the reason in a sentence.")
    return PointsQuestion(
        person=person_from_document(
            {} if person is None else person, finding_ids=finding_ids, caution_ids=caution_ids
        ),
        measures=None if measures is None else measures_from_document(measures, "measures"),
        limbs=_limbs(held.get("limbs")),
        override_reason=reason,
    )


def _limbs(value: object) -> tuple[Limb, ...]:
    known = {limb.value: limb for limb in Limb}
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(word, str) and word in known for word in value):
        raise _wrong("limbs", f"It must be a list of {', '.join(known)}.", "Use these words alone.")
    return tuple(known[word] for word in value)


def _number(name: str, value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(f"{where}.{name}".lstrip("."), "It must be a number.", "Write it without quotes.")
    return value


def _mapping(document: object, where: str, known: Collection[str]) -> Mapping[str, object]:
    if not isinstance(document, Mapping):
        raise _wrong(where, "It must be a JSON object.", "Start it with { and end it with }.")
    for key in document:
        if key not in known:
            raise _wrong(
                f"{where}.{key}".lstrip(".")[:60],
                f"The keys are {', '.join(known)}.",
                "Remove it or mend its spelling.",
            )
    return document


def _wrong(where: str, rule: str, next_step: str) -> InputError:
    return InputError(what="This cannot be used here.", rule=rule, next_step=next_step, where=where)
