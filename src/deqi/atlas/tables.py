"""The atlas's tables, loaded and checked once, then frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deqi.atlas.body_tables import BodyTables, load_body_tables
from deqi.atlas.points_tables import PointsTables, load_points_tables


@dataclass(frozen=True)
class AtlasTables:
    """Every table that a body and its points rest on."""

    body: BodyTables
    points: PointsTables

    @property
    def hashes(self) -> Mapping[str, str]:
        """Table name to SHA-256, for the provenance of an answer."""
        return {**self.body.hashes, **self.points.hashes}


def load_atlas_tables(root: Path) -> AtlasTables:
    """Load and check the atlas's tables below ``root``, a folder of data files. Raises ``DataFileError``."""
    body = load_body_tables(root)
    return AtlasTables(body=body, points=load_points_tables(root, body.basis))
