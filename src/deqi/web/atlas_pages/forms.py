"""A person's measures as people write them: centimetres and kilograms, or feet, inches and pounds.

The form reads shape and units only. What a body can be is decided by ``Measures``, whose words are shown
beside the field that they are about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.vocabulary import InputError, Limb, Measures, Reply, Sex

CM_A_FOOT, CM_AN_INCH, KG_A_POUND = 30.48, 2.54, 0.45359237

METRIC, IMPERIAL = "cm", "ft"
UNITS = (METRIC, IMPERIAL)
PLAIN_NUMBER = re.compile(r"[0-9]{1,5}([.,][0-9]{1,4})?")
LENGTHS = {
    "inseam": "inseam_cm",
    "waist": "waist_cm",
    "sitting": "sitting_height_cm",
    "c7": "c7_height_cm",
    "crest": "iliac_crest_height_cm",
}
"""Optional fields, and the measure that each fills; in centimetres or in inches."""
NAMES = ("units", "sex", "pregnant", "age", "height", "feet", "inches", "weight", "pounds", *LENGTHS)
LIMBS = {
    "left-arm": Limb.LEFT_ARM,
    "right-arm": Limb.RIGHT_ARM,
    "left-leg": Limb.LEFT_LEG,
    "right-leg": Limb.RIGHT_LEG,
}
"""Boxes for limbs that swell or have lost lymph nodes."""
LONGEST = 20


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, in words for the person who filled it in."""

    field: str
    words: str


@dataclass(frozen=True)
class MeasuresForm:
    """What was written into each field. ``read`` turns it into measures or into problems."""

    values: Mapping[str, str]

    @classmethod
    def of(cls, sent: Mapping[str, object]) -> "MeasuresForm":
        """The fields that are ours, cut to a length that any number has; of a field sent twice the last."""
        names = (*NAMES, *LIMBS)
        found = {name: str(sent[name]).strip()[:LONGEST] for name in names if sent.get(name) is not None}
        units = found.get("units")
        return cls({**found, "units": units if units in UNITS else METRIC})

    @property
    def imperial(self) -> bool:
        """Whether lengths are in feet and inches and the weight in pounds."""
        return self.values["units"] == IMPERIAL

    @property
    def pregnant(self) -> Reply | None:
        """What was told about pregnancy; ``None`` when nothing was."""
        word = self.values.get("pregnant", "")
        return Reply(word) if word in {reply.value for reply in Reply} else None

    @property
    def limbs(self) -> tuple[Limb, ...]:
        """The limbs that were ticked."""
        return tuple(limb for name, limb in LIMBS.items() if self.values.get(name))

    def read(self) -> tuple[Measures | None, tuple[Problem, ...]]:
        """The measures, or ``None`` and one problem for each field that cannot be used."""
        problems: list[Problem] = []
        numbers = {name: self._number(name, problems) for name in self._needed()}
        extra = {name: self._number(name, problems, needed=False) for name in LENGTHS}
        sex = self._sex(problems)
        if problems or sex is None:
            return None, tuple(problems)
        try:
            return self._measures(sex, numbers, extra), ()
        except InputError as error:
            return None, (Problem(self._field(error.where), self._words(error)),)

    def _needed(self) -> tuple[str, ...]:
        return ("age", "feet", "inches", "pounds") if self.imperial else ("age", "height", "weight")

    def _sex(self, problems: list[Problem]) -> Sex | None:
        try:
            return Sex(self.values.get("sex", ""))
        except ValueError:
            problems.append(Problem("sex", _("Choose one of the two. It chooses which survey is used.")))
            return None

    def _number(self, name: str, problems: list[Problem], *, needed: bool = True) -> float | None:
        text = self.values.get(name, "")
        if not text and name == "inches":
            return 0.0
        if not text:
            if needed:
                problems.append(Problem(name, _("This is needed to draw a body. Write a number.")))
            return None
        if not PLAIN_NUMBER.fullmatch(text):
            problems.append(Problem(name, _("Write a plain number, for example %s.") % _example(name)))
            return None
        number = float(text.replace(",", "."))
        return int(number) if number.is_integer() else number

    def _measures(
        self, sex: Sex, numbers: Mapping[str, float | None], extra: Mapping[str, float | None]
    ) -> Measures:
        told = {name: value for name, value in numbers.items() if value is not None}
        unit = CM_AN_INCH if self.imperial else 1.0
        if self.imperial:
            if told["inches"] >= 12:
                raise InputError(
                    what=_("A foot has 12 inches."),
                    rule=_("The inches beside the feet must be less than 12."),
                    next_step=_("If you know the height in inches alone, divide it by 12 first."),
                    where="inches",
                )
            height = told["feet"] * CM_A_FOOT + told["inches"] * CM_AN_INCH
            weight = told["pounds"] * KG_A_POUND
        else:
            height, weight = told["height"], told["weight"]
        return Measures(
            sex=sex,
            age_years=told["age"],
            height_cm=round(height, 2),
            weight_kg=round(weight, 2),
            **{LENGTHS[name]: round(value * unit, 2) for name, value in extra.items() if value is not None},
        )

    def _field(self, where: str) -> str:
        """The field of this form that fills the measure."""
        if self.imperial and where in {"height_cm", "weight_kg"}:
            return {"height_cm": "feet", "weight_kg": "pounds"}[where]
        back = {measure: field for field, measure in LENGTHS.items()}
        return back.get(where, where.removesuffix("_cm").removesuffix("_kg").removesuffix("_years"))

    def _words(self, error: InputError) -> str:
        """The error without the names that only programs use."""
        words = f"{error.what} {error.rule} {error.next_step}"
        for measure, name in measure_words().items():
            words = words.replace(measure, name)
        if self.imperial and error.where != "inches":
            words += " " + _("All lengths here are given in cm: 1 inch is 2.54 cm, 1 pound is 0.454 kg.")
        return words[:1].upper() + words[1:]


def measure_words() -> dict[str, str]:
    """How the measures are called on the page."""
    return {
        "iliac_crest_height_cm": _("the top of the hip bone"),
        "sitting_height_cm": _("the sitting height"),
        "c7_height_cm": _("the neck mark"),
        "inseam_cm": _("the inseam"),
        "waist_cm": _("the waist"),
        "height_cm": _("the height"),
        "weight_kg": _("the weight"),
        "age_years": _("the age"),
    }


def _example(name: str) -> str:
    return {
        "age": "45",
        "feet": "5",
        "inches": "6",
        "height": "168",
        "weight": "72",
        "pounds": "160",
    }.get(name, "80")
