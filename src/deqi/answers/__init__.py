"""The five questions: the one door through which a person's question reaches the core."""

from deqi.answers import is_it_safe, is_it_working, which_points, who_should_treat, would_it_help
from deqi.answers.body_documents import body_document, body_summary, point_rows
from deqi.answers.calibrating import calibrated
from deqi.answers.documents import (
    course_document,
    course_from_document,
    course_json,
    from_document,
    letter_document,
    plain,
    points_document,
    points_from_document,
    safety_document,
    to_document,
    to_json,
)
from deqi.answers.measures_input import measures_from_document, points_question
from deqi.answers.person_input import INPUT_LIMIT_BYTES, parse_document, person_from_document
from deqi.answers.placing import FRAME, PlacedBook, place
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
    "FRAME",
    "INPUT_LIMIT_BYTES",
    "PlacedBook",
    "PooledAnswer",
    "Tables",
    "body_document",
    "body_summary",
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
    "measures_from_document",
    "parse_document",
    "person_from_document",
    "place",
    "plain",
    "point_rows",
    "points_document",
    "points_from_document",
    "points_question",
    "pooled_answer",
    "pooled_document",
    "questions_document",
    "record_from_document",
    "safety_document",
    "to_document",
    "to_json",
    "trials_document",
    "trust_tables",
    "which_points",
    "who_should_treat",
    "would_it_help",
]
