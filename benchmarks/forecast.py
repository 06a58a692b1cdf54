"""How fast a forecast is: one person, many people, and beside NumPyro and lme4 in the same run.

    python benchmarks/forecast.py [--people 100000] [--all]

``--all`` runs the whole million with progress. NumPyro fits the same prior again by sampling, lme4 fits a
mixed model to the cohort; each is skipped with the reason where it is absent. Times depend on the machine and
are not tests; the curve and the ratios are what to read.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from deqi.outcomes import forecast

SCALE = forecast.Scale(0, 10, 1)
CHUNK = 20_000

LME4 = """
suppressMessages(library(lme4))
d <- read.csv(file("stdin"))
s <- system.time(for (i in 1:3) m <- lmer(score ~ factor(week) + (1 | patient), d, REML = TRUE))[["elapsed"]]
cat(s / 3)
"""


def courses(people: int, weeks: int) -> np.ndarray:
    """Random weekly scores, whole numbers of 0 to 10."""
    return forecast.simulate_untreated(SCALE, range(weeks), people, np.random.default_rng(1))


def best(run: Callable[[], object], rounds: int = 25) -> tuple[float, float]:
    """Median and best seconds of one call."""
    run()
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent), min(spent)


def one_person(prior: forecast.Prior) -> float:
    print("One person: update with all scores, and predict two weeks with quantiles")
    print(f"{'weeks':>8}{'median ms':>12}{'best ms':>10}")
    last = 0.0
    for weeks in (2, 7, 13, 27, 53):
        scores = courses(1, weeks)[0]

        def run(scores: np.ndarray = scores, weeks: int = weeks) -> object:
            known = forecast.update(prior, range(weeks), scores)
            return known.predict([weeks + 4, weeks + 12]).quantile([0.05, 0.5, 0.95])

        middle, least = best(run)
        last = middle
        print(f"{weeks:>8}{middle * 1e3:>12.2f}{least * 1e3:>10.2f}")
    return last


def many(prior: forecast.Prior, people: int, weeks: int, *, told: bool = False) -> float:
    """Seconds to update and predict ``people`` people, in chunks; scores are made beforehand, not timed."""
    base = courses(min(people, CHUNK), weeks)
    start, done = time.perf_counter(), 0
    while done < people:
        part = base[: min(CHUNK, people - done)]
        known = forecast.update_many(prior, range(weeks), part)
        known.predict(weeks + 12).p_better(0.3)
        done += len(part)
        if told:
            spent = time.perf_counter() - start
            print(
                f"\r{done:>9} of {people}, {spent:.0f} s, {spent / done * 1e6:.0f} s a million",
                end="",
                file=sys.stderr,
            )
    if told:
        print(file=sys.stderr)
    return time.perf_counter() - start


def curve(prior: forecast.Prior, people: int) -> None:
    print("\nMany people: update with weekly scores, predict one week, chance of 30% better; one core")
    print(f"{'people':>9}{'weeks':>7}{'seconds':>9}{'us a person and week':>22}{'minutes a million':>19}")
    sizes = [(people // 100, 13), (people // 10, 13), (people, 13), (people // 10, 27), (people // 10, 53)]
    for count, weeks in sizes:
        spent = many(prior, count, weeks)
        each = spent / count
        print(f"{count:>9}{weeks:>7}{spent:>9.2f}{each / weeks * 1e6:>22.2f}{each * 1e6 / 60:>19.1f}")


def numpyro_again(ours: float) -> None:
    try:
        import jax  # noqa: PLC0415 - optional
        import numpyro  # noqa: PLC0415
        import numpyro.distributions as dist  # noqa: PLC0415
        from numpyro.infer import MCMC, NUTS  # noqa: PLC0415
    except ImportError:
        print("skipped NumPyro: not installed (pip install 'deqi[oracle]')")
        return
    scores = (courses(1, 53)[0] + 0.5) / 11

    def walk(y: np.ndarray) -> None:
        level = numpyro.sample("level", dist.Normal(0, 1))
        steps = numpyro.sample("steps", dist.Normal(0, 1).expand([53]))
        size = numpyro.sample("size", dist.HalfNormal(0.3))
        noise = numpyro.sample("noise", dist.HalfNormal(0.3))
        numpyro.sample("y", dist.Normal(0.5 + 0.2 * level + size * steps.cumsum() / 7, noise), obs=y)

    def run() -> None:
        fitted = MCMC(NUTS(walk), num_warmup=500, num_samples=1000, progress_bar=False)
        fitted.run(jax.random.PRNGKey(0), scores)
        fitted.get_samples()["level"].block_until_ready()

    middle, _ = best(run, rounds=2)
    print(
        f"NumPyro, one person's year again (NUTS, 500 + 1000): {middle:.2f} s, {middle / ours:.0f} times ours"
    )


def lme4_again(prior: forecast.Prior) -> None:
    people, weeks = 400, 13
    table = courses(people, weeks)
    cohort = [forecast.Episode("a", tuple(range(weeks)), tuple(row)) for row in table]
    start = time.perf_counter()
    forecast.learn(cohort, prior)
    ours = time.perf_counter() - start
    print(f"learn from {people} people and {weeks} weeks: {ours:.2f} s")
    if shutil.which("Rscript") is None:
        print("skipped lme4: Rscript was not found")
        return
    rows = "".join(f"{i},{t},{table[i, t]}\n" for i in range(people) for t in range(weeks))
    done = subprocess.run(
        ["Rscript", "-e", LME4],
        input=f"patient,week,score\n{rows}",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print("skipped lme4: R has no package lme4")
        return
    theirs = float(done.stdout)
    print(
        f"lme4, one random intercept fitted to the same cohort: {theirs:.2f} s, ours {ours / theirs:.1f} times that"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--all", action="store_true", help="a million people with a year of weekly scores")
    chosen = parser.parse_args()
    prior = forecast.prior(SCALE)
    ours = one_person(prior)
    curve(prior, chosen.people)
    print()
    numpyro_again(ours)
    lme4_again(prior)
    if chosen.all:
        spent = many(prior, 1_000_000, 53, told=True)
        print(f"a million people with 53 weekly scores: {spent / 60:.1f} minutes on one core")


if __name__ == "__main__":
    main()
