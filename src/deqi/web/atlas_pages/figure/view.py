"""From where the body is seen. All views are orthographic, so a millimetre is a millimetre everywhere."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class View:
    """``right`` points to the right of the picture, ``towards`` from the body to the eye; up is z."""

    name: str
    right: tuple[float, float, float]
    towards: tuple[float, float, float]

    def across(self, points: Floats) -> Floats:
        """How far to the right each point stands, in metres."""
        return np.asarray(np.asarray(points) @ np.array(self.right))

    def near(self, points: Floats) -> Floats:
        """How near to the eye each point is, in metres; also the part of a normal that faces the eye."""
        return np.asarray(np.asarray(points) @ np.array(self.towards))


# x is the person's right and y their front, so who faces them sees their right hand on the left.
FRONT = View("front", (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
BACK = View("back", (1.0, 0.0, 0.0), (0.0, -1.0, 0.0))
SIDE = View("side", (0.0, 1.0, 0.0), (1.0, 0.0, 0.0))
"""The person's right side."""
OTHER_SIDE = View("other side", (0.0, -1.0, 0.0), (-1.0, 0.0, 0.0))
VIEWS = (FRONT, BACK, SIDE)
