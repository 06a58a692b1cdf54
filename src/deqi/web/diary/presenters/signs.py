"""Warning signs and unwanted effects that the owner has just noted, and what to do about them now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from deqi.answers import default_tables, is_it_safe
from deqi.outcomes import grade
from deqi.vocabulary import Graded, Person, Reply, SafetyAssessment, Source
from deqi.web.ask.presenters.safety import SafetyView, safety_view
from deqi.web.diary.record import events_of

EVENT, STILL = "event_", "still_"
"""How the names of the fields begin that ask about effects, and about signs told before."""


@dataclass(frozen=True)
class Signs:
    """What to do: by the safety check when a warning sign is among it, and effect by effect."""

    safety: SafetyView | None
    events: tuple[Graded, ...]
    sources: tuple[Source, ...]


def signs_of(document: Mapping[str, Any]) -> Signs | None:
    """What a note asks for now; ``None`` when there is nothing in it that asks for anything."""
    kinds = default_tables().outcomes.adverse
    events = tuple(grade(event, kinds, document["day"]) for event in events_of(document))
    told = [id_ for id_, reply in document.get("findings", {}).items() if reply == Reply.YES.value]
    told += [kinds[event.kind].finding for event in events if kinds[event.kind].finding]
    safety = _assessed(told)
    if safety is None:
        return Signs(None, events, ()) if events else None
    cited = [*safety.sources, *(name for reason in safety.reasons for name in reason.sources)]
    sources = default_tables().sources
    return Signs(safety_view(safety, {}), events, tuple(sources[name] for name in dict.fromkeys(cited)))


def safety_of_ids(ids: Iterable[str]) -> SafetyView | None:
    """What the safety check says about these signs; ``None`` when none of them is one."""
    safety = _assessed(ids)
    return None if safety is None else safety_view(safety, {})


def _assessed(ids: Iterable[str]) -> SafetyAssessment | None:
    tables = default_tables()
    told = dict.fromkeys((id_ for id_ in ids if id_ in tables.safety.findings), Reply.YES)
    if not told:
        return None
    return is_it_safe.answer(person=Person(findings=told), tables=tables)


def urgent_in(sent: QueryDict) -> SafetyView | None:
    """What a form asks for now, whether or not it can be saved; ``None`` if nothing is urgent.

    Ticked signs, signs that are still so, and effects of the needles that are signs by themselves.
    """
    told = sent.getlist("findings")
    told += [name.removeprefix(STILL) for name in sent if name.startswith(STILL) and sent[name] == "yes"]
    kinds = default_tables().outcomes.adverse
    named = (kinds.get(name.removeprefix(EVENT)) for name in sent if name.startswith(EVENT) and sent[name])
    told += [kind.finding for kind in named if kind is not None and kind.finding]
    view = safety_of_ids(told)
    return view if view is not None and view.urgent else None
