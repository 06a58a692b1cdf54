"""The claims: as printed, of 100, with comparator and time, and nothing that nobody has seen."""

import re
import shutil
from pathlib import Path

import pytest

from deqi.answers import default_tables
from deqi.datafiles import DATA_ROOT
from deqi.evidence import load_ledger_content
from deqi.evidence.tables import load_sources
from deqi.vocabulary import Comparator, Count, DataFileError

# Typed by hand from abstracts and summary tables, not from the files.
PRINTED = {
    ("a01", "sham needling", 47.6, 44.2): Count(3.4, -3.7, 10.3),
    ("a01", "usual care by the guideline", 47.6, 27.4): Count(20.2, 13.4, 26.7),
    ("a01", "usual care", None, None): Count(10.26, 3.40, 17.11),
    ("a01", "sham needling", None, None): Count(9.22, 4.61, 13.82),
    ("a01", "nothing, or a waiting list", None, None): Count(20.32, 16.14, 24.50),
    ("a02", "usual care", 39.1, 29.4): None,
    ("a02", "usual care", 43.8, 29.4): None,
    ("a05", "medicine by mouth", None, None): Count(11.7, 7.2, 16.1),
    ("a08", "people who had medicine or physiotherapy", 3.1, 2.8): None,
    ("a09", "the same with other care", 49.2, 56.5): None,
    ("a09", "the same with other care", 15.9, 22.6): None,
    ("a17", "placebo pills", None, None): Count(3.30, 1.27, 5.33),
    ("a17", "nothing, usual care or placebo together", None, None): Count(15, 12, 18),
    ("a23", "sham needling", 52, 43): None,
    ("a23", "usual care", 48, 17): None,
}


def sizes():
    return {
        (claim.id, size.comparator, size.share, size.compared): size.difference
        for claim in default_tables().content.claims
        for size in claim.sizes
    }


@pytest.mark.parametrize("key", PRINTED)
def test_sizes_as_printed(key) -> None:
    assert sizes()[key] == PRINTED[key]


def test_the_largest_sham_trial_agrees_with_the_evidence_tables() -> None:
    contrasts = {
        row.comparator: Count(row.estimate, row.ci_low, row.ci_high)
        for row in default_tables().evidence.contrasts
        if row.study_id == "haake-2007" and row.role_a.value == "acupuncture"
    }
    assert sizes()["a01", "sham needling", 47.6, 44.2] == contrasts[Comparator.SHAM]
    assert sizes()["a01", "usual care by the guideline", 47.6, 27.4] == contrasts[Comparator.USUAL_CARE]


def test_the_older_trial_agrees_with_the_evidence_tables() -> None:
    row = next(
        row
        for row in default_tables().evidence.effects
        if row.study_id == "debar-2025" and row.arm.endswith("standard")
    )
    size = sizes()["a02", "usual care", None, None]
    assert (-size.estimate, -size.high, -size.low) == (
        row.difference_0_100,
        row.ci_low_0_100,
        row.ci_high_0_100,
    )


def test_every_claim_that_somebody_has_checked_has_a_page(look, client) -> None:
    links = {
        link.attrs["href"] for link in look("/claims/").all("a") if link.attrs["href"].startswith("/claims/a")
    }
    known = {f"a{number:02}" for number in range(1, 27)} - {"a21"}
    assert links == {f"/claims/{name}/" for name in known}
    assert client.get("/claims/a21/").status_code == 404
    assert client.get("/claims/a99/").status_code == 404


def test_a_page_says_all_its_parts(look) -> None:
    page = look("/claims/a01/")
    for heading in ("What was found", "How large it is", "Where sources disagree", "What is not known"):
        assert heading in [node.text() for node in page.all("h2")]
    text = page.text()
    for words in (
        "Partly true",
        "Low certainty.",
        "3.4 more of 100",
        "−3.7 to 10.3",
        "After 26 weeks",
        "2026-11-22",
    ):
        assert words in text


def test_a_claim_that_is_unchecked_is_on_no_page(tmp_path: Path) -> None:
    content = _changed(tmp_path, 'review = "seen"\nchecked', 'review = "unchecked"\nchecked')
    assert "a18" in content.unchecked
    assert "a18" not in [claim.id for claim in content.claims]


def test_a_size_that_is_unchecked_is_held_back(tmp_path: Path) -> None:
    content = _changed(tmp_path, 'review = "seen"\ndifference', 'review = "unchecked"\ndifference')
    claim = next(claim for claim in content.claims if claim.id == "a18")
    assert claim.sizes == ()
    assert "a18 (size 1)" in content.unchecked


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("low = -3.7", "low = 5.7", "interval"),
        ('source = "haake-2007"', 'source = "mu-2020"', "does not cite"),
        ('comparator = "sham needling"\n', "", "comparator"),
        ("share = 47.6\n", "", "share"),
        ('checked = "2026-11-22"', 'checked = "last week"', "checked"),
        ('holds = "false"', 'holds = "true"', "holds"),
        ('when = "after 26 weeks"\n', "", "when"),
    ],
)
def test_a_broken_claim_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(DataFileError) as error:
        _changed(tmp_path, old, new)
    assert told in str(error.value)
    assert "a18" in str(error.value)


def _changed(root: Path, old: str, new: str):
    for name in ("claims", "schemas"):
        shutil.copytree(DATA_ROOT / name, root / name)
    file = root / "claims" / "claims" / "a18.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return load_ledger_content(root, load_sources(DATA_ROOT))


def test_figures_in_the_prose_are_those_of_the_sizes(look) -> None:
    """A share or difference printed beside its words must not say something else."""
    for claim in default_tables().content.claims:
        prose = {float(number) for number in re.findall(r"\b\d+\.\d+\b", claim.trials)}
        shares = {size.share for size in claim.sizes} | {size.compared for size in claim.sizes}
        if claim.id in {"a01", "a02", "a06", "a11", "a18"}:
            assert prose <= {share for share in shares if share is not None} | {52.4}, claim.id
