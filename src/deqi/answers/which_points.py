"""Question 3: Which points, and where on my body?"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from deqi import __version__
from deqi.answers import is_it_safe
from deqi.answers.citing import safety_source_ids, sources_of
from deqi.answers.placing import place
from deqi.answers.tables import Tables
from deqi.care import Choice, choose, may_be_pregnant
from deqi.vocabulary import (
    ChosenPoint,
    Limb,
    Measures,
    Person,
    PointGroup,
    PointPosition,
    PointsResult,
    Provenance,
    Refusal,
    SafetyAssessment,
    Urgency,
    WhichPoints,
)


def answer(
    *,
    person: Person,
    today: date,
    tables: Tables,
    measures: Measures | None = None,
    limbs: Collection[Limb] = (),
    override_reason: str | None = None,
) -> PointsResult:
    """Safety first; then, unless somebody must be seen today or now, the points in their groups.

    With ``measures`` each point carries its places on that body. ``limbs`` are those that swell or have
    lost lymph nodes. ``override_reason`` is a trained practitioner's reason to show what pregnancy hides;
    it is kept in the answer. A ``Refusal`` says what to do now and carries no point. Raises ``InputError``
    for a reason that is none.
    """
    safety = is_it_safe.answer(person=person, tables=tables)
    provenance = Provenance(__version__, {**tables.hashes, **tables.point_hashes}, today.isoformat())
    if safety.is_refusal:
        return Refusal(safety, sources_of(safety_source_ids(safety), tables), provenance)
    choice = choose(
        person, safety, tables.points.points, tables.care, limbs=limbs, override_reason=override_reason
    )
    placed = place(measures, tables) if measures else None
    positions = placed.positions if placed else {}
    return WhichPoints(
        safety=safety,
        first=tuple(_first(safety, choice, limbs, tables)),
        ask=tuple(_ask(person, tables)),
        groups=tuple(_with_positions(group, positions) for group in choice.groups),
        hidden=choice.hidden,
        statements=tables.care.statements,
        override=choice.override,
        body=placed.body if placed else None,
        sources=sources_of([*safety_source_ids(safety), *_cited(choice, tables)], tables),
        provenance=provenance,
    )


def _with_positions(group: PointGroup, positions: Mapping[str, tuple[PointPosition, ...]]) -> PointGroup:
    """The places on the sides that may be used, and on no other."""
    return replace(group, points=tuple(_placed(point, positions) for point in group.points))


def _placed(point: ChosenPoint, positions: Mapping[str, tuple[PointPosition, ...]]) -> ChosenPoint:
    here = tuple(position for position in positions.get(point.code, ()) if position.side in point.sides)
    return replace(point, positions=here)


def _first(
    safety: SafetyAssessment, choice: Choice, limbs: Collection[Limb], tables: Tables
) -> Iterator[str]:
    """What comes before any point."""
    if safety.urgency >= Urgency.WITHIN_2_WEEKS:
        yield safety.headline
        yield safety.action
    if not limbs and any(rule.action == "hide the limb" for rule in choice.rules):
        yield tables.care.limbs.say_which
    yield from dict.fromkeys(rule.reason for rule in choice.rules if rule.action == "hide all")


def _ask(person: Person, tables: Tables) -> Iterator[str]:
    """The cautions that would change the points and that nobody has asked about."""
    if person.pregnant is None and may_be_pregnant(person, tables.care):
        yield tables.care.limbs.pregnancy_question
    ids = dict.fromkeys(id_ for rule in tables.care.rules for id_ in rule.cautions)
    for id_ in ids:
        caution = tables.safety.cautions[id_]
        if caution.asked and person.cautions.get(id_) is None and caution.asked_when.holds(person):
            yield caution.question


def _cited(choice: Choice, tables: Tables) -> Iterator[str]:
    for group in choice.groups:
        for point in group.points:
            yield tables.points.points[point.code].source
            yield from tables.care.points[point.code].sources
            yield from (use.source for use in point.uses)
            yield from (source for risk in point.risks for source in risk.sources)
            if point.depth:
                yield point.depth.source
    for found in (choice.hidden, choice.rules, tables.care.statements):
        for item in found:
            yield from item.sources
