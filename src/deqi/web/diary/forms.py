"""What the owner writes. Forms check shape; what it means is decided elsewhere."""

import re
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deqi.web.diary import questions
from deqi.web.diary.book import Book
from deqi.web.diary.fields import (
    ChoicesField,
    DayField,
    LineField,
    NoteField,
    NumberField,
    PickField,
    ScaleField,
    TicksField,
    told,
)
from deqi.web.diary.presenters.signs import EVENT, STILL

MARK = re.compile("[0-9a-f]{32}")
PAYER_ASKS = ("systemic_cause", "after_surgery", "pregnant", "beyond_knee", "documented", "qualified")


def yes_no() -> list[tuple[str, str]]:
    """The two replies; leaving both open is the third."""
    return [("yes", _("Yes")), ("no", _("No"))]


def severities() -> list[tuple[str, str]]:
    """How bad an unwanted effect was, in the person's own view."""
    return [
        ("mild", _("mild: I noticed it")),
        ("moderate", _("moderate: it got in my way")),
        ("severe", _("severe: I could not go on")),
    ]


class DiaryForm(forms.Form):
    """Common parts: which version this follows."""

    after = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id="%s")

    def document(self) -> dict[str, Any]:
        """What is stored. Only after ``is_valid()``."""
        raise NotImplementedError


class WeekForm(DiaryForm):
    """One week in two minutes."""

    def __init__(
        self,
        book: Book,
        today: date,
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial)
        self.book = book
        newest = book.week_of(today)
        self.fields["week"] = PickField(
            _("Which week?"), [(str(week), _week_name(book, week, newest)) for week in range(newest, -1, -1)]
        )
        self.fields["week"].required = True
        self.first, self.more = questions.weekly_items(book.activities, begun=bool(book.visits))
        for item in self._asked:
            self.fields[item.id] = ScaleField(item)
        self.fields["findings"] = TicksField(
            _("Is any of this new or worse since your last entry?"), questions.warning_signs()
        )
        self.standing = [
            kind for kind in questions.warning_signs() if kind.id in _standing(book, initial or data)
        ]
        for kind in self.standing:
            self.fields[f"{STILL}{kind.id}"] = ChoicesField(
                kind.label, yes_no(), _("You said yes to this before. Is it still so?")
            )
        self.fields["other_care"] = TicksField(
            _("Other care for your back this week"), questions.care_kinds()
        )
        self.fields["medicines"] = LineField(
            _("Medicine for your back"), _("Its name and how much, if you like.")
        )
        self.fields["note"] = NoteField(_("Anything else worth keeping"))
        _event_fields(self)

    def scales(self) -> list[forms.BoundField]:
        """The weekly questions that stand open, for the template."""
        return [self[item.id] for item in self.first]

    def still(self) -> list[forms.BoundField]:
        """Signs that were told before, asked again, for the template."""
        return [self[f"{STILL}{kind.id}"] for kind in self.standing]

    def folded(self) -> list[forms.BoundField]:
        """Those that are folded, for the template."""
        return [self[item.id] for item in self.more]

    @property
    def _asked(self) -> tuple[questions.Item, ...]:
        return (*self.first, *self.more)

    def clean(self) -> dict[str, Any]:
        """At least one thing must be told."""
        cleaned = super().clean() or {}
        if not self.errors and not self._told(cleaned):
            raise ValidationError(_("Nothing is filled in yet. One answer is enough."))
        return cleaned

    def document(self) -> dict[str, Any]:
        """The week as it is stored. Only after ``is_valid()``."""
        day = self.book.due(int(self.cleaned_data["week"]))
        return {"day": day.isoformat(), **self._told(self.cleaned_data)}

    def _told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        scores = told(cleaned, (item.id for item in self._asked))
        events = _events(cleaned)
        return {
            **({"scores": scores} if scores else {}),
            **({"events": events} if events else {}),
            **({"findings": findings} if (findings := self._findings(cleaned)) else {}),
            **told(cleaned, ("other_care", "medicines", "note")),
        }

    def _findings(self, cleaned: Mapping[str, Any]) -> dict[str, str]:
        asked = {kind.id: cleaned.get(f"{STILL}{kind.id}") for kind in self.standing}
        again = {id_: reply for id_, reply in asked.items() if reply}
        return {**again, **dict.fromkeys(cleaned.get("findings") or (), "yes")}

    @staticmethod
    def filled_from(document: Mapping[str, Any]) -> dict[str, Any]:
        """A stored week as the form shows it."""
        plain = {name: document[name] for name in ("other_care", "medicines", "note") if name in document}
        told_signs = document.get("findings", {})
        plain["findings"] = [id_ for id_, reply in told_signs.items() if reply == "yes"]
        plain |= {f"{STILL}{id_}": reply for id_, reply in told_signs.items()}
        return {**document.get("scores", {}), **plain, **_events_filled(document)}


class VisitForm(DiaryForm):
    """One visit."""

    mark = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial)
        self.fields["day"] = DayField(_("Day of the visit"), needed=True)
        self.fields["who"] = LineField(_("Who treated you"))
        self.fields["points"] = LineField(
            _("Points, if you know them"), _("For example BL23, BL40. Leave it empty if nobody told you.")
        )
        self.fields["felt"] = NoteField(_("What you felt, during and after"))
        _event_fields(self)
        self.fields["minutes"] = NumberField(_("Minutes with the needles in"), (1, 240))
        self.fields["needles"] = NumberField(_("Number of needles"), (0, 200))
        self.fields["electrical"] = ChoicesField(_("Was electric current used on the needles?"), yes_no())
        self.fields["price"] = NumberField(_("What you paid yourself"), (0, 100_000), whole=False)

    def clean_mark(self) -> str:
        """The mark of this visit, so that a form sent twice notes one visit."""
        mark = str(self.cleaned_data["mark"] or "")
        return mark if MARK.fullmatch(mark) else secrets.token_hex(16)

    def document(self) -> dict[str, Any]:
        """The visit as it is stored. Only after ``is_valid()``."""
        cleaned = self.cleaned_data
        events = _events(cleaned)
        names = ("who", "points", "felt", "minutes", "needles", "electrical", "price")
        return {
            "day": cleaned["day"].isoformat(),
            **told(cleaned, names),
            **({"events": events} if events else {}),
        }

    @staticmethod
    def filled_from(document: Mapping[str, Any]) -> dict[str, Any]:
        """A stored visit as the form shows it."""
        return {
            **{name: value for name, value in document.items() if name != "events"},
            **_events_filled(document),
        }


class PlanForm(DiaryForm):
    """What the owner wants to follow. Everything may stay empty."""

    NUMBERS = ("visits", "weeks", "price", "age", "pain_weeks")
    REPLIES = ("leg_pain", *PAYER_ASKS)

    def __init__(
        self, data: Mapping[str, Any] | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial)
        for number, example in enumerate((_("for example: tying my shoes"), "", ""), start=1):
            self.fields[f"activity_{number}"] = LineField(
                _("Something that your back makes hard (%(number)d)") % {"number": number},
                example,
                longest=60,
            )
        self.fields["start"] = DayField(_("Day of your first visit, past or planned"), ahead=True)
        self.fields["visits"] = NumberField(_("How many visits are planned"), (1, 200))
        self.fields["weeks"] = NumberField(_("Over how many weeks"), (1, 104))
        self.fields["price"] = NumberField(_("What one visit costs you"), (0, 100_000), whole=False)
        self.fields["currency"] = LineField(_("In which currency"), _("for example EUR"), longest=12)
        self.fields["age"] = NumberField(_("Your age"), (0, 120))
        self.fields["pain_weeks"] = NumberField(_("For how many weeks have you had this pain?"), (0, 5200))
        labels = {
            "leg_pain": _("Does the pain run down a leg?"),
            "systemic_cause": _("Is there an illness behind it, such as cancer, inflammation or infection?"),
            "after_surgery": _("Does it have to do with an operation?"),
            "pregnant": _("Are you pregnant?"),
            "beyond_knee": _("Does it run below the knee, or follow one nerve?"),
            "documented": _("Has a doctor written down that you have had this pain for months?"),
            "qualified": _("Does your payer accept the person who treats you?"),
        }
        self.fields["payer"] = PickField(_("Whose rule shall be checked?"), questions.payers())
        for name in self.REPLIES:
            self.fields[name] = ChoicesField(labels[name], yes_no())

    def document(self) -> dict[str, Any]:
        """The plan as it is stored. Only after ``is_valid()``."""
        cleaned = self.cleaned_data
        activities = [cleaned[f"activity_{n}"] for n in (1, 2, 3) if cleaned[f"activity_{n}"]]
        start = cleaned["start"]
        return {
            **({"activities": activities} if activities else {}),
            **({"start": start.isoformat()} if start else {}),
            **told(cleaned, (*self.NUMBERS, "currency", "payer", *self.REPLIES)),
        }

    def asked_by_payers(self) -> list[forms.BoundField]:
        """What a payer's rule needs to know, for the template."""
        return [self[name] for name in ("payer", *PAYER_ASKS)]

    @staticmethod
    def filled_from(document: Mapping[str, Any]) -> dict[str, Any]:
        """A stored plan as the form shows it."""
        named = enumerate(document.get("activities", ()), start=1)
        return {**document, **{f"activity_{n}": activity for n, activity in named}}


class ChoicesForm(forms.Form):
    """What the owner lets others have."""

    counts_for_calibration = forms.BooleanField(required=False)
    shared_with_practitioner = forms.BooleanField(required=False)
    practitioner_reference = forms.CharField(required=False, max_length=200)


class ReaderForm(forms.Form):
    """A link for somebody who may read."""

    label = forms.CharField(required=False, max_length=80)


def _standing(book: Book, told_now: Mapping[str, Any] | None) -> set[str]:
    """Signs whose newest reply in an earlier week is yes."""
    chosen = str((told_now or {}).get("week") or "")
    week = int(chosen) if chosen.isdecimal() and len(chosen) < 6 else book.week_of(timezone.localdate())
    newest: dict[str, str] = {}
    for number, note in book.weeks.items():
        if number < week:
            newest.update(note.document.get("findings", {}))
    return {id_ for id_, reply in newest.items() if reply == "yes"}


def _week_name(book: Book, week: int, newest: int) -> str:
    name = _("the week to %(day)s") % {"day": date_format(book.due(week), "j F")}
    if week == newest:
        name = _("now: the past 7 days")
    return f"{name} ✓" if week in book.weeks else name


def _event_fields(form: forms.Form) -> None:
    for kind in questions.event_kinds():
        form.fields[f"{EVENT}{kind.id}"] = PickField(kind.label, severities())
    form.fields["needed_care"] = ChoicesField(_("Did any of it need a doctor?"), yes_no())


def _events(cleaned: Mapping[str, Any]) -> list[dict[str, str]]:
    needed = {"needed_care": cleaned["needed_care"]} if cleaned.get("needed_care") else {}
    return [
        {"kind": name.removeprefix(EVENT), "severity": value, **needed}
        for name, value in cleaned.items()
        if name.startswith(EVENT) and value
    ]


def _events_filled(document: Mapping[str, Any]) -> dict[str, Any]:
    events = document.get("events", ())
    needed = next((event["needed_care"] for event in events if event.get("needed_care")), "")
    return {"needed_care": needed, **{f"{EVENT}{event['kind']}": event["severity"] for event in events}}
