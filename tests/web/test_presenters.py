"""Words and geometry: both sides told, unknown said as such, ranges where they belong."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from deqi.answers import default_tables, is_it_safe
from deqi.vocabulary import Answer, Certainty, Count, Horizon, Person, Reason, Refusal, Urgency
from deqi.web.ask.presenters import words
from deqi.web.ask.presenters.page import answer_page
from deqi.web.ask.presenters.safety import safety_view
from deqi.web.ask.presenters.scales import round_axis


def horizons(answer: Answer) -> Any:
    ledger = answer_page(answer).ledger
    assert ledger is not None
    return (ledger.main, *ledger.later)


def with_arms(answer: Answer, **arms: Count | None) -> Answer:
    first = replace(answer.ledger.horizons[0], **arms)
    return replace(answer, ledger=replace(answer.ledger, horizons=(first,)))


def test_sentences_give_both_sides_and_add_up(made_up_answer: Answer) -> None:
    told = " ".join(horizons(made_up_answer)[0].sentences)
    assert (
        "about 45 of 100 people like this are clearly better with acupuncture (90% range: 36 to 55)" in told
    )
    assert "about 55 of 100 are not" in told
    assert "With usual care alone it is about 27 of 100 (19 to 36)" in told
    assert "about 18 more of 100 are clearly better than with usual care" in told
    assert "net count" in told
    assert "sham needling it is about 35 of 100" in told
    assert "about 10 more of 100 are clearly better than with sham" in told


def test_the_text_twin_has_the_same_numbers_as_the_picture(made_up_answer: Answer) -> None:
    for horizon in horizons(made_up_answer):
        rows = {row.label: row.number for row in horizon.rows}
        drawn = dict.fromkeys(("anyway", "visits", "place", "together", "not_better"), 0)
        for group in horizon.picture.groups:
            drawn[group.kind] += group.count
        assert rows["Not clearly better with acupuncture"] == str(drawn["not_better"])
        assert rows["Clearly better with usual care"] == str(drawn["anyway"])
        assert horizon.picture.description == " ".join(horizon.sentences)


def test_a_needle_effect_below_zero_is_told_and_not_drawn(made_up_answer: Answer) -> None:
    worse = with_arms(
        made_up_answer,
        sham=Count(48, 40, 56),
        acupuncture=Count(45, 36, 55),
        needle_place=Count(-3, -12, 6),
    )
    horizon = horizons(worse)[0]
    part = next(part for part in horizon.parts if part.swatch.kind == "place")
    assert part.number == "3 fewer"
    assert part.range_text == "90% range: 12 fewer to 6 more"
    assert all(group.kind != "place" for group in horizon.picture.groups)
    assert "3 fewer of 100" in " ".join(horizon.sentences)


def test_an_unknown_sham_arm_is_never_split(made_up_answer: Answer) -> None:
    horizon = horizons(made_up_answer)[2]
    assert {part.swatch.kind for part in horizon.parts} == {"anyway", "together", "not_better"}
    rows = {row.label: row.number for row in horizon.rows}
    assert rows["Clearly better with sham needling"] == "not known"
    assert rows["More with real needling than with sham"] == "not known"
    assert "not known" in " ".join(horizon.sentences)


def test_an_unknown_acupuncture_arm_has_no_picture(made_up_answer: Answer) -> None:
    horizon = horizons(with_arms(made_up_answer, acupuncture=None, added=None, not_better=None))[0]
    assert horizon.picture is None
    assert "not known" in horizon.sentences[0]


@pytest.mark.parametrize(
    ("number", "text"), [(9.3, "9.3"), (9, "9"), (0.011, "0.01"), (0, "0"), (0.4, "0.4"), (24.2, "24")]
)
def test_small_numbers_are_not_rounded_away(number: float, text: str) -> None:
    assert words.small(number) == text


def test_a_tiny_harm_is_fewer_than_one_of_100_never_zero() -> None:
    assert words.of_100(0.011) == "fewer than 1 of 100"
    assert words.of_100(0) == "0 of 100"
    assert words.of_100(9.3) == "9 of 100"


@pytest.mark.parametrize(("number", "text"), [(8, "8 more"), (-3, "3 fewer"), (0, "no more")])
def test_differences_say_their_direction(number: int, text: str) -> None:
    assert words.more_or_fewer(number) == text


@pytest.mark.parametrize("certainty", list(Certainty))
def test_every_certainty_has_words_and_more_is_more_marks(certainty: Certainty) -> None:
    assert words.certainty_label(certainty)
    assert words.certainty_meaning(certainty)
    order = [Certainty.UNGRADED, Certainty.VERY_LOW, Certainty.LOW, Certainty.MODERATE, Certainty.HIGH]
    assert words.certainty_level(certainty) == order.index(certainty)


def test_options_are_grouped_by_kind_of_comparator_and_each_names_its_own(made_up_answer: Answer) -> None:
    ledger = answer_page(made_up_answer).ledger
    assert ledger is not None
    groups = {
        group.title: [(option.label, option.comparator) for option in group.options]
        for group in ledger.option_groups
    }
    assert groups == {
        "Against usual care or nothing": [
            ("Acupuncture", "usual care"),
            ("Exercise", "usual care"),
            ("Carry on and stay active", "usual care"),
        ],
        "Against placebo or sham": [("Anti-inflammatory medicine", "placebo")],
    }
    assert [option.label for option in ledger.option_groups[0].unknown] == ["Carry on and stay active"]


def test_the_ledger_draws_8_to_12_weeks_large_or_what_is_known(made_up_answer: Answer) -> None:
    def large(*horizons: Horizon) -> str:
        ledger = answer_page(
            replace(made_up_answer, ledger=replace(made_up_answer.ledger, horizons=horizons))
        ).ledger
        assert ledger is not None
        assert len(ledger.later) == max(0, len(horizons) - 1)
        return ledger.main.label if ledger.main else ""

    early, half_year, year = made_up_answer.ledger.horizons
    assert large(half_year, early, year) == "At 8 to 12 weeks"
    assert large(replace(early, acupuncture=None), half_year, year) == "At 26 weeks"
    assert large(replace(early, acupuncture=None)) == "At 8 to 12 weeks"
    assert large() == ""


def test_signs_stand_by_urgency_each_lead_once_and_no_line_is_lost(made_up_answer: Answer) -> None:
    safety = answer_page(made_up_answer).safety
    assert [(group.tone, group.lead, group.signs) for group in safety.watch] == [
        ("emergency", "Get emergency help if", ("you feel numb between the legs",)),
        ("same-day", "Be seen today if", ("you get a fever", "you fell")),
    ]
    assert safety.watch_notes == ("A line of another kind.",)


def test_every_sign_of_the_shipped_list_has_its_urgency() -> None:
    lines = default_tables().safety.come_back_if
    view = safety_view(is_it_safe.answer(person=Person(), tables=default_tables()), {})
    assert {group.tone for group in view.watch} == {"emergency", "same-day", "two-weeks"}
    assert sum(len(group.signs) for group in view.watch) + len(view.watch_notes) == len(lines)
    assert not [text for text in view.watch_notes if " help " in text or " doctor " in text]


def test_only_one_harm_is_drawn_and_it_is_one_of_the_people_shown(made_up_answer: Answer) -> None:
    ledger = answer_page(made_up_answer).ledger
    assert ledger is not None
    assert ledger.drawn_harm is not None
    assert {group.kind: group.count for group in ledger.drawn_harm.groups} == {"harm": 9, "not_better": 91}
    assert ledger.drawn_harm.title == ledger.harms[0].label
    corners = [
        (int(x), int(y))
        for group in ledger.drawn_harm.groups
        for x, y in re.findall(r"z?M(\d+) (\d+)a", group.path)
    ]
    assert len(set(corners)) == 100
    assert max(x for x, _y in corners) < ledger.drawn_harm.width
    assert max(y for _x, y in corners) < ledger.drawn_harm.height


def test_an_option_without_a_number_is_not_drawn(made_up_answer: Answer) -> None:
    ledger = answer_page(made_up_answer).ledger
    assert ledger is not None
    active = ledger.option_groups[0].options[2]
    assert active.line is None
    assert active.number == "not known"


def test_lines_on_one_axis_keep_their_order(made_up_answer: Answer) -> None:
    ledger = answer_page(made_up_answer).ledger
    assert ledger is not None
    acupuncture, exercise, _active = ledger.option_groups[0].options
    (medicine,) = ledger.option_groups[1].options
    assert medicine.line.dot < exercise.line.dot < acupuncture.line.dot
    assert acupuncture.line.left < acupuncture.line.dot < acupuncture.line.right
    zero = next(tick.x for tick in medicine.line.ticks if tick.label == "0")
    assert medicine.line.left < zero < medicine.line.right


def test_the_axis_holds_zero_and_every_interval() -> None:
    axis = round_axis([Count(12, 4, 31), Count(-2, -8, 3)])
    assert (axis.low, axis.high) == (-10, 40)
    assert 0 in axis.ticks
    assert round_axis([Count(24, 14, 31)]).low == 0


def test_an_urgent_page_holds_no_lesser_reason_and_no_open_question(made_up_refusal: Refusal) -> None:
    lesser = Reason("not-answered", Urgency.WITHIN_2_WEEKS, "Some questions are open.", ("F14",))
    reasons = (*made_up_refusal.safety.reasons, lesser)
    safety = replace(made_up_refusal.safety, reasons=reasons, unanswered=("F14",))
    view = safety_view(safety, {"F14": "Have you ever had cancer?"})
    assert view.reasons == ("You told us that you have diabetes.",)
    assert view.unanswered == ()
    calm = safety_view(replace(safety, urgency=Urgency.WITHIN_2_WEEKS), {"F14": "Have you ever had cancer?"})
    assert "Some questions are open." in calm.reasons
    assert calm.unanswered == ("Have you ever had cancer?",)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_every_tier_has_a_heading(urgency: Urgency, made_up_answer: Answer) -> None:
    view = safety_view(replace(made_up_answer.safety, urgency=urgency), {})
    assert view.tier
    assert view.urgent == (urgency in (Urgency.SAME_DAY, Urgency.EMERGENCY))


def test_cautions_stand_in_order_of_weight(made_up_answer: Answer) -> None:
    groups = answer_page(made_up_answer).safety.cautions
    assert [group.title for group in groups] == [
        "Ask a doctor first",
        "Tell the acupuncturist before the first needle",
    ]


def test_no_word_that_hides_the_size(made_up_answer: Answer) -> None:
    """Our own words hold no relative risk, no "1 in X", no bare "rare", "likely" or "safe for you"."""
    page = answer_page(made_up_answer)
    text = json.dumps([str(part) for part in (page.ledger, page.safety)])
    assert not re.search(
        r"\b1 in \d|\brare|\blikely|safe for you|you will|relative risk", text, re.IGNORECASE
    )
