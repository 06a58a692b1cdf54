"""Pool many sets of studies in one call: simulations, leave-one-out, cumulative pooling."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from deqi.evidence import batch_tau2
from deqi.evidence.batch_tau2 import Sets
from deqi.evidence.checks import TINIEST, checked_choice, checked_level
from deqi.evidence.kernels import Floats
from deqi.evidence.pooling import FARTHEST, INTERVALS, PREDICTIONS, TAU2_METHODS
from deqi.vocabulary import UsageError

_ESTIMATORS: Mapping[str, Any] = MappingProxyType(
    {
        "REML": batch_tau2.reml,
        "PM": batch_tau2.paule_mandel,
        "DL": batch_tau2.dersimonian_laird,
    }
)
_CELLS = 32_768
"""Cells worked on at once: what fits into the processor's cache."""


@dataclass(frozen=True, eq=False)
class PooledMany:
    """What ``pool`` gives, for n sets: every array has shape (n,).

    ``prediction_low``, ``prediction_high`` and ``prediction_se`` are NaN where there is no prediction
    interval. ``df`` is 0 where the interval is normal: also for a set of one study, whatever was asked.
    """

    estimate: Floats
    se: Floats
    ci_low: Floats
    ci_high: Floats
    prediction_low: Floats
    prediction_high: Floats
    prediction_se: Floats
    tau2: Floats
    i2: Floats
    h2: Floats
    q: Floats
    k: NDArray[np.int64]
    df: NDArray[np.int64]
    tau2_method: str
    interval: str
    prediction: str
    level: float

    def __len__(self) -> int:
        return len(self.estimate)


def pool_many(  # noqa: PLR0913 - the arguments of pool, and the mask
    effects: ArrayLike,
    variances: ArrayLike,
    tau2_method: str = "REML",
    interval: str = "hksj",
    level: float = 0.95,
    *,
    prediction: str = "auto",
    mask: ArrayLike | None = None,
) -> PooledMany:
    """Pool every row of ``effects`` (n, k) with ``variances`` (n, k); arguments otherwise as for ``pool``.

    For sets of different sizes give ``mask`` (n, k): true where there is a study; other cells are ignored.
    Raises ``UsageError`` as ``pool`` does, naming the row.
    """
    method = checked_choice(tau2_method, TAU2_METHODS, "tau2_method")
    kind = checked_choice(interval, INTERVALS, "interval")
    wanted = checked_choice(prediction, PREDICTIONS, "prediction")
    checked_level(level)
    y, v = _checked(effects, variances, mask)
    step = max(1, _CELLS // y.shape[1])
    parts = [
        _pool(y[i : i + step], v[i : i + step], method, kind, level, wanted) for i in range(0, len(y), step)
    ]
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    shown = "none" if method == "FE" else kind if wanted == "auto" else wanted
    return PooledMany(**joined, tau2_method=method, interval=kind, prediction=shown, level=level)


def _pool(y: Floats, v: Floats, method: str, kind: str, level: float, wanted: str) -> dict[str, Any]:
    sets, centre, scale = _sets(y, v)
    several = np.flatnonzero(sets.df > 0.0)
    tau2 = np.zeros(len(y))
    if method != "FE" and several.size:
        tau2[several] = _ESTIMATORS[method](sets.at(several))
    df = np.maximum(sets.df, 1.0)
    q = np.where(sets.df > 0.0, sets.q(np.zeros(len(y)))[0], 0.0)
    i2, h2 = _heterogeneity(sets, method, tau2, q)
    w = 1.0 / (sets.v + tau2[:, None])
    total = w.sum(axis=1)
    estimate = centre + scale * np.einsum("ij,ij->i", w, sets.y) / total
    normal_se = 1.0 / np.sqrt(total)
    hksj_se = normal_se * np.sqrt(sets.q(tau2)[0] / df)
    hartung = (sets.df > 0.0) & (kind == "hksj")
    z = special.ndtri(0.5 * (1.0 + level))
    se = np.where(hartung, hksj_se, normal_se)
    reach = se * np.where(hartung, special.stdtrit(df, 0.5 * (1.0 + level)), z)
    shown = kind if wanted == "auto" else wanted
    spread = np.sqrt(tau2 + (hksj_se if shown == "hksj" else normal_se) ** 2)
    room = spread * _prediction_quantile(sets.df, shown if method != "FE" else "none", level)
    return {
        "estimate": estimate,
        "se": scale * se,
        "ci_low": estimate - scale * reach,
        "ci_high": estimate + scale * reach,
        "prediction_low": estimate - scale * room,
        "prediction_high": estimate + scale * room,
        "prediction_se": np.where(np.isnan(room), np.nan, scale * spread),
        "tau2": scale * scale * tau2,
        "i2": i2,
        "h2": h2,
        "q": q,
        "k": sets.df.astype(np.int64) + 1,
        "df": np.where(hartung, sets.df, 0.0).astype(np.int64),
    }


def _prediction_quantile(df: Floats, shown: str, level: float) -> Floats:
    """The quantile of each set; NaN where it has no prediction interval."""
    p = 0.5 * (1.0 + level)
    if shown == "normal":
        return np.where(df > 0.0, special.ndtri(p), np.nan)
    taken = {"hksj": df, "riley": df - 1.0}.get(shown)
    if taken is None:
        return np.full_like(df, np.nan)
    return np.where(taken > 0.0, special.stdtrit(np.maximum(taken, 1.0), p), np.nan)


def _heterogeneity(sets: Sets, method: str, tau2: Floats, q: Floats) -> tuple[Floats, Floats]:
    """I-squared in percent and H-squared."""
    df = sets.df
    many = df > 0.0
    if method == "FE":
        i2 = np.where(q > df, 100.0 * (q - df) / np.where(q > 0.0, q, 1.0), 0.0)
        return i2, np.where(many, q / np.maximum(df, 1.0), 1.0)
    trace = np.where(many, sets.moments(np.zeros(len(df)))[batch_tau2.B], 1.0)
    typical = np.where(many, df / trace, 1.0)
    return 100.0 * tau2 / (tau2 + typical), (tau2 + typical) / typical


def _sets(y: Floats, v: Floats) -> tuple[Sets, Floats, Floats]:
    """Centred on the most precise study of each set, scaled only where the unit is very odd."""
    used = np.isfinite(v)
    smallest = v.min(axis=1)
    centre = y[np.arange(len(y)), v.argmin(axis=1)]
    odd = (smallest <= 1e-20) | (smallest >= 1e20)
    scale = np.where(odd, 2.0 ** np.round(0.5 * np.log2(smallest)), 1.0)
    y = np.where(used, (y - centre[:, None]) / scale[:, None], 0.0)
    v = v / scale[:, None] / scale[:, None]
    smallest, largest = v.min(axis=1), np.where(used, v, 0.0).max(axis=1)
    count = used.sum(axis=1)
    mean = y.sum(axis=1) / count
    spread = (np.where(used, y - mean[:, None], 0.0) ** 2).sum(axis=1)
    _refuse(~(spread + largest < FARTHEST * smallest), "has effects more than 10^30 standard errors apart.")
    return Sets(y, v, smallest, largest, spread, count - 1.0), centre, scale


def _checked(effects: ArrayLike, variances: ArrayLike, mask: ArrayLike | None) -> tuple[Floats, Floats]:
    """Arrays of shape (n, k) in which a missing study has effect 0 and variance infinity."""
    y, v = _numbers(effects, "effects"), _numbers(variances, "variances")
    used = np.ones(y.shape, dtype=bool) if mask is None else np.asarray(mask)
    if not y.shape == v.shape == used.shape or y.ndim != 2 or used.dtype != bool or not y.size:
        raise UsageError(
            what=f"Effects have shape {y.shape}, variances {v.shape}, the mask {used.shape} ({used.dtype}).",
            rule="All have the same shape: one row a set, one column a study; the mask holds truth values.",
            next_step="Give arrays of shape (sets, studies) with at least one cell.",
            where="effects",
        )
    _refuse(~used.any(axis=1), "has no study.")
    _refuse((used & ~(np.isfinite(y) & np.isfinite(v))).any(axis=1), "holds a number that is not finite.")
    _refuse((used & ~(v >= TINIEST)).any(axis=1), "holds a variance that is not above 0.")
    return np.where(used, y, 0.0), np.where(used, v, np.inf)


def _numbers(values: ArrayLike, where: str) -> Floats:
    try:
        raw = np.asarray(values)
    except ValueError:
        raw = np.asarray("ragged")
    if raw.dtype.kind not in "iuf":
        raise UsageError(
            what=f"The {where} are not an array of numbers.",
            rule="Every row is a set with the same number of columns.",
            next_step="Give numbers only; mark missing studies with the mask.",
            where=where,
        )
    return raw.astype(np.float64)


def _refuse(bad: Any, fault: str) -> None:
    """Refuse the first set that ``bad`` (n truth values) marks."""
    if bad.any():
        raise UsageError(
            what=f"Set {int(np.flatnonzero(bad)[0]) + 1} {fault}",
            rule="Each set needs at least one study with a finite effect and a variance above 0.",
            next_step="Mend that row, or mask what is missing.",
            where="effects",
        )
