"""What the survey expects, against slow and literal versions of the same algebra."""

import numpy as np
import pytest

from deqi.atlas import AtlasTables
from deqi.atlas.survey import Survey, expect
from deqi.vocabulary import Sex


def literal(survey: Survey, known: dict[str, float]) -> tuple[list[float], list[float]]:
    """Condition on one measure after the other, each an update by hand (sweeping the covariance)."""
    mean, covariance = survey.mean.tolist(), survey.covariance.tolist()
    for name, value in known.items():
        at = survey.names.index(name)
        column = [row[at] for row in covariance]
        off = value - mean[at]
        mean = [m + c / column[at] * off for m, c in zip(mean, column, strict=True)]
        covariance = [
            [v - a * b / column[at] for v, b in zip(row, column, strict=True)]
            for row, a in zip(covariance, column, strict=True)
        ]
    return mean, [max(covariance[i][i], 0.0) ** 0.5 for i in range(len(mean))]


KNOWN = {"age_years": 41.0, "stature_mm": 1702.0, "weight_kg": 88.0, "crotchheight_mm": 801.0}


@pytest.mark.parametrize("sex", [Sex.FEMALE, Sex.MALE])
def test_the_conditional_normal_is_that_of_one_update_after_the_other(tables: AtlasTables, sex: Sex) -> None:
    survey = tables.body.surveys[sex]
    found = expect(survey, KNOWN)
    mean, sd = literal(survey, KNOWN)
    assert found.mean == pytest.approx(mean, abs=1e-6)
    assert found.sd == pytest.approx(sd, abs=1e-3)


def test_the_conditional_normal_is_that_of_the_precision_matrix(tables: AtlasTables) -> None:
    survey = tables.body.surveys[Sex.MALE]
    rest = [i for i, name in enumerate(survey.names) if name not in KNOWN]
    given = [survey.names.index(name) for name in KNOWN]
    precision = np.linalg.inv(survey.covariance)
    covariance = np.linalg.inv(precision[np.ix_(rest, rest)])
    off = np.array(list(KNOWN.values())) - survey.mean[given]
    mean = survey.mean[rest] - covariance @ precision[np.ix_(rest, given)] @ off
    found = expect(survey, KNOWN)
    assert found.mean[rest] == pytest.approx(mean, rel=1e-7)
    assert found.sd[rest] == pytest.approx(np.sqrt(np.diag(covariance)), rel=1e-6)


def test_a_tape_that_errs_leaves_the_value_and_makes_everything_less_sure(tables: AtlasTables) -> None:
    survey = tables.body.surveys[Sex.FEMALE]
    exact, taped = expect(survey, KNOWN), expect(survey, KNOWN, {"crotchheight_mm": 6.0})
    assert taped.mean == pytest.approx(exact.mean)
    assert taped["crotchheight_mm"] == pytest.approx((801.0, 6.0))
    # drawn by chance: the truth scatters around what a tape with an error of 6 mm makes us expect
    dice = np.random.default_rng(4)
    slopes = [
        expect(survey, KNOWN | {"crotchheight_mm": 801.0 + e})["tibialheight_mm"][0]
        for e in dice.normal(0, 6, 4000)
    ]
    want = np.hypot(exact["tibialheight_mm"][1], np.std(slopes))
    assert taped["tibialheight_mm"][1] == pytest.approx(want, rel=0.01)
    assert (taped.sd >= exact.sd - 1e-9).all()


def test_published_means_are_those_of_the_survey(tables: AtlasTables) -> None:
    """ANSUR II's report prints a stature of 1,756 mm for men and 1,629 mm for women."""
    men, women = tables.body.surveys[Sex.MALE], tables.body.surveys[Sex.FEMALE]
    assert men.mean[men.index("stature_mm")] == pytest.approx(1756, abs=3)
    assert women.mean[women.index("stature_mm")] == pytest.approx(1629, abs=3)
