"""The form of the measures, ready to place: each field with its value, its unit and its problem."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.web.atlas_pages.forms import IMPERIAL, LENGTHS, LIMBS, METRIC, MeasuresForm, Problem


@dataclass(frozen=True)
class Choice:
    """One of two."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """``only`` hides a field that belongs to the other units; ``low`` to ``high`` is what a slider offers."""

    name: str
    label: str
    unit: str
    value: str
    problem: str = ""
    help: str = ""
    only: str = ""
    other_unit: str = ""
    low: int | None = None
    high: int | None = None
    middle: int | None = None

    @property
    def slider(self) -> str:
        """Where the slider stands: at the value when it is a plain number, else in the middle."""
        value = self.value.replace(",", ".")
        return value if value.replace(".", "", 1).isdigit() else str(self.middle)


@dataclass(frozen=True)
class SexField:
    """The two builds that were surveyed."""

    options: tuple[Choice, ...]
    problem: str


@dataclass(frozen=True)
class FormView:
    """Everything that the template places. ``wrong`` lists the problems with the id of their field."""

    units: tuple[Choice, ...]
    sex: SexField
    pregnant: tuple[Choice, ...]
    fields: tuple[Field, ...]
    more: tuple[Field, ...]
    more_open: bool
    limbs: tuple[Choice, ...]
    wrong: tuple[tuple[str, str, str], ...]


def form_view(form: MeasuresForm, problems: Sequence[Problem] = ()) -> FormView:
    """The form as it was filled in, with what is wrong beside each field."""
    told = {problem.field: problem.words for problem in problems}
    fields = tuple(_field(form, told, row) for row in _rows())
    more = tuple(_field(form, told, row) for row in _more_rows())
    sex = form.values.get("sex", "")
    labels = {field.name: field.label for field in (*fields, *more)} | {"sex": _("Built like most")}
    return FormView(
        units=(
            Choice(METRIC, _("cm and kg"), not form.imperial),
            Choice(IMPERIAL, _("feet and pounds"), form.imperial),
        ),
        sex=SexField(
            (Choice("female", _("women"), sex == "female"), Choice("male", _("men"), sex == "male")),
            told.get("sex", ""),
        ),
        pregnant=tuple(
            Choice(value, label, form.values.get("pregnant") == value)
            for value, label in (("no", _("No")), ("yes", _("Yes")), ("unknown", _("Not sure")))
        ),
        fields=fields,
        more=more,
        more_open=any(form.values.get(name) or name in told for name in LENGTHS),
        limbs=tuple(
            Choice(name, label, bool(form.values.get(name)))
            for name, label in zip(
                LIMBS, (_("left arm"), _("right arm"), _("left leg"), _("right leg")), strict=True
            )
        ),
        wrong=tuple((problem.field, labels.get(problem.field, ""), problem.words) for problem in problems),
    )


Row = tuple[str, str, str, str, str, tuple[int, int, int] | None]


def _rows() -> tuple[Row, ...]:
    """Name, label, unit, whose units, help, and low, middle and high of the slider."""
    return (
        ("age", _("Age"), _("years"), "", "", (18, 45, 95)),
        ("height", _("Height"), "cm", "metric", "", (145, 168, 205)),
        ("feet", _("Height"), _("feet"), "imperial", "", None),
        ("inches", _("and"), _("inches"), "imperial", "", None),
        ("weight", _("Weight"), "kg", "metric", "", (40, 70, 150)),
        ("pounds", _("Weight"), _("pounds"), "imperial", "", (90, 155, 330)),
    )


def _more_rows() -> tuple[Row, ...]:
    return (
        ("inseam", _("Inseam"), "cm", "", _("crotch to floor, no shoes: press a book up and measure"), None),
        ("waist", _("Waist"), "cm", "", _("around the belly, at the navel"), None),
        ("sitting", _("Sitting height"), "cm", "", _("seat to the top of the head"), None),
        ("c7", _("Neck mark"), "cm", "", _("floor to the knob at the root of the neck, standing"), None),
        ("crest", _("Hip bone mark"), "cm", "", _("floor to the top of the hip bone, standing"), None),
    )


def _field(form: MeasuresForm, told: dict[str, str], row: Row) -> Field:
    name, label, unit, only, help_, slider = row
    low, middle, high = slider or (None, None, None)
    return Field(
        name=name,
        label=label,
        unit=unit,
        value=form.values.get(name, ""),
        problem=told.get(name, ""),
        help=help_,
        only=only,
        other_unit=_("inches") if name in LENGTHS else "",
        low=low,
        high=high,
        middle=middle,
    )
