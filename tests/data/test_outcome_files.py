"""The files behind "Is it working?": whole, sourced, spoken plainly, and seen by somebody."""

import json
import shutil
from pathlib import Path

import pytest

from deqi.answers import default_tables
from deqi.datafiles import DATA_ROOT
from deqi.language import lint, load_rules, plain_page
from deqi.outcomes import check_outcomes, load_outcome_tables
from deqi.vocabulary import DataFileError, ReviewState

TABLES = default_tables().outcomes
SOURCES = default_tables().sources
RULES = load_rules(DATA_ROOT)
ROOT = Path(__file__).resolve().parents[2]


def copied(tmp_path: Path, file: str, old: str, new: str) -> Path:
    root = tmp_path / "data"
    shutil.copytree(DATA_ROOT, root)
    path = root / "outcomes" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


def test_all_is_sound() -> None:
    assert check_outcomes(DATA_ROOT) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("questionnaires/weekly.toml", 'review = "seen"', 'review = "unchecked"'),
        ("questionnaires/peg.toml", 'items = ["peg-1"', 'items = ["peg-9"'),
        ("questionnaires/peg.toml", 'id = "peg-1"', 'id = "peg-1"\ntext = "Their own words"'),
        ("questionnaires/peg.toml", 'source = "reed-2024"', 'source = "nobody-2024"'),
        ("adverse/faint.toml", 'review = "seen"', 'review = "unchecked"'),
        ("adverse/faint.toml", 'sources = ["baeumler-2021"]', 'sources = ["nobody-2024"]'),
        ("payers/us-ncd-30-3-3.toml", 'facts = ["systemic_cause",', 'facts = ["beyond_knee",'),
        ("payers/us-ncd-30-3-3.toml", "visits = 12", "visits = -12"),
        ("payers/de-gba-12.toml", 'review = "seen"', 'review = "unchecked"'),
        ("decision.toml", "at_least = 2", "at_least = 1"),
        ("decision.toml", 'sources = ["ostelo-2008"', 'sources = ["nobody-2024"'),
        ("rates.toml", 'made_by = "', 'made_up_by = "'),
    ],
)
def test_a_broken_file_is_found_and_named(tmp_path: Path, file: str, old: str, new: str) -> None:
    faults = check_outcomes(copied(tmp_path, file, old, new))
    assert faults
    assert any(Path(file).name in fault.where for fault in faults)


def test_a_single_rating_can_never_be_allowed(tmp_path: Path) -> None:
    """The schema has no room for a mean of one week."""
    root = copied(tmp_path, "decision.toml", "at_least = 2", "at_least = 1")
    with pytest.raises(DataFileError):
        load_outcome_tables(root, SOURCES)


def test_every_figure_was_seen_by_somebody() -> None:
    figures = [
        part
        for form in TABLES.questionnaires.values()
        for rule in form.scores
        for part in (rule.mic, rule.noise)
    ]
    assert all(figure.review is not ReviewState.UNCHECKED for figure in figures if figure)
    cited = [figure.source for figure in figures if figure]
    cited += [name for payer in TABLES.payers.values() for name in payer["sources"]]
    assert all(SOURCES[name].review is not ReviewState.UNCHECKED for name in cited)


def test_no_score_reads_a_missing_answer_as_0() -> None:
    """The schema knows two rules, and neither fills anything in."""
    schema = json.loads((DATA_ROOT / "schemas/outcomes-questionnaire.json").read_text(encoding="utf-8"))
    rule = schema["properties"]["score"]["items"]["properties"]["missing"]
    assert rule["enum"] == ["refuse", "of answered"]


def _sentences() -> list[str]:
    decision = TABLES.decision
    said = [*decision["text"].values(), *decision["doubts"].values(), *decision["letter"].values()]
    said += [words["headline"] for words in decision["words"].values()]
    said += [text for text in decision["burden"].values() if isinstance(text, str)]
    said += [kind.what_to_do for kind in TABLES.adverse.values()]
    said += [item.text for item in TABLES.weekly.items]
    for payer in TABLES.payers.values():
        said += [*payer["documents"], *payer["judgement"]]
        said += [text for text in payer["text"].values() if isinstance(text, str)]
    return said + [rate.text for rate in TABLES.rates]


@pytest.mark.parametrize("sentence", _sentences())
def test_every_sentence_speaks_plainly(sentence: str) -> None:
    numbers = {"usual": 34, "better": 40, "not_better": 60, "go_from": 60, "low": 22, "high": 47}

    class Filled(dict[str, object]):
        def __missing__(self, key: str) -> object:
            return 5

    said = sentence.format_map(Filled(numbers))
    assert [str(finding) for finding in lint(plain_page(said, "outcomes", graded=False), RULES)] == []


def test_the_rates_on_the_page_are_those_of_the_simulation() -> None:
    result = json.loads((ROOT / "validation/decision/result.json").read_text(encoding="utf-8"))
    worlds = result["worlds"]
    for rate in TABLES.rates:
        world = worlds["nothing happens" if rate.id == "untreated_go" else "middle"]
        assert rate.of_100.estimate == world[rate.id]["of_100"]
        assert rate.of_100.low <= rate.of_100.estimate <= rate.of_100.high
        few = 0 < rate.of_100.estimate < 1
        assert ("fewer than 1 " if few else f"about {round(rate.of_100.estimate)} ") in rate.text
