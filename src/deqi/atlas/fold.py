"""The fold below the buttock, looked for on the skin."""

from typing import Protocol

import numpy as np

from deqi.atlas.skin import Array, Rays, Skin


class FoldStep(Protocol):
    """What the search reads of a step."""

    @property
    def region(self) -> str:
        """The part of the skin."""

    @property
    def fraction(self) -> float | None:
        """Where the fold should be, from the first landmark to the second."""


SEARCH, STEP, REACH = 0.137, 0.00685, 0.0548
"""How far to look up and down, in what steps, and how long a straight edge is laid across, as shares of the
distance from trochanter to knee: 60, 3 and 24 mm on a thigh of 44 cm."""
PULL = 0.0034
"""How much deeper a hollow must be to be believed at the far end of the search, as such a share: 1.5 mm."""


def gluteal_fold(skin: Skin, upper: Array, lower: Array, step: FoldStep) -> tuple[Array, int]:
    """The middle of the fold (3,), and its triangle: the deepest concavity of the profile near its place.

    ``upper`` and ``lower`` (3,) are trochanter and crease of the knee; ``fraction`` of the way between
    them is what the standard's 14 and 19 cun give. The profile runs down the middle of the thigh. A body
    without a visible fold is given a place near the rule's: depth is weighed against distance from it.
    """
    ruled = upper + (step.fraction or 0.0) * (lower - upper)
    # The thigh is round only below the crotch: its middle is read at the rule's height, which is lower.
    across = skin.patch(step.region).section_centres(ruled[None], np.array([[0.0, 0.0, 1.0]]))[0, 0]
    length = float(np.linalg.norm(upper - lower))
    steps, wide = round(SEARCH / STEP), round(REACH / STEP)
    heights = ruled[2] + STEP * length * np.arange(-steps - wide, steps + wide + 1)
    origins = np.stack([np.full_like(heights, across), np.full_like(heights, -1.0), heights], axis=1)
    forwards = np.tile([0.0, 1.0, 0.0], (len(heights), 1))
    profile, faces = skin.patch(step.region).cast(Rays(origins, forwards))
    middle = profile[wide:-wide]
    depth = middle[:, 1] - (profile[: -2 * wide, 1] + profile[2 * wide :, 1]) / 2
    away = np.linspace(-1.0, 1.0, len(middle))
    best = int(np.argmax(depth - PULL * length * away**2))
    return middle[best], int(skin.regions[step.region][faces[wide:-wide][best]])
