from dataclasses import replace

import numpy as np
import pytest

from deqi.atlas import AtlasTables, build_body
from deqi.vocabulary import InputTier, Measures, Sex

MAYA = Measures(sex=Sex.FEMALE, age_years=45, height_cm=165, weight_kg=70)


@pytest.mark.parametrize(
    ("landmark", "measure", "value"),
    [
        ("c7", "c7_height_cm", 139.0),
        ("iliac_crest", "iliac_crest_height_cm", 97.5),
        ("crotch", "inseam_cm", 74.0),
    ],
)
def test_what_was_measured_stands_as_measured_and_moves_the_rest(
    tables: AtlasTables, landmark: str, measure: str, value: float
) -> None:
    before, after = build_body(MAYA, tables), build_body(replace(MAYA, **{measure: value}), tables)
    assert after.heights[landmark].value_m == pytest.approx(value / 100, abs=1e-12)
    assert after.heights[landmark].source == "measured on the person"
    for name, height in after.heights.items():
        assert height.sd_mm <= before.heights[name].sd_mm + 1e-9
        assert (height.value_m < before.heights[name].value_m) or name in {landmark, "ankle"}


def test_tiers(tables: AtlasTables) -> None:
    assert build_body(MAYA, tables).tier is InputTier.BASIC
    assert build_body(replace(MAYA, inseam_cm=76), tables).tier is InputTier.INSEAM
    marked = replace(MAYA, c7_height_cm=140, iliac_crest_height_cm=99)
    assert build_body(marked, tables).tier is InputTier.MARKS


def test_the_mesh_has_its_crotch_navel_and_notch_at_the_heights(tables: AtlasTables) -> None:
    """Found on the mesh afresh, by shape: not by the numbers of the vertices that the code bends."""
    body = build_body(replace(MAYA, inseam_cm=73), tables)
    v = body.vertices
    # the crotch is the lowest skin on the median plane
    median = v[np.abs(v[:, 0]) < 1e-9]
    assert median[:, 2].min() == pytest.approx(0.73, abs=1e-3)
    # the notch: the skin of the neck's front lies deepest between breastbone and chin
    notch = body.heights["suprasternale"].value_m
    front = median[(median[:, 1] > 0.03) & (abs(median[:, 2] - notch) < 0.04)]
    assert front[np.argmin(front[:, 1]), 2] == pytest.approx(notch, abs=0.025)


def test_people_unlike_the_survey_are_less_sure(tables: AtlasTables) -> None:
    usual, old = build_body(MAYA, tables), build_body(replace(MAYA, age_years=85), tables)
    heavy = build_body(replace(MAYA, weight_kg=125), tables)
    for name in ("c7", "iliac_crest", "knee_line"):
        assert old.heights[name].sd_mm > 1.1 * usual.heights[name].sd_mm
        assert heavy.heights[name].sd_mm > 1.1 * usual.heights[name].sd_mm


def test_age_and_weight_far_outside_the_survey_do_not_run_away_with_a_height(tables: AtlasTables) -> None:
    at_58, at_95 = (build_body(replace(MAYA, age_years=age), tables).heights for age in (58, 95))
    assert {n: h.value_m for n, h in at_58.items()} == {n: h.value_m for n, h in at_95.items()}
    usual, heavy, heavier = (build_body(replace(MAYA, weight_kg=kg), tables).heights for kg in (60, 110, 130))
    for name in ("c7", "iliac_crest", "trochanter", "knee_line"):
        assert heavy[name].value_m != usual[name].value_m
        assert heavier[name].value_m == pytest.approx(heavy[name].value_m, abs=1e-12)


def test_the_published_knee_and_crest_shares_hold_for_the_average_man(tables: AtlasTables) -> None:
    """Heights over stature of ANSUR II men: crest .604, trochanter .513, tibiale .267, C7 .864."""
    body = build_body(Measures(sex=Sex.MALE, age_years=30, height_cm=175.6, weight_kg=85.5), tables)
    shares = {name: height.value_m / 1.756 for name, height in body.heights.items()}
    for name, share in (
        ("iliac_crest", 0.6044),
        ("trochanter", 0.5128),
        ("knee_line", 0.2665),
        ("c7", 0.8639),
    ):
        assert shares[name] == pytest.approx(share, abs=0.0015)
