"""The controls of the diary's forms: few, large, and plain in what they accept."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deqi.web.ask.forms import PLAIN_NUMBER
from deqi.web.diary.questions import Item, Kind

LONGEST_NOTE = 2000
LONGEST_LINE = 120
EARLIEST = date(2000, 1, 1)


class ScaleField(forms.TypedChoiceField):
    """A number of a scale, or nothing. ``layout`` tells the template how to draw it."""

    widget = forms.RadioSelect

    def __init__(self, item: Item) -> None:
        steps = range(item.low, item.high + 1)
        labels = item.choices or tuple(str(step) for step in steps)
        super().__init__(
            choices=list(zip([str(step) for step in steps], labels, strict=True)),
            coerce=int,
            empty_value=None,
            required=False,
            label=item.text,
        )
        self.item = item
        self.layout = "list" if item.choices else "scale"
        self.error_messages["invalid_choice"] = (
            _("“%(value)s” is not on the scale. Choose a number from %(low)d to %(high)d, or none.")
            .replace("%(low)d", str(item.low))
            .replace("%(high)d", str(item.high))
        )


class ChoicesField(forms.ChoiceField):
    """One of a few words, or nothing."""

    widget = forms.RadioSelect

    def __init__(self, label: str, choices: Iterable[tuple[str, str]], help_text: str = "") -> None:
        super().__init__(label=label, choices=list(choices), required=False, help_text=help_text)
        self.layout = "list"
        self.error_messages["invalid_choice"] = _("“%(value)s” is not one of the answers shown.")


class TicksField(forms.MultipleChoiceField):
    """Any of several things."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str, kinds: Iterable[Kind], help_text: str = "") -> None:
        choices = [(kind.id, kind.label) for kind in kinds]
        super().__init__(label=label, choices=choices, required=False, help_text=help_text)
        self.layout = "ticks"
        self.error_messages["invalid_choice"] = _("“%(value)s” is not one of the answers shown.")


class PickField(forms.ChoiceField):
    """One of several words in a small list, empty at first."""

    widget = forms.Select

    def __init__(self, label: str, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__(label=label, choices=[("", _("none")), *choices], required=False)
        self.layout = "pick"
        self.error_messages["invalid_choice"] = _("“%(value)s” is not one of the answers shown.")


class LineField(forms.CharField):
    """A short text."""

    def __init__(self, label: str, help_text: str = "", longest: int = LONGEST_LINE) -> None:
        super().__init__(label=label, required=False, help_text=help_text, max_length=longest)
        self.layout = "line"
        self.widget.attrs.pop("maxlength", None)  # a browser would cut a pasted text without a word
        self.error_messages["max_length"] = _too_long(longest)


class NoteField(forms.CharField):
    """A longer text."""

    widget = forms.Textarea

    def __init__(self, label: str, help_text: str = "") -> None:
        super().__init__(label=label, required=False, help_text=help_text, max_length=LONGEST_NOTE)
        self.layout = "note"
        self.widget.attrs.pop("maxlength", None)
        self.error_messages["max_length"] = _too_long(LONGEST_NOTE)


class DayField(forms.DateField):
    """A day, as browsers send it or as people write it; never in the future unless it is a plan."""

    widget = forms.DateInput

    def __init__(self, label: str, help_text: str = "", *, needed: bool = False, ahead: bool = False) -> None:
        super().__init__(
            label=label,
            required=needed,
            help_text=help_text,
            input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        self.ahead = ahead
        self.layout = "day"
        self.error_messages["invalid"] = _("Write a day like 2026-11-30.")
        self.error_messages["required"] = _("Choose the day.")

    def clean(self, value: Any) -> date | None:
        """The day. Raises ``ValidationError`` for one that cannot be."""
        day: date | None = super().clean(value)
        today = timezone.localdate()
        if day is None:
            return None
        if not self.ahead and day > today:
            raise ValidationError(
                _("%(day)s is in the future. Write what has happened, up to today.")
                % {"day": date_format(day, "j F Y")}
            )
        if day < EARLIEST or day.year > today.year + 2:
            raise ValidationError(_("%(day)s is too far away.") % {"day": date_format(day, "j F Y")})
        return day


class NumberField(forms.Field):
    """A plain number between two limits, whole or with decimals, or nothing."""

    widget = forms.TextInput

    def __init__(
        self, label: str, limits: tuple[float, float], help_text: str = "", *, whole: bool = True
    ) -> None:
        super().__init__(label=label, required=False, help_text=help_text)
        self.low, self.high = limits
        self.whole = whole
        self.layout = "number"

    def to_python(self, value: Any) -> float | int | None:
        """The number. Raises ``ValidationError`` for a text that is none, or a number outside the limits."""
        text = str(value or "").strip()
        if not text:
            return None
        number = float(text.replace(",", ".")) if PLAIN_NUMBER.fullmatch(text) and len(text) < 12 else None
        fits = number is not None and self.low <= number <= self.high
        if number is None or not fits or (self.whole and not number.is_integer()):
            raise ValidationError(
                _("“%(text)s” cannot be used. Write a number from %(low)g to %(high)g, or leave it empty.")
                % {"text": text[:40], "low": self.low, "high": self.high}
            )
        return int(number) if number.is_integer() else number


def told(cleaned: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The values of these fields that were filled in."""
    return {name: cleaned[name] for name in names if cleaned.get(name) not in (None, "", [])}


def _too_long(longest: int) -> str:
    return _(
        "This text has %(show_value)d characters, and {longest} fit. "
        "Shorten it; nothing you wrote was thrown away."
    ).replace("{longest}", str(longest))
