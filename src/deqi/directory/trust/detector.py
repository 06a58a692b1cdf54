"""Which reviews should a person look at first? Learned from reviews that somebody has judged.

Gradient-boosted trees on the binned features, with the logistic loss (Friedman 2001, Ann Stat 29:1189, doi
10.1214/aos/1013203451). The number of trees is chosen on the latest part of what was learned from, because
tomorrow's reviews come after today's. The figure orders a queue; it hides nothing and accuses nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

Array = NDArray[np.float64]
Bins = NDArray[np.uint8]

BINS = 32
DEPTH = 3
STEP = 0.08
MOST_TREES = 400
PATIENCE = 40
LEAST_WEIGHT = 5.0
RIDGE = 2.0


@dataclass(frozen=True)
class _Tree:
    """A complete binary tree: feature and largest bin that goes left, level by level, then leaves."""

    features: NDArray[np.int64]
    cuts: NDArray[np.int64]
    leaves: Array

    def scores(self, bins: Bins) -> Array:
        node = np.zeros(len(bins), dtype=np.int64)
        rows = np.arange(len(bins))
        for _ in range(DEPTH):
            right = bins[rows, self.features[node]] > self.cuts[node]
            node = 2 * node + 1 + right
        return np.asarray(self.leaves[node - len(self.features)])


@dataclass(frozen=True)
class Detector:
    """What was learned: bin edges of every feature, the base log-odds and the trees."""

    edges: tuple[Array, ...]
    base: float
    trees: tuple[_Tree, ...]

    def suspicion(self, table: Array) -> Array:
        """Probability, shape (n,), that a person would have judged each review as not genuine.

        ``table``: what ``features`` gives, shape (n, features); NaN is unknown.
        """
        bins = _binned(table, self.edges)
        log_odds = np.full(len(bins), self.base)
        for tree in self.trees:
            log_odds += tree.scores(bins)
        return np.asarray(special.expit(log_odds))


def learn(table: Array, judged: Sequence[bool]) -> Detector:
    """Learn from judged reviews in order of time.

    ``table``: shape (n, features); ``judged``: ``True`` is not genuine. The last fifth chooses the number
    of trees. Raises ``ValueError`` when either part has judgements of one kind only.
    """
    labels = np.asarray(judged, dtype=float)
    cut = int(0.8 * len(labels))
    if any(not 0.0 < part.mean() < 1.0 for part in (labels[:cut], labels[cut:]) if len(part)) or cut == 0:
        raise ValueError("Both the earlier and the later part need genuine and other reviews.")
    early = _boost(table[:cut], labels[:cut], MOST_TREES, check=(table[cut:], labels[cut:]))
    return _boost(table, labels, max(10, len(early.trees)), check=None)


def area_under_curve(scores: Sequence[float], judged: Sequence[bool]) -> float:
    """The chance that a review judged not genuine scores above a genuine one; ties count half."""
    labels = np.asarray(judged, dtype=bool)
    ranks = stats.rankdata(np.asarray(scores, dtype=float))
    bad, good = int(labels.sum()), int((~labels).sum())
    if not bad or not good:
        raise ValueError("Both kinds of review are needed.")
    return float((ranks[labels].sum() - bad * (bad + 1) / 2) / (bad * good))


def _boost(table: Array, labels: Array, most: int, *, check: tuple[Array, Array] | None) -> Detector:
    edges = tuple(_edges(table[:, column]) for column in range(table.shape[1]))
    bins = _binned(table, edges)
    base = float(special.logit(labels.mean()))
    log_odds, trees = np.full(len(labels), base), []
    seen = _binned(check[0], edges) if check else None
    later = np.full(len(check[1]), base) if check else np.empty(0)
    best, kept = np.inf, 0
    for _ in range(most):
        p = special.expit(log_odds)
        tree = _grow(bins, p - labels, p * (1.0 - p))
        trees.append(tree)
        log_odds += tree.scores(bins)
        if check and seen is not None:
            later += tree.scores(seen)
            loss = float(np.mean(np.logaddexp(0.0, later) - check[1] * later))
            if loss < best - 1e-6:
                best, kept = loss, len(trees)
            elif len(trees) - kept >= PATIENCE:
                break
    return Detector(edges, base, tuple(trees[:kept] if check else trees))


def _edges(values: Array) -> Array:
    known = values[np.isfinite(values)]
    if not len(known):
        return np.empty(0)
    return np.unique(np.quantile(known, np.linspace(0.0, 1.0, BINS)[1:-1]))


def _binned(table: Array, edges: Sequence[Array]) -> Bins:
    """Bin 0 is unknown; 1 and up are the ordered bins."""
    bins = np.empty(table.shape, dtype=np.uint8)
    for column, cuts in enumerate(edges):
        values = table[:, column]
        bins[:, column] = np.where(np.isnan(values), 0, 1 + np.searchsorted(cuts, values, side="left"))
    return bins


def _grow(bins: Bins, gradient: Array, curvature: Array) -> _Tree:
    inner = 2**DEPTH - 1
    features, cuts = np.zeros(inner, dtype=np.int64), np.full(inner, BINS + 1, dtype=np.int64)
    node = np.zeros(len(bins), dtype=np.int64)
    rows = np.arange(len(bins))
    for level in range(DEPTH):
        own = slice(2**level - 1, 2 ** (level + 1) - 1)
        features[own], cuts[own] = _split(bins, gradient, curvature, node - own.start, 2**level)
        node = 2 * node + 1 + (bins[rows, features[node]] > cuts[node])
    leaf = node - inner
    top = np.bincount(leaf, gradient, inner + 1)
    bottom = np.bincount(leaf, curvature, inner + 1) + RIDGE
    return _Tree(features, cuts, -STEP * top / bottom)


def _split(
    bins: Bins, gradient: Array, curvature: Array, node: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The best feature and cut of each of ``count`` nodes; a cut above every bin where none helps."""
    width = BINS + 1
    features, cuts = np.zeros(count, dtype=np.int64), np.full(count, width, dtype=np.int64)
    best = np.full(count, 1e-6)
    for column in range(bins.shape[1]):
        cell = node * width + bins[:, column]
        left = np.cumsum(np.bincount(cell, gradient, count * width).reshape(count, width), axis=1)
        weight = np.cumsum(np.bincount(cell, curvature, count * width).reshape(count, width), axis=1)
        total, heavy = left[:, -1:], weight[:, -1:]
        gain = left**2 / (weight + RIDGE) + (total - left) ** 2 / (heavy - weight + RIDGE)
        gain -= total**2 / (heavy + RIDGE)
        gain[(weight < LEAST_WEIGHT) | (heavy - weight < LEAST_WEIGHT)] = 0.0
        place = gain.argmax(axis=1)
        value = gain[np.arange(count), place]
        better = value > best
        best[better], features[better], cuts[better] = value[better], column, place[better]
    return features, cuts
