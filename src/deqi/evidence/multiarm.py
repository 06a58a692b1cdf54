r"""Trials with several arms against one control: the control is never counted twice.

Contrasts that share a control have the covariance :math:`s_c^2 / n_c`. Generalised least squares over them
gives one effect a trial. That is exact, not a shortcut: in the model with one random effect a trial, the
likelihood depends on the trial's contrasts only through that effect and its variance (and a constant).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from deqi.evidence.checks import checked_numbers, checked_studies
from deqi.evidence.effects import Arm, Effect
from deqi.evidence.kernels import Floats
from deqi.evidence.pooling import PooledEstimate, pool
from deqi.vocabulary import UsageError


@dataclass(frozen=True, eq=False)
class SharedControl:
    """Mean differences of several arms against one control: ``effects`` (m,), ``covariance`` (m, m)."""

    effects: Floats
    covariance: Floats


def shared_control(arms: Sequence[Arm], control: Arm) -> SharedControl:
    """Mean differences of ``arms`` minus ``control`` with their full covariance matrix."""
    if not arms:
        raise UsageError(
            what="There is no arm to compare.", rule="At least one is needed.", next_step="Give the arms."
        )
    effects = np.array([arm.mean - control.mean for arm in arms])
    return SharedControl(effects, np.diag([arm.variance for arm in arms]) + control.variance)


def split_control(control: Arm, parts: int) -> tuple[Arm, ...]:
    """The control divided among ``parts`` contrasts, people shared out as evenly as possible.

    Raises ``UsageError`` when a part would hold fewer than two people.
    """
    if parts < 1 or control.n // parts < 2:
        raise UsageError(
            what=f"{control.n} people cannot be split into {parts} groups.",
            rule="Each group needs two people or more.",
            next_step="Combine the arms instead (combine_contrasts).",
            where="parts",
        )
    whole, rest = divmod(control.n, parts)
    return tuple(Arm(control.mean, control.sd, whole + (i < rest)) for i in range(parts))


def covariance_matrix(
    variances: Sequence[float], control_variance: float | None = None, control_share: float = 0.5
) -> Floats:
    """Covariance of contrasts of one trial.

    Off the diagonal stands ``control_variance`` (SD^2 / n of the shared control) where it is known; else
    ``control_share`` of the smallest variance: one half is right for arms of equal size and SD.
    """
    v = np.array(checked_numbers(variances, "variances"))
    shared = control_share * v.min() if control_variance is None else control_variance
    matrix = np.full((len(v), len(v)), shared)
    np.fill_diagonal(matrix, v)
    return matrix


def combine_contrasts(effects: ArrayLike, covariance: ArrayLike, *, equal_weights: bool = False) -> Effect:
    """One effect from contrasts ``effects`` (m,) of one trial with ``covariance`` (m, m).

    By generalised least squares, or as their plain mean when ``equal_weights``; either way with the variance
    that the covariance gives. Raises ``UsageError`` when the matrix is no covariance.
    """
    y, matrix = np.atleast_1d(np.asarray(effects, float)), np.atleast_2d(np.asarray(covariance, float))
    ones = np.ones(len(y))
    if matrix.shape != (len(y), len(y)) or not np.isfinite(y).all() or not np.allclose(matrix, matrix.T):
        raise _no_covariance("Its shape does not fit, it is not symmetric, or a number is missing.")
    if equal_weights:
        if not np.linalg.eigvalsh(matrix)[0] >= -1e-9 * matrix.max():
            raise _no_covariance("It has a negative eigenvalue.")
        return Effect(float(y.mean()), float(ones @ matrix @ ones) / len(y) ** 2, "combined")
    try:
        np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError as error:
        raise _no_covariance("It is not positive definite.") from error
    weights = np.linalg.solve(matrix, ones)
    return Effect(float(weights @ y / weights.sum()), float(1.0 / weights.sum()), "combined")


def pool_multiarm(  # noqa: PLR0913 - the arguments of pool, and what says which contrasts share a control
    trials: Sequence[str],
    effects: Sequence[float],
    variances: Sequence[float],
    tau2_method: str = "REML",
    interval: str = "hksj",
    level: float = 0.95,
    *,
    control_variances: Sequence[float | None] | None = None,
    control_share: float = 0.5,
    prediction: str = "auto",
) -> PooledEstimate:
    """Pool contrasts of which several may belong to one trial: k in the result counts trials.

    ``trials`` names the trial of each contrast. ``control_variances`` gives SD^2 / n of the control of each
    contrast, ``None`` where unknown (then ``control_share`` is assumed; see ``covariance_matrix``).
    """
    y, v = checked_studies(effects, variances)
    controls = [None] * len(y) if control_variances is None else list(control_variances)
    if not len(trials) == len(controls) == len(y):
        raise UsageError(
            what=f"There are {len(trials)} trial names and {len(controls)} controls for {len(y)} effects.",
            rule="Each contrast needs its trial and its control.",
            next_step="Give lists of the same length.",
            where="trials",
        )
    combined = []
    for name in dict.fromkeys(trials):
        at = [i for i, trial in enumerate(trials) if trial == name]
        if len({controls[i] for i in at}) != 1:
            raise UsageError(
                what=f"The contrasts of {name!r} have different control variances.",
                rule="Contrasts of one trial are taken to share one control.",
                next_step="Give each pair of independent arms its own trial name.",
                where="control_variances",
            )
        matrix = covariance_matrix([v[i] for i in at], controls[at[0]], control_share)
        combined.append(combine_contrasts([y[i] for i in at], matrix))
    return pool(
        [effect.estimate for effect in combined],
        [effect.variance for effect in combined],
        tau2_method,
        interval,
        level,
        prediction=prediction,
    )


def _no_covariance(what: str) -> UsageError:
    return UsageError(
        what=f"The covariance matrix cannot be used. {what}",
        rule="It has one row and column a contrast, and the control's variance is below each contrast's.",
        next_step="Build it with shared_control or covariance_matrix.",
        where="covariance",
    )
