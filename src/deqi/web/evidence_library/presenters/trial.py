"""One trial's page: what is known about it, and what was not seen."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.evidence import EvidenceTables
from deqi.web.evidence_library.blinding import BLINDING_WORDS, blinding
from deqi.web.evidence_library.choices import (
    COMPARATOR_WORDS,
    GROUP_WORDS,
    MODALITY_WORDS,
    OUTCOME_WORDS,
    SHAM_WORDS,
    Words,
)
from deqi.web.evidence_library.figures.words import number, spoken
from deqi.web.evidence_library.names import trial_name
from deqi.web.evidence_library.presenters.sources import Mark, NumberedSource, Sources

REGISTERS = {
    "NCT": "https://clinicaltrials.gov/study/{}",
    "ISRCTN": "https://www.isrctn.com/{}",
}


@dataclass(frozen=True)
class Fact:
    """A label with what is known; not ``known``: nothing was seen; ``quoted``: the words of others."""

    label: Words
    words: Words
    known: bool = True
    link: str = ""
    quoted: bool = False


@dataclass(frozen=True)
class FigureRow:
    """One line of a table of figures; ``noted`` when ``spread`` holds a p value as it was noted."""

    what: str
    outcome: Words
    instrument: str
    when: str
    value: str
    spread: str
    people: str
    mark: Mark
    noted: bool = False


@dataclass(frozen=True)
class TrialPage:
    """Everything that the page of one trial shows."""

    study_id: str
    name: str
    title: str
    facts: tuple[Fact, ...]
    dose: tuple[Fact, ...]
    results: tuple[FigureRow, ...]
    contrasts: tuple[FigureRow, ...]
    differences: tuple[FigureRow, ...]
    held_back: int
    mark: Mark
    sources: tuple[NumberedSource, ...]


def trial_page(study_id: str, tables: EvidenceTables) -> TrialPage:
    """Gather one trial. Raises ``KeyError`` for a trial that is not shown."""
    trial = tables.trials[study_id]
    sources = Sources.of(tables)
    mark = sources.mark(trial)
    return TrialPage(
        study_id=study_id,
        name=trial_name(study_id, tables),
        title=trial.title,
        facts=_facts(study_id, tables),
        dose=_dose(study_id, tables),
        results=_results(study_id, tables, sources),
        contrasts=_contrasts(study_id, tables, sources),
        differences=_differences(study_id, tables, sources),
        held_back=sum(getattr(row, "study_id", "") == study_id for row in tables.unchecked),
        mark=mark,
        sources=sources.all,
    )


def _facts(study_id: str, tables: EvidenceTables) -> tuple[Fact, ...]:
    trial = tables.trials[study_id]
    people = "" if trial.n_randomised is None else f"{trial.n_randomised:,}"
    register = next((link for key, link in REGISTERS.items() if trial.registration.startswith(key)), "")
    return (
        Fact(_("Year"), str(trial.year)),
        Fact(_("Country"), trial.country),
        _fact(_("People who took part"), people),
        Fact(_("Whom it studied"), GROUP_WORDS[trial.group]),
        Fact(_("Condition, as noted"), trial.condition, quoted=True),
        Fact(_("Kind of acupuncture"), MODALITY_WORDS[trial.modality]),
        Fact(_("Design, as noted"), trial.design, quoted=True),
        Fact(_("Blinding, read from the design"), BLINDING_WORDS[blinding(trial.design, trial.risk_of_bias)]),
        _sham(trial.sham),
        _fact(_("Risk of bias, as noted"), trial.risk_of_bias, quoted=True),
        _fact(_("Registration"), trial.registration, register.format(trial.registration)),
        _fact("DOI", trial.doi, f"https://doi.org/{trial.doi}"),
        _fact("PubMed", trial.pmid, f"https://pubmed.ncbi.nlm.nih.gov/{trial.pmid}/"),
    )


def _sham(sham: str) -> Fact:
    if not sham:
        return Fact(_("Sham"), _("no sham group noted"))
    return Fact(_("Sham"), SHAM_WORDS[sham], known=sham != "not seen")


def _dose(study_id: str, tables: EvidenceTables) -> tuple[Fact, ...]:
    """The items of STRICTA 2010, the list of what a report of acupuncture should tell."""
    trial = tables.trials[study_id]
    return (
        Fact(_("1a. Style of acupuncture"), MODALITY_WORDS[trial.modality]),
        _fact(_("1b. Reason for the treatment given"), ""),
        _fact(_("1c. How far treatment varied between people"), ""),
        _fact(_("2a. Needles per session"), ""),
        _fact(_("2b. Points used"), ""),
        _fact(_("2c. Depth"), ""),
        _fact(_("2d. Response sought (such as the needle sensation)"), ""),
        _fact(_("2e. Stimulation of the needles"), ""),
        _fact(_("2f. How long needles stayed in"), ""),
        _fact(_("2g. Needle type"), ""),
        _fact(_("3a and 3b. Number and rhythm of sessions"), trial.sessions),
        _fact(_("4a. Other treatment given to the acupuncture group"), ""),
        _fact(_("4b. Setting, and what people were told"), ""),
        _fact(_("5. Training and experience of the practitioner"), ""),
        _fact(_("6a. Reason for the comparator"), ""),
        _fact(_("6b. What the comparator was"), _compared(study_id, tables)),
    )


def _compared(study_id: str, tables: EvidenceTables) -> str:
    kinds = {row.comparator for row in tables.contrasts if row.study_id == study_id}
    kinds |= {row.role.comparator for row in tables.results if row.study_id == study_id}
    words = [str(words) for kind, words in COMPARATOR_WORDS.items() if kind in kinds]
    return ", ".join(words)


def _fact(label: Words, words: str, link: str = "", *, quoted: bool = False) -> Fact:
    return Fact(label, words, link=link, quoted=quoted) if words else Fact(label, _("not seen"), known=False)


def _results(study_id: str, tables: EvidenceTables, sources: Sources) -> tuple[FigureRow, ...]:
    statistics = {
        "percent": _("%"),
        "change": _("change"),
        "mean": _("mean"),
        "adjusted-mean": _("mean, adjusted"),
        "events": _("number of people or events"),
        "median": _("median"),
    }
    rows = [row for row in tables.results if row.study_id == study_id]
    rows.sort(key=lambda row: (row.outcome, row.instrument, -1.0 if row.weeks is None else row.weeks))
    return tuple(
        FigureRow(
            what=": ".join(part for part in (arm(row.arm), row.arm_label) if part),
            outcome=OUTCOME_WORDS.get(row.outcome, row.outcome),
            instrument=_scale(row.instrument, row.scale_min, row.scale_max, row.higher_is_better),
            when=_when(row.weeks, approximate=bool(row.weeks_approximate)),
            value=f"{_plain(row.value)} ({statistics.get(row.statistic, row.statistic)})",
            spread=_spread(row.sd, row.sd_derived, row.se, (row.ci_low, row.ci_high)),
            people="–" if row.n is None else f"{row.n:,}",
            mark=sources.mark(row),
        )
        for row in rows
    )


def _contrasts(study_id: str, tables: EvidenceTables, sources: Sources) -> tuple[FigureRow, ...]:
    return tuple(
        FigureRow(
            what=_("%(a)s minus %(b)s") % {"a": arm(row.arm_a), "b": arm(row.arm_b)}
            if row.arm_b
            else arm(row.arm_a),
            outcome=OUTCOME_WORDS.get(row.outcome, row.outcome),
            instrument=row.instrument,
            when=_when(row.weeks, approximate=bool(row.weeks_approximate)),
            value="–" if row.estimate is None else f"{_plain(row.estimate)} ({words_of(row.measure)})",
            spread=_limits(row.ci_low, row.ci_high) or (f"p {row.p}" if row.p else "–"),
            people="",
            mark=sources.mark(row),
            noted=bool(row.p),
        )
        for row in tables.contrasts
        if row.study_id == study_id
    )


def _differences(study_id: str, tables: EvidenceTables, sources: Sources) -> tuple[FigureRow, ...]:
    rows = [row for row in tables.effects if row.study_id == study_id and not row.duplicate]
    rows.sort(key=lambda row: (row.outcome, row.weeks or 0.0))
    return tuple(
        FigureRow(
            what=_("%(a)s compared with %(b)s (%(kind)s)")
            % {
                "a": arm(row.arm),
                "b": arm(row.comparator_arm),
                "kind": _("two kinds of acupuncture")
                if row.comparator is None
                else COMPARATOR_WORDS[row.comparator],
            },
            outcome=OUTCOME_WORDS.get(row.outcome, row.outcome),
            instrument=row.instrument,
            when=_when(row.weeks, approximate=False),
            value=number(row.difference_0_100),
            spread=_limits(row.ci_low_0_100, row.ci_high_0_100, decimals=1),
            people="–" if row.n is None else f"{row.n:,}",
            mark=sources.mark(row),
        )
        for row in rows
    )


def _scale(instrument: str, low: float | None, high: float | None, higher_is_better: bool | None) -> str:  # noqa: FBT001
    if low is None or high is None:
        return instrument
    ways = {True: _("higher is better"), False: _("lower is better"), None: _("direction not clear")}
    return f"{instrument} ({_plain(low)}–{_plain(high)}, {ways[higher_is_better]})"


def _spread(
    sd: float | None, derived: float | None, se: float | None, limits: tuple[float | None, float | None]
) -> str:
    if sd is not None:
        return _("SD %s") % _plain(sd)
    if _limits(*limits):
        return _limits(*limits)
    if derived is not None:
        return _("SD %s, worked out by us") % _plain(round(derived, 2))
    return _("SE %s") % _plain(se) if se is not None else "–"


def _limits(low: float | None, high: float | None, decimals: int | None = None) -> str:
    if low is None or high is None:
        return ""
    if decimals is not None:
        return spoken(low, high, decimals)
    return _("%(low)s to %(high)s") % {"low": _plain(low), "high": _plain(high)}


def _when(weeks: float | None, *, approximate: bool) -> str:
    if weeks is None:
        return _("not seen")
    if weeks == 0:
        return _("start")
    if weeks < 0.1:
        return _("same day")
    return (_("about %s") if approximate else "%s") % _plain(weeks)


def _plain(value: float) -> str:
    """A number as it was printed, with a real minus sign."""
    return f"{value:.10g}".replace("-", "\N{MINUS SIGN}")


def arm(name: str) -> str:
    """A group's name from the table in plainer words: "verum" is how papers call real acupuncture."""
    plain = name.replace("verum", _("acupuncture")).replace(":", ": ")
    return words_of(plain)


def words_of(name: str) -> str:
    """A name from the table with spaces for hyphens and underscores between letters."""
    return re.sub(r"(?<=[A-Za-z])[-_](?=[A-Za-z])", " ", name)
