"""Learn from the earlier part of judged reviews, and try it on the later part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from deqi.directory.trust.detector import area_under_curve, learn
from deqi.directory.trust.features import NAMES, Review
from deqi.directory.trust.judged import JUDGED, judged_features
from deqi.directory.trust.signals import untaught_suspicion


@dataclass(frozen=True)
class Trial:
    """How orders of the queue did on reviews that came after what was learned from.

    Areas under the curve, 0.5 is a coin. ``single``: one column alone each, its direction chosen on the
    earlier part. ``suspicion``: of every later review, shape (tried,).
    """

    learned: int
    tried: int
    until: date
    bad_of_100: float
    taught: float
    untaught: float
    single: tuple[tuple[str, float], ...]
    suspicion: NDArray[np.float64]


def try_out(
    reviews: Sequence[Review], judged: Sequence[bool], table: NDArray[np.float64], *, learn_share: float
) -> Trial:
    """Learn on the first ``learn_share`` of ``reviews`` (in order of day) and try on the rest.

    ``table``: what ``features`` gives for them. Raises ``ValueError`` when either part has one kind only.
    """
    cut = int(learn_share * len(reviews))
    whole = np.column_stack([table, judged_features(reviews, judged, cut)])
    detector = learn(whole[:cut], judged[:cut])
    suspicion = detector.suspicion(whole[cut:])
    truth = judged[cut:]
    single = [(name, _alone(whole[:, column], judged, cut)) for column, name in enumerate((*NAMES, *JUDGED))]
    return Trial(
        cut,
        len(truth),
        reviews[cut - 1].day,
        100.0 * sum(truth) / len(truth),
        area_under_curve(suspicion.tolist(), truth),
        area_under_curve(untaught_suspicion(table)[cut:].tolist(), truth),
        tuple(sorted(single, key=lambda one: -one[1])),
        suspicion,
    )


def _alone(column: NDArray[np.float64], judged: Sequence[bool], cut: int) -> float:
    known = column[np.isfinite(column)]
    filled = np.where(np.isfinite(column), column, np.median(known) if len(known) else 0.0)
    sign = 1.0 if area_under_curve(filled[:cut].tolist(), judged[:cut]) >= 0.5 else -1.0
    return area_under_curve((sign * filled[cut:]).tolist(), judged[cut:])
