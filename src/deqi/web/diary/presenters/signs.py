"""Warning signs that the owner has ticked, and what to do about them now."""

from collections.abc import Iterable

from deqi.answers import default_tables, is_it_safe
from deqi.vocabulary import Person, Reply
from deqi.web.ask.presenters.safety import SafetyView, safety_view
from deqi.web.diary.questions import WARNING_SIGNS


def signs_of_ids(ids: Iterable[str]) -> SafetyView | None:
    """What the safety check says about these signs; ``None`` when there are none."""
    told = {id_: Reply.YES for id_ in ids if id_ in WARNING_SIGNS}
    if not told:
        return None
    tables = default_tables()
    assessment = is_it_safe.answer(person=Person(findings=told), tables=tables)
    return safety_view(assessment, {})
