"""One screen of the check as a form. It checks shape only; what an answer means is decided elsewhere."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from deqi.safety import Question, Screen
from deqi.web.ask.replies import SKIPPED, Value

PLAIN_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")
"""Digits alone: ``float`` would also read ``1_0``, ``1e1`` and ``inf``, which nobody means."""

NOT_SURE = "not-sure"
"""How the form writes a choice whose value is ``None``."""


class ScreenForm(forms.Form):
    """A field for each question of the screen; every one may be left empty."""

    def __init__(self, screen: Screen, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="%s")
        self.screen = screen
        for question in screen.questions:
            self.fields[question.field] = _field(question)

    def replies(self) -> dict[str, Value]:
        """Field to value. Only after ``is_valid()``.

        A warning sign that was shown and left empty is "not sure", and kept as such; anything else that was
        left empty is ``SKIPPED``: not told.
        """
        return {question.field: self._reply(question) for question in self.screen.questions}

    def _reply(self, question: Question) -> Value:
        value: Value = self.cleaned_data[question.field]
        return "unknown" if value == SKIPPED and question.unknown_when_blank else value


def _field(question: Question) -> forms.Field:
    return NumberField(question) if question.kind == "number" else ChoiceField(question)


class OneReply(forms.Widget):
    """What was sent for a question: a list when it was sent more than once, so that none wins unseen."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:  # noqa: ARG002 - Django's signature
        """The text, the list of texts, or ``None``."""
        sent = data.getlist(name) if isinstance(data, MultiValueDict) else [data.get(name)]
        return sent if len(sent) > 1 else next(iter(sent), None)


class NumberField(forms.Field):
    """A number as people write it: 6.5 or 6,5, within what the question allows."""

    widget = OneReply

    def __init__(self, question: Question) -> None:
        super().__init__(required=False)
        self.question = question

    def to_python(self, value: Any) -> object:
        """The number, or ``SKIPPED`` when the box was left empty."""
        text = value.strip() if isinstance(value, str) else value
        if not text:
            return SKIPPED
        if not isinstance(text, str) or not PLAIN_NUMBER.fullmatch(text):
            raise ValidationError(
                _("Write a number, for example %(example)s, or leave it empty.")
                % {"example": self._example()}
            )
        return self._within(float(text.replace(",", ".")))

    def _within(self, number: float) -> float:
        low, high = self.question.low, self.question.high
        if (low is not None and not low <= number) or (high is not None and not number <= high):
            raise ValidationError(
                _("Write a number from %(low)s to %(high)s, or leave it empty.")
                % {"low": f"{low or 0:g}", "high": f"{high or 0:g}"}
            )
        return int(number) if number.is_integer() else number

    def _example(self) -> str:
        low, high = self.question.low or 0, self.question.high or 100
        return f"{int(low + (high - low) * 0.4)}"


class ChoiceField(forms.Field):
    """One of the offered replies."""

    widget = OneReply

    def __init__(self, question: Question) -> None:
        super().__init__(required=False)
        self.offered = {wire(value): value for _label, value in offered(question)}

    def to_python(self, value: Any) -> object:
        """The chosen value (``None`` for "not sure"), or ``SKIPPED``."""
        if not value:
            return SKIPPED
        if not isinstance(value, str) or value not in self.offered:
            raise ValidationError(_("Choose one of the answers shown."))
        return self.offered[value]


def offered(question: Question) -> list[tuple[str, Value]]:
    """Label and value of each reply that this question offers."""
    if question.kind == "reply":
        return [(_("Yes"), "yes"), (_("No"), "no"), (_("Not sure"), "unknown")]
    return [(choice.label, choice.value) for choice in question.choices]


def wire(value: Value) -> str:
    """A value as the form sends it."""
    if value is None:
        return NOT_SURE
    return f"{value:g}" if isinstance(value, int | float) else value
