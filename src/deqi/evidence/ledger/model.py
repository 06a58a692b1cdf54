"""One hierarchical model: natural course, contextual part, specific part.

Given the four between-trial standard deviations the model is linear and Gaussian, so the posterior of
its parameters is exact; over those standard deviations it is summed by quadrature. The result is a
mixture of Gaussians. No sampler, no convergence to watch. Method: the normal-normal hierarchical model
with discrete approximation of the heterogeneity prior (Roever 2020, J Stat Softw 93(6), bayesmeta).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from deqi.evidence.ledger.design import PARAMETERS, RANDOM_EFFECTS, FloatArray, Reading
from deqi.evidence.ledger.observations import Observation, sampling_covariance
from deqi.evidence.ledger.priors import Priors

NODES = (11, 9, 8, 6)
"""Quadrature nodes for each between-trial standard deviation; doubling them moves no count by 0.1."""

UPPER_SCALES = 3.5
"""The grid ends at this many prior scales, where a half-normal has 0.05% of its mass left."""


@dataclass(frozen=True)
class Posterior:
    """A mixture of Gaussians over G nodes of the heterogeneity grid.

    ``weights`` (G), ``heterogeneity`` (G, 4), ``means`` (G, 10), ``covariances`` (G, 10, 10).
    """

    weights: FloatArray
    heterogeneity: FloatArray
    means: FloatArray
    covariances: FloatArray

    def draw(self, count: int, generator: np.random.Generator) -> "Draws":
        """``count`` draws of parameters, heterogeneity and the random effects of a new setting."""
        node = generator.choice(len(self.weights), size=count, p=self.weights)
        factor = np.linalg.cholesky(self.covariances + 1e-12 * np.eye(len(PARAMETERS)))
        noise = generator.standard_normal((count, len(PARAMETERS)))
        parameters = self.means[node] + np.einsum("nij,nj->ni", factor[node], noise)
        setting = generator.standard_normal((count, len(RANDOM_EFFECTS))) * self.heterogeneity[node]
        return Draws(parameters, setting)


@dataclass(frozen=True)
class Draws:
    """Draws of the parameters (N, 10) and of a new setting's random effects (N, 4)."""

    parameters: FloatArray
    setting: FloatArray

    def latent(self, what: Reading) -> FloatArray:
        """The latent (probit) value of a quantity in a new setting, one a draw (N)."""
        latent: FloatArray = self.parameters @ what.fixed + self.setting @ what.random
        return latent


def fit(observations: Sequence[Observation], priors: Priors) -> Posterior:
    """The exact posterior on a grid of between-trial standard deviations.

    An empty sequence gives the prior, which is what a new kind of evidence would start from.
    """
    grid, log_prior = _heterogeneity_grid(priors)
    count = len(observations)
    design = np.array([each.reading.fixed for each in observations]).reshape(count, len(PARAMETERS))
    values = np.array([each.value for each in observations])
    spread = np.diag(priors.sd**2)
    marginal = (
        sampling_covariance(observations, priors)
        + np.einsum("gk,kij->gij", grid**2, _sharing(observations))
        + design @ spread @ design.T
    )
    factor = np.linalg.cholesky(marginal)
    residual = values - design @ priors.mean
    gain = np.linalg.solve(marginal, np.broadcast_to(design @ spread, (len(grid), *design.shape)))
    log_weight = log_prior + _log_density(marginal, factor, residual)
    weights = np.exp(log_weight - log_weight.max())
    return Posterior(
        weights=weights / weights.sum(),
        heterogeneity=grid,
        means=priors.mean + np.einsum("gnp,n->gp", gain, residual),
        covariances=spread - np.einsum("np,gnq->gpq", design @ spread, gain),
    )


def _heterogeneity_grid(priors: Priors) -> tuple[FloatArray, FloatArray]:
    axes = [
        (np.arange(nodes) + 0.5) / nodes * UPPER_SCALES * scale
        for nodes, scale in zip(NODES, priors.heterogeneity_scale, strict=True)
    ]
    grid = np.array(list(product(*axes)))
    log_prior: FloatArray = -0.5 * np.sum((grid / priors.heterogeneity_scale) ** 2, axis=1)
    return grid, log_prior


def _sharing(observations: Sequence[Observation]) -> FloatArray:
    """Covariance of each random effect across observations, for a variance of one: (4, n, n).

    The first three effects are shared by all rows of a trial, the last by rows of a trial at one time.
    """
    count = len(observations)
    shared = np.zeros((len(RANDOM_EFFECTS), count, count))
    for i, one in enumerate(observations):
        for j, other in enumerate(observations):
            if one.study_id != other.study_id:
                continue
            loading = one.reading.random * other.reading.random
            shared[:, i, j] = loading
            shared[-1, i, j] *= one.weeks == other.weeks
    return shared


def _log_density(marginal: FloatArray, factor: FloatArray, residual: FloatArray) -> FloatArray:
    right = np.broadcast_to(residual[:, None], (*marginal.shape[:2], 1))
    solved = np.linalg.solve(marginal, right)[..., 0]
    log_root = np.log(np.diagonal(factor, axis1=1, axis2=2)).sum(axis=1)
    density: FloatArray = -0.5 * solved @ residual - log_root
    return density
