"""The tables that placing rests on: rows, pins, levels, spans, settings and channels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from deqi.atlas.basis import BodyBasis
from deqi.atlas.regions import regions
from deqi.atlas.skin import Array, Faces, Indices
from deqi.atlas.steps import Step, stages, steps
from deqi.datafiles import Row, Table, load_csv
from deqi.vocabulary import DataFileError

Pin = tuple[int, Indices, Array]
"""A triangle of the mesh, its three vertices, and the weight of each."""

FILES = ("placement", "pins", "levels", "spans", "placing_settings", "channel_strokes")
"""The files below ``data/atlas``; the schema of each is ``atlas-<name>.json``."""


@dataclass(frozen=True)
class PointsTables:
    """``stages``: the steps in an order that can be followed. ``pins`` by name.

    ``regions``: part of the right half of the mesh to its triangles. ``strokes``: the channels' lines.
    """

    steps: tuple[Step, ...]
    stages: tuple[tuple[Step, ...], ...]
    pins: Mapping[str, Pin]
    levels: Table
    spans: Mapping[str, Row]
    settings: Mapping[str, Row]
    strokes: Table
    regions: Mapping[str, Indices]
    hashes: Mapping[str, str]

    def number(self, name: str) -> float:
        """A figure of ``placing_settings.csv``."""
        return float(self.settings[name]["value"])


def load_points_tables(root: Path, basis: BodyBasis) -> PointsTables:
    """Read and check the tables below ``root``; ``basis`` is the mesh that the pins belong to.

    Raises ``DataFileError``.
    """
    tables = {
        name: load_csv(
            root / "atlas" / f"{name}.csv", root / "schemas" / f"atlas-{name.replace('_', '-')}.json"
        )
        for name in FILES
    }
    _check_sources(root, [row["source_id"] for name in FILES if name != "pins" for row in tables[name]])
    made = steps(tables["placement"])
    pins = _pins(tables["pins"], basis.faces)
    known = [row["level"] for row in tables["levels"]]
    return PointsTables(
        steps=made,
        stages=stages(made, [*known, *(f"pin:{name}" for name in pins)]),
        pins=pins,
        levels=tables["levels"],
        spans=MappingProxyType({row["span"]: row for row in tables["spans"]}),
        settings=MappingProxyType({row["setting"]: row for row in tables["placing_settings"]}),
        strokes=tables["channel_strokes"],
        regions=regions(basis.faces, basis.bone.astype(int), basis.joint_names, basis.midline, basis.half),
        hashes=MappingProxyType({f"atlas/{name}": table.sha256 for name, table in tables.items()}),
    )


def _check_sources(root: Path, used: Iterable[str]) -> None:
    known = {row["id"] for row in load_csv(root / "sources.csv", root / "schemas" / "sources.json")}
    unknown = sorted(set(used) - known)
    if unknown:
        raise DataFileError(
            where="placement.csv and its neighbours",
            what=f"The sources {unknown} are not in sources.csv.",
            rule="Every row of the atlas names its source.",
            next_step="Add the source, or correct the row.",
        )


def _pins(table: Table, faces: Faces) -> Mapping[str, Pin]:
    at = {frozenset(corners): index for index, corners in enumerate(faces.tolist())}
    pins = {}
    for row in table:
        corners = np.array([row[f"vertex_{corner}"] for corner in "abc"], dtype=np.intp)
        weights = np.array([row[f"weight_{corner}"] for corner in "abc"])
        face = at.get(frozenset(corners.tolist()))
        if face is None or abs(weights.sum() - 1) > 1e-3:
            raise DataFileError(
                where="pins.csv",
                what=f"The pin {row['pin']} is not on the mesh.",
                rule="Its vertices are the corners of one triangle, and its weights sum to one.",
                next_step="Choose the pin again.",
            )
        pins[row["pin"]] = (face, corners, weights / weights.sum())
    return MappingProxyType(pins)
