"""What a drawn body rests on: the basis, the survey, and the settings beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deqi.atlas.basis import BodyBasis, load_basis
from deqi.atlas.mixing import Build, mixture
from deqi.atlas.shaping import Fields, Ladder
from deqi.atlas.survey import COLUMNS, Survey, surveys
from deqi.datafiles import Row, load_csv, load_toml
from deqi.vocabulary import Sex


@dataclass(frozen=True)
class BodyTables:
    """``surveys`` by sex; ``settings`` is ``data/atlas/body.toml``; the rest follows from them, once."""

    basis: BodyBasis
    surveys: Mapping[Sex, Survey]
    settings: Row
    fields: Fields
    ladders: Mapping[Sex, Ladder]
    hashes: Mapping[str, str]


def load_body_tables(root: Path) -> BodyTables:
    """Read basis, survey and settings below ``root``. Raises ``DataFileError``."""
    basis = load_basis(root / "atlas" / "body_basis.npz")
    survey = load_csv(root / "atlas" / "body_survey.csv", root / "schemas" / "atlas-body-survey.json")
    settings = load_toml(root / "atlas" / "body.toml", root / "schemas" / "atlas-body.json")
    by_sex = surveys(survey)
    return BodyTables(
        basis=basis,
        surveys=by_sex,
        fields=Fields.of(basis),
        ladders={sex: _ladder(basis, found, settings.rows[0]) for sex, found in by_sex.items()},
        settings=settings.rows[0],
        hashes={
            "atlas/body": settings.sha256,
            "atlas/body_basis": basis.sha256,
            "atlas/body_survey": survey.sha256,
        },
    )


def _ladder(basis: BodyBasis, survey: Survey, settings: Row) -> Ladder:
    """Calibrated on the body with the survey's mean age, stature and weight."""
    mean = {name: float(survey.mean[survey.index(name)]) for name in survey.names}
    stature = mean["stature_mm"] / 1000
    build = Build(survey.sex, mean["age_years"], stature, mean["weight_kg"] / stature**2)
    right, joints = basis.evaluate(mixture(build, basis, settings["mass"]["density_kg_m3"]))
    size = stature / right[:, 2].max()
    heights = {name: size * joints[index, 2] for index, name in enumerate(basis.joint_names)} | {"floor": 0.0}
    return Ladder.calibrated(heights, {name: mean[column] / 1000 for name, column in COLUMNS.items()})
