"""The default tables. Only this package knows them; everything below takes tables as arguments."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from deqi.datafiles import DATA_ROOT
from deqi.safety import SafetyTables, load_safety_tables


@dataclass(frozen=True)
class Tables:
    """Every table that an answer rests on, loaded and checked."""

    safety: SafetyTables

    @property
    def hashes(self) -> Mapping[str, str]:
        """Table name to SHA-256, for the provenance of an answer."""
        return {"safety": self.safety.sha256}


def load_tables(root: Path) -> Tables:
    """Load and check every table below ``root``. Raises ``DataFileError``."""
    return Tables(safety=load_safety_tables(root / "safety"))


@cache
def default_tables() -> Tables:
    """The tables that come with this version of Deqi, loaded once a process."""
    return load_tables(DATA_ROOT)
