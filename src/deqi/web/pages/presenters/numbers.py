"""Published figures as they were printed, in words for people."""

from django.utils.translation import gettext as _

from deqi.vocabulary import Count

MINUS = "\N{MINUS SIGN}"


def figure(number: float) -> str:
    """Three digits from 1 upwards, two below: 47.6, 9.31, 10.3, 0.11, 0.01."""
    return f"{number:.{3 if abs(number) >= 1 else 2}g}".replace("-", MINUS)


def between(low: float, high: float) -> str:
    """For example "-3.7 to 10.3", with a real minus sign."""
    return _("%(low)s to %(high)s") % {"low": figure(low), "high": figure(high)}


def range_of(count: Count) -> str:
    """The published limits of a difference."""
    return between(count.low, count.high)
