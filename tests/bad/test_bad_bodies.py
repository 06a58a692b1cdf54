"""Measures that cannot be, and broken body tables: a clear message, and nothing drawn."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from deqi.atlas import load_atlas_tables
from deqi.cli import main
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import DataFileError, InputError, Measures, Sex

GOOD: dict[str, Any] = {"sex": Sex.FEMALE, "age_years": 45, "height_cm": 165, "weight_kg": 70}
NAN, INFINITE = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("given", "where", "said"),
    [
        (
            {"height_cm": 5.9},
            "height_cm",
            "looks like feet: 5.9 feet are 180 cm. If you mean 5 feet 9 inches",
        ),
        ({"height_cm": 1.65}, "height_cm", "looks like metres: that would be 165.0 cm"),
        ({"height_cm": 65}, "height_cm", "looks like inches: that would be 165.1 cm"),
        ({"height_cm": 1650}, "height_cm", "looks like millimetres: that would be 165.0 cm"),
        ({"height_cm": 0}, "height_cm", "from 140 to 210 cm"),
        ({"height_cm": -165}, "height_cm", "from 140 to 210 cm"),
        ({"height_cm": NAN}, "height_cm", "plain number"),
        ({"height_cm": INFINITE}, "height_cm", "plain number"),
        ({"height_cm": "165"}, "height_cm", "plain number"),
        ({"weight_kg": 0}, "weight_kg", "from 30 to 220 kg"),
        ({"weight_kg": 300}, "weight_kg", "looks like pounds: that would be 136.1 kg"),
        ({"weight_kg": 154}, "weight_kg", "looks like pounds: 154 pounds are 69.9 kg"),
        ({"weight_kg": 35}, "weight_kg", "body mass index of 12.9"),
        ({"weight_kg": NAN}, "weight_kg", "plain number"),
        ({"age_years": 12}, "age_years", "drawn for adults"),
        ({"age_years": NAN}, "age_years", "plain number"),
        ({"age_years": True}, "age_years", "plain number"),
        ({"sex": Sex.OTHER}, "sex", "nearer to yours"),
        ({"inseam_cm": 30}, "inseam_cm", "looks like inches: that would be 76.2 cm"),
        ({"inseam_cm": 100}, "inseam_cm", "from 63 to 92 cm"),
        ({"inseam_cm": NAN}, "inseam_cm", "plain number"),
        ({"waist_cm": 34}, "waist_cm", "looks like inches: that would be 86.4 cm"),
        ({"waist_cm": 190}, "waist_cm", "does not go with a height"),
        ({"sitting_height_cm": 110}, "sitting_height_cm", "does not go with a height"),
        ({"c7_height_cm": NAN}, "c7_height_cm", "plain number"),
        ({"c7_height_cm": 160}, "c7_height_cm", "the root of the neck lies in between"),
        ({"c7_height_cm": 100, "iliac_crest_height_cm": 140}, "c7_height_cm", "from 105 to 190"),
        ({"c7_height_cm": 129, "iliac_crest_height_cm": 115}, "c7_height_cm", "not far enough above"),
        ({"inseam_cm": 88, "iliac_crest_height_cm": 90}, "iliac_crest_height_cm", "not far enough above"),
        ({"inseam_cm": 90, "sitting_height_cm": 99}, "sitting_height_cm", "make 189 cm"),
    ],
)
def test_measures_that_cannot_be(given: dict[str, Any], where: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        Measures(**GOOD | given)
    assert caught.value.where == where
    assert said in str(caught.value)
    assert caught.value.next_step


def test_good_measures_are_taken() -> None:
    assert Measures(**GOOD).bmi == pytest.approx(25.71, abs=0.01)
    Measures(
        **GOOD, inseam_cm=75, waist_cm=84, sitting_height_cm=87, c7_height_cm=141, iliac_crest_height_cm=100
    )


def test_the_command_explains_feet_typed_as_centimetres_and_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "body.glb"
    words = ["--sex", "female", "--age", "45", "--height", "5.9", "--weight", "70"]
    found = CliRunner().invoke(main, ["body", "export", *words, "--format", "glb", "--out", str(out)])
    assert found.exit_code == 2
    assert "looks like feet" in found.output
    assert not out.exists()


def test_the_command_explains_a_folder_that_is_not_there(tmp_path: Path) -> None:
    words = ["--sex", "male", "--age", "45", "--height", "180", "--weight", "80", "--format", "obj"]
    found = CliRunner().invoke(main, ["body", "export", *words, "--out", str(tmp_path / "no" / "body.obj")])
    assert found.exit_code == 2
    assert "cannot be written" in found.output
    assert "Traceback" not in found.output


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for part in ("atlas", "schemas"):
        shutil.copytree(DATA_ROOT / part, tmp_path / part)
    return tmp_path


def test_a_basis_that_is_cut_short_is_told(copy: Path) -> None:
    path = copy / "atlas" / "body_basis.npz"
    path.write_bytes(path.read_bytes()[:100_000])
    with pytest.raises(DataFileError, match="basis cannot be read"):
        load_atlas_tables(copy)


def test_a_basis_that_lacks_a_part_is_told(copy: Path) -> None:
    path = copy / "atlas" / "body_basis.npz"
    with np.load(path) as held:
        parts = {name: held[name] for name in held.files if name != "corners"}
    np.savez(path, **parts)
    with pytest.raises(DataFileError, match="corners"):
        load_atlas_tables(copy)


def test_a_survey_that_lacks_a_figure_is_told(copy: Path) -> None:
    path = copy / "atlas" / "body_survey.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "covariance,stature_mm,weight_kg" not in line
                            and "covariance,weight_kg,stature_mm" not in line))  # fmt: skip
    with pytest.raises(DataFileError, match="lacks a figure"):
        load_atlas_tables(copy)


def test_a_setting_out_of_range_is_told(copy: Path) -> None:
    path = copy / "atlas" / "body.toml"
    path.write_text(path.read_text().replace("density_kg_m3 = 1000.0", "density_kg_m3 = 1.0"))
    with pytest.raises(DataFileError, match="density_kg_m3"):
        load_atlas_tables(copy)
