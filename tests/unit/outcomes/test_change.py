"""Change so far: means of several weeks, the minimal important change, and noise."""

from dataclasses import replace

import numpy as np
import pytest

from deqi.answers import default_tables
from deqi.outcomes import measured_change
from deqi.vocabulary import Change, Point

FORMS = default_tables().outcomes.questionnaires
PAIN = FORMS["weekly"].score_rule("pain")


def change(before: list[float], after: list[float], weeks: list[float] | None = None) -> Change:
    points = [
        Point(week, "2026-01-01", value)
        for week, value in zip(weeks or range(1, len(after) + 1), after, strict=True)
    ]
    return measured_change(before, points, PAIN, mean_weeks=3, at_least=2, z=1.96)


def test_two_single_ratings_agree_with_the_published_detectable_change() -> None:
    """Childs 2005: standard error 1.02, detectable change 2 points (90%, the SEM times 1.65 times root 2)."""
    found = measured_change([6.0], [Point(1, "2026-01-01", 4.0)], PAIN, mean_weeks=1, at_least=1, z=1.645)
    assert found.noise == pytest.approx(2.37, abs=0.01)
    assert round(1.02 * 1.96) == 2


def test_noise_alone_is_called_a_reliable_change_in_about_five_of_a_hundred() -> None:
    """4000 people with nothing but noise: the share outside must be 5 of 100, both sides."""
    rng = np.random.default_rng(1)
    drawn = 5 + 1.02 * rng.standard_normal((4000, 5))
    found = [change(list(row[:2]), list(row[2:])) for row in drawn]
    outside = np.mean([bool(each.reliable or each.worse) for each in found])
    assert 0.04 < outside < 0.06


def test_only_the_latest_three_weeks_count() -> None:
    assert change([8], [8, 8, 8, 4, 4, 4]).now == 4
    assert change([8], [8, 4, 4], [1, 9, 10]).now == 4
    assert change([8], [8, 4], [1, 9]).now is None


def test_thirty_percent_exactly_is_clearly_better() -> None:
    assert change([10, 10], [7, 7, 7]).important is True
    assert change([10, 10], [7, 7, 8]).important is False
    assert change([3, 3], [2.1, 2.1]).important is True


def test_worse_is_neither_important_nor_reliable() -> None:
    found = change([4, 4], [7, 7, 7])
    assert (found.important, found.reliable, found.worse) == (False, False, True)
    assert found.by == -3


def test_somebody_without_pain_cannot_become_clearly_better() -> None:
    found = change([0, 0], [0, 0])
    assert (found.percent, found.important) == (None, False)


def test_too_little_says_nothing() -> None:
    for found in (change([], [4, 4, 4]), change([6], [4]), change([6], [])):
        assert (found.by, found.percent, found.important, found.reliable, found.worse) == (None,) * 5


def test_a_score_where_more_is_better_turns_the_sign() -> None:
    """None of ours does; the rule must not depend on that."""
    rule = replace(PAIN, better="higher")
    points = [Point(week, "2026-01-01", 8.0) for week in (1.0, 2.0)]
    found = measured_change([5.0], points, rule, mean_weeks=3, at_least=2, z=1.96)
    assert (found.by, found.important) == (3, True)
