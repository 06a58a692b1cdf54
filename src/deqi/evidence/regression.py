"""Meta-regression, subgroups, and Egger's test for small-study effects.

Mixed-effects model: effect = design x coefficients + random effect + sampling error. tau-squared is
estimated on the space of contrasts (see ``kernels.ContrastKernel``), coefficients by weighted least squares.
Sources: Raudenbush 2009; Knapp and Hartung 2003; Egger 1997; Sterne and Egger 2005.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from deqi.evidence import tau2 as between
from deqi.evidence.checks import checked_choice, checked_level, checked_numbers, checked_studies
from deqi.evidence.kernels import ContrastKernel, Floats, Kernel
from deqi.evidence.pooling import INTERVALS, TAU2_METHODS, PooledEstimate, pool
from deqi.evidence.quantiles import chi2_tail, f_tail, normal_quantile, t_quantile, two_sided_p
from deqi.vocabulary import UsageError

_ESTIMATORS: Mapping[str, Callable[[Kernel], float]] = MappingProxyType(
    {"REML": between.reml, "PM": between.paule_mandel, "DL": between.dersimonian_laird}
)


@dataclass(frozen=True)
class Coefficient:
    """One coefficient with its limits; ``statistic`` is z, or t with the regression's ``df``."""

    name: str
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    statistic: float
    p: float


@dataclass(frozen=True)
class MetaRegression:
    """A fitted meta-regression.

    ``tau2`` is what the moderators leave, ``tau2_without`` what there is without them, ``r2`` the share in
    percent that they explain (``None`` when there is nothing to explain). ``qe`` tests what is left
    (chi-squared with ``qe_df``). ``qm`` tests all moderators together: chi-squared with ``qm_df``, or F with
    ``qm_df`` and ``df`` for Hartung-Knapp. ``df`` is ``None`` for normal limits.
    """

    coefficients: tuple[Coefficient, ...]
    tau2: float
    tau2_without: float
    r2: float | None
    i2: float
    h2: float
    qe: float
    qe_df: int
    qe_p: float
    qm: float
    qm_df: int
    qm_p: float
    df: int | None
    k: int
    tau2_method: str
    interval: str
    level: float

    def __getitem__(self, name: str) -> Coefficient:
        return next(part for part in self.coefficients if part.name == name)


def meta_regression(
    effects: Sequence[float],
    variances: Sequence[float],
    moderators: Mapping[str, Sequence[float]],
    tau2_method: str = "REML",
    interval: str = "hksj",
    level: float = 0.95,
) -> MetaRegression:
    """Regress ``effects`` on ``moderators`` (name to k numbers) and an intercept.

    Other arguments as for ``pool``. Raises ``UsageError`` for what ``pool`` refuses, for fewer studies than
    coefficients plus one, and for moderators that repeat each other or do not vary.
    """
    y, v = checked_studies(effects, variances)
    method = checked_choice(tau2_method, TAU2_METHODS, "tau2_method")
    kind = checked_choice(interval, INTERVALS, "interval")
    checked_level(level)
    design = _design(moderators, len(y))
    fit = _Fit(np.array(y), np.array(v), design, method)
    df = fit.k - fit.p
    factor = fit.q_at_tau2 / df if kind == "hksj" else 1.0
    _refuse_perfect(factor)
    covariance = fit.covariance * factor
    names = ("intercept", *moderators)
    used_df = df if kind == "hksj" else None
    quantile = normal_quantile(level) if used_df is None else t_quantile(level, df)
    tested = fit.coefficients[1:]
    qm = float(tested @ np.linalg.solve(covariance[1:, 1:], tested))
    qm_df = fit.p - 1
    qm = qm / qm_df if kind == "hksj" else qm
    without = 0.0 if method == "FE" else _ESTIMATORS[method](fit.empty_kernel)
    return MetaRegression(
        coefficients=tuple(
            _coefficient(name, float(b), math.sqrt(s), quantile, used_df)
            for name, b, s in zip(names, fit.coefficients, np.diag(covariance), strict=True)
        ),
        tau2=fit.tau2,
        tau2_without=without,
        r2=max(0.0, 100.0 * (without - fit.tau2) / without) if without > 0.0 else None,
        i2=fit.i2,
        h2=fit.h2,
        qe=fit.qe,
        qe_df=df,
        qe_p=chi2_tail(fit.qe, df),
        qm=qm,
        qm_df=qm_df,
        qm_p=f_tail(qm, qm_df, df) if kind == "hksj" else chi2_tail(qm, qm_df),
        df=used_df,
        k=fit.k,
        tau2_method=method,
        interval=kind,
        level=level,
    )


class _Fit:
    """The numbers that come out of tau-squared and weighted least squares."""

    def __init__(self, y: Floats, v: Floats, design: Floats, method: str) -> None:
        self.k, self.p = design.shape
        df = self.k - self.p
        kernel = ContrastKernel(y, v, design)
        self.empty_kernel = ContrastKernel(y, v, design[:, :1])
        self.tau2 = 0.0 if method == "FE" else _ESTIMATORS[method](kernel)
        self.qe = kernel.q0
        self.q_at_tau2, _ = kernel.q(self.tau2)
        typical = df / kernel.zero.b
        if method == "FE":
            self.i2 = max(0.0, 100.0 * (self.qe - df) / self.qe) if self.qe > 0.0 else 0.0
            self.h2 = self.qe / df
        else:
            self.i2 = 100.0 * self.tau2 / (self.tau2 + typical)
            self.h2 = (self.tau2 + typical) / typical
        root = 1.0 / np.sqrt(v + self.tau2)
        q, r = np.linalg.qr(root[:, None] * design)
        self.coefficients: Floats = np.linalg.solve(r, q.T @ (root * y))
        inverse = np.linalg.inv(r)
        self.covariance: Floats = inverse @ inverse.T


def _coefficient(name: str, b: float, se: float, quantile: float, df: int | None) -> Coefficient:
    return Coefficient(name, b, se, b - quantile * se, b + quantile * se, b / se, two_sided_p(b / se, df))


def _design(moderators: Mapping[str, Sequence[float]], k: int) -> Floats:
    if not moderators:
        raise UsageError(
            what="There is no moderator.", rule="A meta-regression needs one.", next_step="Use pool instead."
        )
    columns = [checked_numbers(values, name) for name, values in moderators.items()]
    for name, column in zip(moderators, columns, strict=True):
        if len(column) != k:
            raise UsageError(
                what=f"{name} has {len(column)} values for {k} studies.",
                rule="Each study needs one value of each moderator.",
                next_step="Leave out studies whose value is unknown, and say so.",
                where=name,
            )
    if k < len(columns) + 2:
        raise UsageError(
            what=f"There are {k} studies for {len(columns)} moderators and an intercept.",
            rule="More studies than coefficients are needed.",
            next_step="Use fewer moderators.",
            where="moderators",
        )
    design = np.column_stack([np.ones(k), *columns])
    largest = np.abs(design).max(axis=0)
    if not largest.all() or np.linalg.matrix_rank(design / largest, tol=1e-10 * k) < design.shape[1]:
        raise UsageError(
            what=f"The moderators {', '.join(moderators)} repeat each other or do not vary.",
            rule="Each must tell something that the intercept and the others do not.",
            next_step="Drop one.",
            where="moderators",
        )
    return design


def _refuse_perfect(factor: float) -> None:
    if factor == 0.0:
        raise UsageError(
            what="The moderators fit the effects without any rest.",
            rule="Hartung-Knapp limits would have no width.",
            next_step='Use interval="normal".',
            where="interval",
        )


@dataclass(frozen=True)
class SubgroupAnalysis:
    """Groups pooled apart, each with its own tau-squared, and a test of their difference.

    ``q_between`` is chi-squared with ``df`` degrees of freedom: squared distances of the groups' estimates
    from their common mean in units of the standard errors shown; ``None`` with one group or a standard error
    of 0.
    """

    groups: Mapping[str, PooledEstimate]
    q_between: float | None
    df: int
    p: float | None


def subgroups(
    effects: Sequence[float],
    variances: Sequence[float],
    groups: Sequence[str],
    tau2_method: str = "REML",
    interval: str = "hksj",
    level: float = 0.95,
) -> SubgroupAnalysis:
    """Pool each group of studies apart; ``groups`` names the group of each study. Others as for ``pool``.

    For one tau-squared shared by all groups use ``meta_regression`` with indicator moderators.
    """
    y, v = checked_studies(effects, variances)
    if len(groups) != len(y):
        raise UsageError(
            what=f"There are {len(groups)} group names for {len(y)} studies.",
            rule="Each study belongs to one group.",
            next_step="Give one name a study.",
            where="groups",
        )
    pooled = {
        name: pool(
            [x for x, group in zip(y, groups, strict=True) if group == name],
            [x for x, group in zip(v, groups, strict=True) if group == name],
            tau2_method,
            interval,
            level,
        )
        for name in dict.fromkeys(groups)
    }
    df = len(pooled) - 1
    if df == 0 or any(part.se == 0.0 for part in pooled.values()):
        return SubgroupAnalysis(MappingProxyType(pooled), None, df, None)
    estimates, squares = zip(*[(part.estimate, part.se**2) for part in pooled.values()], strict=True)
    q = pool(estimates, squares, "FE", "normal").q
    return SubgroupAnalysis(MappingProxyType(pooled), q, df, chi2_tail(q, df))


@dataclass(frozen=True)
class EggerTest:
    """Test whether small studies show other effects: ``statistic`` is z (``df`` ``None``) or t."""

    statistic: float
    p: float
    df: int | None
    slope: float
    effect_at_zero_se: float
    model: str


def egger(effects: Sequence[float], variances: Sequence[float], model: str = "mixed") -> EggerTest:
    """Egger's regression of the effects on their standard errors.

    ``model="mixed"``: mixed-effects meta-regression (REML, z test). ``model="classical"``: Egger's own, a
    weighted regression with a multiplicative dispersion (t test, k - 2 degrees of freedom). Needs three
    studies whose standard errors differ; with fewer than ten the test has little power.
    """
    y, v = checked_studies(effects, variances)
    checked_choice(model, {"mixed": "mixed", "classical": "classical"}, "model")
    errors = [math.sqrt(x) for x in v]
    method = "REML" if model == "mixed" else "FE"
    fit = meta_regression(y, v, {"se": errors}, method, "normal" if model == "mixed" else "hksj")
    # the Hartung-Knapp factor of a common-effect regression is exactly the multiplicative dispersion
    slope, constant = fit["se"], fit["intercept"]
    return EggerTest(slope.statistic, slope.p, fit.df, slope.estimate, constant.estimate, model)
