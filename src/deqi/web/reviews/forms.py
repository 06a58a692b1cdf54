"""What a reviewer and a practice write."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deqi.answers import trust_tables
from deqi.web.reviews.models import Review


def stars_in_words() -> list[tuple[str, str]]:
    """1 to 5 stars, the most first."""
    return [
        ("5", _("5 stars: very good")),
        ("4", _("4 stars: good")),
        ("3", _("3 stars: in between")),
        ("2", _("2 stars: poor")),
        ("1", _("1 star: very poor")),
    ]


def ties() -> list[tuple[str, str]]:
    """What may lie between a reviewer and the practice."""
    return [
        (Review.NONE, _("No")),
        (Review.WORKS, _("I work there, own part of it, or did so")),
        (Review.FAMILY, _("I am family or a close friend of somebody there")),
        (Review.GIFT, _("I got or was promised something for this review")),
    ]


class ReviewForm(forms.Form):
    """One review. A text that is too long is refused with the text kept."""

    code = forms.CharField(max_length=60, label=gettext_lazy("Your visit code"))
    stars = forms.ChoiceField(label=gettext_lazy("How was it?"), widget=forms.RadioSelect)
    text = forms.CharField(
        required=False, label=gettext_lazy("In your own words, if you like"), widget=forms.Textarea
    )
    tie = forms.ChoiceField(
        label=gettext_lazy("Is there a tie between you and this practice?"), widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="%s")
        self.fields["stars"].choices = stars_in_words()  # type: ignore[attr-defined]
        self.fields["tie"].choices = ties()  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """The text as it was typed, without NUL, which no database keeps."""
        return _not_too_long(self.cleaned_data["text"], trust_tables().reviews.text_most)


class AnswerForm(forms.Form):
    """What the practice says to one review."""

    text = forms.CharField(label=gettext_lazy("Your public answer"), widget=forms.Textarea)

    def clean_text(self) -> str:
        """The text as it was typed."""
        return _not_too_long(self.cleaned_data["text"], trust_tables().reviews.text_most)


def _not_too_long(text: str, most: int) -> str:
    if len(text) > most:
        told = _("This has %(length)d letters; %(most)d fit. Your text stands below: please shorten it.")
        raise ValidationError(told % {"length": len(text), "most": most})
    return text
