"""Which triangles of the shared mesh belong to which part of the right half of the body.

A ray or a plane is only tested against the part that it can meet, which is what makes placing fast, and what
keeps a ray meant for the back from ending on a hand.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from deqi.atlas.skin import Faces, Indices

BONES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "trunk": ("root", "pelvis", "spine", "breast", "clavicle", "shoulder01", "upperleg01", "neck01"),
        "chest": ("root", "pelvis", "spine", "breast", "clavicle", "shoulder01", "upperarm01", "upperleg01"),
        "shoulder": ("spine01", "spine02", "clavicle", "shoulder01", "upperarm01", "neck01", "neck02"),
        "thigh": ("root", "spine05", "pelvis", "upperleg01", "upperleg02", "lowerleg01"),
        "shank": ("upperleg02", "lowerleg01", "lowerleg02", "foot"),
        "ankle": ("lowerleg02", "foot", "toe"),
        "upper arm": ("shoulder01", "upperarm01", "upperarm02", "lowerarm01"),
        "forearm": ("upperarm02", "lowerarm01", "lowerarm02", "wrist", "metacarpal"),
    }
)
"""The bones of each part, by the beginning of their names in the mesh's skeleton."""


def regions(
    faces: Faces, bone: Sequence[int] | Indices, joint_names: Sequence[str], midline: int, half: int
) -> Mapping[str, Indices]:
    """Part to the indices of its triangles.

    ``bone`` (V,) is the bone that moves a vertex most; the first ``midline`` vertices are those on the median
    plane, up to ``half`` follow those on the right. A triangle belongs to a part when one of its corners
    does. Triangles that touch the median plane from the left are taken too: a ray down the middle of the back
    must not slip through.
    """
    right = (faces < half).all(axis=1) | (faces < midline).any(axis=1)
    owner = np.asarray(bone)
    found = {}
    for part, prefixes in BONES.items():
        inside = np.array(
            [name.startswith(prefixes) and not name.endswith(".L") for name in joint_names], dtype=bool
        )
        found[part] = np.flatnonzero(right & inside[owner][faces].any(axis=1))
    return MappingProxyType(found)
