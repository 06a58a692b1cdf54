"""Bend the basis body so that its landmarks stand where the person's do.

Heights: one rising curve for the back and one for the front, blended over the flank. Arms keep their own
lengths and hang from the shoulder. Girths: horizontal scaling about the trunk's and each leg's own axis.
Everything works on the right half; the left is its mirror image.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from deqi.atlas.basis import BodyBasis

Floats = NDArray[np.float64]

CROTCH = [187, 161, 162, 163, 164]
"""On the median plane between the legs; the lowest of them is the crotch."""

NAVEL, SUPRASTERNALE, NIPPLE = 139, 100, 1851
"""Middle of the navel, bottom of the notch above the breastbone, and where the right nipple would be."""

JOINTS_FRONT = 0.35
"""Joints lie nearer to the back than to the front."""

ARM_TRACE = 0.03
"""So little of a vertex's weight on the arm's bones counts as none."""

LEAST_GAP = 0.4
"""A stretch between two landmarks is never squeezed below this share of its own length."""


@dataclass(frozen=True)
class Curve:
    """A smooth rising curve through knots (Fritsch and Carlson 1980); straight beyond the ends.

    ``at`` (K,) knots; ``powers`` (4, K + 1) coefficients of each piece, from before the first knot to after
    the last, in the distance from the knot where the piece begins; the first piece ends at the first knot.
    """

    at: Floats
    powers: Floats

    @classmethod
    def through(cls, at: Sequence[float], value: Sequence[float]) -> "Curve":
        """The curve through the points, monotone between any two of them."""
        x, y = np.array(at, dtype=float), np.array(value, dtype=float)
        steps, rises = np.diff(x), np.diff(y) / np.diff(x)
        a, b = rises[:-1], rises[1:]
        w_a, w_b = 2 * steps[1:] + steps[:-1], steps[1:] + 2 * steps[:-1]
        same = a * b > 0
        safe_a, safe_b = np.where(same, a, 1.0), np.where(same, b, 1.0)
        inner = np.where(same, (w_a + w_b) / (w_a / safe_a + w_b / safe_b), 0.0)
        slope = np.concatenate([rises[:1], inner, rises[-1:]])
        left, right = slope[:-1], slope[1:]
        powers = np.zeros((4, len(x) + 1))
        powers[:2, 0] = y[0], slope[0]
        powers[:2, -1] = y[-1], slope[-1]
        powers[:, 1:-1] = (
            y[:-1],
            left,
            (3 * rises - 2 * left - right) / steps,
            (left + right - 2 * rises) / steps**2,
        )
        return cls(x, powers)

    def __call__(self, x: Floats) -> Floats:
        """The curve at ``x``, any shape."""
        piece = np.searchsorted(self.at, x, side="right")
        t = x - self.at[np.maximum(piece - 1, 0)]
        c0, c1, c2, c3 = self.powers
        curved: Floats = c0[piece] + t * (c1[piece] + t * (c2[piece] + t * c3[piece]))
        return curved


@dataclass(frozen=True)
class Fields:
    """What is known of the right half before any person is.

    Its points are bent together: the basis's right half of vertices, then the joints of the right and of the
    middle, named by ``joints`` with their rows. ``front`` and ``arm`` are shares from 0 to 1 of each point.
    """

    front: Floats
    arm: Floats
    joints: Mapping[str, int]
    torso_edges: NDArray[np.int32]
    leg_edges: NDArray[np.int32]

    @classmethod
    def of(cls, basis: BodyBasis) -> "Fields":
        """Worked out on the mean of all corner bodies."""
        vertices, _ = basis.evaluate(np.zeros(len(basis.components), dtype=np.float32))
        rise = np.clip((vertices[:, 1] + 0.01) / 0.10, 0, 1)
        # a trace of the shoulder's weight runs far across the chest and back; it would tilt the median plane
        arm = np.clip((basis.arm[: basis.half].astype(float) - ARM_TRACE) / (1 - ARM_TRACE), 0, 1)
        arm[: basis.midline] = 0.0
        edges = _edges(basis)
        in_arm = arm[edges].max(axis=1) > 0.5
        high = vertices[edges][:, :, 2].min(axis=1)
        low = vertices[edges][:, :, 2].max(axis=1)
        crotch = vertices[CROTCH, 2].min()
        names = [name for name in basis.joint_names if not name.endswith(".L")]
        return cls(
            front=np.concatenate([rise * rise * (3 - 2 * rise), np.full(len(names), JOINTS_FRONT)]),
            arm=np.concatenate([arm, [float(is_arm(name)) for name in names]]),
            joints={name: basis.half + row for row, name in enumerate(names)},
            torso_edges=edges[~in_arm & (high > crotch - 0.05)],
            leg_edges=edges[~in_arm & (low < crotch + 0.12)],
        )


def _edges(basis: BodyBasis) -> NDArray[np.int32]:
    """Each edge of the right half once, (E, 2)."""
    faces = basis.faces[(basis.faces < basis.half).all(axis=1)]
    pairs = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    return np.unique(pairs, axis=0).astype(np.int32)


@dataclass(frozen=True)
class Ladder:
    """Where landmarks that no vertex shows stand between two joints: shares calibrated on the mean body."""

    share: Mapping[str, float]

    RUNGS: ClassVar[Mapping[str, tuple[str, str]]] = {
        "ankle": ("floor", "foot.R"),
        "knee_line": ("foot.R", "lowerleg01.R"),
        "trochanter": ("lowerleg01.R", "upperleg01.R"),
        "iliac_crest": ("upperleg01.R", "neck01"),
        "c7": ("upperleg01.R", "neck01"),
    }

    @classmethod
    def calibrated(cls, joints: Mapping[str, float], heights: Mapping[str, float]) -> "Ladder":
        """Shares that make the mean body's landmarks stand at the survey's mean ``heights`` (metres)."""
        share = {}
        for name, (low, high) in cls.RUNGS.items():
            share[name] = (heights[name] - joints[low]) / (joints[high] - joints[low])
        return cls(share)

    def level(self, name: str, joints: Mapping[str, float]) -> float:
        """The height of a landmark on a body with these joint heights (metres)."""
        low, high = self.RUNGS[name]
        return joints[low] + self.share[name] * (joints[high] - joints[low])


def is_arm(bone: str) -> bool:
    """Whether a bone belongs to the arm or hand."""
    return bone.startswith(("upperarm", "lowerarm", "wrist", "finger", "metacarpal"))
