"""Stars, outcomes, charts and reasons to look, against slow and independent readings."""

from datetime import date, timedelta

import numpy as np
import pytest

from deqi.datafiles import DATA_ROOT
from deqi.directory.trust import (
    NAMES,
    Review,
    SignalKind,
    TrackedPerson,
    area_under_curve,
    cusum,
    features,
    fit_prior,
    funnel,
    judged_features,
    learn,
    load_trust_tables,
    percentile,
    profession_outcomes,
    reliability,
    signals,
    summarise,
    untaught_suspicion,
)

TABLES = load_trust_tables(DATA_ROOT)
START = date(2024, 1, 1)


@pytest.mark.parametrize("counts", [(0, 0, 0, 0, 0), (1, 0, 0, 0, 0), (0, 0, 1, 3, 20), (40, 5, 0, 2, 300)])
def test_the_exact_interval_agrees_with_a_large_sample(counts: tuple[int, ...]) -> None:
    prior = (0.3, 0.2, 0.4, 1.0, 2.5)
    found = summarise(counts, prior, level=0.9)
    drawn = np.random.default_rng(7).dirichlet(np.add(counts, prior), 200_000) @ np.arange(1, 6)
    low, high = np.quantile(drawn, [0.05, 0.95])
    assert found.mean == pytest.approx(drawn.mean(), abs=0.01)
    assert (found.low, found.high) == (pytest.approx(low, abs=0.012), pytest.approx(high, abs=0.012))


def test_two_star_values_are_a_beta_distribution() -> None:
    # with weight on 1 and 5 stars alone the mean is 1 + 4 * Beta(a, b): quantiles of Beta(3, 2) from a table
    tiny = 1e-9
    found = summarise((0, 0, 0, 0, 0), (2.0, tiny, tiny, tiny, 3.0), level=0.9)
    assert found.low == pytest.approx(1 + 4 * 0.248605, abs=2e-3)
    assert found.high == pytest.approx(1 + 4 * 0.902389, abs=2e-3)


def test_more_reviews_alike_narrow_the_interval() -> None:
    few, many = (summarise((0, 0, 0, n, 3 * n), TABLES.stars.prior, level=0.9) for n in (2, 50))
    assert many.high - many.low < 0.5 * (few.high - few.low)


def test_the_prior_of_a_profession_is_found_again() -> None:
    rng = np.random.default_rng(3)
    truth = [0.3, 0.2, 0.4, 1.0, 3.0]
    table = np.array([rng.multinomial(rng.integers(1, 40), rng.dirichlet(truth)) for _ in range(4000)])
    assert fit_prior(table, start=TABLES.stars.prior) == pytest.approx(truth, rel=0.12)


def test_without_two_reviewed_people_the_start_stays() -> None:
    assert fit_prior(np.array([[0, 0, 0, 0, 9], [0] * 5]), start=(1, 2, 3, 4, 5)) == (1, 2, 3, 4, 5)


@pytest.mark.parametrize("counts", [(1, 2, 3), (0, 0, -1, 0, 0), (0, 0.5, 0, 0, 0)])
def test_counts_that_cannot_be_are_refused(counts: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"[Cc]ount"):
        summarise(counts, TABLES.stars.prior, level=0.9)  # type: ignore[arg-type]


def test_percentile_counts_ties_half_and_knows_no_colleagues() -> None:
    assert percentile(4.0, [3.0, 4.0, 4.0, 5.0]) == 50.0
    assert percentile(4.0, []) is None


def made_up_people(rng: np.random.Generator, effects: np.ndarray, each: int) -> list[TrackedPerson]:
    people = []
    for place, effect in enumerate(effects):
        start = rng.normal(5 + place % 3, 1.5, each)  # case mix differs between practitioners
        end = 1.0 + 0.6 * start + effect + rng.normal(0, 1.8, each)
        people += [TrackedPerson(f"{place:03}", s, e) for s, e in zip(start, end, strict=True)]
    return people


def test_intervals_of_shrunken_outcomes_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    effects = rng.normal(0, 0.6, 300)
    found = profession_outcomes(made_up_people(rng, effects - effects.mean(), 60), TABLES.outcomes)
    inside = [
        found.outcomes[f"{place:03}"].low <= effect <= found.outcomes[f"{place:03}"].high  # type: ignore[operator]
        for place, effect in enumerate(effects - effects.mean())
    ]
    assert 0.85 <= np.mean(inside) <= 0.95
    assert (found.within_sd, found.between_sd) == (pytest.approx(1.8, abs=0.05), pytest.approx(0.6, abs=0.08))


def test_case_mix_alone_makes_nobody_look_better() -> None:
    found = profession_outcomes(made_up_people(np.random.default_rng(6), np.zeros(60), 200), TABLES.outcomes)
    assert max(abs(outcome.shrunken or 0.0) for outcome in found.outcomes.values()) < 0.15


def test_thirty_two_tracked_people_are_too_few_to_say() -> None:
    rng = np.random.default_rng(8)
    people = made_up_people(rng, np.zeros(3), 33)
    assert not profession_outcomes(people, TABLES.outcomes).outcomes["000"].too_few
    assert profession_outcomes(people[1:], TABLES.outcomes).outcomes["000"].too_few


def test_leaving_out_those_who_did_badly_does_not_pay() -> None:
    rng = np.random.default_rng(9)
    people = made_up_people(rng, np.zeros(20), 100)
    honest = profession_outcomes(people, TABLES.outcomes).outcomes["000"]
    own = sorted((p for p in people if p.practitioner == "000"), key=lambda p: p.final or 0.0)
    hidden = {id(p) for p in own[50:]}
    gamed = [TrackedPerson(p.practitioner, p.baseline, None) if id(p) in hidden else p for p in people]
    found = profession_outcomes(gamed, TABLES.outcomes).outcomes["000"]
    assert found.follow_up == 0.5
    assert not found.may_order
    assert (found.shrunken or 0.0) > (honest.shrunken or 0.0) - 0.2


def test_nobody_followed_up_says_nothing_and_does_not_fail() -> None:
    found = profession_outcomes([TrackedPerson("a", 5.0, None)], TABLES.outcomes)
    assert found.outcomes["a"].too_few
    assert found.outcomes["a"].follow_up == 0.0


def test_reliability_at_the_published_arithmetic() -> None:
    # 45 of 100 respond, spread 0.35 on the log-odds scale: 33, 77 and 297 people for 0.5, 0.7 and 0.9
    within = 1.0 / np.sqrt(0.45 * 0.55)
    assert [round(reliability(n, within, 0.35), 2) for n in (33, 77, 297)] == [0.5, 0.7, 0.9]


def test_an_ordinary_practitioner_stays_inside_the_funnel() -> None:
    rng = np.random.default_rng(11)
    counts = rng.integers(10, 200, 20_000)
    means = rng.normal(0, 0.4, 20_000) + rng.normal(0, 2.0, 20_000) / np.sqrt(counts)
    half = funnel(counts.astype(float), 2.0, 0.4, (0.95, 0.998))
    assert np.mean(np.abs(means) > half[0.95]) == pytest.approx(0.05, abs=0.005)
    assert np.mean(np.abs(means) > half[0.998]) == pytest.approx(0.002, abs=0.001)


def test_cusum_run_lengths_are_those_measured_elsewhere() -> None:
    rng = np.random.default_rng(12)
    lengths: dict[float, list[int]] = {1.0: [], 2.0: []}
    alarms = 0
    for odds, found in lengths.items():
        for _ in range(250):
            p = np.clip(rng.normal(0.55, 0.12, 3000), 0.05, 0.95)
            bad = rng.random(3000) < odds * p / (1 - p + odds * p)
            chart = cusum(bad.tolist(), p.tolist(), odds_ratio=2.0, alarm=4.0)
            found.append(chart.alarms[0] + 1 if chart.alarms else 3000)
            alarms += odds == 1.0 and bool(chart.alarms) and chart.alarms[0] < 100
    assert np.mean(lengths[2.0]) == pytest.approx(65, rel=0.12)
    assert alarms / 250 == pytest.approx(0.059, abs=0.045)


@pytest.mark.parametrize(
    ("results", "expected", "odds", "alarm"),
    [([True], [], 2, 4), ([True], [0.0], 2, 4), ([True], [0.5], 1, 4), ([True], [float("nan")], 2, 4)],
)
def test_a_chart_that_cannot_be_is_refused(
    results: list[bool], expected: list[float], odds: float, alarm: float
) -> None:
    with pytest.raises(ValueError, match=r"need|between"):
        cusum(results, expected, odds_ratio=odds, alarm=alarm)


def steady(count: int = 40, *, place: str = "a") -> list[Review]:
    return [Review(place, START + timedelta(days=9 * n), 4 + n % 2, f"author {n}") for n in range(count)]


def kinds(reviews: list[Review]) -> list[set[SignalKind]]:
    return [{signal.kind for signal in found} for found in signals(reviews, TABLES.signals)]


def test_a_steady_practice_has_no_burst_and_no_deviation() -> None:
    assert set().union(*kinds(steady())) == {SignalKind.SINGLE}


def test_eight_reviews_in_three_days_are_a_burst() -> None:
    day = START + timedelta(days=400)
    crowd = [Review("a", day + timedelta(days=n // 3), 5, f"new {n}") for n in range(8)]
    found = kinds(steady() + crowd)
    assert SignalKind.BURST in found[-1]
    assert SignalKind.BURST not in found[40]


def test_a_copy_is_noticed_whatever_its_case_and_points() -> None:
    text = "The needles did not hurt and she took the time to explain what she was doing"
    one = Review("a", START, 5, "x", text)
    other = Review("b", START + timedelta(days=3), 5, "y", text.upper().replace(" ", ", ") + "!!")
    assert SignalKind.NEAR_COPY in kinds([one, other])[1]


def test_one_star_among_fours_and_fives_deviates() -> None:
    assert SignalKind.DEVIATION in kinds([*steady(), Review("a", START + timedelta(days=500), 1, "z")])[-1]


def test_no_feature_looks_ahead() -> None:
    rng = np.random.default_rng(13)
    reviews = [
        Review(
            f"p{rng.integers(4)}",
            START + timedelta(days=int(rng.integers(400))),
            int(rng.integers(1, 6)),
            None if rng.random() < 0.2 else f"a{rng.integers(30)}",
            " ".join(rng.choice(["good", "kind", "pain", "back", "again"], 8)),
        )
        for _ in range(200)
    ]
    reviews.sort(key=lambda review: review.day)
    whole = features(reviews)
    for cut in (1, 50, 137):
        np.testing.assert_array_equal(features(reviews[:cut]), whole[:cut])


def test_no_judgement_informs_its_own_review_or_an_earlier_one() -> None:
    rng = np.random.default_rng(8)
    reviews = [
        Review(f"p{n % 7}", START + timedelta(days=n), 4, f"a{n % 11}", f"word{n % 5} word{n % 3}")
        for n in range(1600)
    ]
    judged = [bool(one) for one in rng.random(1600) < 0.3]
    whole = judged_features(reviews, judged, 1200)
    others = [*judged[:600], *(not one for one in judged[600:])]
    np.testing.assert_array_equal(judged_features(reviews, others, 1200)[:501], whole[:501])
    np.testing.assert_array_equal(judged_features(reviews, others, 1200)[:601, :2], whole[:601, :2])
    after = [*judged[:1200], *(not one for one in judged[1200:])]
    np.testing.assert_array_equal(judged_features(reviews, after, 1200), whole)
    assert np.isfinite(whole[700:]).all()


def test_learning_finds_what_was_planted_and_nothing_in_noise() -> None:
    rng = np.random.default_rng(14)
    table = rng.normal(size=(4000, len(NAMES)))
    table[rng.random(table.shape) < 0.1] = np.nan
    noise = rng.random(4000) < 0.15
    planted = rng.random(4000) < 1 / (1 + np.exp(2.0 - 2.0 * np.nan_to_num(table[:, 3] * table[:, 5])))
    scores = {}
    for name, labels in {"noise": noise, "planted": planted}.items():
        detector = learn(table[:3000], labels[:3000].tolist())
        scores[name] = area_under_curve(detector.suspicion(table[3000:]).tolist(), labels[3000:].tolist())
    assert scores["noise"] < 0.57
    assert scores["planted"] > 0.72  # the best that can be known about the planted rule reaches about 0.8


def test_area_under_the_curve_by_counting_pairs() -> None:
    rng = np.random.default_rng(15)
    scores, judged = rng.integers(0, 6, 60).tolist(), (rng.random(60) < 0.4).tolist()
    pairs = [
        1.0 if s > t else 0.5 if s == t else 0.0
        for s, bad in zip(scores, judged, strict=True)
        if bad
        for t, other in zip(scores, judged, strict=True)
        if not other
    ]
    assert area_under_curve(scores, judged) == pytest.approx(np.mean(pairs))


def test_an_unknown_history_stands_in_the_middle_of_the_queue() -> None:
    rng = np.random.default_rng(16)
    table = rng.random((50, len(NAMES)))
    blank = np.full((1, len(NAMES)), np.nan)
    order = untaught_suspicion(np.vstack([table, blank]))
    assert 10 < np.sum(order < order[-1]) < 40
