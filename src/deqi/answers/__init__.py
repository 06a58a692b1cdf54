"""The five questions: the one door through which a person's question reaches the core."""

from deqi.answers import is_it_safe, is_it_working, who_should_treat, would_it_help
from deqi.answers.calibrating import calibrated
from deqi.answers.documents import (
    course_document,
    course_from_document,
    course_json,
    from_document,
    letter_document,
    safety_document,
    to_document,
    to_json,
)
from deqi.answers.person_input import INPUT_LIMIT_BYTES, parse_document, person_from_document
from deqi.answers.questions import questions_document
from deqi.answers.tables import (
    Tables,
    choosing_advice,
    default_tables,
    directory_tables,
    load_tables,
    trust_tables,
)
from deqi.answers.track_input import record_from_document
from deqi.answers.trials import PooledAnswer, pooled_answer, pooled_document, trials_document

__all__ = [
    "INPUT_LIMIT_BYTES",
    "PooledAnswer",
    "Tables",
    "calibrated",
    "choosing_advice",
    "course_document",
    "course_from_document",
    "course_json",
    "default_tables",
    "directory_tables",
    "from_document",
    "is_it_safe",
    "is_it_working",
    "letter_document",
    "load_tables",
    "parse_document",
    "person_from_document",
    "pooled_answer",
    "pooled_document",
    "questions_document",
    "record_from_document",
    "safety_document",
    "to_document",
    "to_json",
    "trials_document",
    "trust_tables",
    "who_should_treat",
    "would_it_help",
]
