"""What is stored about one practitioner, as facts are worked out from it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from deqi.directory.entries import Proof
from deqi.directory.tables import ACUPUNCTURIST, DirectoryTables

FOREVER = date.max


class ExclusionFinding(Enum):
    """What comparing somebody with the exclusion list gave.

    ``POSSIBLE``: the same name in the same state, and a person must compare. ``RULED_OUT`` after that.
    """

    CLEAR = "clear"
    POSSIBLE = "possible"
    RULED_OUT = "ruled out"
    LISTED = "listed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Standing:
    """Everything that facts rest on. ``codes`` are taxonomy codes, or professions where there are no codes.

    ``seen_on`` is the day that the register's file stands for. ``register_status`` and
    ``register_expires_on`` are only known for registers that state them.
    """

    register: str
    number: str
    is_person: bool
    active: bool
    codes: tuple[str, ...]
    seen_on: date | None = None
    inactive_reason: str = ""
    register_status: str = ""
    register_expires_on: date | None = None
    exclusion: ExclusionFinding = ExclusionFinding.UNKNOWN
    exclusion_on: date | None = None
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """Where somebody stands in a search, and until when.

    ``shown_until`` is ``None`` for nobody to see. ``checked_until`` and ``certified_until`` are ``None``
    when there is nothing that holds. ``why_hidden`` is for the operator.
    """

    shown_until: date | None
    checked_until: date | None
    certified_until: date | None
    why_hidden: str = ""


def professions_of(standing: Standing, tables: DirectoryTables) -> tuple[str, ...]:
    """The professions that somebody's codes name, each once."""
    found = (tables.profession_of(code) for code in standing.codes)
    return tuple(dict.fromkeys(name for name in found if name))


def meaning(status: str, tables: DirectoryTables) -> str:
    """``active``, ``restricted``, ``ended``, or ``unknown`` for a word that no table explains."""
    return tables.status_meaning.get(" ".join(status.lower().split()), "unknown")


def holds_until(proof: Proof, tables: DirectoryTables) -> date | None:
    """The last day on which a licence or certificate counts as known; ``None`` when it is not active."""
    if meaning(proof.status, tables) != "active":
        return None
    fresh = fresh_until(proof.kind, proof.checked_on, tables)
    return min(fresh, proof.expires_on or FOREVER)


def fresh_until(kind: str, checked_on: date, tables: DirectoryTables) -> date:
    """The last day on which something that was looked up on ``checked_on`` counts as known."""
    return checked_on + timedelta(days=tables.limits.fresh_days[kind])


def latest(proofs: tuple[Proof, ...]) -> tuple[Proof, ...]:
    """The newest look at each licence or certificate."""
    newest: dict[tuple[str, str, str, str], Proof] = {}
    for proof in sorted(proofs, key=lambda one: one.checked_on):
        newest[(proof.kind, proof.authority, proof.jurisdiction, proof.number)] = proof
    return tuple(newest.values())


def shelf_for(standing: Standing, tables: DirectoryTables) -> Shelf:
    """Where somebody stands in a search. No date of today goes in: the dates that come out are compared."""
    proofs = latest(standing.proofs)
    licence = _longest(proofs, "licence", tables)
    certificate = _longest(proofs, "certificate", tables)
    hidden = _why_hidden(standing, proofs, licence, tables)
    if hidden:
        return Shelf(None, None, certificate, hidden)
    alone = any(code in tables.acupuncture_codes or code == ACUPUNCTURIST for code in standing.codes)
    shown = FOREVER if alone else _later(licence, certificate)
    if shown is None:
        return Shelf(None, None, None, "no licence or certificate in acupuncture was seen")
    checked = _checked_until(standing, licence, tables)
    return Shelf(shown, None if checked is None else min(checked, shown), certificate)


def _longest(proofs: tuple[Proof, ...], kind: str, tables: DirectoryTables) -> date | None:
    ends = [
        holds_until(proof, tables)
        for proof in proofs
        if proof.kind == kind and (kind == "certificate" or proof.profession == ACUPUNCTURIST)
    ]
    return max((end for end in ends if end), default=None)


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)


def _why_hidden(
    standing: Standing, proofs: tuple[Proof, ...], licence: date | None, tables: DirectoryTables
) -> str:
    if not standing.is_person:
        return "an organisation"
    if not standing.active:
        return standing.inactive_reason or "no longer in the register"
    if standing.exclusion is ExclusionFinding.LISTED:
        return "on the exclusion list"
    if meaning(standing.register_status, tables) == "ended":
        return "no longer registered"
    known = [proof for proof in proofs if proof.kind == "licence" and proof.profession == ACUPUNCTURIST]
    if licence is None and known and all(meaning(proof.status, tables) == "ended" for proof in known):
        return "every licence that was seen has ended"
    return ""


def _checked_until(standing: Standing, licence: date | None, tables: DirectoryTables) -> date | None:
    ends = [
        _need(name, standing, licence, tables) for name in tables.registers[standing.register].checked_needs
    ]
    known = [end for end in ends if end]
    return min(known) if len(known) == len(ends) else None


def _need(name: str, standing: Standing, licence: date | None, tables: DirectoryTables) -> date | None:
    if name == "licence":
        return licence
    if name == "exclusion":
        clear = standing.exclusion in (ExclusionFinding.CLEAR, ExclusionFinding.RULED_OUT)
        return (
            fresh_until("exclusion", standing.exclusion_on, tables)
            if clear and standing.exclusion_on
            else None
        )
    if standing.seen_on is None or meaning(standing.register_status, tables) != "active":
        return None
    return min(fresh_until("register", standing.seen_on, tables), standing.register_expires_on or FOREVER)
