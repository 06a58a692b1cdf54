"""Learn from finished courses: empirical Bayes for the hyperparameters of the model.

1. The warp from scores to the latent scale, from the scores after week 0, shrunk to a simple shape.
2. Means by arm and week, and spread by week, by expectation-maximisation for scores known as cells.
3. The correlations between weeks, and the few numbers of the model that explain them best.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit, ndtri

from deqi.outcomes.forecast.cohort import Episode, Panel, panel
from deqi.outcomes.forecast.model import Components, Prior
from deqi.outcomes.forecast.scale import Floats
from deqi.outcomes.forecast.truncated import truncated_moments


def learn(cohort: Sequence[Episode], prior: Prior) -> Prior:
    """The prior re-estimated from a cohort of finished courses on the same scale."""
    data = panel(cohort, prior.scale)
    count = prior.scale.lattice.size
    fits = [fit(data, edges) for edges in (straight(data, count), warped(data, count, 8.0))]
    parts = stack(fits, np.full(len(fits), 1 / len(fits)))
    return Prior(prior.scale, parts, data.arms, len(cohort))


def stack(fits: Sequence[Components], weight: Floats) -> Components:
    """One set of components from several."""

    def joined(name: str) -> Floats:
        return np.concatenate([getattr(one, name) for one in fits])

    names = (
        "edges",
        "mean",
        "mean_variance",
        "sd",
        "level",
        "noise",
        "first_noise",
        "rate",
        "power",
        "spread",
    )
    return Components(weight=weight, weeks=fits[0].weeks, **{name: joined(name) for name in names})


def _counts(data: Panel, count: int) -> Floats:
    later = data.weeks > 0
    cells = data.cells[:, later] if later.any() else data.cells
    weight = (cells >= 0) / np.maximum((cells >= 0).sum(1, keepdims=True), 1)
    return np.bincount(cells[cells >= 0], weights=weight[cells >= 0], minlength=count)


def straight(data: Panel, count: int) -> Floats:
    """Edges at equal distances: the score itself, clipped at its ends; scaled by the later scores."""
    share = _counts(data, count)
    share = share / share.sum()
    k = np.arange(count)
    mean = (share * k).sum()
    sd = np.sqrt(max((share * (k - mean) ** 2).sum(), 0.25))
    return np.asarray((k[:-1] + 0.5 - mean) / sd)


def warped(data: Panel, count: int, shrink: float) -> Floats:
    """Edges by normal scores of the later scores, shrunk to the straight ones with the weight of ``shrink`` people."""
    from scipy.special import ndtr

    share = _counts(data, count)
    people = share.sum()
    base = ndtr(straight(data, count))
    seen = np.cumsum(share)[:-1]
    return np.asarray(ndtri(np.clip((seen + shrink * base) / (people + shrink), 1e-6, 1 - 1e-6)))


def fit(data: Panel, edges: Floats) -> Components:
    """One component, for one warp."""
    low = np.concatenate([[-np.inf], edges])
    high = np.concatenate([edges, [np.inf]])
    arms, times = len(data.arms), data.weeks.size
    mean, sd = np.zeros((arms, times)), np.ones(times)
    seen = data.cells >= 0
    number = np.stack([(seen & (data.arm == a)[:, None]).sum(0) for a in range(arms)])
    for _ in range(40):
        m = mean[data.arm]
        z, v, _l = truncated_moments((low[data.cells] - m) / sd, (high[data.cells] - m) / sd)
        z = m + sd * z
        v = v * sd**2
        new = np.stack([(np.where(seen, z, 0) * (data.arm == a)[:, None]).sum(0) for a in range(arms)])
        # arms are shrunk to their common mean with the weight of two people
        common = new.sum(0) / np.maximum(number.sum(0), 1)
        mean = (new + 2 * common) / (number + 2)
        off = np.where(seen, (z - mean[data.arm]) ** 2 + v, 0.0).sum(0)
        sd = np.sqrt((off + 4 * 1.0 * 0.5) / (seen.sum(0) + 4 * 0.5))
    u = np.where(seen, (z - mean[data.arm]) / sd, 0.0)
    pairs = seen.T.astype(float) @ seen.astype(float)
    cover = np.where(seen, u**2, 0).sum(0) / np.maximum(seen.sum(0), 1)
    corr = (
        (u.T @ u) / np.maximum(pairs, 1) / np.sqrt(np.outer(cover, cover)) / np.sqrt(np.outer(cover, cover))
    )
    theta = correlations(data.weeks, np.clip(corr, -0.9, 0.98), pairs)
    full = np.concatenate([mean, (mean * number).sum(0, keepdims=True) / np.maximum(number.sum(0), 1)])
    extra = sd**2 / np.maximum(np.concatenate([number, number.sum(0, keepdims=True)]), 1)
    one = np.ones(1)
    return Components(
        one, edges[None], data.weeks, full[None], extra[None], sd[None], *(np.array([x]) for x in theta), one
    )


def implied(weeks: Floats, theta: Sequence[float]) -> Floats:
    """Correlations of the model between weeks, without the noise that stands on the diagonal."""
    level, noise, first, rate, power = theta
    clock = rate * np.expm1(power * np.log1p(weeks)) / power
    walk = np.exp(-np.abs(clock[:, None] - clock[None, :]))
    share = np.where(weeks <= 0, (1 - first) / (1 - noise), 1.0)
    return (level + (1 - level - noise) * walk) * np.sqrt(np.outer(share, share))


def correlations(weeks: Floats, corr: Floats, pairs: Floats) -> tuple[float, ...]:
    """Level, noise, first noise, rate, power that explain the correlations best (penalised likelihood)."""

    def unpack(x: Floats) -> tuple[float, ...]:
        a, b = np.exp(x[0]), np.exp(x[1])
        level, noise = a / (1 + a + b), b / (1 + a + b)
        return level, noise, expit(x[2]), np.exp(x[3]), expit(x[4])

    middle = np.array([0.0, -0.7, logit(0.3), np.log(0.15), 0.0])
    wide = np.array([1.0, 1.0, 0.8, 1.0, 1.5])
    upper = np.triu_indices(weeks.size, 1)
    n = pairs[upper]

    def loss(x: Floats) -> float:
        r = implied(weeks, unpack(x))[upper]
        fit_ = (
            (
                n
                * ((np.arctanh(np.clip(corr[upper], -0.9, 0.99)) - np.arctanh(np.clip(r, -0.9, 0.999))) ** 2)
            ).sum()
            / 2
            / max(1, (weeks.size - 1) / 2)
        )
        return float(fit_ + (((x - middle) / wide) ** 2).sum() / 2)

    best = minimize(
        loss, middle, method="Nelder-Mead", options={"maxiter": 600, "xatol": 1e-3, "fatol": 1e-4}
    )
    return unpack(best.x)
