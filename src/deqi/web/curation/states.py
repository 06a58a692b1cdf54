"""Where a study stands, for one curator."""

from dataclasses import dataclass
from enum import Enum

from deqi.curate import Difference, NewRows, compare, decide, to_rows
from deqi.web.curation.forms import SCHEMAS
from deqi.web.curation.models import READERS, Curator, Study


class Step(Enum):
    """What a curator can do next."""

    READ = "read"
    GO_ON = "go on"
    WAIT = "wait"
    """Both places are taken, or the own reading is closed; somebody else has to act."""
    DECIDE = "decide"
    ROWS = "rows"


@dataclass(frozen=True)
class Standing:
    """A study and what this curator can do about it."""

    study: Study
    step: Step
    finished: int


def standing(study: Study, curator: Curator) -> Standing:
    """The next step of this curator. Who read a trial in does not decide about it."""
    readings = list(study.readings.all())
    own = next((reading for reading in readings if reading.curator_id == curator.pk), None)
    finished = sum(reading.finished_at is not None for reading in readings)
    if study.agreed_at is not None:
        step = Step.ROWS
    elif own is not None:
        step = Step.WAIT if own.finished_at else Step.GO_ON
    elif len(readings) < READERS:
        step = Step.READ
    else:
        step = Step.DECIDE if finished == READERS else Step.WAIT
    return Standing(study, step, finished)


def differences(study: Study) -> tuple[Difference, ...]:
    """Where the two closed readings differ."""
    first, second = (reading.entry for reading in study.finished_readings())
    return compare(first, second)


def agreed_rows(study: Study) -> NewRows:
    """The rows of a study whose differences are decided. Raises ``InputError``."""
    first, second = (reading.entry for reading in study.finished_readings())
    entry, notes = decide(first, second, study.made_decisions())
    return to_rows(entry, notes, study_id=study.study_id, source_id=study.source_id, schemas=SCHEMAS)
