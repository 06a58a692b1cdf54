"""From published rows to observations on the latent (probit) scale."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from deqi.datafiles import Table
from deqi.evidence.ledger.design import Arm, Combination, FloatArray, Reading, reading
from deqi.evidence.ledger.priors import Priors
from deqi.evidence.tables import EvidenceTables
from deqi.vocabulary import DataFileError

CLEARLY_BETTER = 0.30
"""A responder lost 30% of the trouble that they began with: a definition, not a threshold to tune."""

WIDTH_95 = 2 * 1.959964


@dataclass(frozen=True)
class Published:
    """What the paper printed, to compare a prediction with.

    For a ``share``: the share (0 to 1), how many people, and ``definition_shift``: how much easier than
    "30% better" its own definition of a responder was, on the latent scale. For a ``mean``: improvement,
    SD and baseline in points of the instrument, with more meaning better.
    """

    n: int
    share: float | None = None
    improvement: float | None = None
    sd: float | None = None
    baseline: float | None = None
    definition_shift: float = 0.0


@dataclass(frozen=True)
class Observation:
    """One row of evidence: a linear reading of the parameters with its sampling variance.

    ``value`` and ``variance`` are on the latent scale. ``people`` names the arms it was measured in.
    """

    id: str
    study_id: str
    weeks: float
    older: bool
    combination: Combination
    value: float
    variance: float
    people: tuple[str, ...]
    reading: Reading
    published: Published | None
    check_only: bool


def read_observations(table: Table, evidence: EvidenceTables) -> tuple[Observation, ...]:
    """Resolve each row of ``observations.csv`` against the evidence.

    Raises ``DataFileError`` when a row names no published row, or more than one, or one held back.
    """
    return tuple(_observation(row, evidence) for row in table)


def sampling_covariance(observations: Sequence[Observation], priors: Priors) -> FloatArray:
    """Covariance of sampling errors (n, n).

    Rows of the same people at two times correlate by ``repeat_correlation``; two differences from one
    control share half of their variance, so that a shared control is not counted twice.
    """
    count = len(observations)
    covariance = np.zeros((count, count))
    for i, one in enumerate(observations):
        for j, other in enumerate(observations):
            overlap = _overlap(one, other, priors.repeat_correlation)
            covariance[i, j] = overlap * np.sqrt(one.variance * other.variance)
        covariance[i, i] += priors.misfit_sd**2 * sum(abs(w) for w in one.combination.values())
    return covariance


def _overlap(one: Observation, other: Observation, repeat: float) -> float:
    if one.study_id != other.study_id or len(one.people) != len(other.people):
        return 0.0
    same = sum(a == b for a, b in zip(one.people, other.people, strict=True)) / len(one.people)
    return same * (1.0 if one.weeks == other.weeks else repeat)


def parse_arms(text: str) -> dict[Arm, float]:
    """``"acupuncture - sham"`` or ``"315/477 acupuncture + 162/477 sham"`` as weights of arms."""
    combination: dict[Arm, float] = {}
    for sign, weight, name in re.findall(r"([+-]?)\s*(\d+/\d+)?\s*([a-z][a-z ]*[a-z])", text):
        size = float(Fraction(weight)) if weight else 1.0
        combination[Arm(name)] = -size if sign == "-" else size
    return combination


def latent_share(share: float, n: int) -> tuple[float, float]:
    """Probit of a share and its delta-method variance."""
    latent = float(ndtri(share))
    density = np.exp(-0.5 * latent**2) / np.sqrt(2 * np.pi)
    return latent, share * (1 - share) / (n * density**2)


def latent_mean(improvement: float, baseline: float, sd: float, n: int) -> tuple[float, float]:
    """Distance of the mean from the responder threshold in standard deviations, and its variance."""
    latent = (improvement - CLEARLY_BETTER * baseline) / sd
    return latent, 1 / n + latent**2 / (2 * n)


def _observation(row: Mapping[str, Any], evidence: EvidenceTables) -> Observation:
    value, variance, published = _READERS[row["kind"]](row, evidence)
    combination = parse_arms(row["arms"])
    return Observation(
        id=row["id"],
        study_id=row["study_id"],
        weeks=row["weeks"],
        older=row["older"],
        combination=combination,
        value=value,
        variance=variance,
        people=_people(row),
        reading=reading(combination, row["weeks"], older=row["older"]),
        published=published,
        check_only=row["use"] == "check",
    )


def _people(row: Mapping[str, Any]) -> tuple[str, ...]:
    label = row["arm_label"] or ""
    # a level may be labelled at one time and not at another: usual care is one group of people
    arm = row["arm"] if row["arm"] in ("usual-care", "waitlist") else f"{row['arm']}:{label}"
    return (arm, row["compared_with"]) if row["compared_with"] else (arm,)


def _share(row: Mapping[str, Any], evidence: EvidenceTables) -> tuple[float, float, Published]:
    found = _result(row, evidence)
    share, n = found.value / 100, row["n"] or found.n
    latent, variance = latent_share(share, n)
    shift = 0.0
    if row["threshold"] is not None:
        shift = (CLEARLY_BETTER * row["baseline"] - row["threshold"]) / row["sd"]
    return latent - shift, variance, Published(n=n, share=share, definition_shift=shift)


def _mean(row: Mapping[str, Any], evidence: EvidenceTables) -> tuple[float, float, Published]:
    found = _result(row, evidence)
    direction = 1.0 if found.higher_is_better else -1.0
    improvement = direction * found.value
    if row["statistic"] == "mean":
        improvement += row["baseline"]
    n, sd, baseline = row["n"] or found.n, row["sd"], row["baseline"]
    latent, variance = latent_mean(improvement, baseline, sd, n)
    return (
        latent,
        variance,
        Published(n, float(ndtr(latent)), improvement, sd, baseline),
    )


def _difference(row: Mapping[str, Any], evidence: EvidenceTables) -> tuple[float, float, None]:
    found = _only(
        row,
        [
            each
            for each in evidence.contrasts
            if (each.study_id, each.arm_a, each.arm_b) == (row["study_id"], row["arm"], row["compared_with"])
            and (each.instrument, each.weeks, each.measure)
            == (row["instrument"], row["at_weeks"], row["statistic"])
            and row["source_id"] in (None, each.source_id)
        ],
    )
    # SF-36 scales rise with health; every other instrument here rises with trouble
    direction = 1.0 if row["instrument"].startswith("SF-36") else -1.0
    error = (found.ci_high - found.ci_low) / WIDTH_95 / row["sd"]
    return direction * found.estimate / row["sd"], error**2, None


def _effect(row: Mapping[str, Any], evidence: EvidenceTables) -> tuple[float, float, None]:
    found = _only(
        row,
        [
            each
            for each in evidence.effects
            if (each.study_id, each.arm, each.comparator_arm)
            == (row["study_id"], row["arm"], row["compared_with"])
            and (each.instrument, each.weeks) == (row["instrument"], row["at_weeks"])
        ],
    )
    return -found.difference_0_100 / row["sd"], (found.se_0_100 / row["sd"]) ** 2, None


def _result(row: Mapping[str, Any], evidence: EvidenceTables) -> Any:
    return _only(
        row,
        [
            each
            for each in evidence.results
            if (each.study_id, each.arm, each.arm_label or None)
            == (row["study_id"], row["arm"], row["arm_label"])
            and (each.instrument, each.weeks, each.statistic)
            == (row["instrument"], row["at_weeks"], row["statistic"])
        ],
    )


def _only(row: Mapping[str, Any], found: Sequence[Any]) -> Any:
    if len(found) != 1:
        raise DataFileError(
            what=f"Observation {row['id']!r} fits {len(found)} published rows that may be shown.",
            rule="It must name exactly one.",
            next_step="Mend its key columns, or review the row that it needs.",
            where="observations.csv",
        )
    return found[0]


_READERS = {"share": _share, "mean": _mean, "difference": _difference, "effect": _effect}
