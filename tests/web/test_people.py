"""Rounding to whole people: the parts make 100, and every arm reads as its nearest whole number."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deqi.vocabulary import Certainty, Count, Horizon
from deqi.web.ask.presenters.icons import icon_array
from deqi.web.ask.presenters.people import People, people, step, whole


def horizon(usual: Any, sham: Any, acupuncture: Any) -> Horizon:
    def count(value: float | None) -> Count | None:
        return None if value is None else Count(value, max(0, value - 10), min(100, value + 10))

    return Horizon(
        12, "", count(usual), count(sham), count(acupuncture), None, None, None, None, Certainty.LOW, ""
    )


def parts(split: People) -> list[int]:
    return [split.anyway, split.visits, split.place, split.together, split.unsplit, split.not_better]


share = st.floats(0, 100)
maybe = st.none() | share


@given(usual=maybe, sham=maybe, acupuncture=share)
def test_the_parts_always_make_one_hundred(usual: Any, sham: Any, acupuncture: float) -> None:
    split = people(horizon(usual, sham, acupuncture))
    assert split is not None
    assert sum(parts(split)) == 100
    assert min(parts(split)) >= 0


@given(shares=st.lists(share, min_size=3, max_size=3).map(sorted))
def test_each_part_is_within_one_person_of_its_own_estimate(shares: list[float]) -> None:
    usual, sham, acupuncture = shares
    split = people(horizon(usual, sham, acupuncture))
    assert split is not None
    exact = [usual, sham - usual, acupuncture - sham, 100 - acupuncture]
    shown = [split.anyway, split.visits, split.place, split.not_better]
    assert all(abs(one - other) <= 1 for one, other in zip(exact, shown, strict=True))


@given(usual=share, sham=maybe, acupuncture=share)
def test_the_better_half_reads_as_the_arm_does(usual: float, sham: Any, acupuncture: float) -> None:
    split = people(horizon(usual, sham, acupuncture))
    assert split is not None
    assert abs(split.better - acupuncture) <= 0.5


@pytest.mark.parametrize(
    ("arms", "expected"),
    [
        # worked out by hand: anyway, visits, place, together, unsplit, not better
        ((26.6, 35.4, 45.2), [27, 8, 10, 0, 0, 55]),
        ((26.5, 35.0, 45.5), [27, 8, 11, 0, 0, 54]),
        ((30, 40, 36), [30, 6, 0, 0, 0, 64]),
        ((40, 30, 35), [35, 0, 0, 0, 0, 65]),
        ((30, 28, 36), [30, 0, 6, 0, 0, 64]),
        ((33, None, 41), [33, 0, 0, 8, 0, 59]),
        ((None, 35, 41), [0, 0, 0, 0, 41, 59]),
        ((0, 0, 0), [0, 0, 0, 0, 0, 100]),
        ((100, 100, 100), [100, 0, 0, 0, 0, 0]),
    ],
)
def test_known_splits(arms: Any, expected: list[int]) -> None:
    split = people(horizon(*arms))
    assert split is not None
    assert parts(split) == expected


def test_nothing_is_drawn_when_the_acupuncture_arm_is_unknown() -> None:
    assert people(horizon(30, 40, None)) is None


def test_a_step_down_is_told_as_negative() -> None:
    assert step(Count(40, 30, 50), Count(36, 30, 42)) == -4
    assert step(None, Count(1, 0, 2)) is None


@pytest.mark.parametrize(("number", "expected"), [(0.5, 1), (1.5, 2), (2.5, 3), (-0.5, 0), (-1.2, -1)])
def test_a_half_goes_up(number: float, expected: int) -> None:
    assert whole(number) == expected


@given(usual=maybe, sham=maybe, acupuncture=share)
def test_the_picture_holds_one_hundred_figures_of_the_right_kinds(
    usual: Any, sham: Any, acupuncture: float
) -> None:
    split = people(horizon(usual, sham, acupuncture))
    assert split is not None
    picture = icon_array(split, title="", description="")
    assert sum(group.count for group in picture.groups) == 100
    # a head is drawn once for each figure
    assert sum(group.path.count("a4 4 0 1 0 8 0") for group in picture.groups) == 100
    better = sum(group.count for group in picture.groups if group.kind != "not_better")
    assert better == split.better


def test_the_range_is_drawn_around_the_edge() -> None:
    split = people(horizon(20, 30, 40))
    assert split is not None
    counts = {
        (group.kind, group.surety): group.count
        for group in icon_array(split, title="", description="").groups
    }
    # 40 are better, from 30 to 50: ten may be fewer, ten may be more
    assert counts[("place", "maybe-less")] == 10
    assert counts[("not_better", "maybe-more")] == 10
    assert counts[("not_better", "sure")] == 50
