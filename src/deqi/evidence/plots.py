"""Plain data for forest plots and funnel plots; drawing happens elsewhere."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from deqi.evidence.checks import checked_level, checked_studies
from deqi.evidence.pooling import PooledEstimate
from deqi.evidence.quantiles import normal_quantile, two_sided_p
from deqi.evidence.sensitivity import checked_labels


@dataclass(frozen=True)
class ForestRow:
    """One line of a forest plot: effect with normal limits at the pool's level, weight in percent."""

    label: str
    effect: float
    ci_low: float
    ci_high: float
    weight: float


@dataclass(frozen=True)
class Forest:
    """Everything that a forest plot draws: the studies, and the pooled estimate with its prediction."""

    rows: tuple[ForestRow, ...]
    pooled: PooledEstimate


def forest_rows(pooled: PooledEstimate, labels: Sequence[str] | None = None) -> Forest:
    """The lines of a forest plot of ``pooled``, in the order in which its studies were given."""
    z = normal_quantile(pooled.level)
    names = checked_labels(labels, pooled.k)
    studies = zip(names, pooled.effects, pooled.variances, pooled.weights, strict=True)
    rows = [ForestRow(n, y, y - z * math.sqrt(v), y + z * math.sqrt(v), w) for n, y, v, w in studies]
    return Forest(tuple(rows), pooled)


@dataclass(frozen=True)
class FunnelPoint:
    """One study: its effect, its standard error, and the two-sided p value of its own test."""

    label: str
    effect: float
    se: float
    p: float


@dataclass(frozen=True)
class Contour:
    """Straight lines: a study at standard error ``se`` is significant at 1 - ``level`` outside its limits.

    ``corners`` holds (standard error, lower effect, upper effect) at 0 and at the largest standard error.
    """

    level: float
    corners: tuple[tuple[float, float, float], tuple[float, float, float]]


@dataclass(frozen=True)
class Funnel:
    """A contour-enhanced funnel plot (Peters 2008): points, and significance regions about ``reference``."""

    points: tuple[FunnelPoint, ...]
    contours: tuple[Contour, ...]
    reference: float


def funnel(
    effects: Sequence[float],
    variances: Sequence[float],
    levels: Sequence[float] = (0.90, 0.95, 0.99),
    *,
    reference: float = 0.0,
    labels: Sequence[str] | None = None,
) -> Funnel:
    """Points and contours of a funnel plot. The contours are about no effect, not about the pooled one."""
    y, v = checked_studies(effects, variances)
    names = checked_labels(labels, len(y))
    errors = [math.sqrt(x) for x in v]
    bottom = max(errors)
    points = tuple(
        FunnelPoint(n, e, s, two_sided_p((e - reference) / s, None))
        for n, e, s in zip(names, y, errors, strict=True)
    )
    contours = []
    for level in levels:
        checked_level(level)
        reach = normal_quantile(level) * bottom
        corners = ((0.0, reference, reference), (bottom, reference - reach, reference + reach))
        contours.append(Contour(level, corners))
    return Funnel(points, tuple(contours), reference)
