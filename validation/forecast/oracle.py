"""The posterior of the forecast by a long NUTS run of the same model.

Writes tests/reference/forecast_nuts.json.

The sampler shares no algebra with the product: level, walk and each step of it stay explicit unknowns, scores
enter as the probability of their cell, and components are summed over in every draw.
Needs the extra `oracle`. Run: python validation/forecast/oracle.py  (about five minutes)
"""

import json
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from jax.scipy.special import log_ndtr, logsumexp
from numpyro.infer import MCMC, NUTS
from scipy.special import ndtr

from deqi.outcomes import forecast

OUTPUT = Path(__file__).resolve().parents[2] / "tests/reference/forecast_nuts.json"
DECILES = np.arange(1, 10) / 10
FIELDS = (
    *("weight", "edges", "weeks", "mean", "mean_variance", "sd"),
    *("noise", "level", "rate", "power", "spread"),
)
CHAINS, WARM, KEPT = 4, 1000, 5000


def log_between(low, high):
    """log(Phi(high) - Phi(low)) without loss in the tails."""
    flip = low > 0
    a, b = jnp.where(flip, -high, low), jnp.where(flip, -low, high)
    below = jnp.where(jnp.isneginf(a), -jnp.inf, log_ndtr(jnp.where(jnp.isneginf(a), 0.0, a)))
    above = log_ndtr(jnp.where(jnp.isposinf(b), 40.0, b))
    return above + jnp.log1p(-jnp.exp(jnp.minimum(below - above, -1e-12)))


def at(values, knots, weeks):
    """Linear in log time between knots, shape (C, weeks)."""
    return jnp.stack([jnp.interp(jnp.log1p(weeks), jnp.log1p(knots), row) for row in values])


def paths(p, weeks, b, steps):
    """The standardised hidden score without noise, (C, weeks)."""
    clock = p["rate"][:, None] * (jnp.power(1 + weeks, p["power"][:, None]) - 1) / p["power"][:, None]
    walk = [steps[0] * jnp.ones(len(p["rate"]))]
    for t in range(1, len(weeks)):
        keep = jnp.exp(clock[:, t - 1] - clock[:, t])
        walk.append(keep * walk[-1] + jnp.sqrt(1 - keep**2) * steps[t])
    level = p["level"][:, None]
    noise = at(p["noise"], p["weeks"], weeks)
    return jnp.sqrt(1 - noise) * (jnp.sqrt(level) * b + jnp.sqrt(1 - level) * jnp.stack(walk, 1)), noise


def model(p, weeks, low, high):
    b = numpyro.sample("b", dist.Normal(0, 1))
    steps = numpyro.sample("steps", dist.Normal(0, 1).expand([len(weeks)]))
    path, noise = paths(p, weeks, b, steps)
    n = low.shape[1]
    mean, sd = at(p["mean"][:, 0], p["weeks"], weeks)[:, :n], at(p["sd"], p["weeks"], weeks)[:, :n]
    spread = jnp.sqrt(noise[:, :n])
    a = ((low - mean) / sd - path[:, :n]) / spread
    z = ((high - mean) / sd - path[:, :n]) / spread
    each = jnp.log(p["weight"]) + log_between(a, z).sum(1)
    numpyro.factor("cells", logsumexp(each))
    numpyro.deterministic("share", jnp.exp(each - logsumexp(each)))
    numpyro.deterministic("end", path[:, -1])


def below_by_nuts(prior, weeks, cells, target):
    """P(cell k or better) at the target week, averaged over the draws, (K-1,)."""
    parts = prior.components
    p = {name: jnp.asarray(getattr(parts, name)) for name in FIELDS}
    edges = np.asarray(parts.edges)
    ends = np.full((edges.shape[0], 1), np.inf)
    low, high = np.hstack([-ends, edges])[:, cells], np.hstack([edges, ends])[:, cells]
    every = jnp.asarray([*weeks, target])
    sampler = MCMC(
        NUTS(model, target_accept_prob=0.95),
        num_warmup=WARM,
        num_samples=KEPT,
        num_chains=CHAINS,
        chain_method="vectorized",
        progress_bar=False,
    )
    sampler.run(jax.random.PRNGKey(3), p, every, jnp.asarray(low), jnp.asarray(high))
    draws = sampler.get_samples()
    share, end = np.asarray(draws["share"]), np.asarray(draws["end"])
    here = np.array([float(target)])
    mean, sd = parts.means(0, here), parts.sds(here)
    noise, extra = parts.noise_at(here), parts.mean_variances(0, here)
    centre = mean + sd * end.T  # (C, draws)
    # a spread above 1 widens the whole prediction: draws are stretched about their own component's mean
    spread = parts.spread[:, None]
    middle = np.array([[np.average(c, weights=share[:, g])] for g, c in enumerate(centre)])
    centre = middle + spread * (centre - middle)
    fresh = spread * np.sqrt(sd**2 * noise + extra)
    # the last step, noise of the target week, needs no draws
    below = [share.T * ndtr((edge[:, None] - centre) / fresh) for edge in edges.T]
    return np.array([each.sum(0).mean() for each in below])


def deciles(scale, below):
    limits = scale.lattice[:-1] + scale.width / 2
    return np.interp(DECILES, np.maximum.accumulate(below), limits)


def learnt():
    """A prior learnt from made-up courses: two warps, two arms."""
    rng = np.random.default_rng(12)
    weeks = (0.0, 2.0, 4.0, 8.0, 12.0)
    scale = forecast.Scale(0, 10, 1)
    scores = forecast.simulate_untreated(scale, weeks, 120, rng)
    less = np.clip(scores - np.arange(120)[:, None] % 2, 0, 10)
    cohort = [forecast.Episode("ab"[i % 2], weeks, tuple(row)) for i, row in enumerate(less)]
    return forecast.learn(cohort, forecast.prior(scale))


def cases():
    nrs, vas = forecast.prior(forecast.Scale(0, 10, 1)), forecast.prior(forecast.Scale(0, 100))
    rng = np.random.default_rng(5)
    year = tuple(range(53))
    wave = np.clip(np.rint(5 - 3 * np.arange(53) / 53 + rng.normal(0, 1, 53)), 0, 10)
    yield "baseline only", nrs, (0,), (6,), 12
    yield "five weeks", nrs, (0, 1, 2, 3, 4), (7, 6, 6, 4, 5), 12
    yield "recovered to zero", nrs, (0, 1, 2, 3, 4, 6), (6, 4, 1, 0, 0, 0), 12
    yield "at the ceiling", nrs, (0, 2, 4), (10, 10, 9), 12
    yield "a year", nrs, year, tuple(wave), 60
    yield "0 to 100", vas, (0, 4, 8), (62, 40, 47), 26
    yield "learnt", learnt(), (0, 2, 4), (7, 5, 3), 12


def main() -> None:
    numpyro.enable_x64()
    found = []
    for name, prior, weeks, scores, target in cases():
        scale = prior.scale
        ours = forecast.update(prior, weeks, scores, arm="a").predict(target).below[0]
        theirs = below_by_nuts(prior, weeks, scale.cells(scores), target)
        reference = deciles(scale, theirs)
        off = np.abs(deciles(scale, ours) - reference).max() * 10 / (scale.high - scale.low)
        print(f"{name:<20} largest distance of a decile, on 0 to 10: {off:.3f}", flush=True)
        parts = {f: np.round(np.asarray(getattr(prior.components, f)), 10).tolist() for f in FIELDS}
        found.append(
            {
                "name": name,
                "scale": [scale.low, scale.high, scale.step],
                "arms": list(prior.arms),
                "components": parts,
                "weeks": [float(w) for w in weeks],
                "scores": [float(s) for s in scores],
                "target": float(target),
                "deciles": np.round(reference, 4).tolist(),
            }
        )
    made = {
        "made_by": "validation/forecast/oracle.py",
        "numpyro": numpyro.__version__,
        "chains": CHAINS,
        "kept": KEPT,
        "cases": found,
    }
    OUTPUT.write_text(json.dumps(made) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
