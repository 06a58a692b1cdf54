"""Scores follow each instrument's own rule; a missing answer is never 0."""

import pytest

from deqi.answers import default_tables
from deqi.outcomes import score
from deqi.vocabulary import InputError

FORMS = default_tables().outcomes.questionnaires


def scored(form: str, answers: dict[str, float | None], which: str = "total") -> float | None:
    return score(answers, FORMS[form].score_rule(which), FORMS[form]).value


def rmdq(ticked: int) -> dict[str, float | None]:
    return {item.id: float(place < ticked) for place, item in enumerate(FORMS["rmdq24"].items)}


def test_roland_morris_counts_what_is_ticked() -> None:
    assert scored("rmdq24", rmdq(11)) == 11


def test_peg_is_the_mean_of_three_ratings() -> None:
    assert scored("peg", {"peg-1": 7, "peg-2": 5, "peg-3": 3}) == 5


def test_phq4_has_two_halves() -> None:
    answers: dict[str, float | None] = {"phq4-1": 3, "phq4-2": 2, "phq4-3": 1, "phq4-4": 0}
    assert [scored("phq4", answers, part) for part in ("total", "gad2", "phq2")] == [6, 5, 1]


def test_oswestry_leaves_a_missing_section_out_of_what_was_possible() -> None:
    """Nine sections of 3 points: 27 of 45, which is 60; counted as 0 the missing one would make 54."""
    answers: dict[str, float | None] = {item.id: 3 for item in FORMS["odi"].items}
    assert scored("odi", answers) == 60
    assert scored("odi", answers | {"odi-08": None}) == 60


@pytest.mark.parametrize(
    ("form", "which", "most"),
    [(name, rule.id, rule.most_missing) for name, form in FORMS.items() for rule in form.scores],
)
def test_with_one_more_missing_than_allowed_there_is_no_score(form: str, which: str, most: int) -> None:
    rule = FORMS[form].score_rule(which)
    answers: dict[str, float | None] = {name: FORMS[form].item(name).high for name in rule.items}
    for name in rule.items[: most + 1]:
        answers[name] = None
    found = score(answers, rule, FORMS[form])
    assert found.value is None
    assert found.why_not == rule.missing_rule
    assert found.answered == len(rule.items) - most - 1


def test_a_score_by_table_needs_the_owners_table() -> None:
    answers: dict[str, float | None] = {f"promis-pi-{n}": 2 for n in range(1, 5)}
    assert scored("promis_pain_interference_4a", answers) is None


@pytest.mark.parametrize("value", [-1, 10.5, float("nan"), float("inf")])
def test_an_answer_off_the_scale_is_refused(value: float) -> None:
    with pytest.raises(InputError) as caught:
        scored("peg", {"peg-1": value, "peg-2": 5, "peg-3": 3})
    assert caught.value.where == "peg-1"


def test_no_text_of_a_published_instrument_is_here() -> None:
    for form in FORMS.values():
        if form.kind == "published":
            assert not form.ready
            assert not any(item.text or item.choices or item.low_means for item in form.items)
    assert FORMS["weekly"].ready
