"""The default tables. Only this package knows them; everything below takes tables as arguments."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from deqi.atlas import AtlasTables, PointBook, load_atlas_tables, load_point_book
from deqi.care import CareTables, load_care_tables
from deqi.datafiles import DATA_ROOT
from deqi.directory import DirectoryTables, load_directory_tables
from deqi.directory.trust import Choosing, TrustTables, load_choosing, load_trust_tables
from deqi.evidence import EvidenceTables, LedgerContent, load_evidence_tables, load_ledger_content
from deqi.evidence.ledger import FittedLedger, fit_ledger, load_ledger_tables
from deqi.outcomes import OutcomeTables, load_outcome_tables
from deqi.safety import SafetyTables, load_safety_tables
from deqi.vocabulary import DataFileError, Source


@dataclass(frozen=True)
class Tables:
    """Every table that an answer rests on, loaded and checked, with the model fitted to them.

    What the points rest on is read when it is first asked for, so that the other answers do not pay for it.
    """

    safety: SafetyTables
    evidence: EvidenceTables
    content: LedgerContent
    ledger: FittedLedger
    outcomes: OutcomeTables
    root: Path = DATA_ROOT

    @cached_property
    def points(self) -> PointBook:
        """What is said of the points. Raises ``DataFileError``."""
        book = load_point_book(self.root)
        self._must_be_known("atlas", book.cited)
        return book

    @cached_property
    def atlas(self) -> AtlasTables:
        """The body and where the points lie on it. Raises ``DataFileError``."""
        return load_atlas_tables(self.root)

    @cached_property
    def care(self) -> CareTables:
        """The choice of points. Raises ``DataFileError``."""
        care = load_care_tables(self.root)
        self._must_be_known("care", care.cited)
        for code in care.points:
            if code not in self.points.points:
                raise _unknown(f"care/points/{code}.toml", f"The point {code} stands in no table of points")
        return care

    @cached_property
    def point_hashes(self) -> Mapping[str, str]:
        """Table name to SHA-256 of what ``which_points`` rests on besides ``hashes``."""
        return {**self.points.hashes, **self.care.hashes, **self.atlas.hashes}

    def _must_be_known(self, folder: str, cited: frozenset[str]) -> None:
        for name in sorted(cited - self.sources.keys()):
            raise _unknown(folder, f"The source {name!r} stands in no list of sources")

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


def _unknown(where: str, what: str) -> DataFileError:
    return DataFileError(
        what=f"{what}.",
        rule="What a file names must exist.",
        next_step="Mend the name, or add what it names.",
        where=where,
    )


def load_tables(root: Path) -> Tables:
    """Load and check the tables below ``root`` and fit the ledger. Raises ``DataFileError``.

    The tables of the points are read later, when they are first asked for.
    """
    evidence = load_evidence_tables(root)
    return Tables(
        safety=load_safety_tables(root / "safety"),
        evidence=evidence,
        content=load_ledger_content(root, evidence.sources),
        ledger=fit_ledger(load_ledger_tables(root, evidence)),
        root=root,
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
