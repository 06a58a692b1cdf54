"""The same model by a sampler that shares no algebra with the product: random effects kept explicit.

Gibbs with every random effect as its own unknown, heterogeneity by Metropolis steps. Prints each
parameter's mean and standard deviation beside the product's, and the largest distance.
Run: .venv/bin/python validation/ledger/oracle.py  (about a minute)
"""

import numpy as np

from deqi.datafiles import DATA_ROOT
from deqi.evidence.ledger import fit_ledger, load_ledger_tables
from deqi.evidence.ledger.design import PARAMETERS
from deqi.evidence.ledger.observations import sampling_covariance
from deqi.evidence.tables import load_evidence_tables

SWEEPS, BURN_IN = 40_000, 4_000


def main() -> None:
    tables = load_ledger_tables(DATA_ROOT, load_evidence_tables(DATA_ROOT))
    rows, priors = tables.fitted, tables.priors
    precision = np.linalg.inv(sampling_covariance(rows, priors))
    values = np.array([row.value for row in rows])
    studies = sorted({row.study_id for row in rows})
    courses = sorted({(row.study_id, row.weeks) for row in rows})
    effects = [(kind, study) for kind in range(3) for study in studies] + [(3, course) for course in courses]
    loadings = np.zeros((len(rows), len(PARAMETERS) + len(effects)))
    for i, row in enumerate(rows):
        loadings[i, : len(PARAMETERS)] = row.reading.fixed
        for j, (kind, owner) in enumerate(effects, start=len(PARAMETERS)):
            mine = owner == (row.study_id if kind < 3 else (row.study_id, row.weeks))
            loadings[i, j] = row.reading.random[kind] * mine
    kinds = np.array([kind for kind, _ in effects])
    prior_mean = np.concatenate([priors.mean, np.zeros(len(effects))])
    information = loadings.T @ precision @ loadings
    score = loadings.T @ precision @ values
    generator = np.random.default_rng(7)
    taus = priors.heterogeneity_scale.copy()
    kept = np.empty((SWEEPS - BURN_IN, len(PARAMETERS) + 4))
    for sweep in range(SWEEPS):
        prior_precision = np.concatenate([1 / priors.sd**2, 1 / taus[kinds] ** 2])
        root = np.linalg.cholesky(information + np.diag(prior_precision))
        centre = np.linalg.solve(root.T, np.linalg.solve(root, score + prior_precision * prior_mean))
        state = centre + np.linalg.solve(root.T, generator.standard_normal(len(centre)))
        for kind in range(4):
            mine = state[len(PARAMETERS) :][kinds == kind]
            taus[kind] = step(taus[kind], mine, priors.heterogeneity_scale[kind], generator)
        if sweep >= BURN_IN:
            kept[sweep - BURN_IN] = np.concatenate([state[: len(PARAMETERS)], taus])
    report(kept, fit_ledger(tables))


def step(tau: float, effects: np.ndarray, scale: float, generator: np.random.Generator) -> float:
    """Four Metropolis steps on the logarithm of one heterogeneity, half-normal prior."""

    def log_density(value: float) -> float:
        jacobian = np.log(value)
        fit = -len(effects) * np.log(value) - 0.5 * np.sum(effects**2) / value**2
        return float(fit - 0.5 * (value / scale) ** 2 + jacobian)

    for _ in range(4):
        proposal = tau * np.exp(0.8 * generator.standard_normal())
        if np.log(generator.random()) < log_density(proposal) - log_density(tau):
            tau = proposal
    return tau


def report(kept: np.ndarray, fitted) -> None:
    product = np.hstack([fitted.draws.parameters])
    worst = 0.0
    print(f"{'parameter':18} {'sampler':>18} {'product':>18}")
    for i, name in enumerate(PARAMETERS):
        theirs, ours = kept[:, i], product[:, i]
        worst = max(worst, abs(theirs.mean() - ours.mean()) / theirs.std())
        print(f"{name:18} {theirs.mean():9.4f} {theirs.std():8.4f} {ours.mean():9.4f} {ours.std():8.4f}")
    print("heterogeneity, sampler:", np.round(kept[:, len(PARAMETERS) :].mean(axis=0), 4))
    print(f"largest distance of a mean, in standard deviations: {worst:.3f}")


if __name__ == "__main__":
    main()
