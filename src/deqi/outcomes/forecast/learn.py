"""Learn from finished courses: empirical Bayes for the hyperparameters of the model."""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr, ndtri

from deqi.outcomes.forecast.cohort import Episode, Panel, panel
from deqi.outcomes.forecast.fit import Shrink, fit
from deqi.outcomes.forecast.model import Components, Prior
from deqi.outcomes.forecast.scale import Floats

WARP_PEOPLE = 8.0
"""The warp seen in a cohort is drawn to the straight one with the weight of this many people."""


def learn(cohort: Sequence[Episode], prior: Prior) -> Prior:
    """The prior re-estimated from a cohort of finished courses on the same scale."""
    scale = prior.scale.with_step_seen([score for episode in cohort for score in episode.scores])
    data = panel(cohort, scale)
    count = scale.lattice.size
    fits = [fit(data, edges, Shrink()) for edges in (straight(data, count), warped(data, count, WARP_PEOPLE))]
    return Prior(scale, stack(fits, np.full(len(fits), 1 / len(fits))), data.arms, len(cohort))


def stack(fits: Sequence[Components], weight: Floats) -> Components:
    """One set of components from several that share their weeks."""

    def joined(name: str) -> Floats:
        return np.concatenate([getattr(one, name) for one in fits])

    names = ("edges", "mean", "mean_variance", "sd", "noise", "level", "rate", "power", "spread")
    return Components(weight=weight, weeks=fits[0].weeks, **{name: joined(name) for name in names})


def straight(data: Panel, count: int) -> Floats:
    """Edges at equal distances: the score itself, clipped at its ends; scaled by the scores after week 0."""
    share = _shares(data, count)
    share = share / share.sum()
    k = np.arange(count)
    mean = (share * k).sum()
    sd = np.sqrt(max((share * (k - mean) ** 2).sum(), 0.25))
    return np.asarray((k[:-1] + 0.5 - mean) / sd)


def warped(data: Panel, count: int, people: float) -> Floats:
    """Edges by normal scores of the scores after week 0, drawn to the straight ones."""
    share = _shares(data, count)
    base = ndtr(straight(data, count))
    seen = np.cumsum(share)[:-1]
    mixed = (seen + people * base) / (share.sum() + people)
    edges = ndtri(np.clip(mixed, 1e-6, 1 - 1e-6))
    # a cell that nobody chose keeps a width, or a later score in it would be impossible
    return np.asarray(np.maximum.accumulate(edges + 1e-3 * np.arange(edges.size)))


def _shares(data: Panel, count: int) -> Floats:
    """How many people stand in each cell after week 0; a person with many scores counts once."""
    later = data.weeks > 0
    cells = data.cells[:, later] if later.any() else data.cells
    seen = cells >= 0
    weight = seen / np.maximum(seen.sum(1, keepdims=True), 1)
    return np.bincount(cells[seen], weights=weight[seen], minlength=count).astype(float)
