"""How a person fares: what is measured, how the course may go on, and how far to trust that.

The forecast has a face of its own: ``deqi.outcomes.forecast``.
"""

from deqi.outcomes.adverse import AdverseKind, grade
from deqi.outcomes.change import measured_change
from deqi.outcomes.decision import Situation, decide
from deqi.outcomes.fhir_questionnaire import fhir_questionnaire
from deqi.outcomes.forecast import Posterior
from deqi.outcomes.load import OtherCareKind, OutcomeTables, check_outcomes, load_outcome_tables
from deqi.outcomes.outlook import bands_of, outlook_of, posterior_of, prior_of, scale_of
from deqi.outcomes.payer import Gain, covered_by
from deqi.outcomes.questionnaires import Item, MinimalChange, Noise, Questionnaire, Scored, ScoreRule, score
from deqi.outcomes.record import before_and_after, check_record, item_points

__all__ = [
    "AdverseKind",
    "Gain",
    "Item",
    "MinimalChange",
    "Noise",
    "OtherCareKind",
    "OutcomeTables",
    "Posterior",
    "Questionnaire",
    "ScoreRule",
    "Scored",
    "Situation",
    "bands_of",
    "before_and_after",
    "check_outcomes",
    "check_record",
    "covered_by",
    "decide",
    "fhir_questionnaire",
    "grade",
    "item_points",
    "load_outcome_tables",
    "measured_change",
    "outlook_of",
    "posterior_of",
    "prior_of",
    "scale_of",
    "score",
]
