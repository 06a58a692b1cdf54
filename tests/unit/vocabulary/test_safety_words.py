"""Urgency, sign-off, errors: the words that decide what may be shown."""

import dataclasses

import pytest

from deqi import vocabulary
from deqi.vocabulary import (
    DataFileError,
    DeqiError,
    InputError,
    SafetyAssessment,
    SignOff,
    Urgency,
    UsageError,
)


def assessment(urgency: Urgency) -> SafetyAssessment:
    return SafetyAssessment(
        urgency=urgency,
        headline="",
        action="",
        reasons=(),
        notes=(),
        cautions=(),
        come_back_if=("It gets worse.",),
        unanswered=(),
        contradictions=(),
        complete=True,
        sign_off=SignOff(),
    )


def test_the_order_of_the_tiers() -> None:
    labels = ["NONE", "NOTE", "WITHIN 2 WEEKS", "SAME DAY", "EMERGENCY"]
    assert [tier.label for tier in sorted(Urgency)] == labels
    assert [Urgency.from_label(label) for label in labels] == sorted(Urgency)


@pytest.mark.parametrize("label", ["", "same day", "SOON"])
def test_a_label_that_is_none_is_refused(label: str) -> None:
    with pytest.raises(KeyError):
        Urgency.from_label(label)


@pytest.mark.parametrize(
    ("urgency", "refused"),
    [
        (Urgency.NONE, False),
        (Urgency.NOTE, False),
        (Urgency.WITHIN_2_WEEKS, False),
        (Urgency.SAME_DAY, True),
        (Urgency.EMERGENCY, True),
    ],
)
def test_who_must_be_seen_today_or_now_sees_no_effect_sizes(urgency: Urgency, refused: bool) -> None:  # noqa: FBT001
    assert assessment(urgency).is_refusal is refused


@pytest.mark.parametrize("part", ["name", "role", "date"])
def test_a_sign_off_needs_name_role_and_date(part: str) -> None:
    whole = SignOff(name="A. Doctor", role="general practitioner", date="2026-01-31")
    assert whole.signed
    assert not dataclasses.replace(whole, **{part: ""}).signed
    assert not SignOff().signed


@pytest.mark.parametrize(("kind", "status"), [(InputError, 2), (UsageError, 2), (DataFileError, 3)])
def test_an_error_has_four_parts_and_an_exit_status(kind: type[DeqiError], status: int) -> None:
    error = kind(what="It is 200.", rule="At most 120.", next_step="Mend it.", where="age")
    assert isinstance(error, DeqiError)
    assert str(error) == "age: It is 200. At most 120. Mend it."
    assert error.as_dict() == {
        "where": "age",
        "what": "It is 200.",
        "rule": "At most 120.",
        "next_step": "Mend it.",
    }
    assert error.exit_status == status


def test_every_word_is_frozen() -> None:
    records = [kind for kind in vars(vocabulary).values() if dataclasses.is_dataclass(kind)]
    assert len(records) > 10
    assert [kind.__name__ for kind in records if not kind.__dataclass_params__.frozen] == []
