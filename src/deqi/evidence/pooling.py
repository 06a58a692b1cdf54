r"""Pool the effects of several studies into one estimate, with its doubts.

Model: effect i is drawn from a normal distribution with known variance v_i + tau-squared about a common
mean. The mean is the inverse-variance weighted mean. Two kinds of limits:

* ``interval="normal"``: standard error 1/sqrt(sum of weights), normal quantile;
* ``interval="hksj"`` (default): Hartung-Knapp-Sidik-Jonkman, standard error multiplied by
  sqrt(sum w (y - mean)^2 / (k - 1)), t quantile with k - 1 degrees of freedom. The multiplier is used as it
  is, also below 1: no truncation ("ad hoc" correction) is applied.

Three kinds of prediction limits for the true effect in a new setting, mean -/+ quantile * sqrt(tau2 + se^2):

* ``prediction="normal"``: normal quantile, conventional standard error (default with ``interval="normal"``);
* ``prediction="hksj"``: t quantile with k - 1 degrees of freedom, Hartung-Knapp standard error (default with
  ``interval="hksj"``);
* ``prediction="riley"``: t quantile with k - 2 degrees of freedom, conventional standard error, whatever the
  interval (Higgins, Thompson and Spiegelhalter 2009; Riley, Higgins and Deeks 2011).

I-squared and H-squared are the ones that belong to the estimate of tau-squared: tau2 / (tau2 + s2) with s2
the typical within-study variance of Higgins and Thompson 2002, and (tau2 + s2) / s2. With the common effect
they come from Q.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from deqi.evidence import tau2 as between
from deqi.evidence.checks import checked_choice, checked_level, checked_studies
from deqi.evidence.kernels import ArrayKernel, FloatKernel, Kernel, MeanKernel
from deqi.evidence.quantiles import chi2_quantile, chi2_tail, normal_quantile, t_quantile
from deqi.vocabulary import UsageError

TAU2_METHODS: Mapping[str, str] = MappingProxyType(
    {
        "REML": "REML", "PM": "PM", "DL": "DL", "FE": "FE",
        "common": "FE", "CE": "FE", "EE": "FE",
    }
)  # fmt: skip
"""Names that ``tau2_method`` takes, and the name that the result carries."""
INTERVALS: Mapping[str, str] = MappingProxyType({"hksj": "hksj", "normal": "normal"})
PREDICTIONS: Mapping[str, str] = MappingProxyType(
    {"auto": "auto", "normal": "normal", "hksj": "hksj", "riley": "riley", "none": "none"}
)
PREDICTION_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "normal": "normal quantile, conventional standard error",
        "hksj": "t quantile with k - 1 degrees of freedom, Hartung-Knapp standard error",
        "riley": "t quantile with k - 2 degrees of freedom, conventional standard error",
        "none": "no prediction interval",
    }
)

NO_WIDTH = "All effects are equal, so the Hartung-Knapp limits have no width; this is not certainty."

_ESTIMATORS: Mapping[str, Callable[[Kernel], float]] = MappingProxyType(
    {"REML": between.reml, "PM": between.paule_mandel, "DL": between.dersimonian_laird}
)
_MANY = 100
"""Number of studies from which NumPy is faster than plain floats."""
FARTHEST = 1e60


@dataclass(frozen=True)
class PooledEstimate:
    """The pooled effect of ``k`` studies, in the unit of the effects (tau2 and variances in its square).

    ``ci_low``/``ci_high`` are the limits for the mean effect, ``prediction_low``/``prediction_high`` for the
    true effect in a new setting; ``prediction`` says which kind, and the limits are ``None`` when there is
    none; ``prediction_se`` is sqrt(tau2 + se^2). ``i2`` is in percent. ``df`` belongs to the quantile of the
    interval: ``None`` for the normal one. ``notes`` says in words whatever was not done as asked.
    """

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    prediction_low: float | None
    prediction_high: float | None
    prediction_se: float | None
    tau2: float
    i2: float
    h2: float
    q: float
    q_df: int
    k: int
    df: int | None
    tau2_method: str
    interval: str
    prediction: str
    level: float
    notes: tuple[str, ...] = ()
    effects: tuple[float, ...] = field(default=(), repr=False)
    variances: tuple[float, ...] = field(default=(), repr=False)

    @property
    def tau(self) -> float:
        """Between-study standard deviation, in the unit of the effects."""
        return math.sqrt(self.tau2)

    @property
    def q_p(self) -> float | None:
        """P value of Cochran's Q; ``None`` for one study."""
        return chi2_tail(self.q, self.q_df) if self.q_df else None

    @property
    def prediction_words(self) -> str:
        """Which prediction interval this is, in words."""
        return PREDICTION_WORDS[self.prediction]

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """Weight of each study in percent, in the order given."""
        weights = [1.0 / (v + self.tau2) for v in self.variances]
        total = sum(weights)
        return tuple([100.0 * w / total for w in weights])

    @property
    def tau2_low(self) -> float | None:
        """Lower Q-profile limit of tau-squared at ``level``; ``None`` for one study."""
        return None if self._tau2_limits is None else self._tau2_limits[0]

    @property
    def tau2_high(self) -> float | None:
        """Upper Q-profile limit of tau-squared at ``level``; ``None`` for one study."""
        return None if self._tau2_limits is None else self._tau2_limits[1]

    @cached_property
    def _tau2_limits(self) -> tuple[float, float] | None:
        if self.k == 1:
            return None
        kernel, _, scale = scaled_kernel(list(self.effects), list(self.variances))
        tail = 0.5 * (1.0 - self.level)
        low = between.solve_q(kernel, chi2_quantile(1.0 - tail, self.q_df))
        high = between.solve_q(kernel, chi2_quantile(tail, self.q_df))
        return low * scale * scale, high * scale * scale


def pool(
    effects: Sequence[float],
    variances: Sequence[float],
    tau2_method: str = "REML",
    interval: str = "hksj",
    level: float = 0.95,
    *,
    prediction: str = "auto",
) -> PooledEstimate:
    """Pool ``effects`` (k numbers) with their sampling ``variances`` (k numbers above 0).

    ``tau2_method`` is REML, PM (Paule-Mandel), DL (DerSimonian-Laird) or FE (also ``"common"``);
    ``interval`` is ``"hksj"`` or ``"normal"``; ``prediction`` is ``"auto"`` (the kind that belongs to the
    interval), ``"normal"``, ``"hksj"``, ``"riley"`` or ``"none"``. See the module for the formulas.

    One study has no heterogeneity to estimate: tau2 is 0, the limits are normal, there is no prediction
    interval, and ``notes`` says so. A prediction interval that needs more studies than there are is
    ``None`` with a note. Raises ``UsageError`` for no study, lengths that differ, a value that is not a
    finite number, a variance that is not above 0, or an unknown name.
    """
    y, v = checked_studies(effects, variances)
    method = checked_choice(tau2_method, TAU2_METHODS, "tau2_method")
    kind = checked_choice(interval, INTERVALS, "interval")
    wanted = checked_choice(prediction, PREDICTIONS, "prediction")
    checked_level(level)
    kernel, centre, scale = scaled_kernel(y, v)
    k = len(y)
    tau2 = _ESTIMATORS[method](kernel) if k > 1 and method != "FE" else 0.0
    q, i2, h2 = _heterogeneity(kernel, method, tau2)
    mean, normal_se, hksj_se = _weighted_mean(kernel, tau2)
    estimate = centre + scale * mean
    kind, notes = interval_kind(kind, k)
    if kind == "hksj" and hksj_se == 0.0:
        notes = (NO_WIDTH,)
    se, df, quantile = (
        (hksj_se, k - 1, t_quantile(level, k - 1))
        if kind == "hksj"
        else (normal_se, None, normal_quantile(level))
    )
    shown, note = prediction_kind(wanted, kind, method, k)
    spread = math.sqrt(tau2 + (hksj_se if shown == "hksj" else normal_se) ** 2)
    low, high = _limits(estimate, scale * spread, prediction_quantile(shown, level, k))
    return PooledEstimate(
        estimate=estimate,
        se=scale * se,
        ci_low=estimate - scale * se * quantile,
        ci_high=estimate + scale * se * quantile,
        prediction_low=low,
        prediction_high=high,
        prediction_se=None if low is None else scale * spread,
        tau2=scale * scale * tau2,
        i2=i2,
        h2=h2,
        q=q,
        q_df=k - 1,
        k=k,
        df=df,
        tau2_method=method,
        interval=kind,
        prediction=shown,
        level=level,
        notes=notes + note,
        effects=tuple(y),
        variances=tuple(v),
    )


def interval_kind(kind: str, k: int) -> tuple[str, tuple[str, ...]]:
    """The interval that ``k`` studies allow, and a note when it is not the one asked for."""
    if k == 1 and kind == "hksj":
        note = "One study: Hartung-Knapp limits need two, so these are the study's own normal limits."
        return "normal", (note,)
    return kind, ()


def prediction_kind(wanted: str, interval: str, method: str, k: int) -> tuple[str, tuple[str, ...]]:
    """The prediction interval that ``k`` studies and ``method`` allow, and a note when there is none."""
    shown = interval if wanted == "auto" else wanted
    if shown == "none":
        return "none", ()
    if method == "FE":
        return "none", (
            "A common effect has no spread between settings, so there is no prediction interval.",
        )
    needed = 3 if shown == "riley" else 2
    if k < needed:
        return "none", (f"A prediction interval of this kind needs {needed} studies; there is only {k}.",)
    return shown, ()


def prediction_quantile(shown: str, level: float, k: int) -> float | None:
    """The quantile that the kind of prediction interval takes; ``None`` when there is none."""
    if shown == "none":
        return None
    if shown == "normal":
        return normal_quantile(level)
    return t_quantile(level, k - 1 if shown == "hksj" else k - 2)


def scaled_kernel(y: list[float], v: list[float]) -> tuple[MeanKernel, float, float]:
    """A kernel, and the centre and scale to add and multiply back.

    Effects are centred on the most precise study (see ``FloatKernel``). The scale is 1 unless the unit is so
    odd that squares of weights would leave the range of floating point numbers.
    """
    smallest = min(v)
    centre = y[v.index(smallest)]
    scale = 1.0 if 1e-20 < smallest < 1e20 else 2.0 ** round(0.5 * math.log2(smallest))
    if scale != 1.0:
        v = [x / scale / scale for x in v]
        y = [(x - centre) / scale for x in y]
    else:
        y = [x - centre for x in y]
    farthest = max(y) - min(y)
    if not farthest * farthest * len(y) + max(v) < FARTHEST * min(v):
        raise UsageError(
            what="The effects lie more than 10 to the power of 30 standard errors apart.",
            rule="Squares and cubes of such numbers do not fit into floating point numbers.",
            next_step="Check the units of the effects and variances.",
        )
    return FloatKernel(y, v) if len(y) < _MANY else ArrayKernel(y, v), centre, scale


def _limits(middle: float, se: float, quantile: float | None) -> tuple[float | None, float | None]:
    if quantile is None:
        return None, None
    return middle - quantile * se, middle + quantile * se


def _heterogeneity(kernel: MeanKernel, method: str, tau2: float) -> tuple[float, float, float]:
    """Q, I-squared in percent, and H-squared."""
    df, q = kernel.df, kernel.q0
    if df == 0:
        return 0.0, 0.0, 1.0
    if method == "FE":
        return q, max(0.0, 100.0 * (q - df) / q) if q > 0.0 else 0.0, q / df
    typical = df / kernel.zero.b
    return q, 100.0 * tau2 / (tau2 + typical), (tau2 + typical) / typical


def _weighted_mean(kernel: MeanKernel, tau2: float) -> tuple[float, float, float]:
    """The mean, its conventional and its Hartung-Knapp standard error (0 for one study)."""
    mean, precision, q = kernel.mean(tau2)
    se = 1.0 / math.sqrt(precision)
    return mean, se, se * math.sqrt(q / kernel.df) if kernel.df else 0.0
