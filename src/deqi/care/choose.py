"""Choose points for one person: the groups, without what a caution leaves out.

Hiding wins over showing. A reply of "not sure" counts as a yes, and a pregnancy that nobody excluded counts
as one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from deqi.care.tables import TRIAL_KINDS, CareTables, Group, Rule
from deqi.vocabulary import (
    ChosenPoint,
    Handling,
    HiddenPoint,
    InputError,
    Limb,
    Override,
    Person,
    PointFacts,
    PointGroup,
    PointSupport,
    PointUse,
    Reply,
    SafetyAssessment,
    Sex,
    Side,
    Urgency,
)

PREGNANCY, LIMB = "K16", "K03"
"""The cautions under which points are left out in pregnancy, and in a limb that swells."""
REASON_LENGTH = (10, 500)


@dataclass(frozen=True)
class Choice:
    """What was chosen and what was hidden; ``rules`` are those that spoke."""

    groups: tuple[PointGroup, ...]
    hidden: tuple[HiddenPoint, ...]
    override: Override | None
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class _Ruling:
    """What the rules say of one point."""

    hiding: tuple[Rule, ...]
    telling: tuple[Rule, ...]
    sides: tuple[Side, ...]
    press: bool


def choose(
    person: Person,
    safety: SafetyAssessment,
    book: Mapping[str, PointFacts],
    tables: CareTables,
    *,
    limbs: Collection[Limb] = (),
    override_reason: str | None = None,
) -> Choice:
    """The groups of points for ``person``, who is not urgent by ``safety``.

    ``limbs`` are those that swell or have lost lymph nodes, when the person told of one.
    ``override_reason`` is a trained practitioner's reason to show points that pregnancy hides; it never
    brings back anything else. Raises ``InputError`` when the reason is too short to be one.
    """
    reason = _checked_reason(override_reason)
    rules = _active(person, safety, tables, limbs)
    groups, hidden, brought_back = [], [], []
    for group in tables.groups:
        points = []
        for code in group.codes:
            ruling = _ruling(book[code], rules, tables, limbs, safety)
            overridden = reason is not None and bool(ruling.hiding) and all(r.override for r in ruling.hiding)
            if ruling.hiding and not overridden:
                hidden.append(_hidden(book[code], group, ruling))
                continue
            if not ruling.sides:
                continue
            if overridden:
                brought_back.append(code)
            points.append(_chosen(book[code], ruling, tables, overridden=overridden))
            hidden.extend(_other_side(book[code], group, ruling, rules))
        for_you = _for_you(group, person)
        groups.append(PointGroup(group.id, group.title, group.text, for_you, tuple(points)))
    override = None if reason is None else Override(reason, tuple(brought_back))
    return Choice(tuple(groups), tuple(hidden), override, rules)


def may_be_pregnant(person: Person, tables: CareTables) -> bool:
    """Whether nobody has excluded a pregnancy: silence is not a no."""
    if person.pregnant is Reply.YES:
        return True
    too_old = person.age is not None and person.age > tables.limbs.could_bear_until_age
    if person.sex is Sex.MALE or too_old:
        return False
    return person.pregnant is not Reply.NO


def _for_you(group: Group, person: Person) -> str:
    """What this person's pain means for the group: how long it has lasted, whether the leg hurts."""
    told = []
    if group.if_chronic and person.pain_weeks is not None and person.pain_weeks >= group.chronic_from_weeks:
        told.append(group.if_chronic)
    if group.if_leg_pain and person.leg_pain is Reply.YES:
        told.append(group.if_leg_pain)
    return " ".join(told)


def _checked_reason(reason: str | None) -> str | None:
    if reason is None:
        return None
    told = " ".join(reason.split())
    low, high = REASON_LENGTH
    if not low <= len(told) <= high or not told.isprintable():
        raise InputError(
            what="This is not a reason that can be kept.",
            rule=f"A reason has from {low} to {high} printable characters; it is kept in the answer.",
            next_step="Write in a sentence who decided and why.",
            where="override_reason",
        )
    return told


def _active(
    person: Person, safety: SafetyAssessment, tables: CareTables, limbs: Collection[Limb]
) -> tuple[Rule, ...]:
    cautions = {caution.id for caution in safety.cautions}
    if limbs:
        cautions.add(LIMB)
    if may_be_pregnant(person, tables):
        cautions.add(PREGNANCY)
    return tuple(rule for rule in tables.rules if cautions & set(rule.cautions))


def _ruling(
    point: PointFacts,
    rules: Iterable[Rule],
    tables: CareTables,
    limbs: Collection[Limb],
    safety: SafetyAssessment,
) -> _Ruling:
    touching = [rule for rule in rules if rule.touches(point)]
    sides = _both(point)
    hiding = [rule for rule in touching if rule.action in ("hide", "hide all")]
    for rule in touching:
        if rule.action == "hide the limb":
            kept = _sides_left(point, sides, tables, limbs)
            hiding += [] if kept else [rule]
            sides = kept
    quiet = any(rule.no_pressing for rule in touching) or safety.urgency >= Urgency.WITHIN_2_WEEKS
    telling = [rule for rule in touching if rule.action == "tell"]
    return _Ruling(tuple(hiding), tuple(telling), sides, press=point.handling is Handling.PRESS and not quiet)


def _both(point: PointFacts) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if point.bilateral else (Side.MIDLINE,)


def _sides_left(
    point: PointFacts, sides: tuple[Side, ...], tables: CareTables, limbs: Collection[Limb]
) -> tuple[Side, ...]:
    """The sides away from the limb; none when nobody said which. The midline borders on both."""
    near_leg, near_arm = point.area in tables.limbs.leg, point.area in tables.limbs.arm
    if not (near_leg or near_arm):
        return sides
    if not limbs:
        return ()
    touched = {limb.side for limb in limbs if (near_leg if limb.is_leg else near_arm)}
    return tuple(side for side in sides if side not in touched and not (touched and side is Side.MIDLINE))


def _hidden(point: PointFacts, group: Group, ruling: _Ruling) -> HiddenPoint:
    """One entry a point; a rule that nobody can override stands first."""
    rules = sorted(ruling.hiding, key=lambda rule: rule.override)
    return HiddenPoint(
        code=point.code,
        pinyin=point.pinyin,
        group=group.id,
        rule=rules[0].id,
        reason=" ".join(dict.fromkeys(rule.reason for rule in rules)),
        sides=_both(point),
        override=all(rule.override for rule in rules),
        sources=tuple(dict.fromkeys(source for rule in rules for source in rule.sources)),
    )


def _other_side(
    point: PointFacts, group: Group, ruling: _Ruling, rules: Iterable[Rule]
) -> Iterable[HiddenPoint]:
    """The side that a limb takes away, while the point stays on the other."""
    lost = tuple(side for side in (Side.LEFT, Side.RIGHT) if point.bilateral and side not in ruling.sides)
    for rule in rules:
        if lost and rule.action == "hide the limb":
            yield HiddenPoint(
                code=point.code,
                pinyin=point.pinyin,
                group=group.id,
                rule=rule.id,
                reason=rule.reason,
                sides=lost,
                override=False,
                sources=rule.sources,
            )


def _chosen(point: PointFacts, ruling: _Ruling, tables: CareTables, *, overridden: bool) -> ChosenPoint:
    reasoned = tables.points[point.code]
    uses = tables.uses.get(point.code, ())
    support = _support(uses)
    shown = (*ruling.hiding, *ruling.telling)
    return ChosenPoint(
        code=point.code,
        pinyin=point.pinyin,
        characters_traditional=point.characters_traditional,
        characters_simplified=point.characters_simplified,
        area=point.area,
        why=reasoned.why,
        support=support,
        support_text=_support_text(support, uses),
        uses=uses,
        trial_lists=sum(use.kind in TRIAL_KINDS for use in uses),
        tradition=reasoned.tradition,
        find=point.find,
        variant=point.variant,
        handling=point.handling,
        press=ruling.press and not overridden,
        when_not=tuple(rule.reason for rule in shown),
        risks=point.risks,
        depth=point.depth,
        sides=ruling.sides,
        overridden=overridden,
        place_review=point.review,
        positions=(),
    )


def _support(uses: tuple[PointUse, ...]) -> PointSupport:
    if any(use.kind in TRIAL_KINDS for use in uses):
        return PointSupport.TRIALS
    return PointSupport.OTHER_LISTS if uses else PointSupport.HEARSAY


def _support_text(support: PointSupport, uses: tuple[PointUse, ...]) -> str:
    """Ranks and names in words, and what they do not show."""
    if support is PointSupport.HEARSAY:
        return "No list of trials that we saw holds it. Nothing shows that it helps a back."
    told = "; ".join(_use_text(use) for use in uses)
    if support is PointSupport.OTHER_LISTS:
        return (
            f"It stands in: {told}. No trial of back pain that we saw holds it, and nobody tested it alone."
        )
    return f"It stands in: {told}. Trials use it together with others, so nobody knows what it does alone."


def _use_text(use: PointUse) -> str:
    return use.label if use.rank is None else f"{use.label} (place {use.rank} of {use.of})"
