"""Fresh random sets through metafor itself, where R is installed: pins can grow stale, this cannot."""

import shutil
import subprocess

import numpy as np
import pytest

from deqi.evidence import pool

SCRIPT = """
suppressMessages(library(metafor))
while (length(line <- readLines(input, 1)) > 0) {
  x <- as.numeric(strsplit(line, " ")[[1]])
  k <- length(x) / 2
  tight <- list(threshold = 1e-13, maxiter = 1e4)
  half <- list(threshold = 1e-13, maxiter = 1e4, stepadj = 0.5)
  one <- function(control) rma(x[1:k], x[k + 1:k], method = "REML", test = "knha", control = control)
  fit <- tryCatch(one(tight), error = function(e) one(half))
  p <- predict(fit)
  cat(sprintf("%.17g", c(fit$beta, fit$ci.lb, fit$tau2, p$pi.ub)), "\\n")
}
"""


def has_metafor() -> bool:
    if shutil.which("Rscript") is None:
        return False
    return (
        subprocess.run(["Rscript", "-e", "library(metafor)"], capture_output=True, check=False).returncode
        == 0
    )


@pytest.mark.r
def test_metafor_now():
    if not has_metafor():
        pytest.skip("R with metafor is not installed (Debian: r-cran-metafor)")
    rng = np.random.default_rng(11)
    sets = []
    for i in range(20):
        k = int(rng.integers(3, 30))
        v = rng.uniform(0.02, 0.4, k)
        sets.append((rng.normal(0.2, np.sqrt(v + (0.0, 0.3)[i % 2])), v))
    lines = "\n".join(" ".join(map(repr, [*y.tolist(), *v.tolist()])) for y, v in sets)
    script = 'input <- file("stdin", "r")\n' + SCRIPT
    run = subprocess.run(["Rscript", "-e", script], input=lines, capture_output=True, text=True, check=True)
    answers = [[float(x) for x in line.split()] for line in run.stdout.splitlines()]
    assert len(answers) == len(sets)
    for (y, v), theirs in zip(sets, answers, strict=True):
        ours = pool(y, v)
        assert [ours.estimate, ours.ci_low, ours.tau2, ours.prediction_high] == pytest.approx(
            theirs, rel=1e-7, abs=1e-8
        )
