"""Facts about a practitioner, kept apart: each with its source, its day, and whether it still counts.

A number in a register is told as that, never as a licence. What nobody looked at is unknown, never "clear".
"""

from datetime import date

from deqi.directory.entries import Proof
from deqi.directory.standing import (
    ExclusionFinding,
    Standing,
    fresh_until,
    holds_until,
    latest,
    meaning,
    professions_of,
)
from deqi.directory.tables import ACUPUNCTURIST, DirectoryTables, MedicareRule
from deqi.vocabulary import Fact, FactKind, FactState


def facts_for(standing: Standing, tables: DirectoryTables, today: date) -> tuple[Fact, ...]:
    """Register, licences, certificates, exclusion list, Medicare: in this order, nothing left out.

    Licences and certificates of which none was seen stand as one unknown fact each. The exclusion list and
    Medicare concern the United States alone.
    """
    proofs = latest(standing.proofs)
    facts = [_register(standing, tables, today)]
    facts += _proofs(proofs, "licence", FactKind.LICENCE, standing, tables, today)
    facts += _proofs(proofs, "certificate", FactKind.CERTIFICATE, standing, tables, today)
    if tables.registers[standing.register].country == "US":
        facts += [_exclusion(standing, tables, today), _medicare(standing, proofs, tables, today)]
    return tuple(facts)


def _register(standing: Standing, tables: DirectoryTables, today: date) -> Fact:
    register = tables.registers[standing.register]
    until = fresh_until("register", standing.seen_on, tables) if standing.seen_on else None
    status = standing.register_status
    if not standing.active or meaning(status, tables) == "ended":
        reason = standing.inactive_reason or status
        state, text = FactState.FAILS, f"No longer in this register ({reason}): {register.name}."
    elif standing.seen_on is None:
        state, text = (
            FactState.UNKNOWN,
            f"Was found in this register, on a day that we do not know: {register.name}.",
        )
    elif until and until < today:
        state, text = FactState.STALE, f"Was in this register, and nobody has looked since: {register.name}."
    else:
        state, text = FactState.HOLDS, f"Found in this register: {register.name}."
    return Fact(
        FactKind.REGISTER,
        state,
        f"{text} {register.means} {register.does_not_mean}",
        status=status,
        authority=register.kept_by,
        reference=standing.number,
        checked_on=standing.seen_on,
        expires_on=standing.register_expires_on,
        fresh_until=until,
        sources=register.sources,
    )


def _proofs(
    proofs: tuple[Proof, ...],
    kind: str,
    fact_kind: FactKind,
    standing: Standing,
    tables: DirectoryTables,
    today: date,
) -> list[Fact]:
    found = [_proof(proof, fact_kind, tables, today) for proof in proofs if proof.kind == kind]
    if found:
        return sorted(found, key=lambda fact: fact.checked_on or date.min, reverse=True)
    register = tables.registers[standing.register]
    if kind == "certificate":
        text = "No certificate was looked up. That does not mean that there is none."
    elif register.is_proof_of_licence:
        text = "No licence besides the registration was looked up."
    else:
        text = "Nobody has looked up a licence here. Ask for it, and look it up at the body that gives it."
    return [Fact(fact_kind, FactState.UNKNOWN, text)]


def _proof(proof: Proof, kind: FactKind, tables: DirectoryTables, today: date) -> Fact:
    state, text = _proof_state(proof, tables, today)
    what = tables.profession_labels.get(proof.profession, proof.profession)
    return Fact(
        kind,
        state,
        f"{proof.kind.capitalize()} as {what}: {text}",
        status=proof.status,
        authority=proof.authority,
        reference=proof.number,
        checked_on=proof.checked_on,
        expires_on=proof.expires_on,
        fresh_until=fresh_until(proof.kind, proof.checked_on, tables),
        where=proof.address,
    )


def _proof_state(proof: Proof, tables: DirectoryTables, today: date) -> tuple[FactState, str]:
    seen = f"{proof.authority} listed it as “{proof.status}” on {proof.checked_on.isoformat()}."
    if proof.expires_on and proof.expires_on < today:
        return FactState.FAILS, f"it ran until {proof.expires_on.isoformat()}; no renewal was seen. {seen}"
    told = meaning(proof.status, tables)
    if told == "ended":
        return FactState.FAILS, f"it does not hold. {seen}"
    if told == "restricted":
        return FactState.OPEN, f"it holds with limits; ask which. {seen}"
    if told == "unknown":
        return FactState.UNKNOWN, f"we do not know this word for its status. {seen}"
    until = holds_until(proof, tables)
    if until is None or until < today:
        return FactState.STALE, f"nobody has looked since. {seen}"
    return FactState.HOLDS, f"verified. {seen}"


def _exclusion(standing: Standing, tables: DirectoryTables, today: date) -> Fact:
    day = standing.exclusion_on
    until = fresh_until("exclusion", day, tables) if day else None
    state, text = _exclusion_state(standing, until, today)
    return Fact(
        FactKind.EXCLUSION,
        state,
        text,
        status=standing.exclusion.value,
        authority="Office of Inspector General, US Department of Health and Human Services",
        checked_on=day,
        fresh_until=until,
        sources=("oig-leie",),
    )


def _exclusion_state(standing: Standing, until: date | None, today: date) -> tuple[FactState, str]:
    finding = standing.exclusion
    if finding is ExclusionFinding.LISTED:
        return FactState.FAILS, "On the list of people whom federal health programs may not pay."
    if finding is ExclusionFinding.UNKNOWN or standing.exclusion_on is None:
        return FactState.UNKNOWN, "Nobody has compared this person with the exclusion list."
    day = standing.exclusion_on.isoformat()
    if finding is ExclusionFinding.POSSIBLE:
        text = f"Somebody of the same name, in the same state, is on the exclusion list of {day}."
        return FactState.OPEN, f"{text} It may be another person: nobody has compared the two yet."
    if until is None or until < today:
        return FactState.STALE, f"Not on the exclusion list of {day}; nobody has looked since."
    if finding is ExclusionFinding.RULED_OUT:
        return FactState.HOLDS, f"Not on the exclusion list of {day}; somebody else of that name is."
    return FactState.HOLDS, f"Not on the exclusion list of {day}."


def _medicare(standing: Standing, proofs: tuple[Proof, ...], tables: DirectoryTables, today: date) -> Fact:
    authority, day = "Centers for Medicare & Medicaid Services", tables.medicare_facts["in_force_since"]
    if standing.exclusion is ExclusionFinding.LISTED:
        text = "Medicare pays nothing for what somebody on the exclusion list does."
        return Fact(FactKind.MEDICARE, FactState.FAILS, text, authority=authority, sources=("oig-leie",))
    rule = _rule(standing, proofs, tables, today)
    if rule is None:
        text = "We do not know this person's profession, so we cannot say."
        return Fact(FactKind.MEDICARE, FactState.UNKNOWN, text, authority=authority)
    missing = [need for need in rule.needs if not _has(need, rule, proofs, tables, today)]
    told = "".join(f" {NOT_SEEN[need]}" for need in missing)
    state = FactState.OPEN if missing else FactState.HOLDS
    limit = (
        f" Only for low back pain of 12 weeks or more without a known cause; at most "
        f"{tables.medicare_facts['visits_most_a_year']} visits a year. Rule of {day}."
    )
    return Fact(FactKind.MEDICARE, state, rule.text + told + limit, authority=authority, sources=rule.sources)


NOT_SEEN = {
    "licence": "A licence in this profession was not seen, or not lately.",
    "acupuncture-licence": "A licence to practise acupuncture was not seen, or not lately.",
    "acaom-degree": "The degree was not seen.",
    "supervision": "Who supervises and bills is for you to ask.",
}


def _rule(
    standing: Standing, proofs: tuple[Proof, ...], tables: DirectoryTables, today: date
) -> MedicareRule | None:
    """The rule for what the person is: a licence that was seen goes before a code that was only told."""
    seen = [proof.profession for proof in proofs if proof.kind == "licence" and _fresh(proof, tables, today)]
    told = professions_of(standing, tables)
    # what somebody says about themselves must not open a wider door than acupuncture does
    order = [*seen, *(name for name in told if name == ACUPUNCTURIST), *told]
    ranked = [rule for rule in tables.medicare if set(rule.professions) & set(seen)]
    by_code = [rule for name in order for rule in tables.medicare if name in rule.professions]
    return next(iter([*ranked, *by_code]), None)


def _has(
    need: str, rule: MedicareRule, proofs: tuple[Proof, ...], tables: DirectoryTables, today: date
) -> bool:
    fresh = [proof for proof in proofs if proof.kind == "licence" and _fresh(proof, tables, today)]
    if need == "licence":
        return any(proof.profession in rule.professions for proof in fresh)
    if need == "acupuncture-licence":
        return any(proof.profession == ACUPUNCTURIST for proof in fresh)
    if need == "acaom-degree":
        return any(proof.acaom_degree for proof in proofs)
    return False


def _fresh(proof: Proof, tables: DirectoryTables, today: date) -> bool:
    until = holds_until(proof, tables)
    return until is not None and until >= today
