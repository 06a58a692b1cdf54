"""Does the answer hang on one study? Leave one out; add one at a time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deqi.evidence.batch import pool_many
from deqi.evidence.batch_tau2 import Flags
from deqi.evidence.checks import checked_studies
from deqi.vocabulary import UsageError


@dataclass(frozen=True)
class Step:
    """The pooled effect without the study ``label`` (leave one out), or up to and with it (cumulative)."""

    label: str
    k: int
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    prediction_low: float | None
    prediction_high: float | None
    tau2: float
    i2: float
    q: float


def leave_one_out(
    effects: Sequence[float],
    variances: Sequence[float],
    tau2_method: str = "REML",
    interval: str = "hksj",
    level: float = 0.95,
    *,
    labels: Sequence[str] | None = None,
) -> tuple[Step, ...]:
    """Pool k times, each time without one study, in the order given. Needs two studies; else as ``pool``."""
    y, v = checked_studies(effects, variances)
    if len(y) < 2:
        raise UsageError(
            what="There is only one study.",
            rule="Leaving it out would leave nothing to pool.",
            next_step="Give two studies or more.",
            where="effects",
        )
    return _steps(y, v, ~np.eye(len(y), dtype=bool), labels, (tau2_method, interval, level))


def cumulative(
    effects: Sequence[float],
    variances: Sequence[float],
    tau2_method: str = "REML",
    interval: str = "hksj",
    level: float = 0.95,
    *,
    labels: Sequence[str] | None = None,
) -> tuple[Step, ...]:
    """Pool the first study, the first two, and so on: sort by year before. Arguments as for ``pool``.

    The first step is one study, so its limits are its own normal limits.
    """
    y, v = checked_studies(effects, variances)
    return _steps(y, v, np.tri(len(y), dtype=bool), labels, (tau2_method, interval, level))


def _steps(
    y: list[float],
    v: list[float],
    mask: Flags,
    labels: Sequence[str] | None,
    options: tuple[str, str, float],
) -> tuple[Step, ...]:
    k = len(y)
    names = checked_labels(labels, k)
    many = pool_many(np.tile(y, (k, 1)), np.tile(v, (k, 1)), *options, mask=mask)
    return tuple(
        Step(
            label=names[i],
            k=int(many.k[i]),
            estimate=float(many.estimate[i]),
            se=float(many.se[i]),
            ci_low=float(many.ci_low[i]),
            ci_high=float(many.ci_high[i]),
            prediction_low=_known(many.prediction_low[i]),
            prediction_high=_known(many.prediction_high[i]),
            tau2=float(many.tau2[i]),
            i2=float(many.i2[i]),
            q=float(many.q[i]),
        )
        for i in range(k)
    )


def checked_labels(labels: Sequence[str] | None, k: int) -> list[str]:
    """One label a study; numbers from 1 when none are given."""
    names = [str(i + 1) for i in range(k)] if labels is None else [str(label) for label in labels]
    if len(names) != k:
        raise UsageError(
            what=f"There are {len(names)} labels for {k} studies.",
            rule="Each study has one label.",
            next_step="Give one label a study.",
            where="labels",
        )
    return names


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
