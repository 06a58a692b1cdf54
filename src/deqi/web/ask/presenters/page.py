"""The whole answer page, from one ``AskedResult``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deqi.vocabulary import Answer, AskedResult, Ledger, Provenance, ReviewState, Source
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
    """Safety first. ``answered`` is ``None`` for a refusal: then no effect size is anywhere on the page."""

    safety: SafetyView
    answered: Answer | None
    doubts: tuple[str, ...]
    sources: tuple[SourceView, ...]
    provenance: Provenance
    fictitious: bool

    @property
    def ledger(self) -> LedgerView | None:
        """The ledger in words and shapes."""
        if self.answered is None:
            return None
        return _ledger_view(self.answered.ledger, self.answered.sources, get_language() or "")

    @property
    def ledger_html(self) -> SafeString:
        """The ledger's part of the page; empty for a refusal."""
        if self.answered is None:
            return SafeString("")
        return _ledger_html(self.answered.ledger, self.answered.sources, get_language() or "")

    @property
    def second_hand(self) -> int:
        """How many sources were read in another text alone."""
        return sum(source.state == ReviewState.SECONDARY.value for source in self.sources)


def answer_page(
    result: AskedResult, *, questions: Mapping[str, str] | None = None, fictitious: bool = False
) -> AnswerPage:
    """Everything that the template places. ``questions`` maps finding ids to their question."""
    answered = result if isinstance(result, Answer) else None
    return AnswerPage(
        safety=safety_view(result.safety, questions or {}),
        answered=answered,
        doubts=tuple(doubt.text for doubt in answered.doubts) if answered else (),
        sources=_source_views(result.sources, get_language() or ""),
        provenance=result.provenance,
        fictitious=fictitious,
    )


# The words below are the same for everybody of one group and severity, so they are remembered for a while.
# ``language`` is part of the key only.


@lru_cache(maxsize=128)
def _ledger_html(ledger: Ledger, sources: tuple[Source, ...], language: str) -> SafeString:
    context = {
        "page": {"sources": _source_views(sources, language)},
        "ledger": _ledger_view(ledger, sources, language),
    }
    return render_to_string("ask/parts/ledger.html", context)


@lru_cache(maxsize=128)
def _ledger_view(ledger: Ledger, sources: tuple[Source, ...], language: str) -> LedgerView:  # noqa: ARG001
    return ledger_view(ledger, sources)


@lru_cache(maxsize=128)
def _source_views(sources: tuple[Source, ...], language: str) -> tuple[SourceView, ...]:  # noqa: ARG001
    return tuple(_source(place, source) for place, source in enumerate(sources, start=1))


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
