"""Leave one trial out: would the model have foretold it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from deqi.evidence.ledger.model import fit
from deqi.evidence.ledger.predict import Prediction, predict_row
from deqi.evidence.ledger.tables import LedgerTables

LEFT_OUT = ("haake-2007", "cherkin-2009", "debar-2025", "brinkhaus-2006", "witt-2006")
"""GERAC, Cherkin 2009, BackInAction, ART and ARC: the large trials of chronic low back pain."""
NEEDLED_ARMS = ("acupuncture", "any", "standard", "enhanced")
COMPARATOR_ARMS = ("usual", "nothing", "sham")


def leave_one_out(
    tables: LedgerTables, studies: Sequence[str] = LEFT_OUT, *, draws: int = 20_000
) -> dict[str, list[Prediction]]:
    """For each trial, fitted without it, the prediction of every arm that it printed."""
    generator = np.random.default_rng(tables.model["seed"])
    found: dict[str, list[Prediction]] = {}
    for study in studies:
        others = [each for each in tables.fitted if each.study_id != study]
        drawn = fit(others, tables.priors).draw(draws, generator)
        found[study] = [
            predict_row(each, drawn, tables.priors, tables.model["interval_level"], generator)
            for each in tables.observations
            if each.study_id == study and each.published is not None
        ]
    return found


@dataclass(frozen=True)
class Gap:
    """A difference between two arms of one trial at one time, expected and published, in ``unit``."""

    name: str
    unit: str
    expected: float
    published: float

    @property
    def off_by(self) -> float:
        """Distance of expected and published."""
        return abs(self.expected - self.published)


def differences(found: Mapping[str, Sequence[Prediction]]) -> list[Gap]:
    """Acupuncture (or any needling) minus each comparator that the same trial printed at the same time.

    Rows are matched by their ids, ``<trial>-<arm>-<weeks>``.
    """
    gaps = []
    for predictions in found.values():
        for needled in predictions:
            trial, arm, weeks = needled.observation.rsplit("-", 2)
            if arm not in NEEDLED_ARMS:
                continue
            for other in predictions:
                other_trial, other_arm, other_weeks = other.observation.rsplit("-", 2)
                if other_arm in COMPARATOR_ARMS and (other_trial, other_weeks) == (trial, weeks):
                    gaps.append(
                        Gap(
                            f"{needled.observation} minus {other_arm}",
                            needled.unit,
                            needled.expected - other.expected,
                            needled.published - other.published,
                        )
                    )
    return gaps
