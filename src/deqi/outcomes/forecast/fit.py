"""Fit one component to a panel: expectation propagation inside expectation-maximisation.

Given a warp, the hidden scores of a person are jointly normal and each observed score says in which cell one
of them lies. Each round finds every person's posterior by expectation propagation (Minka 2001; the layout of
Rasmussen and Williams 2006, section 3.6), then means, spreads and correlations anew. Missing scores are
integrated out, so that people who dropped out count with what they gave (missing at random).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit

from deqi.outcomes.forecast.cohort import Panel
from deqi.outcomes.forecast.model import Components
from deqi.outcomes.forecast.scale import Floats, Whole
from deqi.outcomes.forecast.truncated import truncated_moments

ROUNDS = 10
PARAMETERS = 4.0
"""How many estimated numbers a prediction rests on, to widen it when few people were learnt from."""
FREE_TIMES = 8
"""With more weeks than this, all weeks after 0 share one noise."""


@dataclass(frozen=True)
class Shrink:
    """How strongly small cohorts are pulled to what is usual; middles and widths of the penalties."""

    level: tuple[float, float] = (0.0, 1.0)
    log_rate: tuple[float, float] = (-1.9, 1.0)
    power: tuple[float, float] = (0.0, 1.5)
    first_noise: tuple[float, float] = (float(logit(0.3)), 0.7)
    noise: tuple[float, float] = (float(logit(0.2)), 0.7)
    arm_people: float = 2.0
    spread_people: float = 2.0


@dataclass(frozen=True)
class Walk:
    """The numbers that make up the correlations: lasting level, noise by week (T,), clock."""

    level: float
    noise: Floats
    rate: float
    power: float


def fit(data: Panel, edges: Floats, shrink: Shrink) -> Components:
    """One component for one warp: ``edges`` (K-1,) between the cells of the latent scale."""
    limits = np.concatenate([[-np.inf], edges, [np.inf]])
    seen = data.cells >= 0
    cells = np.maximum(data.cells, 0)
    people, times = data.cells.shape
    mean, sd = _first_guess(data, limits, cells, seen)
    walk = Walk(0.5, np.full(times, 0.2), 0.15, 0.5)
    precision, shift = np.zeros((people, times)), np.zeros((people, times))
    for _ in range(ROUNDS):
        joint = implied(data.weeks, walk)
        u, v = _posterior(joint, precision, shift)
        low = (limits[cells] - mean[data.arm]) / sd
        high = (limits[cells + 1] - mean[data.arm]) / sd
        precision, shift = _sites(u, v, (precision, shift), (low, high), seen)
        u, v = _posterior(joint, precision, shift)
        move, centred = _arm_shift(u, data, shrink)
        mean = mean + sd * move
        second = (centred.T @ centred + v.sum(0)) / people
        grow = np.sqrt(
            (second.diagonal() * people + 2 * shrink.spread_people) / (people + 2 * shrink.spread_people)
        )
        sd = sd * grow
        scale = np.sqrt(second.diagonal())
        walk = correlations(data.weeks, second / np.outer(scale, scale), people, shrink, walk)
    return _component(data, edges, mean, sd, walk)


def _first_guess(data: Panel, limits: Floats, cells: Whole, seen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    middle, _, _ = truncated_moments(limits[cells], limits[cells + 1])
    count = np.maximum(seen.sum(0), 1)
    common = np.where(seen, middle, 0.0).sum(0) / count
    sd = np.sqrt(np.where(seen, (middle - common) ** 2, 0.0).sum(0) / count + 0.05)
    return np.tile(common, (len(data.arms), 1)), sd


def _posterior(joint: Floats, precision: Floats, shift: Floats) -> tuple[Floats, Floats]:
    """Means (N, T) and covariances (N, T, T) of the hidden scores given their sites."""
    root = np.sqrt(precision)
    inner = np.eye(joint.shape[0]) + root[:, :, None] * joint * root[:, None, :]
    half = np.linalg.solve(inner, root[:, :, None] * joint)
    covariance = joint - (root[:, :, None] * joint).transpose(0, 2, 1) @ half
    return np.einsum("nij,nj->ni", covariance, shift), covariance


def _sites(
    u: Floats, v: Floats, old: tuple[Floats, Floats], cell: tuple[Floats, Floats], seen: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """New sites: what each cell says about its own hidden score, beyond what the others say."""
    variance = np.maximum(np.einsum("nii->ni", v), 1e-10)
    rest = np.maximum(1 / variance - old[0], 1e-3)
    centre, sd = (u / variance - old[1]) / rest, 1 / np.sqrt(rest)
    mean, shrunk, _ = truncated_moments((cell[0] - centre) / sd, (cell[1] - centre) / sd)
    mean, shrunk = centre + sd * mean, np.maximum(shrunk * sd**2, 1e-8)
    precision = np.clip(1 / shrunk - rest, 1e-6, 1e6)
    shift = mean * (precision + rest) - centre * rest
    return np.where(seen, precision, 0.0), np.where(seen, shift, 0.0)


def _arm_shift(u: Floats, data: Panel, shrink: Shrink) -> tuple[Floats, Floats]:
    """How far each arm's mean must move, drawn to the common move, and the scores centred by it."""
    total = np.stack([u[data.arm == a].sum(0) for a in range(len(data.arms))])
    number = np.bincount(data.arm, minlength=len(data.arms))[:, None]
    common = total.sum(0) / number.sum()
    move = (total + shrink.arm_people * common) / (number + shrink.arm_people)
    return move, u - move[data.arm]


def _component(data: Panel, edges: Floats, mean: Floats, sd: Floats, walk: Walk) -> Components:
    seen = data.cells >= 0
    number = np.stack([seen[data.arm == a].sum(0) for a in range(len(data.arms))])
    size = np.bincount(data.arm, minlength=len(data.arms))
    average = (mean * size[:, None]).sum(0) / size.sum()
    every = np.vstack([number, number.sum(0)])
    one = np.ones(1)
    return Components(
        weight=one,
        edges=edges[None],
        weeks=data.weeks,
        mean=np.vstack([mean, average])[None],
        mean_variance=(sd**2 / np.maximum(every, 1))[None],
        sd=sd[None],
        noise=walk.noise[None],
        level=np.array([walk.level]),
        rate=np.array([walk.rate]),
        power=np.array([walk.power]),
        # the few numbers behind a prediction were themselves estimated
        spread=np.sqrt(one + PARAMETERS / max(int(seen.sum(0).min()), 1)),
    )


def implied(weeks: Floats, walk: Walk) -> Floats:
    """Correlations of the model between weeks (T, T), ones on the diagonal."""
    clock = walk.rate * np.expm1(walk.power * np.log1p(weeks)) / walk.power
    kept = np.exp(-np.abs(clock[:, None] - clock[None, :]))
    root = np.sqrt(1 - walk.noise)
    found = (walk.level + (1 - walk.level) * kept) * np.outer(root, root)
    np.fill_diagonal(found, 1.0)
    return np.asarray(found)


def correlations(weeks: Floats, corr: Floats, people: int, shrink: Shrink, start: Walk) -> Walk:
    """The walk that explains the correlations best, by penalised likelihood."""
    times, first = weeks.size, weeks <= 0
    group: Whole = np.arange(times) if times <= FREE_TIMES else np.where(first, 0, 1 if first.any() else 0)
    kinds = int(group.max()) + 1
    noise = [shrink.first_noise if first[group == g].all() else shrink.noise for g in range(kinds)]
    middle, wide = np.array([shrink.level, shrink.log_rate, shrink.power, *noise]).T

    def unpack(x: Floats) -> Walk:
        return Walk(float(expit(x[0])), expit(x[3:])[group], float(np.exp(x[1])), float(expit(x[2])))

    def loss(x: Floats) -> float:
        r = implied(weeks, unpack(x))
        sign, log_det = np.linalg.slogdet(r)
        misfit = log_det + np.trace(np.linalg.solve(r, corr)) if sign > 0 else 1e3
        return float(people * misfit / 2 + (((x - middle) / wide) ** 2).sum() / 2)

    at = [start.noise[group == g][0] for g in range(kinds)]
    guess = np.concatenate([[logit(start.level), np.log(start.rate), logit(start.power)], logit(at)])
    limits = [(-5.0, 5.0), (-7.0, 3.0), (-5.0, 4.0)] + [(-4.5, 4.0)] * kinds
    return unpack(minimize(loss, guess, method="L-BFGS-B", bounds=limits).x)
