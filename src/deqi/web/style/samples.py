"""Made-up content for the components: it shows how a part looks, and reports nothing."""

from django.utils.translation import gettext as _

from deqi.vocabulary import Certainty, Count, Horizon
from deqi.web.ask.presenters.certainty import CertaintyView, certainty_view
from deqi.web.ask.presenters.horizons import HorizonView, horizon_view
from deqi.web.ask.presenters.questions import OptionView, QuestionView
from deqi.web.ask.presenters.scales import Line, line, round_axis


def horizon() -> HorizonView:
    """The picture of 100 people with every kind of figure."""
    made_up = Horizon(
        weeks=10,
        label=_("after a made-up time"),
        usual_care=Count(30, 22, 38),
        sham=Count(42, 33, 51),
        acupuncture=Count(50, 41, 59),
        visits=Count(12, 4, 20),
        needle_place=Count(8, -1, 17),
        added=Count(20, 11, 29),
        not_better=Count(50, 41, 59),
        certainty=Certainty.LOW,
        basis="",
    )
    return horizon_view(made_up, interval_level=0.9)


def certainties() -> tuple[CertaintyView, ...]:
    """All levels, from high down."""
    return tuple(certainty_view(level) for level in Certainty)


def dot() -> Line:
    """A dot with its interval on an axis."""
    count = Count(10, 4, 17)
    return line(count, round_axis([count]), title=_("Made-up treatment"), unit=_("points"))


def questions() -> tuple[QuestionView, ...]:
    """One question of each layout; the last with an error."""
    replies = ((_("Yes"), "yes"), (_("No"), "no"), (_("Not sure"), "unknown"))
    points = tuple((str(point), str(point)) for point in range(11))
    return (
        _question("style-reply", _("Does this sample have three replies?"), "row", replies, chosen="no"),
        _question("style-scale", _("How bad is it in this sample?"), "scale", points, chosen="6"),
        _question("style-number", _("A number"), "number", (), unit=_("years")),
        _question(
            "style-wrong",
            _("A number that cannot be used"),
            "number",
            (),
            error=_("Write a number."),
            value="abc",
        ),
    )


def _question(  # noqa: PLR0913 - one argument a slot of the component
    id_: str,
    text: str,
    layout: str,
    replies: tuple[tuple[str, str], ...],
    *,
    chosen: str = "",
    unit: str = "",
    error: str = "",
    value: str = "",
) -> QuestionView:
    return QuestionView(
        id=id_,
        name=id_,
        text=text,
        help=_("A line of help stands here.") if layout == "row" else "",
        layout=layout,
        value=value,
        unit=unit,
        low=None,
        high=None,
        options=tuple(OptionView(f"{id_}-{wire}", wire, label, wire == chosen) for label, wire in replies),
        error=error,
    )
