"""The words of the ledger: in plain English, of 100, with a comparator, and nothing unchecked."""

import dataclasses
import re
import shutil
from pathlib import Path

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.evidence.content import LedgerContent, load_ledger_content
from deqi.evidence.tables import load_evidence_tables, load_sources
from deqi.vocabulary import Certainty, Comparator, Count, ReviewState, Stratum


@pytest.fixture(scope="module")
def content() -> LedgerContent:
    return load_ledger_content(DATA_ROOT)


def said(content: LedgerContent) -> dict[str, str]:
    """Every text a reader may see, by item."""
    texts: dict[str, str] = {}
    for item in (
        *content.harms,
        *content.options,
        *content.positions,
        *content.known,
        *content.not_forecast,
        *content.claims,
    ):
        parts = [getattr(item, field.name) for field in dataclasses.fields(item)]
        texts[item.id] = " ".join(part for part in parts if isinstance(part, str))
    return texts


# Typed by hand from abstracts and summary tables, not from the files.
def test_harms_as_printed(content: LedgerContent) -> None:
    harms = {harm.id: harm.of_100 for harm in content.harms}
    assert harms["any-event"] == Count(9.31, 5.10, 14.62, 0.95)
    per_1000, per_10000 = harms["needs-treatment"], harms["serious"]
    assert (10 * per_1000.estimate, 10 * per_1000.low, 10 * per_1000.high) == pytest.approx((1.14, 0, 7.37))
    assert (100 * per_10000.estimate, 100 * per_10000.low, 100 * per_10000.high) == pytest.approx(
        (1.01, 0.23, 2.33)
    )


@pytest.mark.parametrize(
    ("option", "points"),
    [
        ("acupuncture-sham-chronic", Count(9.22, 4.61, 13.82, 0.95)),
        ("acupuncture-usual-care-chronic", Count(10.26, 3.40, 17.11, 0.95)),
        ("acupuncture-nothing-chronic", Count(20.32, 16.14, 24.50, 0.95)),
        ("exercise-chronic", Count(15, 12, 18, 0.95)),
        ("anti-inflammatory-chronic", Count(3.30, 1.27, 5.33, 0.95)),
        ("anti-inflammatory-acute", Count(7.29, 3.61, 10.98, 0.95)),
        ("acupuncture-sham-sciatica", Count(16.0, 10.6, 21.3, 0.95)),
        ("cream-chronic", None),
        ("stay-active-chronic", None),
    ],
)
def test_options_as_printed(content: LedgerContent, option: str, points: Count | None) -> None:
    assert {item.id: item.points for item in content.options}[option] == points


@pytest.mark.parametrize(
    ("option", "comparator"),
    [
        ("acupuncture-sham-chronic", Comparator.SHAM),
        ("acupuncture-usual-care-chronic", Comparator.USUAL_CARE),
        ("acupuncture-nothing-chronic", Comparator.NO_TREATMENT),
    ],
)
def test_options_and_pooled_table_agree(content: LedgerContent, option: str, comparator: Comparator) -> None:
    points = {item.id: item.points for item in content.options}[option]
    row = next(
        row
        for row in load_evidence_tables(DATA_ROOT).pooled
        if (row.source_id, row.comparator, row.outcome) == ("mu-2020", comparator, "pain VAS 0-100")
    )
    assert points is not None
    assert (-points.estimate, -points.high, -points.low) == (row.estimate, row.ci_low, row.ci_high)


@pytest.mark.parametrize("stratum", list(Stratum))
def test_every_group_hears_of_every_other_treatment(content: LedgerContent, stratum: Stratum) -> None:
    told = " ".join(option.label for option in content.options_for(stratum)).lower()
    for word in ("active", "exercise", "medicine", "massage", "cream", "heat", "acupuncture"):
        assert word in told or (stratum is Stratum.PREGNANCY and word == "active"), word
    assert content.known_for(stratum)
    titles = {item.title for item in content.not_forecast_for(stratum)}
    assert titles == {"Sleep", "Stress and mood", "Surgery", "Strong pain medicine"}


def test_each_number_names_its_comparator_and_its_time(content: LedgerContent) -> None:
    for option in content.options:
        assert option.comparator
        if option.points is not None:
            assert option.when
            assert option.group.startswith("against ")
            assert option.certainty is not Certainty.UNGRADED
            assert "of 100" in option.text


FORBIDDEN = {
    "1 in X": r"\b(1|one) in (every |each )?[\d,]+",
    "relative risk": r"relative risk|odds ratio|hazard ratio|times (more|less) likely",
    "bare frequency word": r"\b(rare|rarely|likely|unlikely|common|uncommon)\b",
    "promise": r"\b(cures?|guaranteed?|miracle cure|no side effects|harmless|you will)\b",
    "long dash": r"[\u2013\u2014]",
    "workplace": r"\b(claims|trials|results)\.csv|memory|excerpt",
}


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_words_that_mislead_do_not_occur(content: LedgerContent, rule: str) -> None:
    found = {
        name: match[0]
        for name, text in said(content).items()
        if (match := re.search(FORBIDDEN[rule], text, re.IGNORECASE))
    }
    assert found == {}


def grade(text: str) -> float:
    """Flesch-Kincaid grade, with syllables counted as groups of vowels."""
    sentences = [part for part in re.split(r"[.!?:;]\s+|[.!?]$", text) if part.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    syllables = 0
    for word in words:
        core = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word.lower())
        syllables += max(1, len(re.findall(r"[aeiouy]+", core)))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def test_the_grade_measure_tells_plain_from_dense() -> None:
    assert grade("The cat sat on the mat. It was warm there.") < 3
    assert (
        grade("Heterogeneity precludes unequivocal interpretation of aggregated comparative effectiveness.")
        > 15
    )


def test_texts_can_be_read_at_grade_8(content: LedgerContent) -> None:
    items = (*content.harms, *content.options, *content.known, *content.not_forecast)
    texts = {item.id: item.text for item in items} | {item.id: item.says for item in content.positions}
    hard = {name: round(grade(text), 1) for name, text in texts.items() if grade(text) > 9}
    assert hard == {}
    mean = sum(grade(text) for text in texts.values()) / len(texts)
    assert mean <= 8


def test_the_unread_guideline_is_held_back(content: LedgerContent) -> None:
    assert "vadod-2022" in content.unchecked
    assert "vadod-2022" not in {position.id for position in content.positions}
    assert not any("Veterans" in text for text in said(content).values())


@pytest.mark.parametrize(
    "path",
    [
        "harms/serious",
        "options/exercise-chronic",
        "positions/acp-2017-acute",
        "reported/sciatica-trial",
        "reported/sleep",
        "claims/a18",
    ],
)
def test_an_unchecked_item_is_nowhere(tmp_path: Path, path: str) -> None:
    for name in ("claims", "schemas"):
        shutil.copytree(DATA_ROOT / name, tmp_path / name)
    file = tmp_path / "claims" / f"{path}.toml"
    text = file.read_text(encoding="utf-8")
    assert 'review = "seen"' in text
    file.write_text(text.replace('review = "seen"', 'review = "unchecked"'), encoding="utf-8")
    sources = load_sources(DATA_ROOT)
    content = load_ledger_content(tmp_path, sources)
    assert file.stem in content.unchecked
    assert file.stem in said(load_ledger_content(DATA_ROOT, sources))
    assert file.stem not in said(content)
    for stratum in Stratum:
        items = (
            *content.options_for(stratum),
            *content.known_for(stratum),
            *content.not_forecast_for(stratum),
        )
        assert file.stem not in {item.id for item in items}


def test_nothing_shown_is_unchecked(content: LedgerContent) -> None:
    shown = (*content.harms, *content.options, *content.positions, *content.known, *content.not_forecast)
    assert ReviewState.UNCHECKED not in {item.review for item in (*shown, *content.claims)}
