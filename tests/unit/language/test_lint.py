"""Each rule finds what it forbids, and leaves alone what it does not."""

import shutil
from pathlib import Path

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.language import UNKNOWN_LANGUAGE, lint, load_rules, page_reading, plain_page, read_page
from deqi.vocabulary import DataFileError

RULES = load_rules(DATA_ROOT)

BROKEN = [
    ("one-in-x", "It happens to 1 in 20."),
    ("one-in-x", "One in five feels tired."),
    ("one-in-x", "It hits 1 out of 1,000 people."),
    ("ratio", "A ratio of 1:200."),
    ("ratio", "Found in 1/5000 visits."),
    ("effect-abbreviation", "OR = 2.3 for pain."),
    ("denominator", "About 3 of 1,000 people bleed."),
    ("denominator", "Nine of 10 were glad."),
    ("denominator", "It is 12 per 10,000 of them."),
    ("denominator", "It came up in 2 of each million."),
    ("relative-risk", "It gives 40% less pain."),
    ("relative-risk", "It cuts the number of pills by 30%."),
    ("relative-risk", "It doubles the risk."),
    ("relative-risk", "They were twice as well off."),
    ("chance-word", "Infections are rare."),
    ("chance-word", "Most people get better."),
    ("chance-word", "You are likely to feel tired."),
    ("chance-word", "This happens often. It was seen in 2007."),
    ("chance-word", "There is a small risk."),
    ("promise", "A miracle for your back."),
    ("promise", "You will feel well."),
    ("promise", "You'll feel well."),
    ("promise", "It has no side effects."),
    ("promise", "Needles are harmless."),
    ("promise", "You should have 12 sessions."),
    ("diagnosis", "Your pain is a slipped disc."),
    ("diagnosis", "You have a fracture."),
    ("tradition", "The needle moves qi along the meridian."),
]
FINE = [
    "It happens to 5 of 100 people.",
    "Trials with 1,162 people found 3 of 100 more.",
    "The trial had 800 people of 65 and over.",
    "Do you often wake at night?",
    "How often it happens is not known.",
    "Harms are rare: 1 of 100 people had one.",
    "Bleeding is common: it came to 4 of 100 people.",
    "With needles 40 of 100, with care 20 of 100, so twice as many.",
    "If you have a fracture, see a doctor.",
    "In traditional teaching, qi flows along channels.",
    "This cannot tell how you will do.",
    "Take 2 or 3 tablets at 12:30.",
    "It ran from 1/2/2020 to 3/4/2021.",
    "Deqi shows trials.",
]


@pytest.mark.parametrize(("rule", "text"), BROKEN)
def test_what_a_rule_forbids_is_found(rule: str, text: str) -> None:
    assert rule in {finding.rule for finding in lint(plain_page(text, "x"), RULES)}


@pytest.mark.parametrize("text", FINE)
def test_honest_sentences_pass(text: str) -> None:
    assert lint(plain_page(text, "x"), RULES) == []


def test_a_claim_of_others_passes_where_it_is_marked_and_only_there() -> None:
    quoted = read_page("<p>They say <q data-claim>it is harmless</q>.</p>", "x")
    bare = read_page("<p>They say <q>it is harmless</q>.</p>", "x")
    assert lint(quoted, RULES) == []
    assert [finding.rule for finding in lint(bare, RULES)] == ["promise"]


def test_a_number_beside_a_word_counts_in_its_own_block_alone() -> None:
    near = read_page("<p>Harms are rare. About 1 of 100 people had one.</p>", "x")
    far = read_page("<p>Harms are rare.</p><p>About 1 of 100 people had one.</p>", "x")
    row = read_page("<table><tr><td>Rare harm</td><td>1 of 100</td></tr></table>", "x")
    assert lint(near, RULES) == lint(row, RULES) == []
    assert [finding.found for finding in lint(far, RULES)] == ["rare"]


def test_tradition_may_be_named_once_a_section() -> None:
    told, bare = "<p>In traditional teaching.</p><p>Qi flows.</p>", "<p>Qi flows.</p>"
    page = read_page(f"<section>{told}</section><section>{bare}</section>", "x")
    assert len(lint(page, RULES)) == 1


def test_an_unknown_language_warns_and_keeps_the_rules_for_all_languages() -> None:
    found = lint(read_page('<html lang="fr"><p>Un miracle: 1:200. Cure.</p></html>', "x"), RULES)
    assert [(finding.rule, finding.warning) for finding in found] == [
        (UNKNOWN_LANGUAGE, True),
        ("ratio", False),
    ]


def test_researchers_are_spared_the_grade_and_nothing_else() -> None:
    words = (
        "Considerable heterogeneity necessitates methodological interpretation of individual comparisons. "
    )
    hard = "".join(f"<p>{words.replace('.', f' {number}.')}</p>" for number in range(10))
    expert = f'<main data-audience="researcher">{hard}<p>It is rare.</p></main>'
    assert [finding.rule for finding in lint(read_page(hard, "x"), RULES)] == ["reading-grade"]
    assert [finding.rule for finding in lint(read_page(expert, "x"), RULES)] == ["chance-word"]


def test_little_text_has_no_grade() -> None:
    assert (
        page_reading(plain_page("Considerable heterogeneity necessitates interpretation.", "x"), RULES)
        is None
    )


def test_a_finding_names_page_place_sentence_and_what_to_do() -> None:
    (finding,) = lint(read_page('<main id="m"><p>Harms are rare.</p></main>', "/harms/"), RULES)
    assert str(finding).startswith(
        "/harms/ [main#m > p]: chance-word ('rare') in 'Harms are rare.'. Put a number"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA_ROOT / "language", tmp_path / "language")
    shutil.copytree(DATA_ROOT / "schemas", tmp_path / "schemas")
    return tmp_path


def test_a_pattern_that_is_none_is_named(folder: Path) -> None:
    rule = folder / "language/rules/ratio.toml"
    rule.write_text(rule.read_text().replace("patterns = ['", "patterns = ['(("))
    with pytest.raises(DataFileError, match=r"ratio\.toml: .* is not a pattern"):
        load_rules(folder)


def test_a_rule_without_a_reason_is_refused(folder: Path) -> None:
    rule = folder / "language/rules/ratio.toml"
    rule.write_text("\n".join(line for line in rule.read_text().splitlines() if not line.startswith("why")))
    with pytest.raises(DataFileError, match="'why' is a required property"):
        load_rules(folder)
