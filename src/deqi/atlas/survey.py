"""What a body survey says about the measures that nobody took: the conditional normal.

Given means m and covariances S of a survey, and known measures k, the unknown measures u have mean
``m_u + G (x_k - m_k)`` and covariance ``S_uu - G S_ku``, where ``G = S_uk S_kk^-1``: Anderson, Introduction
to Multivariate Statistical Analysis, 3rd ed., section 2.5. The errors R of a lay person's tape, which the
survey's measurers did not make, are carried on: ``+ G R G'``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deqi.datafiles import Table
from deqi.vocabulary import DataFileError, Sex

Floats = NDArray[np.float64]

COLUMNS: Mapping[str, str] = {
    "ankle": "lateralmalleolusheight_mm",
    "knee_line": "tibialheight_mm",
    "crotch": "crotchheight_mm",
    "buttock": "buttockheight_mm",
    "trochanter": "trochanterionheight_mm",
    "iliac_crest": "iliocristaleheight_mm",
    "navel": "waistheightomphalion_mm",
    "chest": "chestheight_mm",
    "axilla": "axillaheight_mm",
    "suprasternale": "suprasternaleheight_mm",
    "acromion": "acromialheight_mm",
    "c7": "cervicaleheight_mm",
}
"""Landmark to survey column. ``knee_line`` is tibiale, ``buttock`` the most prominent part behind,
``navel`` the centre of the navel (where the survey's waist was taken), ``chest`` the nipple's level."""


@dataclass(frozen=True)
class Survey:
    """Means (N,) and covariances (N, N) of one sex; ``names`` gives the order, units are in the names."""

    sex: Sex
    people: int
    names: tuple[str, ...]
    mean: Floats
    covariance: Floats

    def index(self, name: str) -> int:
        """Where the measure ``name`` stands."""
        return self.names.index(name)


@dataclass(frozen=True)
class Expected:
    """Every measure of a survey, once some are known: mean (N,) and standard deviation (N,)."""

    names: tuple[str, ...]
    mean: Floats
    sd: Floats

    def __getitem__(self, name: str) -> tuple[float, float]:
        at = self.names.index(name)
        return float(self.mean[at]), float(self.sd[at])


def surveys(table: Table) -> Mapping[Sex, Survey]:
    """The table of means and covariances, by sex. Raises ``DataFileError`` when a figure is missing."""
    return {sex: _survey(table, sex) for sex in (Sex.FEMALE, Sex.MALE)}


def _survey(table: Table, sex: Sex) -> Survey:
    rows = [row for row in table if row["sex"] == sex.value]
    means = {row["a"]: row["value"] for row in rows if row["statistic"] == "mean"}
    names = tuple(means)
    at = {name: index for index, name in enumerate(names)}
    covariance = np.full((len(names), len(names)), np.nan)
    for row in rows:
        if row["statistic"] == "covariance" and row["a"] in at and row["b"] in at:
            covariance[at[row["a"]], at[row["b"]]] = covariance[at[row["b"]], at[row["a"]]] = row["value"]
    if not names or np.isnan(covariance).any() or np.linalg.eigvalsh(covariance).min() <= 0:
        raise DataFileError(
            where=table.name,
            what=f"The survey of {sex.value} bodies lacks a figure, or its covariances clash.",
            rule="Every pair of measures needs one covariance, and together they must be positive definite.",
            next_step="Restore the file from the release.",
        )
    return Survey(sex, int(rows[0]["n"]), names, np.array([means[name] for name in names]), covariance)


def expect(
    survey: Survey, known: Mapping[str, float], tape_sd: Mapping[str, float] | None = None
) -> Expected:
    """Mean and standard deviation of every measure, given ``known`` ones in the survey's units.

    ``tape_sd`` says how far the tape may be off for some of them. What was measured stays as measured;
    the error makes everything less sure, the measure itself included.
    """
    at = np.array([survey.index(name) for name in known])
    values = np.array(list(known.values()), dtype=float)
    error = np.array([(tape_sd or {}).get(name, 0.0) for name in known])
    gain = np.linalg.solve(survey.covariance[np.ix_(at, at)], survey.covariance[at]).T
    mean = survey.mean + gain @ (values - survey.mean[at])
    variance = np.diag(survey.covariance) - np.einsum("ij,ji->i", gain, survey.covariance[at])
    variance = np.maximum(variance, 0.0) + (gain * error) ** 2 @ np.ones(len(at))
    return Expected(survey.names, mean, np.sqrt(variance))


def distance(survey: Survey, known: Mapping[str, float]) -> float:
    """How unlike the surveyed people somebody is: the root mean square z of the known measures, together."""
    at = np.array([survey.index(name) for name in known])
    off = np.array(list(known.values()), dtype=float) - survey.mean[at]
    inner = survey.covariance[np.ix_(at, at)]
    return float(np.sqrt(off @ np.linalg.solve(inner, off) / len(at)))
