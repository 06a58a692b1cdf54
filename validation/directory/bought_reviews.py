"""Do bought reviews move anybody? Writes ``bought_reviews.json`` and prints the table.

20,000 practitioners with a median of 14 tracked patients and 7 reviews; true effects spread by 0.35 logit;
stars go with effects by rho 0.1; a risk model explains 80 of 100 of the case mix. 5 of 100 buy 10 to 40
five-star reviews. Each is placed in each order with and without what was bought, everything else alike, and
the change of the normal score of the place is the gain, in standard deviations. The assumptions are ours;
the size of the gap between orders matters, not the digits. In the last part the buyers are practices that
issue visit codes to themselves, so that their reviews pass the gate.

Run: ``python validation/directory/bought_reviews.py`` (about a minute).
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from deqi.datafiles import DATA_ROOT
from deqi.directory.trust import TrackedPerson, load_trust_tables, profession_outcomes

Array = NDArray[np.float64]
PEOPLE, SEED, SHARE = 20_000, 11, 0.05
TAU, RHO, EXPLAINED = 0.35, 0.1, 0.8
STARS = np.arange(1, 6)
HERE = Path(__file__).resolve().parent


def main() -> None:
    """Simulate, compare, write."""
    rng = np.random.default_rng(SEED)
    effect = rng.normal(size=PEOPLE)
    distance = rng.random(PEOPLE)
    counts = honest_stars(effect, rng)
    buyers = rng.random(PEOPLE) < SHARE
    bought = counts.copy()
    bought[buyers, 4] += rng.integers(10, 41, buyers.sum())
    outcomes, reliable = tracked(effect, rng)
    told = {}
    for name, before, after, among in orders(counts, bought, distance, outcomes, reliable):
        told[name] = gain(before, after, buyers & among, among)
        print(f"{name:<58}{told[name]['mean_gain_sd']:+.3f}  largest {told[name]['largest_gain_sd']:+.3f}")
    result = {"seed": SEED, "people": PEOPLE, "buyers": int(buyers.sum()), "orders": told}
    (HERE / "bought_reviews.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def honest_stars(effect: Array, rng: np.random.Generator) -> NDArray[np.int64]:
    """Counts of 1 to 5 stars of everybody, shape (people, 5)."""
    taste = RHO * effect + np.sqrt(1 - RHO**2) * rng.normal(size=PEOPLE)
    number = np.maximum(1, rng.lognormal(np.log(7), 0.9, PEOPLE).astype(int))
    cuts = special.ndtri(np.array([0.05, 0.09, 0.15, 0.35]))
    up = special.ndtr(cuts[None, :] - 0.6 * taste[:, None])
    shares = np.diff(np.column_stack([np.zeros(PEOPLE), up, np.ones(PEOPLE)]), axis=1)
    return np.array([rng.multinomial(n, p / p.sum()) for n, p in zip(number, shares, strict=True)])


def tracked(effect: Array, rng: np.random.Generator) -> tuple[Array, NDArray[np.bool_]]:
    """Shrunken outcomes by the product's own code (higher is better), and who may stand in that order.

    Reviews are no part of what goes in: that is the point.
    """
    size = np.maximum(1, rng.lognormal(np.log(14), 1.0, PEOPLE).astype(int))
    mix = rng.normal(size=PEOPLE)
    people = []
    for index in range(PEOPLE):
        start = 6 + 0.5 * np.sqrt(EXPLAINED) * mix[index] + 1.5 * rng.normal(size=size[index])
        rest = 0.5 * np.sqrt(1 - EXPLAINED) * mix[index]
        end = 0.6 * start - TAU * 2 * effect[index] + rest + 1.8 * rng.normal(size=size[index])
        people += [TrackedPerson(str(index), a, b) for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    found = profession_outcomes(people, load_trust_tables(DATA_ROOT).outcomes).outcomes
    score = np.full(PEOPLE, -np.inf)
    may = np.zeros(PEOPLE, dtype=bool)
    for name, one in found.items():
        if one.may_order and one.shrunken is not None:
            score[int(name)], may[int(name)] = -one.shrunken, True
    return score, may


def orders(
    counts: NDArray[np.int64],
    bought: NDArray[np.int64],
    distance: Array,
    outcomes: Array,
    reliable: NDArray[np.bool_],
) -> list[tuple[str, Array, Array, NDArray[np.bool_]]]:
    """Name, score before and after, and who stands in the order at all."""
    everybody = np.ones(len(counts), dtype=bool)
    rules = {
        "mean stars": mean_stars,
        "Bayesian average (m = 10)": bayesian,
        "Wilson lower bound of 4 stars or more": wilson,
        "Dirichlet lower bound (5 of 100)": dirichlet,
    }
    rows = [
        ("Deqi: distance among the checked", -distance, -distance, everybody),
        ("Deqi: outcomes where reliability is at least 0.5", outcomes, outcomes, reliable),
        *((name, rule(counts), rule(bought), everybody) for name, rule in rules.items()),
    ]
    # behind a gate bought reviews do not come in; a practice that issues codes to itself passes it
    gated = [(f"{name}, gated", rule(counts), rule(counts), everybody) for name, rule in rules.items()]
    selfish = [
        (f"{name}, gated, codes to itself", rule(counts), rule(bought), everybody)
        for name, rule in rules.items()
    ]
    own = [
        ("Deqi: distance, codes to itself", -distance, -distance, everybody),
        ("Deqi: outcomes, codes to itself", outcomes, outcomes, reliable),
    ]
    return [*rows, *gated, *selfish, *own]


def mean_stars(counts: NDArray[np.int64]) -> Array:
    """The plain mean."""
    return np.asarray(counts @ STARS / counts.sum(axis=1))


def bayesian(counts: NDArray[np.int64]) -> Array:
    """Ten reviews of the overall mean are added."""
    overall = (counts @ STARS).sum() / counts.sum()
    return np.asarray((counts @ STARS + 10 * overall) / (counts.sum(axis=1) + 10))


def wilson(counts: NDArray[np.int64]) -> Array:
    """Lower end of Wilson's 95 of 100 interval."""
    n, good, z = counts.sum(axis=1), counts[:, 3:].sum(axis=1), 1.96
    p = good / n
    return np.asarray(
        (p + z**2 / (2 * n) - z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))) / (1 + z**2 / n)
    )


def dirichlet(counts: NDArray[np.int64]) -> Array:
    """Mean minus 1.645 standard deviations of a Dirichlet posterior with an even start."""
    alpha = counts + 1.0
    total = alpha.sum(axis=1)
    mean = alpha @ STARS / total
    spread = (alpha @ STARS**2 / total - mean**2) / (total + 1)
    return np.asarray(mean - 1.645 * np.sqrt(spread))


def gain(
    before: Array, after: Array, buyers: NDArray[np.bool_], among: NDArray[np.bool_]
) -> dict[str, float | int]:
    """How far buyers climb, in standard deviations of the normal scores of places."""
    scores = [special.ndtri((stats.rankdata(part[among]) - 0.5) / among.sum()) for part in (before, after)]
    change = (scores[1] - scores[0])[buyers[among]]
    top = np.argsort(-after[among])[:1000]
    return {
        "in_order": int(among.sum()),
        "mean_gain_sd": round(float(change.mean()), 4),
        "largest_gain_sd": round(float(change.max()), 4),
        "buyers_of_1000_at_the_top": int(buyers[among][top].sum()),
    }


if __name__ == "__main__":
    main()
