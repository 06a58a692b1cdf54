"""The default tables. Only this package knows them; everything below takes tables as arguments."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from deqi.datafiles import DATA_ROOT
from deqi.directory import DirectoryTables, load_directory_tables
from deqi.directory.trust import Choosing, TrustTables, load_choosing, load_trust_tables
from deqi.evidence import EvidenceTables, LedgerContent, load_evidence_tables, load_ledger_content
from deqi.evidence.ledger import FittedLedger, fit_ledger, load_ledger_tables
from deqi.outcomes import OutcomeTables, load_outcome_tables
from deqi.safety import SafetyTables, load_safety_tables
from deqi.vocabulary import Source


@dataclass(frozen=True)
class Tables:
    """Every table that an answer rests on, loaded and checked, with the model fitted to them."""

    safety: SafetyTables
    evidence: EvidenceTables
    content: LedgerContent
    ledger: FittedLedger
    outcomes: OutcomeTables

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """Table name to SHA-256, for the provenance of an answer."""
        return {
            "safety": self.safety.sha256,
            **{f"evidence/{name}": stamp for name, stamp in self.evidence.hashes.items()},
            **self.content.hashes,
            **self.ledger.tables.hashes,
            **self.outcomes.hashes,
        }

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source by id."""
        return {source.id: source for source in self.safety.sources} | dict(self.evidence.sources)


def load_tables(root: Path) -> Tables:
    """Load and check every table below ``root`` and fit the ledger. Raises ``DataFileError``."""
    evidence = load_evidence_tables(root)
    return Tables(
        safety=load_safety_tables(root / "safety"),
        evidence=evidence,
        content=load_ledger_content(root, evidence.sources),
        ledger=fit_ledger(load_ledger_tables(root, evidence)),
        outcomes=load_outcome_tables(root, evidence.sources),
    )


@cache
def default_tables() -> Tables:
    """The tables that come with this version of Deqi, loaded once a process."""
    return load_tables(DATA_ROOT)


@cache
def directory_tables() -> DirectoryTables:
    """What the directory of practitioners rests on, loaded once a process."""
    return load_directory_tables(DATA_ROOT)


@cache
def trust_tables() -> TrustTables:
    """What is said of reviews and outcomes rests on these, loaded once a process."""
    return load_trust_tables(DATA_ROOT)


@cache
def choosing_advice() -> Choosing:
    """How to choose who treats you, loaded once a process."""
    return load_choosing(DATA_ROOT)
