"""What can be asked: every finding and caution with its question, for programs and for people."""

from deqi.answers import is_it_safe
from deqi.answers.tables import Tables
from deqi.vocabulary import Person, Reply, Urgency


def questions_document(tables: Tables) -> dict[str, list[dict[str, str]]]:
    """``findings`` and ``cautions``, each a list in the order of their ids.

    A finding has ``id``, ``question``, and ``alone``: the tier that a "yes" leads to when every other
    answer is "no", and age and duration are not told. Other answers can make it more urgent, never less.
    A caution has ``id``, ``level`` and ``question``.
    """
    return {
        "findings": [
            {
                "id": finding.id,
                "question": finding.question or finding.name,
                "alone": _alone(finding.id, tables).label,
            }
            for finding in tables.safety.findings.values()
        ],
        "cautions": [
            {"id": caution.id, "question": caution.question or caution.title, "level": caution.level}
            for caution in tables.safety.cautions.values()
        ],
    }


def _alone(finding_id: str, tables: Tables) -> Urgency:
    replies = dict.fromkeys(tables.safety.findings, Reply.NO) | {finding_id: Reply.YES}
    return is_it_safe.answer(person=Person(findings=replies), tables=tables).urgency
