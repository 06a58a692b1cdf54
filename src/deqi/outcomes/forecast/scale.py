"""A score's range, and the lattice of values on which a forecast stands."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from deqi.vocabulary import InputError

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

FINEST = 200
"""A score with no step, or with a finer one, is cut into this many intervals."""


FEWEST_TO_SEE_A_STEP = 50


@dataclass(frozen=True)
class Scale:
    """The stated range of a score.

    ``step`` is the distance between two answers that can be given; ``None`` for a score that can take any
    value. ``better`` says which end is good.
    """

    low: float
    high: float
    step: float | None = None
    better: Literal["lower", "higher"] = "lower"

    def __post_init__(self) -> None:
        if not (np.isfinite(self.low) and np.isfinite(self.high) and self.low < self.high):
            raise InputError(
                what=f"The range {self.low:g} to {self.high:g} is no range.",
                rule="A scale has two finite ends, the lower one first.",
                next_step="Give the lowest and the highest possible score.",
                where="scale",
            )
        if self.step is not None and not 0 < self.step <= (self.high - self.low) / 2:
            raise InputError(
                what=f"The step {self.step:g} does not fit a scale of {self.low:g} to {self.high:g}.",
                rule="A step is above zero and at most half of the range.",
                next_step="Give the distance between two possible answers, or none.",
                where="scale.step",
            )

    @cached_property
    def stepped(self) -> bool:
        """Whether the lattice holds the possible answers themselves."""
        if self.step is None:
            return False
        cells = (self.high - self.low) / self.step
        return cells <= FINEST and abs(cells - round(cells)) < 1e-6

    @cached_property
    def lattice(self) -> Floats:
        """The values of the lattice, from ``low`` to ``high``; shape (K,)."""
        cells = round((self.high - self.low) / self.step) if self.stepped and self.step else FINEST
        return np.linspace(self.low, self.high, cells + 1)

    @property
    def width(self) -> float:
        """Distance between two values of the lattice."""
        return float(self.lattice[1] - self.lattice[0])

    def with_step_seen(self, scores: object) -> "Scale":
        """This scale, with the step that all these scores keep to when none was stated.

        Fewer than 50 scores, or a step finer than the lattice, leave it as it is.
        """
        values = np.asarray(scores, float)
        values = values[~np.isnan(values)]
        if self.step is not None or values.size < FEWEST_TO_SEE_A_STEP:
            return self
        places = np.append(values - self.low, self.high - self.low) * 1000
        whole = np.rint(places).astype(np.int64)
        unit = int(np.gcd.reduce(whole))
        if np.abs(places - whole).max() > 1e-4 or whole[-1] / max(unit, 1) > FINEST or unit == whole[-1]:
            return self
        return replace(self, step=unit / 1000)

    @property
    def good_end(self) -> float:
        """The end of the scale that means no trouble."""
        return self.low if self.better == "lower" else self.high

    def cells(self, scores: object) -> Whole:
        """Cell 0 (best) to K-1 (worst) of each score, and -1 where the score is missing (nan).

        On a lattice that only approximates a fine score, the two ends are kept for the ends themselves.
        Raises ``InputError`` for a score off the scale.
        """
        values = np.asarray(scores, float)
        missing = np.isnan(values)
        slack = 1e-9 * (self.high - self.low)
        off = ~missing & ((values < self.low - slack) | (values > self.high + slack))
        if off.any():
            raise InputError(
                what=f"The score {values[off].flat[0]:g} is off the scale.",
                rule=f"Scores run from {self.low:g} to {self.high:g}.",
                next_step="Correct the score, or state the range that this questionnaire has.",
                where="scores",
            )
        last = self.lattice.size - 1
        place = (np.where(missing, self.low, values) - self.low) / self.width
        cell = np.rint(place).astype(np.int64)
        if not self.stepped:
            inside = (place > 1e-9) & (place < last - 1e-9)
            cell = np.where(inside, np.clip(cell, 1, last - 1), cell)
        if self.better == "higher":
            cell = last - cell
        return np.where(missing, -1, cell)
