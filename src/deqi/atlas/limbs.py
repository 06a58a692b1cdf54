"""Frames along the limbs: how far along, and which way is the front.

Angles run from 0 (front) over 90 (outer side: away from the midline on the leg, the thumb's side on the arm)
to 180 (back) and 270 (inner side). The drawn body stands with its palms forward; what is left of a turn
between elbow and wrist is shared out along the forearm.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from deqi.atlas.skin import Array, unit


@dataclass(frozen=True)
class Limb:
    """One bone of the right side: ``origin`` (3,), unit ``axis`` away from the trunk, and ``length`` in m.

    ``front`` (3,) is the front at the origin, ``turn`` how far it has turned at the far end, in radians.
    """

    origin: Array
    axis: Array
    length: float
    front: Array
    turn: float

    def along(self, point: Array) -> float:
        """How far along the axis a point lies, in metres from the origin."""
        return float((point - self.origin) @ self.axis)

    def at_height(self, height_m: float) -> Array:
        """The point of the axis that stands at this height."""
        share = (height_m - self.origin[2]) / self.axis[2]
        place: Array = self.origin + share * self.axis
        return place

    def outwards(self, distance_m: float, angle_deg: float) -> Array:
        """The direction of a chart angle at this distance along the limb."""
        share = min(max(distance_m / self.length, 0.0), 1.0)
        angle = math.radians(angle_deg) + share * self.turn
        side = np.cross(self.axis, self.front)
        return math.cos(angle) * self.front + math.sin(angle) * side


def _limb(start: Array, end: Array, front: Array, turn: float = 0.0) -> Limb:
    axis = unit(end - start)
    square = unit(front - (front @ axis) * axis)
    return Limb(start, axis, float(np.linalg.norm(end - start)), square, turn)


def limbs(joints: Mapping[str, Array], wrist_front: Array) -> Mapping[str, Limb]:
    """The bones that points are measured along; ``wrist_front`` is the middle of the palm's crease (3,)."""
    forward = np.array([0.0, 1.0, 0.0])
    hip, knee, ankle = (joints[name] for name in ("upperleg01.R", "lowerleg01.R", "foot.R"))
    shoulder, elbow, wrist = (joints[name] for name in ("upperarm01.R", "lowerarm01.R", "wrist.R"))
    forearm = _limb(elbow, wrist, forward)
    palm = wrist_front - wrist
    across = np.cross(forearm.axis, forearm.front)
    turn = math.atan2(float(palm @ across), float(palm @ forearm.front))
    return {
        "thigh": _limb(hip, knee, forward),
        "shank": _limb(knee, ankle, forward),
        "upper arm": _limb(shoulder, elbow, forward),
        "forearm": Limb(forearm.origin, forearm.axis, forearm.length, forearm.front, turn),
        "trunk": Limb(np.array([0.0, 0.0, 0.0]), np.array([0.0, 0.0, -1.0]), 1.0, forward, 0.0),
    }
