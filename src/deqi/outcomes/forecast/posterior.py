"""What is believed about a person after some scores, and what it says about later weeks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from deqi.outcomes.forecast.filter import Belief, loadings, run, start, track
from deqi.outcomes.forecast.model import Prior
from deqi.outcomes.forecast.prediction import Prediction
from deqi.outcomes.forecast.scale import Floats, Whole
from deqi.vocabulary import InputError


@dataclass(frozen=True)
class PosteriorMany:
    """Beliefs about N people of the same prior, after scores at common weeks."""

    prior: Prior
    belief: Belief
    arms: Whole
    baseline: Floats

    @property
    def weights(self) -> Floats:
        """Share of each component after the scores, (C, N)."""
        log = np.log(self.prior.components.weight)[:, None] + self.belief.log_evidence
        weight = np.exp(log - log.max(0))
        return np.asarray(weight / weight.sum(0))

    def latent(self, week: float) -> tuple[Floats, Floats]:
        """Mean and standard deviation of the latent score at ``week``, each (C, N)."""
        parts = self.prior.components
        at = np.array([week])
        ahead = self.belief.moved(parts, max(week, self.belief.week))
        b, w, noise = loadings(parts, at)
        centre = b * ahead.b + w * ahead.w
        variance = b * b * ahead.bb + 2 * b * w * ahead.bw + w * w * ahead.ww + noise
        mean, extra = np.empty_like(centre), np.empty_like(centre)
        for arm in np.unique(self.arms):
            who = self.arms == arm
            mean[:, who] = parts.means(int(arm), at)
            extra[:, who] = parts.mean_variances(int(arm), at)
        sd = parts.sds(at)
        spread = parts.spread[:, None] * np.sqrt(sd**2 * variance + extra)
        return mean + sd * centre, spread

    def cdf(self, week: float) -> Floats:
        """P(score is in cell k or better) for all but the last cell, (N, K-1)."""
        centre, spread = self.latent(week)
        edges = self.prior.components.edges
        below = np.zeros((centre.shape[1], edges.shape[1]))
        for weight, edge, m, s in zip(self.weights, edges, centre, spread, strict=True):
            below += weight[:, None] * ndtr((edge - m[:, None]) / s[:, None])
        return below

    def predict(self, week: float) -> Prediction:
        """The score of each person at one week."""
        people = self.baseline.size
        return Prediction(self.prior.scale, (float(week),) * people, self.cdf(week), self.baseline)


@dataclass(frozen=True)
class Posterior:
    """The belief about one person after the scores so far."""

    many: PosteriorMany

    def predict(self, weeks: float | Sequence[float]) -> Prediction:
        """The score expected at these weeks, none before the last score. Raises ``InputError``."""
        asked = tuple(float(w) for w in np.atleast_1d(np.asarray(weeks, float)))
        last = self.many.belief.week
        if not asked or not all(np.isfinite(w) and w >= last for w in asked):
            raise InputError(
                what=f"The weeks {', '.join(f'{w:g}' for w in asked) or '(none)'} cannot be forecast.",
                rule=f"A forecast is for week {last:g}, the week of the last score, or later.",
                next_step="Ask for a later week.",
                where="weeks",
            )
        scale = self.many.prior.scale
        below = np.vstack([self.many.cdf(week) for week in asked])
        return Prediction(scale, asked, below, float(self.many.baseline[0]))


def update_many(
    prior: Prior, weeks: Sequence[float], scores: Floats, arms: Sequence[str | None] | None = None
) -> PosteriorMany:
    """Update for N people at once: ``scores`` (N, T), nan where missing, at common rising ``weeks`` (T,).

    Raises ``InputError`` for weeks that do not rise or scores off the scale.
    """
    at, values, which, baseline = _laid_out(prior, weeks, scores, arms)
    cells = prior.scale.cells(values)
    return PosteriorMany(prior, run(prior.components, list(at), cells, which), which, baseline)


def update(
    prior: Prior, weeks: Sequence[float], scores: Sequence[float], arm: str | None = None
) -> Posterior:
    """The posterior of one person after ``scores`` at ``weeks`` (week 0 is the score before treatment).

    ``arm`` names the care when the prior was learnt from several; without it, their average is taken.
    Raises ``InputError``.
    """
    values = np.asarray(scores, float).reshape(1, -1)
    return Posterior(update_many(prior, weeks, values, [arm]))


def track_many(
    prior: Prior, weeks: Sequence[float], scores: Floats, arms: Sequence[str | None] | None = None
) -> list[Prediction]:
    """For each week, what the weeks before it let expect; the first from the prior alone."""
    at, values, which, baseline = _laid_out(prior, weeks, scores, arms)
    cells = prior.scale.cells(values)
    belief = start(prior.components, values.shape[0])
    found = []
    for week, after in zip(at, track(prior.components, list(at), cells, which), strict=True):
        found.append(PosteriorMany(prior, belief, which, baseline).predict(float(week)))
        belief = after
    return found


def _laid_out(
    prior: Prior, weeks: Sequence[float], scores: Floats, arms: Sequence[str | None] | None
) -> tuple[Floats, Floats, Whole, Floats]:
    at = np.asarray(weeks, float)
    values = np.atleast_2d(np.asarray(scores, float))
    _check_weeks(at, values.shape[1])
    people = values.shape[0]
    which = np.array([prior.arm_index(arm) for arm in (arms or [None] * people)], np.int64)
    baseline = values[:, 0] if at.size and at[0] <= 0 else np.full(people, np.nan)
    return at, values, which, baseline


def _check_weeks(weeks: Floats, scores: int) -> None:
    if weeks.ndim != 1 or weeks.size != scores:
        raise InputError(
            what=f"{weeks.size} weeks and {scores} scores were given.",
            rule="Each score belongs to one week.",
            next_step="Give as many weeks as scores.",
            where="weeks",
        )
    if not np.isfinite(weeks).all() or (weeks < 0).any() or (np.diff(weeks) <= 0).any():
        raise InputError(
            what="The weeks do not rise, or one lies before the start.",
            rule="Weeks are numbers from 0 on, each later than the one before; one score a week.",
            next_step="Sort the scores by week, and keep one score for each.",
            where="weeks",
        )
