"""Question 2: Would it help me?"""

from collections.abc import Iterable
from datetime import date

from deqi import __version__
from deqi.answers import is_it_safe
from deqi.answers.tables import Tables
from deqi.evidence.ledger import doubts_for, ledger_for
from deqi.vocabulary import (
    Answer,
    AskedResult,
    Ledger,
    Person,
    Provenance,
    Refusal,
    SafetyAssessment,
    Source,
)


def answer(*, person: Person, today: date, tables: Tables) -> AskedResult:
    """Safety first; then, unless somebody must be seen today or now, the honest ledger.

    A ``Refusal`` says what to do now and carries no effect size.
    """
    safety = is_it_safe.answer(person=person, tables=tables)
    provenance = Provenance(engine_version=__version__, tables=tables.hashes, date=today.isoformat())
    safety_sources = _safety_sources(safety)
    if safety.is_refusal:
        return Refusal(safety, _sources(safety_sources, tables), provenance)
    ledger = ledger_for(person, tables.ledger, tables.content)
    return Answer(
        safety=safety,
        ledger=ledger,
        doubts=doubts_for(person, ledger, tables.ledger.tables.doubts, safety_complete=safety.complete),
        sources=_sources([*safety_sources, *_ledger_sources(ledger, tables)], tables),
        provenance=provenance,
    )


def _safety_sources(safety: SafetyAssessment) -> list[str]:
    cited = [safety.sources, *(reason.sources for reason in safety.reasons)]
    cited += [caution.sources for caution in safety.cautions]
    return [name for names in cited for name in names]


def _ledger_sources(ledger: Ledger, tables: Tables) -> list[str]:
    cited: list[str] = []
    if ledger.horizons:
        cited.extend(tables.ledger.tables.strata[ledger.stratum]["studies"])
        for prior in tables.ledger.tables.model["prior"].values():
            cited.extend(prior["sources"])
        cited.extend(tables.ledger.tables.model["severity"]["sources"])
    beside: list[tuple[str, ...]] = [harm.sources for harm in ledger.harms]
    beside += [option.sources for option in ledger.options]
    beside += [position.sources for position in ledger.positions]
    beside += [finding.sources for finding in (*ledger.known, *ledger.not_forecast)]
    return cited + [name for names in beside for name in names]


def _sources(ids: Iterable[str], tables: Tables) -> tuple[Source, ...]:
    """Each cited source once, in the order of first citation."""
    return tuple(tables.sources[name] for name in dict.fromkeys(ids))
