"""What nobody knows, counted from the empty and unchecked cells of the tables: nothing here is typed in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deqi.answers import Tables, would_it_help
from deqi.evidence import ArmResult, Contrast, EffectRow, Figure, PooledRow, Trial
from deqi.vocabulary import Answer, Comparator, Horizon, LedgerStatus, Person, Reply, ReviewState, Stratum


@dataclass(frozen=True)
class Gap:
    """Something that is not known: what, how often, out of how many, and where."""

    what: str
    count: int
    out_of: int | None = None
    where: tuple[str, ...] = ()


@dataclass(frozen=True)
class GapGroup:
    """Gaps of one kind."""

    id: str
    title: str
    lead: str
    gaps: tuple[Gap, ...]


FIELDS: dict[str, tuple[object, Callable[[Trial], bool]]] = {
    "people": (gettext_lazy("how many people took part"), lambda trial: trial.n_randomised is None),
    "visits": (gettext_lazy("how many visits people had"), lambda trial: not trial.sessions),
    "bias": (gettext_lazy("how well it was guarded against bias"), lambda trial: not trial.risk_of_bias),
    "registered": (
        gettext_lazy("whether it was registered beforehand"),
        lambda trial: not trial.registration,
    ),
    "paper": (
        gettext_lazy("the number of the paper in a public index"),
        lambda trial: not trial.doi and not trial.pmid,
    ),
}
"""What we look for in each trial, and when it is missing."""

PROMISED = {
    "sleep": gettext_lazy("sleep"),
    "stress-anxiety": gettext_lazy("stress or worry"),
    "surgery": gettext_lazy("surgery"),
    "medication": gettext_lazy("use of pain medicine"),
    "work": gettext_lazy("being able to work"),
}
"""What adverts promise, by the name of the outcome in the table of results."""

GROUPS = {
    Stratum.CHRONIC: gettext_lazy("Pain for 12 weeks or more"),
    Stratum.CHRONIC_65: gettext_lazy("The same, age 65 and over"),
    Stratum.ACUTE: gettext_lazy("Newer pain"),
    Stratum.SCIATICA: gettext_lazy("Pain that runs down the leg"),
    Stratum.PREGNANCY: gettext_lazy("Pregnancy"),
}
COMPARATORS = {
    Comparator.SHAM: gettext_lazy("sham needling"),
    Comparator.USUAL_CARE: gettext_lazy("usual care"),
    Comparator.NO_TREATMENT: gettext_lazy("no treatment"),
}
PEOPLE = {
    Stratum.CHRONIC: Person(age=45, pain_weeks=104, pain_now=6, leg_pain=Reply.NO, pregnant=Reply.NO),
    Stratum.CHRONIC_65: Person(age=71, pain_weeks=104, pain_now=6, leg_pain=Reply.NO),
    Stratum.ACUTE: Person(age=45, pain_weeks=3, pain_now=6, leg_pain=Reply.NO, pregnant=Reply.NO),
    Stratum.SCIATICA: Person(age=45, pain_weeks=104, pain_now=6, leg_pain=Reply.YES, pregnant=Reply.NO),
    Stratum.PREGNANCY: Person(age=32, pain_weeks=20, pain_now=6, leg_pain=Reply.NO, pregnant=Reply.YES),
}
"""One made-up person of each group, to ask the ledger what it leaves open."""

HELD_BACK = {
    PooledRow: gettext_lazy("pooled results of reviews"),
    ArmResult: gettext_lazy("results of one group of a trial"),
    Contrast: gettext_lazy("differences that a trial printed"),
    EffectRow: gettext_lazy("differences that were worked out"),
}


def not_known(tables: Tables, *, today: date) -> tuple[GapGroup, ...]:
    """Every kind of gap in ``tables``; a kind without gaps says so with no rows."""
    return (
        GapGroup(
            "people",
            _("People for whom we have no numbers"),
            _("For these groups, trials do not let us say how many of 100 are clearly better."),
            _ledger_gaps(tables, today),
        ),
        GapGroup(
            "untested",
            _("What no trial in our table measured"),
            _("Adverts speak of these. The count is how many of our trials have a result for them."),
            _outcome_gaps(tables),
        ),
        GapGroup(
            "uncompared",
            _("Comparisons that are missing or thin"),
            _("How many trials in our table have a number for needles against each of three things."),
            _comparison_gaps(tables),
        ),
        GapGroup(
            "fields",
            _("What we could not find out about trials"),
            _("A paper may tell it; we have not seen it."),
            _trial_gaps(tables),
        ),
        GapGroup(
            "held-back",
            _("Figures that we hold back"),
            _("These figures are quoted, and we have not seen them at a source. So no page shows them."),
            _held_back(tables),
        ),
        GapGroup(
            "second-hand",
            _("Figures that we know at second hand"),
            _("We show these with a mark. They were read in a text that reports the source."),
            _second_hand(tables),
        ),
        GapGroup(
            "safety",
            _("Safety rules that wait for a clinician"),
            _("The rules rest on published guidance where we found it, and on our own judgement where not."),
            _safety_gaps(tables),
        ),
        GapGroup(
            "sizes",
            _("Promises without a number"),
            _("For these we can tell no size in people or points of 100."),
            _claim_gaps(tables),
        ),
    )


def _trial_gaps(tables: Tables) -> tuple[Gap, ...]:
    trials = tables.evidence.trials.values()
    gaps = (
        (str(label), tuple(trial.study_id for trial in trials if missing(trial)))
        for label, missing in FIELDS.values()
    )
    return tuple(Gap(label, len(where), len(trials), where) for label, where in gaps if where)


def _outcome_gaps(tables: Tables) -> tuple[Gap, ...]:
    measured = {name: _studies(tables.evidence.results, name) for name in PROMISED}
    return tuple(Gap(str(PROMISED[name]), len(where), None, where) for name, where in measured.items())


def _studies(results: Iterable[ArmResult], outcome: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.study_id for row in results if row.outcome == outcome))


def _comparison_gaps(tables: Tables) -> tuple[Gap, ...]:
    gaps = []
    for stratum, group in GROUPS.items():
        for comparator, name in COMPARATORS.items():
            studies = {
                row.study_id
                for row in tables.evidence.effects
                if row.group.stratum is stratum and row.comparator is comparator and not row.duplicate
            }
            if len(studies) <= 1:
                text = _("%(group)s: against %(comparator)s") % {"group": group, "comparator": name}
                gaps.append(Gap(text, len(studies), None, tuple(sorted(studies))))
    return tuple(gaps)


def _held_back(tables: Tables) -> tuple[Gap, ...]:
    rows: tuple[Figure, ...] = tables.evidence.unchecked
    counted = ((str(label), sum(isinstance(row, kind) for row in rows)) for kind, label in HELD_BACK.items())
    known = sum(isinstance(row, kind) for row in rows for kind in HELD_BACK)
    gaps = [*counted, (_("other rows of the tables"), len(rows) - known)]
    gaps.append((_("texts on promises, guidelines, harms or treatments"), len(tables.content.unchecked)))
    return tuple(Gap(label, count) for label, count in gaps if count)


def _second_hand(tables: Tables) -> tuple[Gap, ...]:
    evidence, content = tables.evidence, tables.content
    figures = (*evidence.results, *evidence.contrasts, *evidence.pooled, *evidence.natural_history)
    texts = [
        *(harm.review for harm in content.harms),
        *(option.review for option in content.options),
        *(position.review for position in content.positions),
        *(item.review for item in (*content.known, *content.not_forecast)),
        *(claim.review for claim in content.claims),
    ]
    parts: tuple[tuple[str, list[ReviewState]], ...] = (
        (_("rows of results, differences, pooled results and courses"), [row.review for row in figures]),
        (_("texts on promises, guidelines, harms and treatments"), texts),
        (_("publications in the list of sources"), [source.review for source in tables.sources.values()]),
    )
    return tuple(Gap(what, states.count(ReviewState.SECONDARY), len(states)) for what, states in parts)


def _safety_gaps(tables: Tables) -> tuple[Gap, ...]:
    safety = tables.safety
    findings = [item for item in safety.findings.values() if item.basis.review is ReviewState.UNCHECKED]
    cautions = [item for item in safety.cautions.values() if item.basis.review is ReviewState.UNCHECKED]
    gaps = [
        Gap(_("warning signs whose basis we have not seen at a source"), len(findings), len(safety.findings)),
        Gap(_("cautions whose basis we have not seen at a source"), len(cautions), len(safety.cautions)),
    ]
    if not safety.sign_off.signed:
        gaps.insert(0, Gap(_("rules that no clinician has signed"), len(safety.rules), len(safety.rules)))
    return tuple(gap for gap in gaps if gap.count)


def _claim_gaps(tables: Tables) -> tuple[Gap, ...]:
    claims = tables.content.claims
    bare = [
        claim
        for claim in claims
        if not any(size.difference or size.share is not None for size in claim.sizes)
    ]
    without = [option for option in tables.content.options if option.points is None]
    return (
        Gap(_("promises of adverts"), len(bare), len(claims), tuple(claim.claim for claim in bare)),
        Gap(
            _("other treatments, counted once in each group of people"),
            len(without),
            len(tables.content.options),
            tuple(dict.fromkeys(option.label for option in without)),
        ),
    )


def _ledger_gaps(tables: Tables, today: date) -> tuple[Gap, ...]:
    gaps = []
    for stratum, person in PEOPLE.items():
        result = would_it_help.answer(person=person, today=today, tables=tables)
        if not isinstance(result, Answer):
            continue
        missing = tuple(text for horizon in result.ledger.horizons for text in _open_arms(horizon))
        if result.ledger.status is LedgerStatus.NOT_KNOWN:
            missing = (_("at any time"),)
        if missing:
            gaps.append(Gap(str(GROUPS[stratum]), len(missing), None, missing))
    return tuple(gaps)


def _open_arms(horizon: Horizon) -> list[str]:
    arms = (
        (_("usual care"), horizon.usual_care),
        (_("sham needling"), horizon.sham),
        (_("acupuncture"), horizon.acupuncture),
    )
    return [
        _("%(arm)s, %(when)s") % {"arm": arm, "when": horizon.label} for arm, count in arms if count is None
    ]
