"""One point in time of the ledger: the picture, its words, and its table, all from the same whole numbers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.vocabulary import Count, Horizon
from deqi.web.ask.presenters import words
from deqi.web.ask.presenters.certainty import CertaintyView, certainty_view
from deqi.web.ask.presenters.icons import IconArray, Swatch, icon_array, swatch
from deqi.web.ask.presenters.people import People, people, step, whole
from deqi.web.ask.presenters.scales import Scale, scale


@dataclass(frozen=True)
class Part:
    """One group of the 100: its figure, how many, and why. ``range_text`` may be empty."""

    swatch: Swatch
    number: str
    why: str
    range_text: str


@dataclass(frozen=True)
class TableRow:
    """One line of the text twin."""

    label: str
    number: str
    range_text: str


@dataclass(frozen=True)
class HorizonView:
    """A horizon ready to place. ``picture`` is ``None`` when the acupuncture arm is not known.

    ``numbers`` are the three arms alone, for where there is little room; ``rows`` hold everything.
    """

    id: str
    label: str
    picture: IconArray | None
    arms: Scale
    parts: tuple[Part, ...]
    sentences: tuple[str, ...]
    rows: tuple[TableRow, ...]
    numbers: tuple[TableRow, ...]
    certainty: CertaintyView
    basis: str
    maybe_less: Swatch
    maybe_more: Swatch


def horizon_view(horizon: Horizon, *, interval_level: float) -> HorizonView:
    """Words and geometry for one horizon."""
    split = people(horizon)
    level = words.level(interval_level)
    sentences = _sentences(horizon, split, level)
    picture = None
    if split is not None:
        title = _("100 people like you, %(when)s") % {"when": horizon.label}
        picture = icon_array(split, title=title, description=" ".join(sentences))
    return HorizonView(
        id=f"weeks-{horizon.weeks:g}".replace(".", "-"),
        label=horizon.label[:1].upper() + horizon.label[1:],
        picture=picture,
        arms=_arms(horizon, level),
        parts=_parts(horizon, split, level),
        sentences=sentences,
        rows=_rows(horizon),
        numbers=(
            _arm_row(_("Usual care"), horizon.usual_care),
            _arm_row(_("Sham needling"), horizon.sham),
            _arm_row(_("Acupuncture"), horizon.acupuncture),
        ),
        certainty=certainty_view(horizon.certainty),
        basis=horizon.basis,
        maybe_less=swatch("anyway", "maybe-less"),
        maybe_more=swatch("not_better", "maybe-more"),
    )


def _parts(horizon: Horizon, split: People | None, level: str) -> tuple[Part, ...]:
    if split is None:
        return ()
    reasons = {
        "anyway": (_("clearly better with usual care alone too"), horizon.usual_care, False),
        "unsplit": (
            _("clearly better with acupuncture; how many of them anyway is not known"),
            horizon.acupuncture,
            False,
        ),
        "visits": (
            _("with sham needling than with usual care: the visits and the attention"),
            horizon.visits,
            True,
        ),
        "place": (
            _("with real needling than with sham: where and how the needles go in"),
            horizon.needle_place,
            True,
        ),
        "together": (
            _("with acupuncture than with usual care; how much is the needles is not known"),
            horizon.added,
            True,
        ),
        "not_better": (_("not clearly better"), horizon.not_better, False),
    }
    return tuple(
        Part(
            swatch(kind), _part_number(kind, horizon, split), why, _range(count, level, difference=difference)
        )
        for kind, (why, count, difference) in reasons.items()
        if _is_told(kind, horizon)
    )


def _is_told(kind: str, horizon: Horizon) -> bool:
    """Which parts can be told apart, given which arms are known. A part of zero or less is told too."""
    has_usual, has_sham = horizon.usual_care is not None, horizon.sham is not None
    return {
        "anyway": has_usual,
        "unsplit": not has_usual,
        "visits": has_usual and has_sham,
        "place": has_usual and has_sham,
        "together": has_usual and not has_sham,
        "not_better": True,
    }[kind]


def _part_number(kind: str, horizon: Horizon, split: People) -> str:
    steps = {
        "visits": step(horizon.usual_care, horizon.sham),
        "place": step(horizon.sham, horizon.acupuncture),
        "together": step(horizon.usual_care, horizon.acupuncture),
    }
    change = steps.get(kind)
    return str(getattr(split, kind)) if change is None else words.more_or_fewer(change)


def _range(count: Count | None, level: str, *, difference: bool) -> str:
    if count is None:
        return ""
    text = words.difference_range(count) if difference else words.count_range(count)
    return f"{level}: {text}"


def _sentences(horizon: Horizon, split: People | None, level: str) -> tuple[str, ...]:
    if split is None:
        text = _("How many are clearly better with acupuncture %(when)s is not known.")
        return (text % {"when": horizon.label},)
    return (
        _better(horizon, split, level),
        *((_usual(horizon.usual_care), _added(horizon)) if horizon.usual_care else (_usual(None),)),
        _sham(horizon),
    )


def _better(horizon: Horizon, split: People, level: str) -> str:
    text = _(
        "From trials we work out that about %(better)d of 100 people like this are clearly better with "
        "acupuncture (%(level)s: %(range)s), and about %(not_better)d of 100 are not."
    )
    return text % {
        "better": split.better,
        "not_better": split.not_better,
        "level": level,
        "range": words.count_range(horizon.acupuncture),
    }


def _usual(count: Count | None) -> str:
    if count is None:
        return _("How many would be better with usual care is not known.")
    text = _("With usual care alone it is about %(usual)d of 100 (%(range)s).")
    return text % {"usual": whole(count.estimate), "range": words.count_range(count)}


def _added(horizon: Horizon) -> str:
    added = step(horizon.usual_care, horizon.acupuncture) or 0
    text = _(
        "So %(added)s of 100 are clearly better than with usual care (%(range)s). This is a net count: one "
        "person may do better with it and another worse. Such counts cannot tell who."
    )
    return text % {
        "added": words.about_more(added),
        "range": words.difference_range(horizon.added),
    }


def _sham(horizon: Horizon) -> str:
    if horizon.sham is None:
        return _(
            "How many are better with sham needling at this time is not known, so we cannot say how much is "
            "due to the needles."
        )
    place = step(horizon.sham, horizon.acupuncture) or 0
    text = _(
        "With sham needling it is about %(sham)d of 100 (%(range)s). With real needling, %(place)s of 100 "
        "are clearly better than with sham (%(place_range)s)."
    )
    return text % {
        "sham": whole(horizon.sham.estimate),
        "range": words.count_range(horizon.sham),
        "place": words.about_more(place),
        "place_range": words.difference_range(horizon.needle_place),
    }


def _arms(horizon: Horizon, level: str) -> Scale:
    rows = [
        (_("Usual care"), "anyway", horizon.usual_care),
        (_("Sham needling"), "visits", horizon.sham),
        (_("Acupuncture"), "place", horizon.acupuncture),
    ]
    described = "; ".join(
        f"{label}: {whole(count.estimate)} ({words.count_range(count)})"
        if count
        else f"{label}: {words.not_known()}"
        for label, _kind, count in rows
    )
    return scale(
        rows,
        low=0,
        high=100,
        ticks=(0, 25, 50, 75, 100),
        title=_("Clearly better, of 100, with the %(level)s") % {"level": level},
        description=described,
    )


def _rows(horizon: Horizon) -> tuple[TableRow, ...]:
    steps = (
        (
            _("More with sham needling than with usual care"),
            step(horizon.usual_care, horizon.sham),
            horizon.visits,
        ),
        (
            _("More with real needling than with sham"),
            step(horizon.sham, horizon.acupuncture),
            horizon.needle_place,
        ),
        (
            _("More with acupuncture than with usual care"),
            step(horizon.usual_care, horizon.acupuncture),
            horizon.added,
        ),
    )
    return (
        _arm_row(_("Clearly better with usual care"), horizon.usual_care),
        _arm_row(_("Clearly better with sham needling"), horizon.sham),
        _arm_row(_("Clearly better with acupuncture"), horizon.acupuncture),
        *(_step_row(label, change, count) for label, change, count in steps),
        _arm_row(_("Not clearly better with acupuncture"), horizon.not_better),
    )


def _arm_row(label: str, count: Count | None) -> TableRow:
    number = words.not_known() if count is None else str(whole(count.estimate))
    return TableRow(label, number, words.count_range(count))


def _step_row(label: str, change: int | None, count: Count | None) -> TableRow:
    number = words.not_known() if change is None else words.more_or_fewer(change)
    return TableRow(label, number, words.difference_range(count))
