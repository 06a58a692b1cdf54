"""A person's body: a closed mesh that has their stature, and their landmarks where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from deqi.atlas.basis import BodyBasis
from deqi.atlas.body_tables import BodyTables
from deqi.atlas.fitting import to_girths, to_heights
from deqi.atlas.heights import Height, estimate
from deqi.atlas.mixing import Build, mixture
from deqi.atlas.tables import AtlasTables
from deqi.vocabulary import InputTier, Measures

Floats = NDArray[np.float64]
MIRRORED = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Body:
    """One person's body, standing, palms to the front.

    Frame: metres, the origin on the floor midway between the feet, x to the person's right, y to the front,
    z up. ``vertices`` (V, 3), ``faces`` (F, 3) and the meaning of each vertex are the same for all bodies.
    ``joints`` (3,) by bone name (``.L`` and ``.R``), ``heights`` of landmarks, ``girths`` in metres as a tape
    would read them on the mesh.
    """

    measures: Measures
    vertices: Floats
    joints: Mapping[str, Floats]
    heights: Mapping[str, Height]
    girths: Mapping[str, float]
    basis: BodyBasis = field(repr=False)

    @property
    def faces(self) -> NDArray[np.int32]:
        """(F, 3) corners of each triangle, counter-clockwise seen from outside."""
        return self.basis.faces

    @cached_property
    def normals(self) -> Floats:
        """(V, 3) unit normals, outwards."""
        return self.basis.normals(self.vertices)

    @property
    def tier(self) -> InputTier:
        """How much was measured."""
        return self.measures.tier


def build_body(measures: Measures, tables: AtlasTables) -> Body:
    """The body of a person with these measures. Milliseconds; the same measures give the same body."""
    return shaped(measures, tables.body)


def shaped(measures: Measures, tables: BodyTables) -> Body:
    """The same, from the body's own tables."""
    basis = tables.basis
    known = estimate(measures, tables)
    build = Build(measures.sex, measures.age_years, measures.height_cm / 100, measures.bmi)
    right, joints = basis.evaluate(mixture(build, basis, tables.settings["mass"]["density_kg_m3"]))
    own = [row for row, name in enumerate(basis.joint_names) if not name.endswith(".L")]
    points = np.concatenate([right, joints[own]])
    points[:, 2] -= right[:, 2].min()
    points *= build.stature_m / points[: basis.half, 2].max()
    points = to_heights(points, known, tables.fields, tables.ladders[measures.sex])
    points, girths = to_girths(points, known, tables, measures)
    named = {name: points[row] for name, row in tables.fields.joints.items()}
    named |= {f"{name[:-1]}L": place * MIRRORED for name, place in named.items() if name.endswith(".R")}
    heights, read = MappingProxyType(known.heights), MappingProxyType(girths)
    return Body(measures, basis.whole(points[: basis.half]), MappingProxyType(named), heights, read, basis)
