"""One trial, two questions: why guidelines that read the same trials disagree."""

from collections.abc import Iterable
from dataclasses import dataclass

from deqi.evidence import ArmResult, Contrast, Role
from deqi.vocabulary import Comparator, Count
from deqi.web.pages.presenters.numbers import figure, range_of

TRIAL, OUTCOME = "haake-2007", "responder"


@dataclass(frozen=True)
class Step:
    """Acupuncture minus one comparator: "20.2" and its range."""

    number: str
    range_text: str


@dataclass(frozen=True)
class TwoQuestions:
    """The three shares of the largest trial with a sham arm, of 100, and the two steps between them."""

    usual: str
    sham: str
    real: str
    usual_length: float
    sham_length: float
    real_length: float
    over_usual: Step
    over_sham: Step
    source: str = TRIAL


def two_questions(results: Iterable[ArmResult], contrasts: Iterable[Contrast]) -> TwoQuestions | None:
    """``None`` when the table lacks one of the five numbers; then no picture is drawn."""
    shares = {row.role: row.value for row in results if (row.study_id, row.outcome) == (TRIAL, OUTCOME)}
    steps = {
        row.comparator: _step(row)
        for row in contrasts
        if (row.study_id, row.outcome, row.role_a) == (TRIAL, OUTCOME, Role.ACUPUNCTURE)
    }
    usual, sham, real = (shares.get(role) for role in (Role.USUAL_CARE, Role.SHAM, Role.ACUPUNCTURE))
    over_usual, over_sham = steps.get(Comparator.USUAL_CARE), steps.get(Comparator.SHAM)
    if usual is None or sham is None or real is None or over_usual is None or over_sham is None:
        return None
    return TwoQuestions(figure(usual), figure(sham), figure(real), usual, sham, real, over_usual, over_sham)


def _step(row: Contrast) -> Step | None:
    if row.estimate is None or row.ci_low is None or row.ci_high is None:
        return None
    return Step(figure(row.estimate), range_of(Count(row.estimate, row.ci_low, row.ci_high)))
