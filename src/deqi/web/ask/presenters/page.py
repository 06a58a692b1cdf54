"""The whole answer page, from one ``AskedResult``."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.vocabulary import Answer, AskedResult, Provenance, ReviewState, Source
from deqi.web.ask.presenters.ledger import LedgerView, ledger_view
from deqi.web.ask.presenters.safety import SafetyView, safety_view


@dataclass(frozen=True)
class SourceView:
    """One line of the list of sources."""

    number: int
    id: str
    citation: str
    doi: str
    pmid: str
    address: str
    review: str
    state: str


@dataclass(frozen=True)
class AnswerPage:
    """Safety first. ``ledger`` is ``None`` for a refusal: then no effect size is anywhere on the page."""

    safety: SafetyView
    ledger: LedgerView | None
    doubts: tuple[str, ...]
    sources: tuple[SourceView, ...]
    provenance: Provenance
    fictitious: bool

    @property
    def second_hand(self) -> int:
        """How many sources were read in another text alone."""
        return sum(source.state == ReviewState.SECONDARY.value for source in self.sources)


def answer_page(
    result: AskedResult, *, questions: Mapping[str, str] | None = None, fictitious: bool = False
) -> AnswerPage:
    """Everything that the template places. ``questions`` maps finding ids to their question."""
    return AnswerPage(
        safety=safety_view(result.safety, questions or {}),
        ledger=ledger_view(result.ledger, result.sources) if isinstance(result, Answer) else None,
        doubts=tuple(doubt.text for doubt in result.doubts) if isinstance(result, Answer) else (),
        sources=tuple(_source(place, source) for place, source in enumerate(result.sources, start=1)),
        provenance=result.provenance,
        fictitious=fictitious,
    )


def _source(number: int, source: Source) -> SourceView:
    return SourceView(
        number=number,
        id=source.id,
        citation=source.citation,
        doi=source.doi,
        pmid=source.pmid,
        address=source.address,
        review={
            ReviewState.SEEN: _("We have seen the figure at its source."),
            ReviewState.SECONDARY: _("Second hand: we have seen the figure in another text that reports it."),
            ReviewState.UNCHECKED: _("Not checked. No figure of ours rests on it."),
        }[source.review],
        state=source.review.value,
    )
