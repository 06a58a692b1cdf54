"""Forms for one trial and for one result, made from the schemas of the tables."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deqi.answers import default_tables
from deqi.curate import RESULT_COLUMNS, TRIAL_COLUMNS, Entry, Fault, entry_faults
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import ReviewState
from deqi.web.curation.models import Study

SCHEMAS = DATA_ROOT / "schemas"
LABELS = {
    "title": _("Title of the paper"),
    "year": _("Year"),
    "country": _("Country"),
    "n_randomised": _("People randomised"),
    "group": _("Who was studied"),
    "condition": _("Condition, as the paper says it"),
    "modality": _("What was done"),
    "design": _("Design"),
    "sessions": _("Sessions"),
    "sham": _("Kind of sham"),
    "doi": _("DOI"),
    "pmid": _("PMID"),
    "registration": _("Registration"),
    "risk_of_bias": _("Risk of bias, and who says so"),
    "source_location": _("Where in the source this stands"),
    "review": _("Did you see it there yourself?"),
    "arm": _("Arm, short"),
    "arm_label": _("Arm, as the paper calls it"),
    "role": _("What the arm was"),
    "n": _("People in this arm"),
    "n_counts": _("Are these people randomised?"),
    "outcome": _("Outcome"),
    "instrument": _("Questionnaire or scale"),
    "scale_min": _("Lowest value of the scale"),
    "scale_max": _("Highest value of the scale"),
    "higher_is_better": _("Is higher better?"),
    "weeks": _("Weeks since randomisation"),
    "weeks_approximate": _("Is the week approximate?"),
    "statistic": _("Kind of number"),
    "value": _("The number"),
    "sd": _("Standard deviation"),
    "ci_low": _("Lower end of the interval"),
    "ci_high": _("Upper end of the interval"),
    "se": _("Standard error"),
    "sd_derived": _("Standard deviation that you worked out"),
    "computed": _("Was the number itself worked out?"),
}


class CellsForm(forms.Form):
    """One row of a table, cell by cell. Empty is allowed where a table may say "not known"."""

    table = ""
    columns: tuple[str, ...] = ()

    def __init__(
        self, data: Mapping[str, Any] | None = None, initial: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id="cell-%s")
        rules = _rules(self.table)
        for column in self.columns:
            self.fields[column] = _field(column, rules[column])

    def clean(self) -> dict[str, Any]:
        """Hold the cells against the schema of the table, and name each that does not fit."""
        cells: dict[str, Any] = super().clean() or {}
        for fault in self._faults(cells):
            column = fault.where.rsplit(".", maxsplit=1)[-1]
            if column in self.fields:
                self.add_error(column, ValidationError(fault.message))
        return cells

    def cells(self) -> dict[str, str]:
        """The cells as text. Only after ``is_valid()``."""
        return {column: self.cleaned_data[column] for column in self.columns}

    def _faults(self, cells: Mapping[str, Any]) -> tuple[Fault, ...]:
        raise NotImplementedError


class TrialForm(CellsForm):
    """The row of ``trials.csv``."""

    table, columns = "trials", TRIAL_COLUMNS

    def _faults(self, cells: Mapping[str, Any]) -> tuple[Fault, ...]:
        return entry_faults(Entry.from_document({"trial": cells}), SCHEMAS)


class ResultForm(CellsForm):
    """One row of ``results.csv``."""

    table, columns = "results", RESULT_COLUMNS

    def _faults(self, cells: Mapping[str, Any]) -> tuple[Fault, ...]:
        faults = entry_faults(Entry({}, Entry.from_document({"results": [cells]}).results), SCHEMAS)
        return tuple(fault for fault in faults if fault.where.startswith("results"))


class StudyForm(forms.Form):
    """Open a trial: its id in the tables, and the source that was read."""

    study_id = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=80,
        label=_("Id of the trial"),
        help_text=_("First author and year, in small letters: haake-2007."),
    )
    source_id = forms.SlugField(
        max_length=80,
        label=_("Id of the source"),
        help_text=_("It must stand in sources.csv already."),
    )

    def clean_study_id(self) -> str:
        """An id that neither the tables nor another study has."""
        study_id: str = self.cleaned_data["study_id"]
        taken = (
            study_id in default_tables().evidence.trials or Study.objects.filter(study_id=study_id).exists()
        )
        if taken:
            raise ValidationError(gettext("This trial is there already."))
        return study_id

    def clean_source_id(self) -> str:
        """A source that somebody has looked up."""
        source_id: str = self.cleaned_data["source_id"]
        source = default_tables().evidence.sources.get(source_id)
        if source is None or source.review is ReviewState.UNCHECKED:
            raise ValidationError(gettext("No checked source with this id stands in sources.csv."))
        return source_id


@cache
def _rules(table: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{table}.json").read_text(encoding="utf-8"))
    properties: dict[str, Any] = schema["properties"]
    return properties


def _field(column: str, rule: Mapping[str, Any]) -> forms.Field:
    label = LABELS[column]
    offered = [word for word in rule.get("enum", ()) if word is not None]
    if "boolean" in rule.get("type", ""):
        offered = ["yes", "no"]
    if offered:
        choices = [("", _("not known")), *((word, word) for word in offered)]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    return forms.CharField(label=label, required=False, max_length=1000)
