"""The ledger's own tables, and the model fitted to them once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from deqi.datafiles import Row, load_csv, load_toml, load_toml_folder
from deqi.evidence.ledger.design import FloatArray
from deqi.evidence.ledger.model import Draws, fit
from deqi.evidence.ledger.observations import Observation, read_observations
from deqi.evidence.ledger.priors import Priors, read_priors
from deqi.evidence.ledger.severity import Severity, read_severity
from deqi.evidence.tables import EvidenceTables
from deqi.vocabulary import DataFileError, Stratum


@dataclass(frozen=True)
class LedgerTables:
    """Observations and assumptions; ``strata`` and ``doubts`` hold the reviewed words."""

    observations: tuple[Observation, ...]
    priors: Priors
    severity: Severity
    strata: Mapping[Stratum, Row]
    doubts: Row
    model: Row
    hashes: Mapping[str, str]

    @property
    def fitted(self) -> tuple[Observation, ...]:
        """The observations that the model is fitted to (the others only check it)."""
        return tuple(each for each in self.observations if not each.check_only)


@dataclass(frozen=True, eq=False)
class FittedLedger:
    """The tables with draws of the fitted model and standard normal noise (N, 2) for severity.

    Two fits are the same only when they are one object, so that counts can be remembered for a fit.
    """

    tables: LedgerTables
    draws: Draws
    noise: FloatArray


def load_ledger_tables(root: Path, evidence: EvidenceTables) -> LedgerTables:
    """Load ``root/ledger``, resolved against the evidence. Raises ``DataFileError``."""
    folder, schemas = root / "ledger", root / "schemas"
    rows = load_csv(folder / "observations.csv", schemas / "ledger-observations.json")
    model = load_toml(folder / "model.toml", schemas / "ledger-model.json")
    strata = load_toml_folder(folder / "strata", schemas / "ledger-stratum.json")
    doubts = load_toml(folder / "doubts.toml", schemas / "ledger-doubts.json")
    by_stratum = {Stratum(row["stratum"]): row for row in strata}
    if len(by_stratum) != len(Stratum) or len(strata) != len(Stratum):
        raise DataFileError(
            what=f"The strata described are {sorted(row['stratum'] for row in strata)}.",
            rule="Each stratum must be described exactly once.",
            next_step="Add the missing file, or remove the double one.",
            where="ledger/strata",
        )
    stated = model.rows[0]
    return LedgerTables(
        observations=read_observations(rows, evidence),
        priors=read_priors(stated),
        severity=read_severity(stated, evidence.contrasts),
        strata=MappingProxyType(by_stratum),
        doubts=doubts.rows[0],
        model=stated,
        hashes=MappingProxyType(
            {f"ledger/{table.name}": table.sha256 for table in (rows, model, strata, doubts)}
        ),
    )


def fit_ledger(tables: LedgerTables) -> FittedLedger:
    """Fit the model and draw from it with the seed that the data file states: the same draws always."""
    generator = np.random.default_rng(tables.model["seed"])
    count = tables.model["draws"]
    draws = fit(tables.fitted, tables.priors).draw(count, generator)
    return FittedLedger(tables, draws, generator.standard_normal((count, 2)))
