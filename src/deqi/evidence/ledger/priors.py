"""What is assumed before the table is read; every number lives in ``data/ledger/model.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from deqi.evidence.ledger.design import PARAMETERS, RANDOM_EFFECTS, FloatArray


@dataclass(frozen=True)
class Priors:
    """The assumptions on the latent scale.

    ``mean`` and ``sd`` (10) of the parameters; ``heterogeneity_scale`` (4), half-normal scales of the
    between-trial effects.
    ``misfit_sd``: what a normal approximation and a responder definition may be off, a row.
    ``repeat_correlation``: of the same people's results at two times.
    """

    mean: FloatArray
    sd: FloatArray
    heterogeneity_scale: FloatArray
    misfit_sd: float
    repeat_correlation: float


def read_priors(row: Mapping[str, Any]) -> Priors:
    """The priors in a checked ``model.toml`` record."""
    stated = row["prior"]
    return Priors(
        mean=np.array([stated[name]["mean"] for name in PARAMETERS], dtype=float),
        sd=np.array([stated[name]["sd"] for name in PARAMETERS], dtype=float),
        heterogeneity_scale=np.array(
            [row["heterogeneity"][name]["scale"] for name in RANDOM_EFFECTS], dtype=float
        ),
        misfit_sd=row["noise"]["misfit_sd"],
        repeat_correlation=row["noise"]["repeat_correlation"],
    )
