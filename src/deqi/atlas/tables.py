"""The atlas's tables, loaded and checked once, then frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deqi.atlas.body_tables import BodyTables, load_body_tables


@dataclass(frozen=True)
class AtlasTables:
    """Every table that a body and its points rest on."""

    body: BodyTables

    @property
    def hashes(self) -> Mapping[str, str]:
        """Table name to SHA-256, for the provenance of an answer."""
        return self.body.hashes


def load_atlas_tables(root: Path) -> AtlasTables:
    """Load and check the atlas's tables below ``root``, a folder of data files. Raises ``DataFileError``."""
    return AtlasTables(body=load_body_tables(root))
