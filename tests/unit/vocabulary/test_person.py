"""A person as far as they told us."""

import dataclasses
import math

import pytest

from deqi.vocabulary import LIMITS, InputError, Person, Reply


@pytest.mark.parametrize("name", LIMITS)
def test_the_ends_of_a_range_belong_to_it(name: str) -> None:
    limit = LIMITS[name]
    for value in (limit.low, limit.high):
        assert getattr(Person(**{name: value}), name) == value


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("value", ["below", "above", math.nan, math.inf, -math.inf])
def test_what_cannot_be_is_refused_with_its_place(name: str, value: object) -> None:
    limit = LIMITS[name]
    number = {"below": limit.low - 0.01, "above": limit.high + 0.01}.get(str(value), value)
    with pytest.raises(InputError) as caught:
        Person(**{name: number})
    assert caught.value.where == name
    assert limit.why in caught.value.rule


def test_nobody_can_change_what_was_told_afterwards() -> None:
    replies = {"F01": Reply.NO}
    person = Person(findings=replies)
    replies["F01"] = Reply.YES
    assert person.findings["F01"] is Reply.NO
    with pytest.raises(TypeError):
        person.findings["F01"] = Reply.YES  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        person.age = 3  # type: ignore[misc]


def test_silence_is_not_a_reply() -> None:
    assert Person().findings == {}
    assert Person().pregnant is None
    assert {reply.value for reply in Reply} == {"yes", "no", "unknown"}
