"""Question 2: Would it help me?"""

from datetime import date

from deqi import __version__
from deqi.answers import is_it_safe
from deqi.answers.citing import safety_source_ids, sources_of
from deqi.answers.tables import Tables
from deqi.evidence.ledger import doubts_for, ledger_for
from deqi.vocabulary import (
    Answer,
    AskedResult,
    Ledger,
    Person,
    Provenance,
    Refusal,
)


def answer(*, person: Person, today: date, tables: Tables) -> AskedResult:
    """Safety first; then, unless somebody must be seen today or now, the honest ledger.

    A ``Refusal`` says what to do now and carries no effect size.
    """
    safety = is_it_safe.answer(person=person, tables=tables)
    provenance = Provenance(engine_version=__version__, tables=tables.hashes, date=today.isoformat())
    safety_sources = safety_source_ids(safety)
    if safety.is_refusal:
        return Refusal(safety, sources_of(safety_sources, tables), provenance)
    ledger = ledger_for(person, tables.ledger, tables.content)
    return Answer(
        safety=safety,
        ledger=ledger,
        doubts=doubts_for(person, ledger, tables.ledger.tables.doubts, safety_complete=safety.complete),
        sources=sources_of([*safety_sources, *_ledger_sources(ledger, tables)], tables),
        provenance=provenance,
    )


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
