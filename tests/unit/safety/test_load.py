"""Broken files are named, and what nobody has seen cannot be loaded into a text."""

import shutil

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.safety import load_safety_tables
from deqi.vocabulary import DataFileError


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA_ROOT / "safety", tmp_path / "safety")


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("findings/F01.toml", 'if_unknown = "WITHIN 2 WEEKS"', 'if_unknown = "SOON"', "F01.toml"),
        ("findings/F01.toml", 'review = "seen"', 'review = "sure"', "F01.toml"),
        ("findings/F01.toml", "[[figures]]", "[[numbers]]", "F01.toml"),
        ("findings/F01.toml", 'id = "F01"', 'id = "F02"', "F01.toml"),
        ("findings/F01.toml", '"dionne-2019"]', '"nobody-1900"]', "nobody-1900"),
        ("findings/F01.toml", "asked = true", "asked = false", "F01.toml"),
        ("findings/F22.toml", "pregnancy-can-apply", "no-such-term", "no-such-term"),
        ("rules/fever.toml", 'yes = "F08"', 'no = "F08"', "fever.toml"),
        ("rules/fever.toml", 'yes = "F08"', 'not = "F08"', "fever.toml"),
        ("rules/fever.toml", 'yes = "F08"', 'yes = "F98"', "F98"),
        ("rules/fever.toml", 'yes = "F08"', 'term = "no-such-term"', "no-such-term"),
        ("rules/fever.toml", 'urgency = "SAME DAY"', 'urgency = "NONE"', "fever.toml"),
        ("rules/fever.toml", "reviewed_on", "seen_on", "fever.toml"),
        ("terms/recent.toml", 'possible = "F31"', 'term = "new-sciatica"', "terms"),
        ("cautions/K07.toml", 'level = "tell the acupuncturist"', 'level = "whatever"', "K07.toml"),
        ("screens/04-nerves.toml", "findings.F01", "findings.F77", "F77"),
        ("screens/04-nerves.toml", "findings.F01", "findings.F08", "F08"),
        ("tiers.toml", "[CANNOT_TELL]", "[CAN_TELL]", "tiers.toml"),
        ("come_back_if.toml", "items", "item", "come_back_if.toml"),
        ("sign_off.toml", 'date = ""', 'date = "soon"', "sign_off.toml"),
        ("sources.csv", "downie-2013,", "downie-2014,", "downie-2013"),
        ("contradictions/adult-and-under-18.toml", "F20", "F97", "F97"),
    ],
)
def test_a_broken_file_is_named(folder, file, old, new, says):
    change(folder / file, old, new)
    with pytest.raises(DataFileError, match=says):
        load_safety_tables(folder)


def test_a_missing_file_is_named(folder):
    (folder / "tiers.toml").unlink()
    with pytest.raises(DataFileError, match=r"tiers\.toml"):
        load_safety_tables(folder)


@pytest.mark.parametrize(
    "file", ["notes/weak-signs-are-common.toml", "cautions/K26.toml"], ids=["note", "caution"]
)
def test_a_figure_that_nobody_has_seen_cannot_be_shown(folder, file):
    change(folder / file, 'review = "seen"', 'review = "unchecked"')
    with pytest.raises(DataFileError, match="must not be shown"):
        load_safety_tables(folder)


def test_the_hash_follows_every_file(folder):
    before = load_safety_tables(folder).sha256
    assert before == load_safety_tables(DATA_ROOT / "safety").sha256
    change(folder / "terms/recent.toml", "weeks_below = 12", "weeks_below = 11")
    assert load_safety_tables(folder).sha256 != before


def test_a_clinician_can_sign_off(folder):
    change(folder / "sign_off.toml", 'name = ""', 'name = "Dr A. Example"')
    change(folder / "sign_off.toml", 'role = ""', 'role = "general practitioner"')
    change(folder / "sign_off.toml", 'date = ""', 'date = "2027-01-31"')
    assert load_safety_tables(folder).sign_off.signed
