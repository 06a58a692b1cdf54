"""The prior from evidence alone."""

import numpy as np
from scipy.special import ndtri

from deqi.outcomes.forecast.model import Components, Course, Prior
from deqi.outcomes.forecast.scale import Scale


def prior(scale: Scale, course: Course | None = None, tables: object = None) -> Prior:
    """What evidence alone expects of a person whose score has this scale."""
    weeks = np.array([0.0, 2, 4, 8, 12, 26, 52])
    change = np.array([0, -0.05, -0.08, -0.11, -0.13, -0.15, -0.16])
    sure = np.array([0, 0.03, 0.05, 0.07, 0.08, 0.09, 0.10])
    span = scale.high - scale.low
    sign = 1.0 if scale.better == "lower" else -1.0
    if course is not None:
        at = np.log1p(np.array([0.0, *course.weeks]))
        change = np.interp(np.log1p(weeks), at, [0.0, *(sign * c / span for c in course.change)])
        sure = np.interp(np.log1p(weeks), at, [0.0, *(s / span for s in course.sd)])
    k = scale.lattice.size
    edges = ndtri((np.arange(k - 1) + 0.5) / (k - 1))
    slope = 2.5  # latent units a unit of the range, in the middle
    sizes = np.array([0.45, 0.75, 1.1])
    sd0 = 0.9
    n = sizes.size
    sd = np.sqrt(sd0**2 * 0 + 0.6**2 + sizes[:, None] ** 2 * np.ones(weeks.size))
    mean = np.tile(slope * change, (n, 1, 1)) + 0.0
    extra = np.tile((slope * sure) ** 2, (n, 1, 1))
    noise = (0.1 * sizes**2 / (0.6**2 + sizes**2))[:, None] * np.where(weeks == 0, 1.5, 1.0)
    level = 0.9 * (0.6**2 + 0.3 * sizes**2) / (0.6**2 + sizes**2)
    parts = Components(
        weight=np.full(n, 1 / n),
        edges=np.tile(edges, (n, 1)),
        weeks=weeks,
        mean=mean,
        mean_variance=extra,
        sd=sd,
        level=level,
        noise=noise,
        rate=np.full(n, 0.2),
        power=np.full(n, 0.3),
        spread=np.ones(n),
    )
    return Prior(scale, parts, (), 0)
