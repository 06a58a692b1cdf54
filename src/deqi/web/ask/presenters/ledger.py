"""The honest ledger: horizons, harms, other treatments, guidelines, and what nobody can forecast."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.vocabulary import (
    Count,
    Harm,
    Horizon,
    Ledger,
    LedgerStatus,
    Option,
    Position,
    Reported,
    ReviewState,
    Source,
)
from deqi.web.ask.presenters import words
from deqi.web.ask.presenters.certainty import CertaintyView, certainty_view
from deqi.web.ask.presenters.horizons import HorizonView, horizon_view
from deqi.web.ask.presenters.icons import IconArray, marked_array
from deqi.web.ask.presenters.people import whole
from deqi.web.ask.presenters.scales import Axis, Line, Tick, line, round_axis


@dataclass(frozen=True)
class HarmView:
    """A harm: how many of 100, its range and certainty, and what it is."""

    label: str
    number: str
    exact: str
    text: str
    certainty: CertaintyView
    sources: tuple[int, ...]


@dataclass(frozen=True)
class OptionView:
    """Another treatment: points of 100 less pain than its comparator."""

    label: str
    comparator: str
    number: str
    range_text: str
    when: str
    text: str
    certainty: CertaintyView
    sources: tuple[int, ...]
    secondary: bool
    line: Line | None


@dataclass(frozen=True)
class OptionGroup:
    """Treatments that were compared with the same kind of thing: nothing, a fake, or another treatment."""

    title: str
    options: tuple[OptionView, ...]

    @property
    def unknown(self) -> tuple[OptionView, ...]:
        """Those for which no number was seen; they are told in words alone."""
        return tuple(option for option in self.options if option.line is None)


@dataclass(frozen=True)
class ReportedView:
    """A finding told in words."""

    title: str
    text: str
    certainty: CertaintyView
    sources: tuple[int, ...]


@dataclass(frozen=True)
class PositionView:
    """What a guideline says and what it compared."""

    body: str
    year: int
    says: str
    compared: str
    status: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class LedgerView:
    """The ledger ready to place.

    ``main`` is the horizon that is drawn large, ``later`` the others. ``drawn_harm`` is the one harm that
    is drawn: the others are of the same 100 people and would only repeat the picture.
    """

    known: bool
    status: str
    headline: str
    responder_definition: str
    level: str
    level_meaning: str
    main: HorizonView | None
    later: tuple[HorizonView, ...]
    harms: tuple[HarmView, ...]
    drawn_harm: IconArray | None
    option_groups: tuple[OptionGroup, ...]
    option_ticks: tuple[Tick, ...]
    positions: tuple[PositionView, ...]
    told: tuple[ReportedView, ...]
    not_forecast: tuple[ReportedView, ...]
    would_change: tuple[str, ...]


def ledger_view(ledger: Ledger, sources: tuple[Source, ...]) -> LedgerView:
    """Words and geometry for a ledger. Source ids become the numbers of the list of sources."""
    numbers = {source.id: place for place, source in enumerate(sources, start=1)}
    main = _main(ledger.horizons)
    level = ledger.interval_level
    return LedgerView(
        known=ledger.status is not LedgerStatus.NOT_KNOWN,
        status=_status(ledger.status),
        headline=ledger.headline,
        responder_definition=ledger.responder_definition,
        level=words.level(level),
        level_meaning=_level_meaning(level),
        main=horizon_view(main, interval_level=level) if main else None,
        later=tuple(horizon_view(part, interval_level=level) for part in ledger.horizons if part is not main),
        harms=tuple(_harm(harm, numbers) for harm in ledger.harms),
        drawn_harm=_harm_picture(ledger.harms),
        option_groups=_option_groups(ledger.options, numbers),
        option_ticks=_labels_above(ledger.options),
        positions=tuple(_position(position, numbers) for position in ledger.positions),
        told=tuple(_reported(item, numbers) for item in ledger.known),
        not_forecast=tuple(_reported(item, numbers) for item in ledger.not_forecast),
        would_change=ledger.would_change,
    )


def _main(horizons: tuple[Horizon, ...]) -> Horizon | None:
    """The time that most trials measured, 8 to 12 weeks, if it is known; else the first that is."""
    known = [horizon for horizon in horizons if horizon.acupuncture is not None]
    usual = [horizon for horizon in known if 8 <= horizon.weeks <= 12]
    return next(iter([*usual, *known, *horizons]), None)


def _level_meaning(level: float) -> str:
    text = _(
        "If the trials are a fair guide, the true number lies in this range about %(times)d times of 100."
    )
    return text % {"times": whole(level * 100)}


def _status(status: LedgerStatus) -> str:
    return {
        LedgerStatus.KNOWN: _("Trials support numbers for people like you."),
        LedgerStatus.PARTLY_KNOWN: _("Trials support some numbers for people like you, not all."),
        LedgerStatus.NOT_KNOWN: _(
            "Not known: there are too few good trials with people like you to give numbers."
        ),
    }[status]


def _numbers(ids: tuple[str, ...], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[id_] for id_ in ids if id_ in numbers))


def _harm(harm: Harm, numbers: Mapping[str, int]) -> HarmView:
    count = harm.of_100
    return HarmView(
        label=harm.label,
        number=words.of_100(count.estimate),
        exact=_exact(count),
        text=harm.text,
        certainty=certainty_view(harm.certainty),
        sources=_numbers(harm.sources, numbers),
    )


def _exact(count: Count) -> str:
    """The published range, and the published number where the whole one differs."""
    shown = _("95%% range %(range)s") % {"range": words.small_range(count)}
    if words.small(count.estimate) == str(whole(count.estimate)):
        return shown
    return _("%(estimate)s of 100; %(range)s") % {"estimate": words.small(count.estimate), "range": shown}


def _harm_picture(harms: tuple[Harm, ...]) -> IconArray | None:
    """The first harm that happens to at least one of 100."""
    for harm in harms:
        marked = whole(harm.of_100.estimate)
        if 0 < marked <= 100:
            return marked_array(marked, title=harm.label, description=words.of_100(harm.of_100.estimate))
    return None


def _option_groups(options: tuple[Option, ...], numbers: Mapping[str, int]) -> tuple[OptionGroup, ...]:
    """Options by kind of comparator, in the order of the ledger, all lines on one axis."""
    groups = dict.fromkeys(option.group for option in options)
    axis = _axis(options)
    return tuple(
        OptionGroup(
            name[:1].upper() + name[1:],
            tuple(_option(option, numbers, axis) for option in options if option.group == name),
        )
        for name in groups
    )


def _axis(options: tuple[Option, ...]) -> Axis:
    return round_axis([option.points for option in options if option.points is not None])


def _labels_above(options: tuple[Option, ...]) -> tuple[Tick, ...]:
    return _axis(options).ticks_in_percent if any(option.points for option in options) else ()


def _option(option: Option, numbers: Mapping[str, int], axis: Axis) -> OptionView:
    count = option.points
    return OptionView(
        label=option.label,
        comparator=option.comparator,
        number=words.not_known() if count is None else words.points(count.estimate),
        range_text="" if count is None else words.points_range(count),
        when=option.when,
        text=option.text,
        certainty=certainty_view(option.certainty),
        sources=_numbers(option.sources, numbers),
        secondary=option.review is ReviewState.SECONDARY,
        line=None
        if count is None
        else line(count, axis, title=option.label, unit=_("points of 100 less pain")),
    )


def _position(position: Position, numbers: Mapping[str, int]) -> PositionView:
    return PositionView(
        body=position.body,
        year=position.year,
        says=position.says,
        compared=position.compared,
        status=position.status,
        sources=_numbers(position.sources, numbers),
    )


def _reported(item: Reported, numbers: Mapping[str, int]) -> ReportedView:
    return ReportedView(
        item.title, item.text, certainty_view(item.certainty), _numbers(item.sources, numbers)
    )
