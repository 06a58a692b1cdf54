"""Update what is believed about many people at once, one week after another.

A Kalman filter for the two hidden states (lasting level, walk), whose observation is not a number but the
cell into which the latent score fell. Each step replaces the exact posterior by the normal with the same mean
and variance (assumed density filtering); the cost is linear in people and weeks.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from deqi.outcomes.forecast.model import Components
from deqi.outcomes.forecast.scale import Floats, Whole
from deqi.outcomes.forecast.truncated import truncated_moments


class Belief(NamedTuple):
    """The hidden states of N people under C components after the last score at ``week``.

    ``b`` and ``w`` are means, ``bb``, ``bw``, ``ww`` covariances, all (C, N); ``log_evidence`` is the log
    probability of the scores seen, (C, N).
    """

    week: float
    b: Floats
    w: Floats
    bb: Floats
    bw: Floats
    ww: Floats
    log_evidence: Floats

    def moved(self, parts: Components, week: float) -> "Belief":
        """The belief at a later week without a new score."""
        clock = parts.clock(np.array([self.week, week]))
        return self.kept(np.exp(clock[:, :1] - clock[:, 1:]), week)

    def kept(self, keep: Floats, week: float) -> "Belief":
        """The same, when the share that the walk keeps is known, (C, 1)."""
        ww = keep**2 * self.ww + 1 - keep**2
        return Belief(week, self.b, keep * self.w, self.bb, keep * self.bw, ww, self.log_evidence)


def start(parts: Components, people: int) -> Belief:
    """The belief about N people of whom nothing is known yet."""
    zero, one = np.zeros((parts.weight.size, people)), np.ones((parts.weight.size, people))
    return Belief(0.0, zero, zero, one, zero, one, zero)


def loadings(parts: Components, weeks: Floats) -> tuple[Floats, Floats, Floats]:
    """How level, walk and noise make up the standardised latent score: three arrays (C, len(weeks)).

    The first two are standard deviations, the third is a variance.
    """
    noise = parts.noise_at(weeks)
    level = parts.level[:, None]
    return np.sqrt((1 - noise) * level), np.sqrt((1 - noise) * (1 - level)), noise


def run(parts: Components, weeks: Sequence[float], cells: Whole, arms: Whole) -> Belief:
    """Filter the cells (N, T) observed at common ``weeks`` (T,), rising; -1 where nothing was observed."""
    belief = start(parts, cells.shape[0])
    for after in track(parts, weeks, cells, arms):
        belief = after
    return belief


def track(parts: Components, weeks: Sequence[float], cells: Whole, arms: Whole) -> Iterator[Belief]:
    """The belief after each week's scores, in turn."""
    at = np.asarray(weeks, float)
    load = loadings(parts, at)
    belief = start(parts, cells.shape[0])
    low, high = _limits(parts)
    means = {int(a): parts.means(int(a), at) for a in np.unique(arms)}
    sds = parts.sds(at)
    clock = parts.clock(np.concatenate([[0.0], at]))
    keep = np.exp(clock[:, :-1] - clock[:, 1:])
    for t, week in enumerate(at):
        now = cells[:, t]
        seen = now >= 0
        belief = belief.kept(keep[:, t, None], float(week))
        if seen.any():
            centre = _per_person(means, arms, t)
            sd = sds[:, t, None]
            cell = (low[:, now] - centre) / sd, (high[:, now] - centre) / sd
            belief = _observe(belief, tuple(part[:, t, None] for part in load), cell, seen)
        yield belief


def _per_person(means: dict[int, Floats], arms: Whole, t: int) -> Floats:
    if len(means) == 1:
        return next(iter(means.values()))[:, t, None]
    out = np.empty((next(iter(means.values())).shape[0], arms.size))
    for arm, mean in means.items():
        out[:, arms == arm] = mean[:, t, None]
    return out


def _limits(parts: Components) -> tuple[Floats, Floats]:
    """Lower and upper limit of each cell; a row at the end stands for "not observed"."""
    count = parts.edges.shape[0]
    least, most = np.full((count, 1), -np.inf), np.full((count, 1), np.inf)
    return np.hstack([least, parts.edges]), np.hstack([parts.edges, most])


def _observe(
    belief: Belief, load: tuple[Floats, ...], cell: tuple[Floats, Floats], seen: NDArray[np.bool_]
) -> Belief:
    b, w, noise = load
    to_b = b * belief.bb + w * belief.bw
    to_w = b * belief.bw + w * belief.ww
    variance = b * to_b + w * to_w + noise
    sd = np.sqrt(variance)
    centre = b * belief.b + w * belief.w
    mean, shrunk, log_mass = truncated_moments((cell[0] - centre) / sd, (cell[1] - centre) / sd)
    step, less = mean / sd, (1 - shrunk) / variance
    if not seen.all():
        step, less, log_mass = step * seen, less * seen, log_mass * seen
    return Belief(
        belief.week,
        belief.b + to_b * step,
        belief.w + to_w * step,
        belief.bb - to_b * to_b * less,
        belief.bw - to_b * to_w * less,
        belief.ww - to_w * to_w * less,
        belief.log_evidence + log_mass,
    )
