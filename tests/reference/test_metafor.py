"""R metafor says the same. ``validation/metafor/regenerate.R`` writes the pins (run it to make new ones)."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from deqi.evidence import (
    Arm,
    Counts,
    cumulative,
    egger,
    hedges_g,
    leave_one_out,
    log_risk_ratio,
    mean_difference,
    meta_regression,
    pool,
    pool_many,
    pool_multiarm,
    risk_difference,
    subgroups,
)

PINS: dict[str, Any] = json.loads((Path(__file__).parent / "metafor.json").read_text())
SETS: list[dict[str, Any]] = PINS["sets"]
BCG = SETS[0]
SHARED = ("estimate", "se", "ci_low", "ci_high", "tau2", "i2", "h2", "q", "q_p")
WIDE = ("prediction_low", "prediction_high")
INTERVALS = {"z": "normal", "knha": "hksj"}


def close(value: Any) -> Any:
    return pytest.approx(value, rel=1e-8, abs=1e-9)


def test_pins_cover_what_they_should():
    assert PINS["metafor"] == "3.8.1"
    assert len(SETS) >= 60
    assert {len(one["effects"]) for one in SETS} >= {2}
    assert all(len(one["fits"]) == 7 for one in SETS)
    assert sum(one["fits"]["REML z"]["tau2"] == 0 for one in SETS) >= 10


@pytest.mark.parametrize("one", SETS, ids=lambda one: one["name"])
def test_pool_equals_metafor(one):
    for name, pin in one["fits"].items():
        method, test = name.split()
        ours = pool(one["effects"], one["variances"], method, INTERVALS[test])
        names = SHARED if method == "FE" else SHARED + WIDE
        assert {n: getattr(ours, n) for n in names} == close({n: pin[n] for n in names}), name


@pytest.mark.parametrize("one", SETS, ids=lambda one: one["name"])
def test_q_profile_and_riley_equal_metafor(one):
    pin = one["fits"]["REML z"]
    ours = pool(one["effects"], one["variances"], interval="normal", prediction="riley")
    assert (ours.tau2_low, ours.tau2_high) == close((pin["tau2_low"], pin["tau2_high"]))
    if "riley_low" in pin:
        assert (ours.prediction_low, ours.prediction_high) == close((pin["riley_low"], pin["riley_high"]))
    else:
        assert ours.prediction_low is None


@pytest.mark.parametrize("method", ["REML", "PM", "DL", "FE"])
def test_batch_equals_metafor(method):
    width = max(len(one["effects"]) for one in SETS)
    effects = [one["effects"] + [math.nan] * (width - len(one["effects"])) for one in SETS]
    variances = [one["variances"] + [math.nan] * (width - len(one["effects"])) for one in SETS]
    mask = [[i < len(one["effects"]) for i in range(width)] for one in SETS]
    ours = pool_many(effects, variances, method, "normal", mask=mask)
    for name in ("estimate", "se", "ci_low", "tau2", "i2", "h2", "q"):
        assert getattr(ours, name) == close([one["fits"][f"{method} z"][name] for one in SETS])


def test_frozen_bcg_values():
    """Figures of metafor 3.8-1 that were written down before this code existed."""
    y, v = BCG["effects"], BCG["variances"]
    normal = pool(y, v, interval="normal")
    hartung = pool(y, v)
    riley = pool(y, v, interval="normal", prediction="riley")
    assert (normal.estimate, normal.se, normal.tau2) == pytest.approx(
        (-0.714532, 0.179782, 0.313243), abs=1e-6
    )
    assert normal.i2 == pytest.approx(92.2214, abs=5e-5)
    assert (normal.ci_low, normal.ci_high) == pytest.approx((-1.066898, -0.362167), abs=1e-6)
    assert (normal.prediction_low, normal.prediction_high) == pytest.approx((-1.866692, 0.437628), abs=1e-6)
    assert (hartung.se, hartung.ci_low, hartung.ci_high) == pytest.approx(
        (0.180792, -1.108444, -0.320621), abs=1e-6
    )
    assert (hartung.prediction_low, hartung.prediction_high) == pytest.approx((-1.996017, 0.566952), abs=1e-6)
    assert (riley.prediction_low, riley.prediction_high) == pytest.approx((-2.008376, 0.579311), abs=1e-6)
    simple = pool(y, v, "DL", "normal")
    assert (simple.estimate, simple.tau2) == pytest.approx((-0.714117, 0.308760), abs=1e-6)
    assert pool(y, v, "PM").tau2 == pytest.approx(0.318068, abs=1e-6)
    assert (hartung.tau2_low, hartung.tau2_high) == pytest.approx((0.1197, 1.1115), abs=5e-5)
    test = egger(y, v)
    assert (test.statistic, test.p) == pytest.approx((-0.8033, 0.4218), abs=5e-5)


@pytest.mark.parametrize(("run", "pins"), [(leave_one_out, "leave_one_out"), (cumulative, "cumulative")])
def test_one_study_less_or_more(run, pins):
    steps = run(BCG["effects"], BCG["variances"])
    assert len(steps) == len(PINS[pins]) == 13
    for step, pin in zip(steps, PINS[pins], strict=True):
        names = ("estimate", "se", "ci_low", "ci_high", "tau2", "i2", "q")
        assert {n: getattr(step, n) for n in names} == close({n: pin[n] for n in names})
        if step.k > 1:
            assert (step.prediction_low, step.prediction_high) == close(
                (pin["prediction_low"], pin["prediction_high"])
            )


@pytest.mark.parametrize("pin", PINS["regression"]["fits"], ids=lambda pin: pin["test"])
def test_regression(pin):
    moderators = {"ablat": PINS["regression"]["ablat"], "year": PINS["regression"]["year"]}
    ours = meta_regression(BCG["effects"], BCG["variances"], moderators, interval=INTERVALS[pin["test"]])
    names = ("estimate", "se", "ci_low", "ci_high", "p")
    for ours_name, pin_name in zip(names, ("coefficients", *names[1:]), strict=True):
        assert [getattr(c, ours_name) for c in ours.coefficients] == pytest.approx(pin[pin_name], rel=1e-7)
    for name in ("tau2", "r2", "i2", "h2", "qe", "qe_p", "qm", "qm_p"):
        assert getattr(ours, name) == pytest.approx(pin[name], rel=1e-7), name


def test_subgroups():
    pin = PINS["subgroups"]
    ours = subgroups(BCG["effects"], BCG["variances"], pin["groups"], interval="normal")
    assert [part.estimate for part in ours.groups.values()] == close(pin["estimates"])
    assert [part.tau2 for part in ours.groups.values()] == close(pin["tau2"])
    assert (ours.q_between, ours.p) == close((pin["q_between"], pin["p"]))


def test_egger():
    pin = PINS["egger"]
    mixed = egger(BCG["effects"], BCG["variances"])
    classical = egger(BCG["effects"], BCG["variances"], "classical")
    assert (mixed.statistic, mixed.p, mixed.effect_at_zero_se) == close(
        (pin["mixed_z"], pin["mixed_p"], pin["mixed_limit"])
    )
    assert (classical.statistic, classical.p, classical.df) == close(
        (pin["classical_t"], pin["classical_p"], pin["classical_df"])
    )


def test_several_arms_equal_the_full_multivariate_model():
    pin = PINS["multiarm"]
    controls = [c or None for c in pin["control_variances"]]
    ours = pool_multiarm(
        pin["trials"], pin["effects"], pin["variances"], interval="normal", control_variances=controls
    )
    assert ours.k == 6
    # metafor's general optimiser is good to about 1e-7 here
    assert (ours.estimate, ours.se, ours.tau2) == pytest.approx(
        (pin["estimate"], pin["se"], pin["tau2"]), abs=1e-6
    )


def test_effect_sizes():
    first = [Arm(5.1, 2, 4), Arm(-28.7, 30.3, 146), Arm(3, 1.5, 20)]
    second = [Arm(4, 2.5, 5), Arm(-6.9, 22, 79), Arm(3.3, 1.1, 18)]
    ratios = [(Counts(10, 50), Counts(20, 60)), (Counts(0, 20), Counts(4, 22)), (Counts(5, 5), Counts(2, 9))]
    differences = [(Counts(10, 50), Counts(20, 60)), (Counts(3, 20), Counts(4, 22))]
    ours = {
        "SMD": [hedges_g(a, b) for a, b in zip(first, second, strict=True)],
        "MD": [mean_difference(a, b) for a, b in zip(first, second, strict=True)],
        "RR": [log_risk_ratio(a, b) for a, b in ratios],
        "RD": [risk_difference(a, b) for a, b in differences],
    }
    for measure, effects in ours.items():
        assert [e.estimate for e in effects] == close(PINS["effect_sizes"][measure]["yi"]), measure
        assert [e.variance for e in effects] == close(PINS["effect_sizes"][measure]["vi"]), measure
