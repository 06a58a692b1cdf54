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


SEARCH_M, STEP_M, REACH_M = 0.045, 0.003, 0.024


def gluteal_fold(skin: Skin, upper: Array, lower: Array, step: FoldStep) -> Array:
    """The middle of the fold, (3,): the deepest concavity of the back's profile near where it should be.

    ``upper`` and ``lower`` (3,) are trochanter and crease of the knee; ``fraction`` of the way between them is
    what the standard's 14 and 19 cun give. The profile runs down the middle of the thigh. A body without a
    visible fold is given the place of the rule: the search weighs depth against distance from it.
    """
    ruled = upper + (step.fraction or 0.0) * (lower - upper)
    heights = ruled[2] + np.arange(-SEARCH_M - REACH_M, SEARCH_M + REACH_M + STEP_M / 2, STEP_M)
    origins = np.stack([np.full_like(heights, ruled[0]), np.full_like(heights, -1.0), heights], axis=1)
    forwards = np.tile([0.0, 1.0, 0.0], (len(heights), 1))
    profile = skin.patch(step.region).cast(Rays(origins, forwards))
    wide = round(REACH_M / STEP_M)
    middle = profile[wide:-wide]
    depth = middle[:, 1] - (profile[: -2 * wide, 1] + profile[2 * wide :, 1]) / 2
    away = (middle[:, 2] - ruled[2]) / SEARCH_M
    found: Array = middle[int(np.argmax(depth - 0.002 * away**2))]
    return found
