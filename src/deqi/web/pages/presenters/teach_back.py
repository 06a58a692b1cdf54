"""Questions after the ledger. What is right is read from the answer itself; nobody is scored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.vocabulary import Horizon, Ledger
from deqi.web.ask.presenters.horizons import horizon_view
from deqi.web.ask.presenters.people import step, whole
from deqi.web.pages.site_files import BackQuestion

NOT_KNOWN = "not-known"
"""The value of the reply that trials cannot tell."""
APART = 5
"""Wrong numbers stand at least so far from the right one: nobody fails by rounding."""


@dataclass(frozen=True)
class ReplyView:
    """One choice; ``id`` is unique on the page."""

    id: str
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class QuestionView:
    """A question with what came of it. ``passage`` is empty until a wrong reply asks for it."""

    id: str
    text: str
    when: str
    replies: tuple[ReplyView, ...]
    answered: bool
    right: bool
    why: str
    passage: tuple[str, ...]


def questions(
    ledger: Ledger, asked: Iterable[BackQuestion], given: Mapping[str, str]
) -> tuple[QuestionView, ...]:
    """Every question for this ledger; ``given`` maps question ids to the values that were sent."""
    return tuple(_view(ledger, question, given.get(question.id, "")) for question in asked)


def right_value(ledger: Ledger, question: BackQuestion) -> str:
    """The value of the right reply for this answer."""
    if not question.asks:
        return next(choice.id for choice in question.choices if choice.correct)
    number = _number(_first(ledger), question.asks)
    return NOT_KNOWN if number is None else str(number)


def _view(ledger: Ledger, question: BackQuestion, value: str) -> QuestionView:
    replies = _word_replies(question) if question.choices else _number_replies(ledger, question)
    answered = value in dict(replies)
    right = answered and value == right_value(ledger, question)
    horizon = _first(ledger)
    return QuestionView(
        id=question.id,
        text=question.question,
        when=horizon.label if horizon is not None and question.asks else "",
        replies=tuple(
            ReplyView(f"{question.id}-{name}", name, label, name == value) for name, label in replies
        ),
        answered=answered,
        right=right,
        why=question.why if answered else "",
        passage=_passage(ledger, question) if answered and not right else (),
    )


def _first(ledger: Ledger) -> Horizon | None:
    return ledger.horizons[0] if ledger.horizons else None


def _number(horizon: Horizon | None, asks: str) -> int | None:
    """The whole number as the ledger shows it."""
    if horizon is None:
        return None
    if asks == "usual_care":
        return None if horizon.usual_care is None else whole(horizon.usual_care.estimate)
    return step(horizon.sham, horizon.acupuncture)


def _word_replies(question: BackQuestion) -> list[tuple[str, str]]:
    return [(choice.id, choice.label) for choice in question.choices]


def _number_replies(ledger: Ledger, question: BackQuestion) -> list[tuple[str, str]]:
    """The right number among other numbers of the same answer, filled up from the file, in order of size."""
    right = _number(_first(ledger), question.asks)
    offered = [] if right is None else [right]
    for number in (*_others(_first(ledger)), *question.fill_up):
        if len(offered) < 3 and all(abs(number - other) >= APART for other in offered):
            offered.append(number)
    told = [(str(number), _("About %(count)d of 100") % {"count": number}) for number in sorted(offered)]
    return [*told, (NOT_KNOWN, _("That is not known"))]


def _others(horizon: Horizon | None) -> list[int]:
    if horizon is None:
        return []
    counts = (horizon.acupuncture, horizon.usual_care, horizon.sham)
    added = step(horizon.usual_care, horizon.acupuncture)
    return [*([] if added is None else [added]), *(whole(count.estimate) for count in counts if count)]


def _passage(ledger: Ledger, question: BackQuestion) -> tuple[str, ...]:
    """The words of the ledger again, as they stand in the answer."""
    horizon = _first(ledger)
    if not question.asks:
        return (_("These are groups of people in trials; nobody can say which of the figures would be you."),)
    if horizon is None:
        return (ledger.headline,)
    return horizon_view(horizon, interval_level=ledger.interval_level).sentences
