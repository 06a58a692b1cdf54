"""Words for numbers: always of 100, never "1 in X", both directions said plainly."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deqi.vocabulary import Certainty, Count
from deqi.web.ask.presenters.people import whole


def not_known() -> str:
    """How an unknown number reads."""
    return _("not known")


def of_100(number: float) -> str:
    """For example "27 of 100"; below half a person, "fewer than 1 of 100"."""
    if 0 < number < 0.5:
        return _("fewer than 1 of 100")
    return _("%(count)d of 100") % {"count": whole(number)}


def count_range(count: Count | None) -> str:
    """For example "20 to 35"; empty when there is no number."""
    if count is None:
        return ""
    return _("%(low)d to %(high)d") % {"low": whole(count.low), "high": whole(count.high)}


def more_or_fewer(number: int) -> str:
    """For example "8 more", "3 fewer", "no more"."""
    if number == 0:
        return _("no more")
    if number > 0:
        return ngettext("%(count)d more", "%(count)d more", number) % {"count": number}
    return ngettext("%(count)d fewer", "%(count)d fewer", -number) % {"count": -number}


def about_more(number: int) -> str:
    """For example "about 8 more", "about 3 fewer", "no more"."""
    return more_or_fewer(number) if number == 0 else _("about %(more)s") % {"more": more_or_fewer(number)}


def difference_range(count: Count | None) -> str:
    """For example "1 fewer to 17 more"."""
    if count is None:
        return ""
    low, high = whole(count.low), whole(count.high)
    if low >= 0:
        return _("%(low)d to %(high)d more") % {"low": low, "high": high}
    return _("%(low)s to %(high)s") % {"low": more_or_fewer(low), "high": more_or_fewer(high)}


def small(number: float) -> str:
    """A number of 100 that may be tiny, without rounding it away: 9, 0.4, 0.01."""
    if number == 0 or abs(number) >= 9.95:
        return f"{whole(number)}"
    return f"{number:.1g}" if abs(number) < 0.95 else f"{number:.1f}".removesuffix(".0")


def small_range(count: Count) -> str:
    """For example "0.005 to 0.02"."""
    return _("%(low)s to %(high)s") % {"low": small(count.low), "high": small(count.high)}


def points(number: float) -> str:
    """Points of 100 less pain: one decimal below ten, with a real minus sign."""
    text = small(number)
    return text.replace("-", "\N{MINUS SIGN}")


def points_range(count: Count) -> str:
    """For example "−1 to 9" in points."""
    return _("%(low)s to %(high)s") % {"low": points(count.low), "high": points(count.high)}


def level(interval_level: float) -> str:
    """For example "90% range"."""
    return _("%(percent)d%% range") % {"percent": whole(interval_level * 100)}


def certainty_label(certainty: Certainty) -> str:
    """The four levels of GRADE in words of ours."""
    return {
        Certainty.HIGH: _("High certainty"),
        Certainty.MODERATE: _("Moderate certainty"),
        Certainty.LOW: _("Low certainty"),
        Certainty.VERY_LOW: _("Very low certainty"),
        Certainty.UNGRADED: _("Certainty not graded"),
    }[certainty]


def certainty_meaning(certainty: Certainty) -> str:
    """What a level means for the reader."""
    return {
        Certainty.HIGH: _("New trials would change this number little."),
        Certainty.MODERATE: _("The true number is probably close. New trials may change it."),
        Certainty.LOW: _("The true number may be quite different."),
        Certainty.VERY_LOW: _("We can hardly tell. The true number may be very different."),
        Certainty.UNGRADED: _("Nobody has yet graded how sure we can be of this number."),
    }[certainty]


def certainty_level(certainty: Certainty) -> int:
    """How many of four marks to fill."""
    order = [Certainty.UNGRADED, Certainty.VERY_LOW, Certainty.LOW, Certainty.MODERATE, Certainty.HIGH]
    return order.index(certainty)
