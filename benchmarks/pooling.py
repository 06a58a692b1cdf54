"""How fast one pool is, beside metafor, PyMARE and PyMetaAnalysis, and what a pool costs as a function of k.

    python benchmarks/pooling.py [--rounds 40]

One pool: 13 trials (dat.bcg, log risk ratios), REML, Hartung-Knapp, prediction interval where the library
has one. All run in turn, round by round, in one run; metafor in one R process, already warm. Libraries that
are absent are skipped with the reason. Nothing here is a test: times depend on the machine.
"""

import argparse
import math
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from deqi.evidence import pool, pool_many

EVENTS_1 = (4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27)
OTHERS_1 = (119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886)
EVENTS_2 = (11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29)
OTHERS_2 = (128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825)

R_LOOP = """
suppressMessages(library(metafor))
yi <- c({y}); vi <- c({v})
one <- function() predict(rma(yi, vi, method = "REML", test = "knha"))
for (i in 1:20) one()
input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {{
  n <- as.integer(line)
  spent <- system.time(for (i in 1:n) one())[["elapsed"]]
  cat(sprintf("%.9f\\n", spent / n)); flush(stdout())
}}
"""

Timer = Callable[[], float]


def bcg() -> tuple[list[float], list[float]]:
    """Log risk ratios of dat.bcg and their variances."""
    cells = list(zip(EVENTS_1, OTHERS_1, EVENTS_2, OTHERS_2, strict=True))
    effects = [math.log(a / (a + b) / (c / (c + d))) for a, b, c, d in cells]
    return effects, [1 / a - 1 / (a + b) + 1 / c - 1 / (c + d) for a, b, c, d in cells]


def timer(run: Callable[[], object], calls: int) -> Timer:
    """A function that returns seconds a call, over ``calls`` calls."""
    run()

    def measure() -> float:
        start = time.perf_counter()
        for _ in range(calls):
            run()
        return (time.perf_counter() - start) / calls

    return measure


@contextmanager
def metafor(y: list[float], v: list[float]) -> Iterator[Timer | str]:
    """A timer that runs in one R process, or the reason why there is none."""
    if shutil.which("Rscript") is None:
        yield "Rscript was not found"
        return
    code = R_LOOP.format(y=", ".join(map(repr, y)), v=", ".join(map(repr, v)))
    with subprocess.Popen(
        ["Rscript", "-e", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        lines, replies = process.stdin, process.stdout

        def measure() -> float:
            lines.write("10\n")
            lines.flush()
            return float(replies.readline())

        try:
            measure()
        except (ValueError, BrokenPipeError):
            yield "R has no package metafor"
        else:
            yield measure
        finally:
            lines.close()


def pymare(y: list[float], v: list[float]) -> Timer | str:
    """PyMARE: REML, Knapp-Hartung; it has no prediction interval."""
    try:
        from pymare import Dataset  # noqa: PLC0415 - optional
        from pymare.estimators import VarianceBasedLikelihoodEstimator  # noqa: PLC0415
    except ImportError:
        return "PyMARE is not installed (pip install pymare==0.0.13)"
    effects, variances = np.array(y), np.array(v)

    def run() -> object:
        fitted = VarianceBasedLikelihoodEstimator(method="REML").fit_dataset(Dataset(effects, variances))
        return fitted.summary().get_fe_stats()

    return timer(run, 10)


def pymetaanalysis(y: list[float], v: list[float]) -> Timer | str:
    """PyMetaAnalysis: REML, Hartung-Knapp, prediction interval."""
    try:
        from meta_analyze import meta_analysis  # noqa: PLC0415 - optional
    except ImportError:
        return "PyMetaAnalysis is not installed (pip install PyMetaAnalysis==0.9.0)"
    return timer(lambda: meta_analysis(effect=y, variance=v, tau2_method="REML", ci_method="hksj"), 20)


def random_sets(n: int, k: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """n sets of k studies like those of trials: variances over a factor of ten or so, some heterogeneity."""
    rng = np.random.default_rng(seed)
    v = np.exp(rng.normal(-2.0, 1.0, (n, k)))
    return rng.normal(0.0, np.sqrt(v + 0.2)), v


def compare(rounds: int) -> None:
    """Print times and ratios for one pool and for a batch."""
    y, v = bcg()
    effects, variances = random_sets(10_000, 13)
    ours = timer(lambda: pool(y, v), 300)
    batch = timer(lambda: pool_many(effects, variances), 1)
    with metafor(y, v) as from_r:
        others = {
            "metafor": from_r,
            "PyMARE": pymare(y, v),
            "PyMetaAnalysis": pymetaanalysis(y, v),
        }
        running = {name: t for name, t in others.items() if not isinstance(t, str)}
        for name, reason in others.items():
            if isinstance(reason, str):
                print(f"skipped {name}: {reason}")
        times: dict[str, list[float]] = {"deqi": [], "deqi batch": []} | {name: [] for name in running}
        for _ in range(rounds):
            times["deqi"].append(ours())
            times["deqi batch"].append(batch() / len(effects))
            for name, measure in running.items():
                times[name].append(measure())
    print(f"One pool, k = 13, REML, Hartung-Knapp, prediction interval; {rounds} rounds in turn")
    print(f"{'':16} {'median us':>10} {'best us':>10} {'median ratio':>13} {'best ratio':>11}")
    middle, best = statistics.median(times["deqi"]), min(times["deqi"])
    for name, spent in times.items():
        m, b = statistics.median(spent), min(spent)
        print(f"{name:16} {1e6 * m:10.1f} {1e6 * b:10.1f} {m / middle:13.2f} {b / best:11.2f}")
    if running:
        fastest = min(running, key=lambda name: statistics.median(times[name]))
        m, b = statistics.median(times[fastest]), min(times[fastest])
        print(f"Fastest other: {fastest}. One pool is {m / middle:.0f} times as fast (best {b / best:.0f});")
        m, b = m / statistics.median(times["deqi batch"]), b / min(times["deqi batch"])
        print(f"each of 10,000 pools in one call is {m:.0f} times as fast (best {b:.0f}).")


def cost(rounds: int) -> None:
    """Print the cost of a pool by k, and straight lines through it."""
    print("\nCost of one pool by k (median over 40 random sets; batch: 2,000 sets in a call), microseconds")
    print(f"{'k':>6} {'one':>9} {'batch':>9}")
    rows = []
    for k in (2, 5, 10, 13, 20, 40, 60, 80, 99, 100, 200, 400, 1000):
        effects, variances = random_sets(40, k, seed=k)
        sets = [(y.tolist(), v.tolist()) for y, v in zip(effects, variances, strict=True)]
        best = [min(timer(lambda s=s: pool(*s), 20)() for _ in range(3)) for s in sets]
        many = random_sets(2000, k, seed=k)
        batch = min(timer(lambda m=many: pool_many(*m), 1)() for _ in range(min(rounds, 5))) / 2000
        rows.append((k, 1e6 * statistics.median(best), 1e6 * batch))
        print(f"{k:6d} {rows[-1][1]:9.1f} {rows[-1][2]:9.2f}")
    for words, chosen, column in (
        ("one pool, k < 100 (floats)", [r for r in rows if r[0] < 100], 1),
        ("one pool, k >= 100 (NumPy)", [r for r in rows if r[0] >= 100], 1),
        ("in a batch", rows, 2),
    ):
        slope, constant = np.polyfit([r[0] for r in chosen], [r[column] for r in chosen], 1)
        print(f"{words}: {constant:.1f} + {slope:.3f} k microseconds")


def main() -> None:
    """Run both parts."""
    parser = argparse.ArgumentParser(description="Time pooling beside other libraries.")
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    compare(rounds)
    cost(rounds)


if __name__ == "__main__":
    main()
