"""The exact posterior against slow, literal versions of the same model."""

import numpy as np
import pytest
from scipy import integrate, stats

from deqi.datafiles import DATA_ROOT
from deqi.evidence.ledger.design import PARAMETERS, Arm, reading
from deqi.evidence.ledger.model import fit
from deqi.evidence.ledger.observations import Observation, parse_arms, sampling_covariance
from deqi.evidence.ledger.priors import Priors
from deqi.evidence.ledger.tables import load_ledger_tables
from deqi.evidence.tables import load_evidence_tables


@pytest.fixture(scope="module")
def tables():
    return load_ledger_tables(DATA_ROOT, load_evidence_tables(DATA_ROOT))


def observation(name, study, combination, value, variance, people):
    weeks = 8
    return Observation(
        id=name,
        study_id=study,
        weeks=weeks,
        older=False,
        combination=combination,
        value=value,
        variance=variance,
        people=people,
        reading=reading(combination, weeks, older=False),
        published=None,
        check_only=False,
    )


def vague(**scales) -> Priors:
    sd = np.full(len(PARAMETERS), 1e-6)
    sd[0] = scales.get("natural_sd", 10.0)
    return Priors(
        mean=np.zeros(len(PARAMETERS)),
        sd=sd,
        heterogeneity_scale=np.array([scales.get("tau", 0.3), 1e-6, 1e-6, 1e-6]),
        misfit_sd=0.0,
        repeat_correlation=0.6,
    )


def test_no_observation_gives_the_prior_back(tables):
    posterior = fit([], tables.priors)
    assert posterior.means == pytest.approx(np.broadcast_to(tables.priors.mean, posterior.means.shape))
    assert posterior.weights.sum() == pytest.approx(1)


def test_level_of_three_trials_equals_numerical_integration_over_heterogeneity():
    values, variances = np.array([-0.6, -0.2, 0.1]), np.array([0.01, 0.02, 0.015])
    rows = [
        observation(f"r{i}", f"s{i}", {Arm.USUAL_CARE: 1.0}, values[i], variances[i], (f"p{i}",))
        for i in range(3)
    ]
    posterior = fit(rows, vague())
    found = posterior.weights @ posterior.means[:, 0]

    def unnormalised(tau):
        spread = variances + tau**2
        precision, centre = np.sum(1 / spread), np.sum(values / spread) / np.sum(1 / spread)
        likelihood = np.prod(stats.norm.pdf(values, centre, np.sqrt(spread)))
        return stats.halfnorm.pdf(tau, scale=0.3) * likelihood / np.sqrt(precision), centre

    mass = integrate.quad(lambda t: unnormalised(t)[0], 0, 3)[0]
    mean = integrate.quad(lambda t: np.prod(unnormalised(t)), 0, 3)[0] / mass
    # eleven nodes against adaptive quadrature: within a hundredth of the posterior's spread
    assert found == pytest.approx(mean, abs=0.002)


def test_a_shared_control_is_not_counted_twice():
    def spread(people):
        rows = [
            observation("a", "s", {Arm.SHAM: 1.0, Arm.USUAL_CARE: -1.0}, 0.4, 0.02, ("arm-1", people[0])),
            observation("b", "s", {Arm.SHAM: 1.0, Arm.USUAL_CARE: -1.0}, 0.4, 0.02, ("arm-2", people[1])),
        ]
        priors = vague()
        wide = priors.sd.copy()
        wide[PARAMETERS.index("contextual")] = 10.0
        posterior = fit(rows, Priors(priors.mean, wide, np.full(4, 1e-6), 0.0, 0.6))
        return posterior.covariances[0, 4, 4]

    # two differences with correlation one half: variance (1 + 1/2) / 2 of one, not 1 / 2
    assert spread(("control", "control")) == pytest.approx(0.75 * 0.02, rel=1e-3)
    assert spread(("control-1", "control-2")) == pytest.approx(0.5 * 0.02, rel=1e-3)


def test_the_same_people_at_two_times_tell_less_than_two_groups(tables):
    rows = [each for each in tables.fitted if each.id in ("art-sham-26", "art-sham-52", "gerac-sham-26")]
    by_id = {each.id: i for i, each in enumerate(rows)}
    covariance = sampling_covariance(rows, tables.priors)
    sds = np.sqrt([each.variance for each in rows])
    i, j, k = by_id["art-sham-26"], by_id["art-sham-52"], by_id["gerac-sham-26"]
    assert covariance[i, j] == pytest.approx(0.6 * sds[i] * sds[j])
    assert covariance[i, k] == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("usual care", {Arm.USUAL_CARE: 1.0}),
        ("acupuncture - sham", {Arm.ACUPUNCTURE: 1.0, Arm.SHAM: -1.0}),
        ("1/4 acupuncture + 3/4 sham", {Arm.ACUPUNCTURE: 0.25, Arm.SHAM: 0.75}),
    ],
)
def test_arms_are_read_as_weights(text, expected):
    assert parse_arms(text) == expected


def test_more_nodes_move_the_answer_by_less_than_a_tenth_of_a_person(tables, monkeypatch):
    def level():
        posterior = fit(tables.fitted, tables.priors)
        mean = posterior.weights @ posterior.means
        return 100 * stats.norm.cdf(
            [reading({arm: 1.0}, weeks, older=False).fixed @ mean for arm in Arm for weeks in (8, 26, 52)]
        )

    coarse = level()
    monkeypatch.setattr("deqi.evidence.ledger.model.NODES", (16, 14, 12, 9))
    assert level() == pytest.approx(coarse, abs=0.1)


@pytest.mark.parametrize(
    ("combination", "weeks", "older", "expected"),
    [
        ({Arm.USUAL_CARE: 1.0}, 8, False, {"natural_8": 1}),
        ({Arm.NOTHING: 1.0}, 26, False, {"natural_8": 1, "natural_drift_26": 1, "nothing": 1}),
        (
            {Arm.SHAM: 1.0},
            8,
            True,
            {"natural_8": 1, "contextual": 1, "older_natural": 1, "older_contextual": 1},
        ),
        ({Arm.ACUPUNCTURE: 1.0, Arm.SHAM: -1.0}, 8, True, {"specific": 1}),
        ({Arm.ACUPUNCTURE: 1.0, Arm.SHAM: -1.0}, 21, False, {"specific": 1, "decay_specific": 1}),
        (
            {Arm.ACUPUNCTURE: 1.0, Arm.USUAL_CARE: -1.0},
            21,
            False,
            {"contextual": 1, "specific": 1, "decay_added": 1},
        ),
    ],
)
def test_each_arm_reads_the_parameters_of_its_definition(combination, weeks, older, expected):
    found = reading(combination, weeks, older=older).fixed
    assert {name: value for name, value in zip(PARAMETERS, found, strict=True) if value} == expected
