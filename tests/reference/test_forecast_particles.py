"""The posterior of a whole mixture after a year of scores, against a slow particle filter."""

import numpy as np
import pytest
from scipy.special import ndtr

from deqi.outcomes import forecast

LEVELS, EACH = 160, 150


def by_particles(
    prior: forecast.Prior, weeks: list[float], cells: np.ndarray, target: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """P(cell k or better) at the target week, and the shares of the components.

    The lasting level stands on a grid; for each of its values the walk is a cloud of particles, drawn anew
    after each score by how well they explain it (systematic resampling).
    """
    parts = prior.components
    at = np.array([*weeks, target])
    clock, noise, mean, sds = parts.clock(at), parts.noise_at(at), parts.means(0, at), parts.sds(at)
    level = np.linspace(-4.5, 4.5, LEVELS)
    found, evidence = [], []
    for g, edges in enumerate(parts.edges):
        limits = np.concatenate([[-np.inf], edges, [np.inf]])
        walk, log = rng.standard_normal((LEVELS, EACH)), -(level**2) / 2
        for t in range(at.size):
            if t:
                keep = np.exp(clock[g, t - 1] - clock[g, t])
                walk = keep * walk + np.sqrt(1 - keep**2) * rng.standard_normal(walk.shape)
            share = parts.level[g]
            hidden = np.sqrt(share) * level[:, None] + np.sqrt(1 - share) * walk
            z = mean[g, t] + sds[g, t] * np.sqrt(1 - noise[g, t]) * hidden
            sd = sds[g, t] * np.sqrt(noise[g, t])
            if t < len(weeks):
                low, high = limits[cells[t]], limits[cells[t] + 1]
                fits = np.maximum(ndtr((high - z) / sd) - ndtr((low - z) / sd), 1e-300)
                log = log + np.log(fits.mean(1))
                steps = np.cumsum(fits, 1) / fits.sum(1, keepdims=True)
                places = (rng.random((LEVELS, 1)) + np.arange(EACH)) / EACH
                chosen = [np.searchsorted(s, p).clip(0, EACH - 1) for s, p in zip(steps, places, strict=True)]
                walk = np.take_along_axis(walk, np.array(chosen), 1)
        weight = np.exp(log - log.max())
        evidence.append(np.log(parts.weight[g]) + log.max() + np.log(weight.mean()))
        found.append([(weight / weight.sum() * ndtr((e - z) / sd).mean(1)).sum() for e in edges])
    shares = np.exp(np.array(evidence) - max(evidence))
    shares = shares / shares.sum()
    return shares @ np.array(found), shares


@pytest.mark.parametrize("kind", ["wanders down", "steady"])
def test_a_year_of_scores_leaves_the_belief_that_particles_find(kind: str) -> None:
    rng = np.random.default_rng(5)
    fall = 3.0 if kind == "wanders down" else 0.0
    scores = np.clip(np.rint(5 - fall * np.arange(53) / 53 + rng.normal(0, 1 if fall else 0.5, 53)), 0, 10)
    scale = forecast.Scale(0, 10, 1)
    prior = forecast.prior(scale)
    weeks = [float(week) for week in range(53)]
    known = forecast.update(prior, weeks, scores)
    below, shares = by_particles(prior, weeks, scale.cells(scores), 60.0, rng)
    limits, tenths = scale.lattice[:-1] + 0.5, np.arange(1, 10) / 10
    off = np.interp(tenths, known.predict(60).below[0], limits) - np.interp(tenths, below, limits)
    assert np.abs(off).max() < 0.1
    assert known.many.weights[:, 0] == pytest.approx(shares, abs=0.1)
