"""A screen of the check, with what was answered and what could not be used."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.safety import Question, Screen
from deqi.web.ask.forms import ScreenForm, offered, wire
from deqi.web.ask.replies import Replies


@dataclass(frozen=True)
class OptionView:
    """One reply to choose."""

    id: str
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class QuestionView:
    """A question ready to place.

    ``layout`` is ``number``, ``row`` (short replies), ``list`` or ``scale`` (0 to 10).
    """

    id: str
    name: str
    text: str
    help: str
    layout: str
    value: str
    unit: str
    low: float | None
    high: float | None
    options: tuple[OptionView, ...]
    error: str

    @property
    def described_by(self) -> str:
        """Ids of the help and the error, for assistive technology."""
        return " ".join(
            [*([f"{self.id}-help"] if self.help else []), *([f"{self.id}-error"] if self.error else [])]
        )

    @property
    def first(self) -> str:
        """The id of the control that an error links to."""
        return self.options[0].id if self.options else self.id


@dataclass(frozen=True)
class ScreenView:
    """A screen ready to place."""

    id: str
    title: str
    lead: str
    progress: str
    questions: tuple[QuestionView, ...]

    @property
    def errors(self) -> tuple[QuestionView, ...]:
        """The questions whose answer could not be used."""
        return tuple(question for question in self.questions if question.error)


def screen_view(screen: Screen, form: ScreenForm, given: Replies, *, number: int, about: int) -> ScreenView:
    """Words, ids and chosen replies for one screen."""
    return ScreenView(
        id=screen.id,
        title=screen.title,
        lead=screen.lead,
        progress=_("Screen %(number)d, about %(about)d in all") % {"number": number, "about": about},
        questions=tuple(_question(question, form, given) for question in screen.questions),
    )


def _question(question: Question, form: ScreenForm, given: Replies) -> QuestionView:
    id_ = question.field.replace(".", "-")
    value = _value(question, form, given)
    errors = list(form.errors.get(question.field, ()))
    return QuestionView(
        id=id_,
        name=question.field,
        text=question.text,
        help=question.help,
        layout=_layout(question),
        value=value,
        unit=question.unit,
        low=question.low,
        high=question.high,
        options=tuple(
            OptionView(f"{id_}-{wire(part).replace('.', '-')}", wire(part), label, chosen=wire(part) == value)
            for label, part in _offered(question)
        ),
        error=str(errors[0]) if errors else "",
    )


def _value(question: Question, form: ScreenForm, given: Replies) -> str:
    if form.is_bound:
        return str(form.data.get(question.field, ""))
    return wire(given.values[question.field]) if given.given(question.field) else ""


def is_scale(question: Question) -> bool:
    """Whether this is a 0 to 10 scale, shown as eleven numbered buttons."""
    return question.kind == "number" and (question.low, question.high) == (0, 10)


def _offered(question: Question) -> list[tuple[str, str | float | None]]:
    if is_scale(question):
        return [(str(point), point) for point in range(11)]
    return [] if question.kind == "number" else offered(question)


def _layout(question: Question) -> str:
    if is_scale(question):
        return "scale"
    if question.kind == "number":
        return "number"
    return "row" if question.kind == "reply" else "list"
