"""Which sources an answer names, each once and in the order of first citation."""

from collections.abc import Iterable

from deqi.answers.tables import Tables
from deqi.vocabulary import SafetyAssessment, Source


def safety_source_ids(safety: SafetyAssessment) -> list[str]:
    """The ids that a safety assessment cites."""
    cited = [safety.sources, *(reason.sources for reason in safety.reasons)]
    cited += [caution.sources for caution in safety.cautions]
    return [name for names in cited for name in names]


def sources_of(ids: Iterable[str], tables: Tables) -> tuple[Source, ...]:
    """Each cited source once, in the order of first citation."""
    return tuple(tables.sources[name] for name in dict.fromkeys(ids))
