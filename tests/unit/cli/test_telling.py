"""An answer in a terminal: the same numbers as in the document, in whole people."""

import re
from datetime import date

import pytest

from deqi.answers import default_tables, would_it_help
from deqi.cli.telling import lines
from deqi.vocabulary import Answer, Person, Reply

TABLES = default_tables()
CALM = dict.fromkeys(TABLES.safety.findings, Reply.NO)


def answer(**told: object) -> Answer:
    person = Person(
        **{"age": 45, "pain_weeks": 40, "pain_now": 6, "leg_pain": Reply.NO, "findings": CALM} | told
    )
    result = would_it_help.answer(person=person, today=date(2026, 1, 31), tables=TABLES)
    assert isinstance(result, Answer)
    return result


def test_each_row_rounds_the_number_of_the_ledger_to_whole_people() -> None:
    result = answer()
    rows = [line for line in lines(result) if line.startswith("  with acupuncture")]
    shown = [[int(number) for number in re.findall(r"-?\d+", row)] for row in rows]
    arms = [horizon.acupuncture for horizon in result.ledger.horizons]
    assert len(shown) == len(arms) > 0
    for numbers, arm in zip(shown, arms, strict=True):
        assert arm is not None
        assert numbers == pytest.approx([arm.estimate, arm.low, arm.high], abs=0.5)


def test_what_is_not_known_is_said_and_never_shown_as_zero() -> None:
    text = "\n".join(lines(answer(pain_weeks=3)))
    assert "not known" in text
    assert "about 0 (from 0 to 0)" not in text


def test_a_caution_that_nobody_is_sure_about_says_so() -> None:
    told = {sure: "\n".join(lines(answer(cautions={"K07": sure}))) for sure in (Reply.YES, Reply.UNKNOWN)}
    assert "you were not sure" in told[Reply.UNKNOWN]
    assert "you were not sure" not in told[Reply.YES]


def test_no_line_is_too_wide_for_a_terminal() -> None:
    assert [line for line in lines(answer()) if len(line) > 100] == []


def test_safety_stands_before_the_ledger_and_sources_at_the_end() -> None:
    text = "\n".join(lines(answer()))
    assert (
        text.index("Is it safe for me?")
        < text.index("Come back if")
        < text.index("Would it help me?")
        < text.index("Sources")
    )
