"""How sides, handling and review states read."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from deqi.vocabulary import Handling, InputTier, PlacedPoint, ReviewState, Side


def side_words(side: Side) -> str:
    """Left, right, or on the midline."""
    return {Side.LEFT: _("left"), Side.RIGHT: _("right"), Side.MIDLINE: _("on the midline")}[side]


def sides_words(sides: Iterable[Side]) -> str:
    """Which sides are meant."""
    held = set(sides)
    if Side.MIDLINE in held:
        return _("on the midline")
    if held == {Side.LEFT, Side.RIGHT}:
        return _("both sides")
    return _("left side only") if Side.LEFT in held else _("right side only")


def handling_words(handling: Handling) -> str:
    """What may be done at the point by anybody at all."""
    return {
        Handling.PRESS: _("a thumb can press it"),
        Handling.NEEDLE: _("needled only"),
        Handling.LEAVE: _("neither pressed nor needled here: it is listed to measure from"),
    }[handling]


def review_words(review: ReviewState) -> str:
    """Who has held it against a source."""
    return {
        ReviewState.SEEN: _("The place was read at its source."),
        ReviewState.SECONDARY: _("Second hand: the place was read in another text."),
        ReviewState.UNCHECKED: _("Unchecked: nobody has held this place against a source yet."),
    }[review]


def tier_words(tier: InputTier) -> str:
    """How much the body rests on."""
    return {
        InputTier.BASIC: _("From height, weight, age and build alone."),
        InputTier.INSEAM: _("With the inseam, so that the legs are surer."),
        InputTier.MARKS: _("With two marks on the back, so that the back is much surer."),
    }[tier]


def radius_words(points: Iterable[PlacedPoint]) -> str:
    """The largest radius of a point's places, as whole millimetres."""
    return _("%(mm)d mm") % {"mm": max(round(point.radius_mm) for point in points)}


def radius_parts(point: PlacedPoint) -> tuple[tuple[str, int], ...]:
    """What the radius is made of, in whole millimetres; parts that are zero are left out."""
    parts = (
        (_("where the bones are in somebody of these measures"), point.radius.landmark_mm),
        (_("which vertebra is which"), point.radius.level_mm),
        (_("how far apart trained hands put the same point"), point.radius.practitioner_mm),
        (_("what the definition or the drawn body leaves open"), point.radius.chart_mm),
    )
    return tuple((words, round(mm)) for words, mm in parts if round(mm) > 0)
