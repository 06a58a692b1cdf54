"""The committed basis is the one that the build script wrote, and it stays small."""

import numpy as np
import pytest

from deqi.atlas import load_atlas_tables
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import Sex

BASIS = DATA_ROOT / "atlas" / "body_basis.npz"
SHA256 = "03a8b252e43b99576d5a77ac88b08842a9e89101e85b7814a9ca9eacb62c37d7"


def test_the_basis_is_the_one_that_was_looked_at() -> None:
    """Whoever builds it again looks at pictures of it, then writes the new hash here."""
    assert load_atlas_tables(DATA_ROOT).body.basis.sha256 == SHA256


def test_the_basis_is_small() -> None:
    assert BASIS.stat().st_size < 3_000_000


def test_points_may_hang_on_these_numbers() -> None:
    """The order of the vertices and the names of the joints: other tables count on them."""
    basis = load_atlas_tables(DATA_ROOT).body.basis
    assert (len(basis.bone), len(basis.faces), basis.midline) == (13492, 26972, 188)
    assert len(basis.joint_names) == 104
    assert (basis.mirror[basis.mirror] == np.arange(len(basis.mirror))).all()


@pytest.mark.parametrize("sex", [Sex.FEMALE, Sex.MALE])
def test_the_survey_is_one_that_people_can_have(sex: Sex) -> None:
    survey = load_atlas_tables(DATA_ROOT).body.surveys[sex]
    sd = np.sqrt(np.diag(survey.covariance))
    correlation = survey.covariance / np.outer(sd, sd)
    assert np.abs(correlation).max() < 1 + 1e-9
    stature, crest = survey.index("stature_mm"), survey.index("iliocristaleheight_mm")
    assert correlation[stature, crest] > 0.85
    assert np.linalg.eigvalsh(survey.covariance).min() > 0
