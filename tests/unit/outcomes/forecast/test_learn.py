"""Learning from finished courses, and the comparators it is held against."""

import numpy as np
import pytest
from scipy.optimize import minimize

from deqi.outcomes import forecast
from deqi.outcomes.forecast.comparators import ancova, last_value, mean_change, mixed, normal_crps
from deqi.vocabulary import UsageError

WEEKS = (0.0, 4.0, 12.0)


def courses(n: int, seed: int, *, fall: tuple[float, float] = (10.0, 25.0)) -> list[forecast.Episode]:
    """Plain courses on 0 to 100: a lasting level, a fall that differs by arm, noise."""
    rng = np.random.default_rng(seed)
    found = []
    for i in range(n):
        level = rng.normal(55, 10)
        path = [level - fall[i % 2] * t / 12 + rng.normal(0, 8) for t in WEEKS]
        found.append(forecast.Episode("ab"[i % 2], WEEKS, tuple(np.clip(np.round(path), 0, 100))))
    return found


def test_it_finds_the_course_of_each_arm() -> None:
    taught = forecast.learn(courses(300, 1), forecast.prior(forecast.Scale(0, 100)))
    assert taught.arms == ("a", "b")
    assert taught.people == 300
    means = [float(forecast.update(taught, (0,), (55,), arm=arm).predict(12).mean) for arm in "ab"]
    assert means == pytest.approx([45, 30], abs=2.5)
    assert float(forecast.update(taught, (0,), (55,)).predict(12).mean) == pytest.approx(37.5, abs=2.5)


def test_it_shrinks_a_high_first_score_as_regression_would() -> None:
    """Level 10, noise 8: a score 20 above the mean goes on 20 * 100 / 164 = 12.2 above it."""
    taught = forecast.learn(courses(500, 2), forecast.prior(forecast.Scale(0, 100)))
    high, middle = (float(forecast.update(taught, (0,), (s,), arm="a").predict(4).mean) for s in (75, 55))
    assert high - middle == pytest.approx(12.2, abs=2.5)


def test_the_order_of_people_does_not_matter() -> None:
    people = courses(80, 3)
    prior = forecast.prior(forecast.Scale(0, 100))
    one, other = forecast.learn(people, prior), forecast.learn(people[::-1], prior)
    found = [forecast.update(p, (0, 4), (60, 50), arm="a").predict(12).below for p in (one, other)]
    assert found[0] == pytest.approx(found[1], abs=1e-3)


def test_people_who_dropped_out_do_not_bend_the_course() -> None:
    """Everybody above 50 at week 4 is lost afterwards; the mean at week 12 is still about the true one."""
    full = courses(600, 4, fall=(10.0, 10.0))
    cut = [e if e.scores[1] < 50 else forecast.Episode(e.arm, e.weeks[:2], e.scores[:2]) for e in full]
    taught = forecast.learn(cut, forecast.prior(forecast.Scale(0, 100)))
    left = np.mean([e.scores[2] for e in cut if len(e.scores) == 3])
    found = float(forecast.update(taught, (0,), (55,), arm="a").predict(12).mean)
    assert left < 41
    assert found == pytest.approx(45, abs=2.5)


def test_the_step_of_the_scores_is_seen() -> None:
    scale = forecast.Scale(0, 100)
    assert scale.with_step_seen([5.0 * k for k in range(21)] * 3).step == 5
    assert scale.with_step_seen([0, 50, 100]).step is None, "too few scores to tell"
    assert scale.with_step_seen(np.random.default_rng(1).uniform(0, 100, 80)).step is None


def test_many_zeros_are_forecast_as_zeros() -> None:
    rng = np.random.default_rng(5)
    people = [
        forecast.Episode(
            "a", (0.0, 12.0), (float(rng.integers(4, 9)), 0.0 if i % 2 else float(rng.integers(3, 8)))
        )
        for i in range(200)
    ]
    taught = forecast.learn(people, forecast.prior(forecast.Scale(0, 10, 1)))
    p = forecast.update(taught, (0,), (6,), arm="a").predict(12)
    assert float(p.cdf(0)) == pytest.approx(0.5, abs=0.1)
    assert float(p.quantile(0.05)) == 0


def test_an_empty_cohort_teaches_nothing() -> None:
    with pytest.raises(UsageError):
        forecast.learn([], forecast.prior(forecast.Scale(0, 10, 1)))


@pytest.mark.parametrize("n", [2, 5])
def test_a_handful_of_people_or_no_spread_at_all_is_survived(n: int) -> None:
    prior = forecast.prior(forecast.Scale(0, 10, 1))
    same = [forecast.Episode("a", (0.0, 4.0), (5.0, 5.0))] * n
    p = forecast.update(forecast.learn(same, prior), (0,), (9,), arm="a").predict(4)
    assert np.isfinite(p.below).all()
    assert 0 <= float(p.mean) <= 10


def test_ancova_is_least_squares_on_a_known_line() -> None:
    x = np.array([1.0, 2, 3, 4, 5, 6])
    arm = np.array([0, 1, 0, 1, 0, 1])
    train = np.column_stack([x, 2 * x + 3 + 10 * arm])
    mean, _ = ancova(train, arm, np.array([[10.0], [10.0]]), np.array([0, 1]))
    assert mean == pytest.approx([23, 33])


def test_the_mixed_model_is_the_maximum_of_the_restricted_likelihood() -> None:
    """Against a literal search over both variances, and the textbook prediction with full matrices."""
    rng = np.random.default_rng(6)
    train = rng.normal(0, 2, (12, 1)) + rng.normal(0, 1, (12, 3)) + [5, 4, 3]
    x = np.tile(np.eye(3), (12, 1))
    who = np.kron(np.eye(12), np.ones((3, 1)))
    y = train.ravel()

    def minus_restricted(logs: np.ndarray) -> float:
        v = np.exp(logs[0]) * who @ who.T + np.exp(logs[1]) * np.eye(36)
        inverse = np.linalg.inv(v)
        beta = np.linalg.solve(x.T @ inverse @ x, x.T @ inverse @ y)
        rest = y - x @ beta
        parts = np.linalg.slogdet(v)[1], np.linalg.slogdet(x.T @ inverse @ x)[1], rest @ inverse @ rest
        return float(sum(parts))

    person, noise = np.exp(minimize(minus_restricted, [0.0, 0.0], method="Nelder-Mead", tol=1e-9).x)
    known = np.array([8.0, 6.0])
    covariance = person + noise * np.eye(2)
    gain = np.linalg.solve(covariance, np.full(2, person))
    mean, sd = mixed(train, np.zeros(12, int), known[None], np.zeros(1, int))
    assert mean[0] == pytest.approx(train[:, 2].mean() + gain @ (known - train[:, :2].mean(0)), abs=1e-3)
    assert sd[0] == pytest.approx(np.sqrt(person + noise - gain @ np.full(2, person)), abs=1e-3)


def test_the_mixed_model_stands_at_its_boundary() -> None:
    train = np.array([[1.0, 9.0], [9.0, 1.0], [5.0, 5.0], [2.0, 8.0]])
    mean, sd = mixed(train, np.zeros(4, int), np.array([[9.0]]), np.zeros(1, int))
    assert mean[0] == pytest.approx(train[:, 1].mean())
    assert sd[0] > 0


def test_simple_forecasts_are_what_their_names_say() -> None:
    train = np.array([[6.0, 4.0], [8.0, 6.0], [5.0, 5.0], [7.0, 7.0]])
    arm = np.array([0, 0, 1, 1])
    assert last_value(train, arm, np.array([[9.0]]), np.array([0]))[0] == pytest.approx([9.0])
    assert mean_change(train, arm, np.array([[9.0], [9.0]]), np.array([0, 1]))[0] == pytest.approx([7.0, 9.0])


def test_crps_of_a_normal_is_the_published_value_at_its_mean() -> None:
    """Gneiting and Raftery 2007: at the mean of a standard normal it is (sqrt(2) - 1) / sqrt(pi)."""
    found = normal_crps((np.array([0.0]), np.array([1.0])), np.array([0.0]))
    assert found[0] == pytest.approx(0.23369498)
