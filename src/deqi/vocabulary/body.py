"""A person's measures, as far as they were taken. A measure that was not taken stays ``None``."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from deqi.vocabulary.errors import InputError
from deqi.vocabulary.person import Limit, Sex


class Side(Enum):
    """Which side of the body, seen by its owner."""

    LEFT = "left"
    RIGHT = "right"
    MIDLINE = "midline"


class InputTier(Enum):
    """How much was measured, which decides how sure a height on the body can be."""

    BASIC = "height and weight"
    INSEAM = "inseam"
    MARKS = "marks on the back"


BODY_LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        "age_years": Limit(18, 100, "years", "the body is drawn for adults"),
        "height_cm": Limit(140, 210, "cm", "further out there are too few measured people to go by"),
        "weight_kg": Limit(30, 220, "kg", "further out there are too few measured people to go by"),
        "inseam_cm": Limit(50, 115, "cm", "from the crotch to the floor, without shoes"),
        "waist_cm": Limit(45, 190, "cm", "around the belly at the height of the navel"),
        "sitting_height_cm": Limit(65, 115, "cm", "from the seat to the top of the head"),
        "c7_height_cm": Limit(105, 190, "cm", "from the floor to the knob at the root of the neck"),
        "iliac_crest_height_cm": Limit(70, 140, "cm", "from the floor to the top of the hip bone"),
    }
)
"""The range that each measure may take."""

BMI_LIMIT = Limit(14, 50, "kg/m2", "further out the drawn body would be a guess")
SHARES: Mapping[str, Limit] = MappingProxyType(
    {
        "inseam_cm": Limit(0.38, 0.56, "of the height", "nobody's legs are shorter or longer than that"),
        "waist_cm": Limit(0.3, 1.1, "of the height", "a tape around the belly does not read less or more"),
        "sitting_height_cm": Limit(0.44, 0.62, "of the height", "nobody's trunk and head are outside that"),
        "c7_height_cm": Limit(0.78, 0.92, "of the height", "the root of the neck lies in between"),
        "iliac_crest_height_cm": Limit(
            0.52, 0.70, "of the height", "the top of the hip bone lies in between"
        ),
    }
)
"""The share of the height that a measure can be: wide enough for everybody, too narrow for a wrong unit."""

CM_A_FOOT, CM_AN_INCH, KG_A_POUND = 30.48, 2.54, 0.45359237


@dataclass(frozen=True, kw_only=True)
class Measures:
    """One adult's measures; lengths in cm, standing upright without shoes, mass in kg.

    ``inseam_cm`` is the height of the crotch, ``waist_cm`` the girth at the navel, ``sitting_height_cm``
    reaches from the seat to the top of the head. ``c7_height_cm`` and ``iliac_crest_height_cm`` are marks
    that a practitioner felt and measured from the floor. Raises ``InputError`` for what cannot be: a wrong
    unit, a value outside ``BODY_LIMITS``, ``BMI_LIMIT`` or ``SHARES``, or marks in impossible order.
    """

    sex: Sex
    age_years: float
    height_cm: float
    weight_kg: float
    inseam_cm: float | None = None
    waist_cm: float | None = None
    sitting_height_cm: float | None = None
    c7_height_cm: float | None = None
    iliac_crest_height_cm: float | None = None

    def __post_init__(self) -> None:
        if self.sex not in (Sex.FEMALE, Sex.MALE):
            raise InputError(
                what="The body is drawn from measured women and measured men.",
                rule="sex must be female or male here: it chooses which survey is used, and no more.",
                next_step="Choose the one whose build is nearer to yours. Measured marks matter more.",
                where="sex",
            )
        for name, limit in BODY_LIMITS.items():
            value = getattr(self, name)
            if value is not None and not (_is_number(value) and limit.low <= value <= limit.high):
                raise InputError(
                    what=f"{value} is outside what {name} can be.",
                    rule=f"It must be from {limit.low:g} to {limit.high:g} {limit.unit}: {limit.why}.",
                    next_step=_hint(name, value, limit),
                    where=name,
                )
        for fault in (*self._body_mass(), *self._shares(), *self._order()):
            raise fault

    @property
    def bmi(self) -> float:
        """Body mass index in kg/m2."""
        return self.weight_kg / (self.height_cm / 100) ** 2

    @property
    def tier(self) -> InputTier:
        """The best tier that these measures reach; marks need both C7 and the iliac crest."""
        if self.c7_height_cm is not None and self.iliac_crest_height_cm is not None:
            return InputTier.MARKS
        return InputTier.BASIC if self.inseam_cm is None else InputTier.INSEAM

    def _body_mass(self) -> Iterator[InputError]:
        if BMI_LIMIT.low <= self.bmi <= BMI_LIMIT.high:
            return
        pounds = self.bmi * KG_A_POUND
        looks = "The weight looks like pounds: " if 18 <= pounds <= 35 and self.bmi > BMI_LIMIT.high else ""
        kilos = f"{self.weight_kg:g} pounds are {self.weight_kg * KG_A_POUND:.1f} kg. " if looks else ""
        yield InputError(
            what=f"{self.weight_kg:g} kg at {self.height_cm:g} cm is a body mass index of {self.bmi:.1f}.",
            rule=f"Bodies are drawn from {BMI_LIMIT.low:g} to {BMI_LIMIT.high:g} {BMI_LIMIT.unit}: "
            f"{BMI_LIMIT.why}.",
            next_step=f"{looks}{kilos}Check both figures and their units.",
            where="weight_kg",
        )

    def _shares(self) -> Iterator[InputError]:
        for name, limit in SHARES.items():
            value = getattr(self, name)
            if value is not None and not limit.low <= value / self.height_cm <= limit.high:
                low, high = limit.low * self.height_cm, limit.high * self.height_cm
                yield InputError(
                    what=f"{name} {value:g} does not go with a height of {self.height_cm:g} cm.",
                    rule=f"At that height it must be from {low:.0f} to {high:.0f} cm: {limit.why}.",
                    next_step="Measure it again, standing straight, or leave it out.",
                    where=name,
                )

    def _order(self) -> Iterator[InputError]:
        steps = (
            ("inseam_cm", "iliac_crest_height_cm", 8, "the top of the hip bone is above the crotch"),
            ("iliac_crest_height_cm", "c7_height_cm", 30, "the root of the neck is above the hip bone"),
            ("inseam_cm", "c7_height_cm", 45, "the root of the neck is above the crotch"),
        )
        for lower, upper, gap, why in steps:
            low, high = getattr(self, lower), getattr(self, upper)
            if low is not None and high is not None and high - low < gap:
                yield InputError(
                    what=f"{upper} {high:g} is not far enough above {lower} {low:g}.",
                    rule=f"It must be at least {gap} cm more: {why}.",
                    next_step="Check which figure belongs to which place, and measure both from the floor.",
                    where=upper,
                )
        if self.sitting_height_cm is not None and self.inseam_cm is not None:
            whole = self.sitting_height_cm + self.inseam_cm
            if abs(whole - self.height_cm) > 0.09 * self.height_cm:
                yield InputError(
                    what=f"Sitting height {self.sitting_height_cm:g} and inseam {self.inseam_cm:g} "
                    f"make {whole:g} cm.",
                    rule=f"Together they must be near the height, {self.height_cm:g} cm.",
                    next_step="Measure both again, or leave one of them out.",
                    where="sitting_height_cm",
                )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _hint(name: str, value: object, limit: Limit) -> str:
    """What to do about a value out of range; names the unit that it seems to be in."""
    if not _is_number(value) or not isinstance(value, (int, float)):
        return "Give a plain number, or leave it out if it was not measured."
    if name == "weight_kg" and limit.high < value <= limit.high / KG_A_POUND:
        return f"It looks like pounds: that would be {value * KG_A_POUND:.1f} kg."
    if name.endswith("_cm"):
        for unit, factor in (
            ("metres", 100.0),
            ("feet", CM_A_FOOT),
            ("inches", CM_AN_INCH),
            ("millimetres", 0.1),
        ):
            centimetres = value * factor
            if limit.low <= centimetres <= limit.high:
                return _unit_hint(value, unit, centimetres)
    return "Check the figure and its unit."


def _unit_hint(value: float, unit: str, centimetres: float) -> str:
    if unit == "feet":
        whole = int(value)
        inches = round((value - whole) * 10)
        read = f" If you mean {whole} feet {inches} inches, that is {whole * 30.48 + inches * 2.54:.0f} cm."
        return f"It looks like feet: {value:g} feet are {centimetres:.0f} cm.{read}"
    return f"It looks like {unit}: that would be {centimetres:.1f} cm."
