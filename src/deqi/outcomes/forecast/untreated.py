"""Made-up people whom nobody treated, for whom every gain is return to their usual level."""

from collections.abc import Sequence

import numpy as np

from deqi.outcomes.forecast.scale import Floats, Scale


def simulate_untreated(
    scale: Scale, weeks: Sequence[float], people: int, rng: np.random.Generator, *, worst: float = 0.5
) -> Floats:
    """Scores (people, weeks) of people who came when trouble was above ``worst`` (a part of the range).

    Not the forecast's own model: everybody has a usual level that never changes, swings around it that die
    away with a half-life of about three weeks, and noise in each rating. The course of the average falls only
    because people came at a bad time.
    """
    at = np.asarray(weeks, float)
    found: list[Floats] = []
    while len(found) < people:
        level = rng.normal(0.5, 0.16)
        swing, last = rng.normal(0, 0.14), float(at[0])
        path = np.empty(at.size)
        for i, week in enumerate(at):
            keep = np.exp(-(week - last) / 4.5)
            swing = keep * swing + rng.normal(0, 0.14 * np.sqrt(1 - keep**2))
            path[i], last = level + swing + rng.normal(0, 0.07), float(week)
        if worst <= path[0] <= 1:
            found.append(np.clip(path, 0, 1))
    trouble = np.stack(found)
    part = trouble if scale.better == "lower" else 1 - trouble
    last_cell = scale.lattice.size - 1
    return np.asarray(scale.lattice[np.rint(part * last_cell).astype(int)])
