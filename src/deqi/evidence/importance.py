r"""In how many settings is the benefit important? From the distribution of the true effect in a new setting.

With estimate m and predictive standard deviation s = sqrt(tau2 + se^2), the share of settings whose true
effect lies below c is :math:`F((c - m)/s)`. F is the distribution that the pool's prediction interval uses:
normal, or t with k - 1 ("hksj") or k - 2 ("riley") degrees of freedom, so a threshold at a limit of the 95%
prediction interval leaves 2.5% beyond it. The idea is that of ``cidprop`` in the R package meta.
"""

from dataclasses import dataclass

from deqi.evidence.checks import checked_choice
from deqi.evidence.pooling import PooledEstimate
from deqi.evidence.quantiles import normal_below, t_below
from deqi.vocabulary import UsageError


@dataclass(frozen=True)
class ImportantShare:
    """Shares of settings, from 0 to 1, that sum to 1. ``distribution`` says which distribution."""

    benefit: float
    neither: float
    harm: float
    threshold: float
    distribution: str


def share_important(pooled: PooledEstimate, threshold: float, *, favourable: str = "lower") -> ImportantShare:
    """Share of settings where the benefit, or the harm, is at least ``threshold`` (above 0, unit of effects).

    ``favourable`` says which effects are good: ``"lower"`` (less pain; the default) or ``"higher"``. Raises
    ``UsageError`` when ``pooled`` has no prediction interval: one study, or a common effect, cannot tell.
    """
    checked_choice(favourable, {"lower": "lower", "higher": "higher"}, "favourable")
    if not threshold > 0.0:
        raise UsageError(
            what=f"The threshold is {threshold!r}.",
            rule="An important effect is a size above 0.",
            next_step="Give the size, and say with favourable which direction is good.",
            where="threshold",
        )
    if pooled.prediction_se is None:
        raise UsageError(
            what="This pooled estimate has no prediction interval.",
            rule="The share of settings needs one: at least two studies and random effects.",
            next_step="Report the estimate alone.",
            where="pooled",
        )
    low = _below(pooled, -threshold)
    high = 1.0 - _below(pooled, threshold)
    benefit, harm = (low, high) if favourable == "lower" else (high, low)
    df = _df(pooled)
    name = "normal" if df is None else f"t with {df} degrees of freedom"
    return ImportantShare(benefit, 1.0 - low - high, harm, threshold, name)


def _df(pooled: PooledEstimate) -> int | None:
    return {"normal": None, "hksj": pooled.k - 1, "riley": pooled.k - 2}[pooled.prediction]


def _below(pooled: PooledEstimate, limit: float) -> float:
    spread = pooled.prediction_se
    if not spread:  # all effects equal and no heterogeneity: every setting has the estimate
        return float(pooled.estimate <= limit)
    df = _df(pooled)
    place = (limit - pooled.estimate) / spread
    return normal_below(place) if df is None else t_below(place, df)
