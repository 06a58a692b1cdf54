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
        """How far below the crotch the thigh's middle is read, as a share of the way to the knee."""


SEARCH, STEP, REACH = 0.15, 0.0075, 0.045
"""How far to look up and down, in what steps, and how far a straight edge reaches each way, as shares of
the distance from crotch to knee: 53, 2.6 and 16 mm on a man of mean height. A longer edge finds the middle of
the whole slope under the buttock instead of the line where it turns into the thigh."""
PULL = 0.006
"""How much deeper a hollow must be to be believed at the far end of the search, as such a share: 2 mm."""


def gluteal_fold(skin: Skin, crotch: Array, knee: Array, step: FoldStep) -> tuple[Array, int]:
    """The middle of the fold (3,), and its triangle: where buttock turns into thigh.

    ``crotch`` and ``knee`` (3,) are places on the thigh's axis at those heights: on the drawn bodies the fold
    is within 2 cm of the crotch's level. The profile runs down the middle of the thigh, and the place is its
    deepest hollow near that level. A body without a visible fold is given a place near the level: depth is
    weighed against distance from it.
    """
    length = float(np.linalg.norm(crotch - knee))
    # The thigh is round only below the crotch, so its middle is read there.
    below = crotch + (step.fraction or 0.0) * (knee - crotch)
    across = skin.patch(step.region).section_centres(below[None], np.array([[0.0, 0.0, 1.0]]))[0, 0]
    steps, wide = round(SEARCH / STEP), round(REACH / STEP)
    heights = crotch[2] + STEP * length * np.arange(-steps - wide, steps + wide + 1)
    origins = np.stack([np.full_like(heights, across), np.full_like(heights, -1.0), heights], axis=1)
    forwards = np.tile([0.0, 1.0, 0.0], (len(heights), 1))
    profile, faces = skin.patch(step.region).cast(Rays(origins, forwards))
    middle = profile[wide:-wide]
    depth = middle[:, 1] - (profile[: -2 * wide, 1] + profile[2 * wide :, 1]) / 2
    away = np.linspace(-1.0, 1.0, len(middle))
    best = int(np.argmax(depth - PULL * length * away**2))
    return middle[best], int(skin.regions[step.region][faces[wide:-wide][best]])
